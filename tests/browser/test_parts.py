"""Parts of the pages that scripts carry: the search key, toasts, dialogs, hints, uploads; each also without."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import PHONE, Visits, narrow, sideways

PAGES_OF_STAFF = (
    "/work",
    "/cases",
    "/dispatch",
    "/events",
    "/messages",
    "/account",
    "/procedures",
    "/views",
    "/styleguide",
)


@pytest.mark.parametrize("path", PAGES_OF_STAFF)
def test_a_slash_goes_to_the_search_box(visit: Visits, path: str) -> None:
    page = visit(path, username="dispatcher")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()


def test_a_search_finds_and_a_view_of_it_comes_back(visit: Visits) -> None:
    page = visit("/work", username="dispatcher")
    page.keyboard.press("/")
    page.keyboard.type("井盖")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.locator("summary", has_text="保存为视图").click()
    page.get_by_label("名称").fill("找井盖的件")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".views a[aria-current]")).to_have_text(re.compile("找井盖的件"))
    page.get_by_role("link", name="管理视图").first.click()
    page.get_by_role("button", name="删除").click()
    page.locator("dialog .btn", has_text="取消").click()
    expect(page.locator(".view-card")).to_have_count(1)
    page.get_by_role("button", name="删除").click()
    page.locator("dialog .btn-primary").click()
    expect(page.locator(".view-card")).to_have_count(0)


def test_what_is_told(visit: Visits) -> None:
    page = visit("/styleguide", username="dispatcher")
    page.locator("[data-toast]").click()
    expect(page.locator(".toasts .toast-one")).to_have_text("草稿已保存")
    page.get_by_role("link", name="打开对话框").click()
    expect(page.locator("#sample-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sample-dialog")).to_be_hidden()


def test_hints_and_dialogs_need_no_script(visit: Visits) -> None:
    page = visit("/events", username="supervisor", scripts=False)
    expect(page.locator(".hints li")).to_have_count(3)
    page.get_by_role("button", name="知道了").click()
    expect(page.locator(".hints")).to_have_count(0)
    page.goto("/styleguide")
    page.get_by_role("link", name="打开对话框").click()
    expect(page.locator("#sample-dialog")).to_be_visible()


def chosen(page: Page, folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    page.locator("input[type=file]").set_input_files(path)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_upload_is_shown_and_kept_where_something_is_wrong(visit: Visits, tmp_path: Path, scripts: bool) -> None:
    page = visit(f"/cases/{visit.site.handled}/moves/answer", username="clerk-zjj", scripts=scripts)
    page.get_by_label("答复内容").fill("已派人检修，今晚恢复照明。")
    if scripts:
        expect(page.locator("[data-paper]")).to_have_text("已派人检修，今晚恢复照明。")
    chosen(page, tmp_path, "现场.txt", b"not what it takes \x00" * 200_000)
    page.get_by_role("button", name="提交答复").click()
    expect(page.locator(".field-error").first).to_be_visible()
    expect(page.get_by_label("答复内容")).to_have_value("已派人检修，今晚恢复照明。")
    expect(page.locator("[role=alert]").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/report", "/my", "/public", "/procedures", "/login"])
def test_large_type_fits_a_telephone(visit: Visits, path: str) -> None:
    page = visit(path)
    narrow(page)
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    expect(page.locator("html")).to_have_css("font-size", "20px")
    assert sideways(page) <= 0, PHONE
