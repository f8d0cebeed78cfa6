"""`make screenshots`: the pictures of the README from a running demo city (`make demo`), so that they stay true.

The figures of proposals are those of the made session: `shiyu proposals made-session` before the city is served.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import program

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDE, PHONE = (1440, 900), (390, 844)
COLOURS = 128  # of a page with one blue; a third of the bytes, and nobody sees it
PATIENCE = 15_000  # milliseconds for a map or a chart to be drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: the page, who looks at it, and on what."""

    name: str
    path: str
    username: str = ""
    size: tuple[int, int] = WIDE
    first: str = ""  # a link to follow before the picture is taken
    typed: tuple[str, str] = ("", "")  # a field and what is written in it, for what the page says beside it
    drawn: str = ""  # what scripts draw, to be waited for


PICTURES = (
    Picture(name="home", path="/"),
    Picture(name="report", path="/report", size=PHONE),
    Picture(name="work", path="/work", username="clerk-cgj"),
    Picture(name="case", path="/work", username="clerk-cgj", first="tbody th a, tbody .title-cell a"),
    Picture(
        name="agent",
        path="/agent",
        username="agent",
        typed=("[name=detail]", "凤鸣小区北门的路灯不亮三天了，晚上看不清路，请尽快修。"),
        drawn="text=可能的承办单位",
    ),
    Picture(name="dispatch", path="/dispatch", username="dispatcher"),
    Picture(name="topics", path="/topics", username="dispatcher"),
    Picture(
        name="topic",
        path="/topics",
        username="dispatcher",
        first='tbody tr:has([data-lamp="red"]) a',
        drawn=".chart canvas",
    ),
    Picture(name="overview", path="/overview", username="supervisor", drawn=".chart canvas"),
    Picture(
        name="proposals", path="/proposals/figures?session=7-5-443", username="proposal-clerk", drawn=".chart canvas"
    ),
    Picture(name="supervision", path="/supervision", username="supervision", drawn=".chart canvas"),
    Picture(name="disputes", path="/disputes/board", username="dispute-lead"),
    Picture(name="guide", path="/disputes/start", size=PHONE),
    Picture(name="public-map", path="/public/map", drawn=".map path"),
    Picture(name="procedure", path="/procedures"),
)


def take(browser: Browser, picture: Picture, *, site: str) -> None:
    """Opens the page as the demo's account and writes `docs/images/<name>.png`."""
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/")
    if picture.username:
        _become(page, picture.username)
    page.goto(f"{site}{picture.path}")
    if picture.first:
        page.locator(picture.first).first.click()
        page.wait_for_load_state("networkidle")
    _put_hints_away(page)
    _put_drafts_away(page)
    if picture.typed[0]:
        page.locator(picture.typed[0]).fill(picture.typed[1])
    if picture.drawn:
        page.locator(picture.drawn).first.wait_for(timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    _shrink(file)


def _put_hints_away(page: Page) -> None:
    """They are for a first visit; the picture shows the page as its people see it every day."""
    button = page.locator(".hints button")
    if button.count():
        with page.expect_navigation():
            button.click()


def _put_drafts_away(page: Page) -> None:
    """What an earlier picture typed is nobody's work."""
    while (button := page.locator(".drafts button", has_text="丢弃")).count():
        with page.expect_navigation():
            button.first.click()


def _shrink(file: Path) -> None:
    with Image.open(file) as whole:
        few = whole.convert("RGB").quantize(COLOURS)
    few.save(file, optimize=True)


def _become(page: Page, username: str) -> None:
    page.select_option("#demo-role", username)
    with page.expect_navigation():
        page.locator(".demo-roles button").click()


def main() -> int:
    """Takes every picture; 1 where there is no browser."""
    site = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/")
    found = program()
    if found is None:
        print("没有浏览器 No browser: apt install chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    quiet = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=quiet)
        for picture in PICTURES:
            take(browser, picture, site=site)
            print(picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
