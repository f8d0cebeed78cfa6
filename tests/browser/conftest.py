"""A browser for tests: Debian's chromium, one for each worker, a fresh profile for each page that is opened.

`visit(...)` opens pages. A test fails where a page wrote an error to the console or met the content policy, also when
nothing was asserted about it. What failed is kept in `var/browser/<test>`: a picture and the text of each page, in CI
a trace for `playwright show-trace` as well.
"""

import asyncio
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.site import Site, served
from tests.browser.visiting import PATIENCE, Shared, Visits
from tools.chromium import program

KEPT = Path(__file__).resolve().parents[2] / "var" / "browser"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
MISSING = "没有浏览器（apt install chromium fonts-noto-cjk）。 No browser: `make browser` brings one."


@dataclass(frozen=True)
class Running:
    """The browser, the loop its driver runs on, and the page for tests that only look."""

    browser: Browser
    loop: asyncio.AbstractEventLoop | None
    shared: Shared


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The served city of this worker."""
    with served(django_db_blocker) as found:
        yield found


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """The browser of this worker. Without chromium its tests are skipped, but never in CI."""
    found = program()
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS), timeout=3 * PATIENCE)
        expect.set_options(timeout=PATIENCE)
        # The driver marks its loop as running on this thread for as long as it lives. Between the tests of a browser
        # others want a loop of their own, or Django's tables, which refuse a thread with a running loop.
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        yield Running(browser, loop, Shared())
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def browser(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The browser, awake for one test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    asyncio._set_running_loop(running.loop)
    yield running.browser
    asyncio._set_running_loop(None)


@pytest.fixture
def visit(browser: Browser, running: Running, site: Site, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Opens pages of the site; see `Visits`."""
    visits = Visits(browser=browser, site=site, shared=running.shared)
    yield visits
    failed = getattr(request.node, "failed", False)
    if failed or visits.faults:
        visits.keep(KEPT / re.sub(r"[^\w.-]+", "-", request.node.name))
    visits.close()
    if not failed:
        assert visits.faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Tells the fixtures whether their test failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report
