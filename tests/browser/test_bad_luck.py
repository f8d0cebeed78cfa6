"""The network goes while a form is sent, the answer is lost, the login ends: nothing is lost, nothing done twice.

Two clicks, two tabs, stale pages and logins that ended are in `test_sending`.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from typing_extensions import override

from shiyu.cases.models import Entry
from tests.browser.site import PASSWORD
from tests.browser.test_sending import SEND, WORDS, entries, handled
from tests.browser.visiting import PHONE, Visits

NO_NETWORK = "还没有提交"
UNREACHABLE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_CONNECTION", "status of 502")


@pytest.fixture
def visit(visit: Visits) -> Visits:
    """A browser without network says so in its console; that is no fault of the page."""
    said = visit.faults
    visit.faults = _Without(said)
    return visit


class _Without(list[str]):
    """Faults but those of a network that was taken away."""

    @override
    def append(self, fault: str, /) -> None:
        if not any(reason in fault for reason in UNREACHABLE):
            super().append(fault)


def unsent(page: Page) -> None:
    expect(page.locator("[data-unsent]")).to_contain_text(NO_NETWORK)


def test_an_officer_without_network_keeps_what_he_wrote_and_sends_it_later(visit: Visits) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.fill('[name="note"]', WORDS)
    page.context.set_offline(True)
    page.locator(SEND).click()
    unsent(page)
    page.locator(SEND).click()  # again, in vain
    unsent(page)
    assert page.locator('[name="note"]').input_value() == WORDS
    page.context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_have_count(0)
    page.locator(SEND).click()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1


@pytest.mark.parametrize("gone", ["refused", "bad gateway"])
def test_a_server_that_does_not_answer_keeps_the_page_and_its_drafts(visit: Visits, gone: str) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.clock.install()
    page.fill('[name="note"]', "已到现场")
    page.clock.fast_forward(60_000)  # he wrote for a while, and meanwhile the server was taken away
    _take_away(page, gone)
    page.locator(SEND).click()
    unsent(page)
    expect(page.locator("[data-unsent]")).to_contain_text("连不上服务器")
    page.unroute("**/*")
    page.fill('[name="note"]', WORDS)
    page.locator('[name="note"]').blur()
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
    page.locator(SEND).dblclick()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1


def _take_away(page: Page, gone: str) -> None:
    def nobody(route: Route) -> None:
        if gone == "refused":
            route.abort("connectionrefused")
        else:
            route.fulfill(status=502)

    page.route("**/*", nobody)


def test_a_resident_on_a_telephone_without_network_keeps_what_he_wrote(visit: Visits) -> None:
    words = "沁河边路灯全灭，晚上看不见路。"
    page = visit("/report", width=PHONE)
    page.fill("#detail", words)
    page.context.set_offline(True)
    page.locator(".form-ways .btn-primary").click()
    unsent(page)
    page.context.set_offline(False)
    page.locator(".form-ways .btn-primary").click()
    page.fill("#address", "沁河东路3号")
    page.locator(".form-ways .btn-primary").click()
    page.fill("#phone", "13900006666")
    page.context.set_offline(True)
    page.locator(".form-ways .btn-primary").click()
    unsent(page)
    page.context.set_offline(False)
    page.locator(".form-ways .btn-primary").click()
    expect(page.locator(".receipt .number")).to_contain_text("SQ")
    with visit.site.database():
        assert Entry.objects.filter(case__address="沁河东路3号").count() == 1


def _lost(page: Page, pattern: str, press: Callable[[], object]) -> None:
    """The form is sent and carried out, and its answer never arrives."""

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        assert route.fetch(max_redirects=0).status < 400
        route.abort("connectionreset")

    page.route(pattern, lose)
    with page.expect_event("framenavigated", lambda _: page.url.startswith("chrome-error:")):
        press()
    page.unroute(pattern)


def test_whose_answer_was_lost_loads_the_page_again_and_it_is_one(visit: Visits) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.fill('[name="note"]', WORDS)
    _lost(page, "**/moves/note_progress", page.locator(SEND).click)
    page.reload()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1


def test_whose_answer_was_lost_comes_back_and_writes_it_again_and_it_is_one(visit: Visits) -> None:
    page = visit("/my", username="resident")
    number = visit.site.number
    page.goto(f"/my/cases/{number}")
    _supplement(page, "阀门附近还有一处渗水。")
    _lost(page, "**/moves/supplement", _form(page).locator("button.btn-primary").click)
    page.go_back()
    page.wait_for_url(f"**/my/cases/{number}")
    _supplement(page, "阀门附近还有一处渗水。")
    before = supplements(visit, number)
    _form(page).locator("button.btn-primary").click()
    expect(page.locator(".alert-success")).to_be_visible()
    assert supplements(visit, number) == before


def _form(page: Page) -> Locator:
    return page.locator('form[action$="/moves/supplement"]')


def _supplement(page: Page, words: str) -> None:
    page.locator("details", has=_form(page)).evaluate_all("all => all.forEach((one) => { one.open = true; })")
    _form(page).locator("textarea").first.fill(words)


def supplements(visit: Visits, number: str) -> int:
    return entries(visit.site, number, "supplement")


def test_after_an_answer_the_back_button_writes_a_second_note_only_if_one_is_meant(visit: Visits) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.fill('[name="note"]', WORDS)
    page.locator(SEND).click()
    page.wait_for_url(f"**/cases/{number}")
    page.go_back()
    page.fill('[name="note"]', "灯具已到货，今晚更换。")
    page.locator(SEND).click()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 2


def test_a_login_in_another_tab_gives_the_form_back(visit: Visits) -> None:
    number = handled(visit.site)
    page = visit(f"/cases/{number}/moves/note_progress", username="clerk-zjj")
    page.fill('[name="note"]', WORDS)
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto("/login")
    other.fill('[name="login"]', "clerk-zjj")
    other.fill('[name="password"]', PASSWORD)
    other.locator("main form .btn-primary").first.click()
    other.wait_for_url(lambda address: "/login" not in address)
    page.locator('[name="note"]').press_sequentially("。")
    page.locator('[name="note"]').blur()
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已保存")  # with the token of the new login
    page.fill('[name="note"]', WORDS)
    page.locator(SEND).click()
    page.wait_for_url("**/moves/note_progress?kept=**")
    assert page.locator('[name="note"]').input_value() == WORDS
    assert entries(visit.site, number, "note_progress") == 0
    page.locator(SEND).click()
    page.wait_for_url(f"**/cases/{number}")
    assert entries(visit.site, number, "note_progress") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_whose_cookies_are_gone_sends_again_with_one_press(visit: Visits, scripts: bool) -> None:
    words = "文峰路积水，行人过不去。"
    page = visit("/report", scripts=scripts)
    page.fill("#detail", words)
    page.context.clear_cookies()
    page.locator(".form-ways .btn-primary").click()
    expect(page.locator("main")).to_contain_text(words)
    page.get_by_role("button", name="再次提交").click()
    page.wait_for_url("**/report/place")
    page.get_by_role("button", name="上一步").click()
    assert page.locator("#detail").input_value() == words


def test_a_resident_whose_login_ended_while_he_wrote_finds_his_words(visit: Visits) -> None:
    page = visit("/my", username="resident")
    number, code = visit.site.number, visit.site.query_code
    page.goto(f"/my/cases/{number}")
    before = supplements(visit, number)
    _supplement(page, WORDS)
    page.context.clear_cookies(name="sessionid")
    _form(page).locator("button.btn-primary").click()
    page.wait_for_url("**/my?next=**")
    page.fill('[name="query_code"]', code)
    page.locator('form[action$="/my/code"] button').click()
    page.wait_for_url(f"**/my/cases/{number}?kept=**")
    assert _form(page).locator("textarea").first.input_value() == WORDS
    _form(page).locator("button.btn-primary").click()
    page.wait_for_url(f"**/my/cases/{number}")
    assert supplements(visit, number) == before + 1
