"""Pages as a person opens them: a language, a width, a login; and what went wrong on them unseen."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.browser.site import Site

PATIENCE = 60_000  # milliseconds; a browser and its server share a loaded machine with other workers
ZH, EN = "zh-CN", "en-GB"
LANGUAGES = (ZH, EN)
DESK, PHONE = 1440, 390
WIDTHS = (DESK, PHONE)
_HEIGHTS = {DESK: 900, PHONE: 844}
DESK_SIZE = ViewportSize(width=DESK, height=_HEIGHTS[DESK])
_WATCH = """document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`));"""
# Recording takes a third more time; where a failure can be seen again at once, a picture is enough.
TRACED = os.environ.get("CI") == "true"
# A page that refuses is a page all the same; its status stands in the answer, and the browser complains once more.
_STATUS = "Failed to load resource: the server responded with a status of"
# Refused when the login has ended meanwhile; the form says beside itself that the draft is not being kept.
_AUTOSAVE = "/drafts"


@dataclass
class Visits:
    """Pages opened in one test, each in a profile of its own; `faults` is what a test fails for."""

    browser: Browser
    site: Site
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        path: str = "/",
        *,
        language: str = ZH,
        width: int = DESK,
        username: str = "",
        scripts: bool = True,
    ) -> Page:
        """A new profile at this address; `username` is logged in."""
        context = self.browser.new_context(
            base_url=self.site.address, locale=language, viewport={"width": width, "height": _HEIGHTS[width]},
            java_script_enabled=scripts, timezone_id="Asia/Shanghai",
        )  # fmt: skip
        self._contexts.append(context)
        if TRACED:
            context.tracing.start(snapshots=True)
        context.set_default_timeout(PATIENCE)
        if username:
            context.add_cookies([self.site.cookie(username)])  # type: ignore[list-item]
        context.add_init_script(_WATCH)
        page = context.new_page()
        self._listen(page)
        page.goto(path)
        return page

    def _listen(self, page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            asked = str(message.location.get("url", ""))
            own = message.text.startswith(_STATUS) and (asked == page.url or asked.endswith(_AUTOSAVE))
            if message.type == "error" and not own:
                self.faults.append(f"{page.url}: {message.text}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def keep(self, folder: Path) -> None:
        """A picture and the text of every page; in CI the trace of every profile too."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, context in enumerate(self._contexts):
            for place, page in enumerate(context.pages):
                page.screenshot(path=folder / f"{number}-{place}.png", full_page=True)
                (folder / f"{number}-{place}.html").write_text(page.content(), encoding="utf-8")
            if TRACED:
                context.tracing.stop(path=folder / f"{number}.zip")

    def close(self) -> None:
        """Ends every profile."""
        for context in self._contexts:
            context.close()


def narrow(page: Page) -> None:
    """Makes the page as wide as a telephone."""
    page.set_viewport_size({"width": PHONE, "height": _HEIGHTS[PHONE]})


def in_english(page: Page) -> None:
    """Chooses English, as the button of every page does."""
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": page.url}])


def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found
