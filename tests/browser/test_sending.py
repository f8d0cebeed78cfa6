"""What goes wrong at desks every day: two clicks, two tabs, the back button, a stale page, a login that ended."""

import pytest
from playwright.sync_api import expect

from shiyu.cases.models import Case, Entry
from tests.api.people import Api
from tests.api.people import report as by_api
from tests.browser.hands import People, report
from tests.browser.site import PASSWORD, Site
from tests.browser.visiting import Visits

WORDS = "已到现场核实，两盏灯具损坏，明日更换。"
SEND = "form.card .card-footer .btn-primary"


def handled(site: Site) -> str:
    """A request of the test's own, signed for by zjj."""
    with site.database():
        number: str = by_api(Api()).json()["number"]
        site.api("dispatcher").move(number, "dispatch", lead="zjj")
        assert site.api("clerk-zjj").move(number, "sign").status_code == 200
    return number


def entries(site: Site, number: str, move: str) -> int:
    with site.database():
        return Entry.objects.filter(case__number=number, move=move).count()


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clicks_and_the_back_button_make_one_move(visit: Visits, scripts: bool) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj", scripts=scripts)
    page.fill('[name="note"]', WORDS)
    page.locator(SEND).dblclick()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1
    page.go_back()
    assert "/moves/note_progress" in page.url
    page.go_forward()
    page.reload()
    assert entries(visit.site, number, "note_progress") == 1


def test_a_report_sent_from_two_tabs_is_one_case(visit: Visits) -> None:
    page = visit("/")
    other = page.context.new_page()
    address = "凤台东街88号"
    page.goto("/report")
    page.fill("#detail", "凤台东街88号门前井盖缺失。")
    page.locator(".form-ways .btn-primary").click()
    page.fill("#address", address)
    page.locator(".form-ways .btn-primary").click()
    other.goto("/report/contact")
    receipts = []
    for tab in (page, other):
        tab.fill("#phone", "13900008888")
        tab.locator(".form-ways .btn-primary").click()
        receipts.append(tab.locator(".receipt .number").inner_text())
    assert receipts[0] == receipts[1]
    page.go_back()
    page.reload()
    with visit.site.database():
        assert Case.objects.filter(address=address).count() == 1


def test_a_stale_page_says_so_and_keeps_what_was_typed(visit: Visits) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.fill('[name="note"]', WORDS)
    with visit.site.database():
        assert visit.site.api("supervisor").move(number, "urge", note="请加快").status_code == 200
    page.locator(SEND).click()
    expect(page.locator(".alert-warning")).to_contain_text("已有新的办理记录")
    assert page.locator('[name="note"]').input_value() == WORDS
    page.locator(SEND).click()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1


@pytest.mark.parametrize(
    ("username", "path", "field"),
    [
        ("clerk-zjj", "/cases/{number}/moves/note_progress", "note"),
        ("agent", "/open/citizen_request/report", "detail"),
        ("agent", "/agent", "detail"),
    ],
)
def test_a_login_that_ended_loses_nothing(visit: Visits, username: str, path: str, field: str) -> None:
    number = handled(visit.site)
    page = visit(path.format(number=number), username=username)
    page.fill(f'[name="{field}"]', WORDS)
    page.context.clear_cookies(name="sessionid")
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url("**/login?next=**")
    page.fill('[name="login"]', username)
    page.fill('[name="password"]', PASSWORD)
    page.locator("main form .btn-primary").first.click()
    page.wait_for_url(f"**{path.format(number=number)}?kept=**")
    assert page.locator(f'[name="{field}"]').input_value() == WORDS
    if field == "note":
        page.locator(SEND).click()
        page.wait_for_url(f"**/cases/{number}")
        assert entries(visit.site, number, "note_progress") == 1


def test_nothing_typed_is_lost_between_the_steps_of_a_report(visit: Visits) -> None:
    people = People(visit)
    page = people.at("", "/report")
    page.fill("#detail", "书院街积水。")
    page.locator(".form-ways .btn-primary").click()
    page.fill("#address", "书院街12号")
    page.get_by_role("button", name="上一步").click()
    assert page.locator("#detail").input_value() == "书院街积水。"
    page.locator(".form-ways .btn-primary").click()
    assert page.locator("#address").input_value() == "书院街12号"
    number, code = report(page, "书院街积水。", phone="13900007777", address="书院街12号")
    assert number.startswith("SQ")
    assert code
