"""What people do on pages: fill in a form by the names of its fields, press its button, read where a case stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

from shiyu.city.directory import directory
from tests.api.made_files import picture
from tests.browser.visiting import Visits

BY = {
    "dispatcher": "dispatcher", "clerk@zjj": "clerk-zjj", "clerk@cgj": "clerk-cgj", "arbiter": "arbiter",
    "supervisor": "supervisor", "reviewer": "reviewer", "callback_officer": "callback",
}  # fmt: skip
"""The demo's accounts by the roles of the story."""
UNITS = frozenset({"lead", "right_unit", "body", "unit"})


@dataclass
class People:
    """Everybody at a browser of his own, which stays open."""

    visit: Visits
    _pages: dict[str, Page] = field(default_factory=dict)

    def at(self, username: str, path: str) -> Page:
        """The person's page at an address."""
        if username not in self._pages:
            self._pages[username] = self.visit(path, username=username)
        else:
            self._pages[username].goto(path)
        return self._pages[username]

    def move(self, username: str, number: str, move: str, facts: Mapping[str, Any]) -> Page:
        """An officer makes a move on its page."""
        page = self.at(username, f"/cases/{number}/moves/{move}")
        form = page.locator("form.card")
        for name, value in facts.items():
            self.fill(form, name, {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))
        form.locator(".card-footer .btn-primary").click()
        page.wait_for_url(re.compile(rf"/(cases/{number}|work)$"))
        return page

    def fill(self, form: Locator, name: str, value: str) -> None:
        """One field, whatever it looks like."""
        control = form.locator(f'[name="{name}"]:not([type="hidden"])')
        if control.first.get_attribute("type") == "checkbox":
            for one in value.split(","):
                form.locator(f'[name="{name}"][value="{one}"]').check()
            return
        kind = control.first.get_attribute("type")
        if kind == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif control.first.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(self.unit(value) if name in UNITS or name.endswith("-unit") else value)

    def unit(self, code: str) -> str:
        """A unit as one types it."""
        with self.visit.site.database():
            unit = directory().unit(code)
        assert unit is not None
        return unit.label.zh


def report(
    page: Page, detail: str, *, phone: str, address: str, join: str = "", photo: bool = False
) -> tuple[str, str]:
    """A resident's report in three steps; number and query code of the receipt."""
    page.goto("/report")
    page.fill("#detail", detail)
    if photo:
        sent = picture()
        page.set_input_files("#files", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": sent.read()})
    page.locator(".form-ways .btn-primary").click()
    page.fill("#address", address)
    if join:
        with page.expect_navigation():  # the choice sends the form, to list villages and what is like it nearby
            page.locator("#street").select_option("140502001000")
        page.locator(f'[name="join"][value="{join}"]').check()
    page.locator(".form-ways .btn-primary").click()
    page.fill("#phone", phone)
    page.locator(".form-ways .btn-primary").click()
    return page.locator(".receipt .number").inner_text(), page.locator(".receipt .code-big").inner_text()


def standing(page: Page) -> str:
    """Where the case stands, in the resident's words, after a look at the page again."""
    page.reload()
    return page.locator(".standing").inner_text()
