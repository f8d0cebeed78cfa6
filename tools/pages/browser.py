"""What a browser sees of a page: slowed for times, bytes and shifts; at leisure with axe."""

import os
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, sync_playwright
from playwright.sync_api import Page as Tab

from tools.chromium import graveness, program
from tools.pages.figures import Page, Seen

DESK, PHONE = (1440, 900), (390, 844)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
SLOWED = 4  # times
BYTES_A_SECOND, ROUND_TRIP_MS = 1_600_000 / 8, 150  # 1.6 Mbit/s
_WATCH = """
window.seenByMeasuring = {shift: 0, busyUntil: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries())
    if (!one.hadRecentInput) window.seenByMeasuring.shift += one.value;
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries())
    window.seenByMeasuring.busyUntil = Math.max(window.seenByMeasuring.busyUntil, one.startTime + one.duration);
}).observe({type: 'longtask', buffered: true});
"""
# It can be used when something is to be seen, its scripts have run, and no long task holds the processor any more.
_READ = """() => {
    const way = performance.getEntriesByType('navigation')[0];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const seen = window.seenByMeasuring;
    return {shift: seen.shift,
            ready: Math.max(way.domContentLoadedEventEnd, paint ? paint.startTime : 0, seen.busyUntil)};
}"""


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """A browser that opens pages of one city, each in a profile of its own."""

    browser: Browser
    url: str
    cookies: dict[str, str]
    rounds: int = 3

    def look(self, page: Page) -> Seen:
        """The figures of one page; of times and shifts the median of some rounds."""
        visits = [self._slowly(page) for _ in range(self.rounds)]
        return Seen(
            grave=self._grave(page),
            sent=dict(visits[0].sent),
            shift=statistics.median(one.shift for one in visits),
            first_ms=statistics.median(one.first_ms for one in visits),
            again_ms=statistics.median(one.again_ms for one in visits),
        )

    def _slowly(self, page: Page) -> Seen:
        """Twice on a slow machine and network: with nothing in the browser's cache, and again."""
        with self._profile(page, size=DESK if page.is_staff else PHONE) as profile:
            profile.add_init_script(_WATCH)
            tab = profile.new_page()
            line = profile.new_cdp_session(tab)
            sent = _slowed(line)
            first = _visit(tab, page.path)
            bytes_of_first = dict(sent)
            again = _visit(tab, page.path)
            return Seen(
                sent=bytes_of_first, shift=max(first["shift"], again["shift"]), first_ms=first["ready"],
                again_ms=again["ready"],
            )  # fmt: skip

    def _grave(self, page: Page) -> dict[str, list[str]]:
        """What axe finds serious or critical, in both languages and sizes."""
        found = {}
        for language in LANGUAGES:
            with self._profile(page, size=DESK, language=language) as profile:
                tab = profile.new_page()
                tab.goto(page.path)
                for size in (DESK, PHONE):
                    tab.set_viewport_size({"width": size[0], "height": size[1]})
                    found[f"{language} {size[0]}"] = graveness(tab)
        return found

    @contextmanager
    def _profile(self, page: Page, *, size: tuple[int, int], language: str = "zh") -> Iterator[BrowserContext]:
        profile = self.browser.new_context(
            base_url=self.url, locale=LANGUAGES[language], viewport={"width": size[0], "height": size[1]},
            timezone_id="Asia/Shanghai",
        )  # fmt: skip
        profile.set_default_timeout(60_000)
        if page.username:
            profile.add_cookies([{"name": "sessionid", "value": self.cookies[page.username], "url": self.url}])
        try:
            yield profile
        finally:
            profile.close()


def _slowed(line: CDPSession) -> Counter[str]:
    """Slows the tab down; the bytes that are sent to it are counted by kind from now on."""
    kinds: dict[str, str] = {}
    sent: Counter[str] = Counter()

    def asked(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other")

    def finished(event: dict[str, Any]) -> None:
        sent[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", finished)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    })  # fmt: skip
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return sent


def _visit(tab: Tab, path: str) -> dict[str, float]:
    tab.goto(path, wait_until="load")
    tab.wait_for_load_state("networkidle")
    found: dict[str, float] = tab.evaluate(_READ)
    return found


@contextmanager
def eyes(url: str, cookies: dict[str, str], *, rounds: int) -> Iterator[Eyes]:
    """A browser. Raises `SystemExit` with a sentence where there is none."""
    found = program()
    if found is None:
        raise SystemExit("没有浏览器 No browser: make browser")
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    quiet += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=quiet)
        yield Eyes(browser=browser, url=url, cookies=cookies, rounds=rounds)
        browser.close()
