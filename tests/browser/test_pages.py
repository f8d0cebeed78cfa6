"""Every page opens for whom it is made: both languages, desk and telephone, no error, nothing sideways, for all."""

import pytest
from playwright.sync_api import Page

from tests.browser.pages import EXAMPLES, Example, page_routes, path_of
from tests.browser.visiting import DESK_SIZE, PHONE, Visits, in_english, narrow, sideways
from tools.chromium import graveness

OPENED = [
    pytest.param(
        route, example, username, id=f"{route or 'home'}-{'-'.join(example.at.values())}-{username or 'nobody'}"
    )
    for route, examples in EXAMPLES.items()
    for example in examples
    for username in example.as_
]


def test_every_page_has_its_line_in_the_table() -> None:
    assert set(page_routes()) - set(EXAMPLES) == set(), "add it to tests/browser/pages.py"
    assert set(EXAMPLES) - set(page_routes()) == set()


@pytest.mark.parametrize(("route", "example", "username"), OPENED)
def test_a_page_opens_and_all_can_use_it(visit: Visits, route: str, example: Example, username: str) -> None:
    page = visit.look(path_of(route, example, visit.site), username=username)
    check(page, "zh-hans")
    assert graveness(page) == []  # once: in the other language and width it is the same document
    page.set_viewport_size(DESK_SIZE)
    in_english(page)
    page.reload()
    check(page, "en")


def check(page: Page, language: str) -> None:
    """A page at both widths; it is left at the narrow one."""
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert sideways(page) <= 0, language
    narrow(page)
    assert sideways(page) <= 0, (language, PHONE)


WRONG = {
    "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))": "content policy",
    "console.error('something went wrong')": "something went wrong",
    "setTimeout(() => { throw new Error('unforeseen') })": "unforeseen",
}


@pytest.mark.parametrize(("doing", "told"), WRONG.items())
def test_what_goes_wrong_unseen_is_seen(visit: Visits, doing: str, told: str) -> None:
    page = visit("/")
    page.evaluate(doing)
    page.wait_for_function("true")
    assert any(told in fault for fault in visit.faults)
    visit.faults.clear()


def test_what_cannot_be_used_or_is_too_wide_is_seen(visit: Visits) -> None:
    page = visit("/")
    page.evaluate("document.body.innerHTML = '<img src=/static/web/icon.svg><input>'")
    page.evaluate("document.body.style.minWidth = '3000px'")
    assert sideways(page) > 0
    assert any(line.startswith(("image-alt", "label")) for line in graveness(page))
