"""Pages as a person opens them: a language, a width, a login; and what went wrong on them unseen."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, ViewportSize

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
class Shared:
    """The page of this worker for tests that only look; None until the first of them, and after one that failed."""

    page: Page | None = None


@dataclass
class Visits:
    """Pages opened in one test, each in a profile of its own; `faults` is what a test fails for."""

    browser: Browser
    site: Site
    shared: Shared
    faults: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _heard: list[tuple[Page, str, Callable[..., None]]] = field(default_factory=list)

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
        return self._opened(self._profile(language, width, scripts=scripts), path, username=username)

    def look(self, path: str, *, username: str = "") -> Page:
        """The shared page at this address, for a test that changes nothing: Chinese, at a desk, without a cookie or
        anything stored from before, as a new profile is, which would cost the browser three times what the page does.
        """
        page = self.shared.page or self._profile(ZH, DESK, scripts=True)
        self.shared.page = page
        if page.context not in self._contexts:
            self._contexts.append(page.context)
        page.context.clear_cookies()
        page.set_viewport_size(DESK_SIZE)
        return self._opened(page, path, username=username)

    def _profile(self, language: str, width: int, *, scripts: bool) -> Page:
        context = self.browser.new_context(
            base_url=self.site.address, locale=language, viewport={"width": width, "height": _HEIGHTS[width]},
            java_script_enabled=scripts, timezone_id="Asia/Shanghai",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_WATCH)
        self._contexts.append(context)
        return context.new_page()

    def _opened(self, page: Page, path: str, *, username: str) -> Page:
        if TRACED:
            page.context.tracing.start(snapshots=True)
        if username:
            page.context.add_cookies([self.site.cookie(username)])  # type: ignore[list-item]
        self._listen(page)
        page.goto(path)
        return page

    def _listen(self, page: Page) -> None:
        def said(message: ConsoleMessage) -> None:
            asked = str(message.location.get("url", ""))
            own = message.text.startswith(_STATUS) and (asked == page.url or asked.endswith(_AUTOSAVE))
            if message.type == "error" and not own:
                self.faults.append(f"{page.url}: {message.text}")

        def broke(error: Error) -> None:
            self.faults.append(f"{page.url}: {error}")

        page.on("console", said)
        page.on("pageerror", broke)
        self._heard += [(page, "console", said), (page, "pageerror", broke)]

    def keep(self, folder: Path) -> None:
        """A picture and the text of every page; in CI the trace of every profile too."""
        self.shared.page = None  # the next test is not to look at what failed here
        folder.mkdir(parents=True, exist_ok=True)
        for number, context in enumerate(self._contexts):
            for place, page in enumerate(context.pages):
                page.screenshot(path=folder / f"{number}-{place}.png", full_page=True)
                (folder / f"{number}-{place}.html").write_text(page.content(), encoding="utf-8")
            if TRACED:
                context.tracing.stop(path=folder / f"{number}.zip")

    def close(self) -> None:
        """Ends every profile but that of the shared page, which is left empty."""
        for context in self._contexts:
            if self.shared.page is None or context is not self.shared.page.context:
                context.close()
            else:
                self._leave(self.shared.page)

    def _leave(self, page: Page) -> None:
        page.evaluate("sessionStorage.clear(), localStorage.clear()")
        page.goto("about:blank")
        if TRACED:
            page.context.tracing.stop()
        for heard, event, listener in self._heard:
            if heard is page:
                page.remove_listener(event, listener)


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
