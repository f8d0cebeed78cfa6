"""The first page and the public list: what is public, filtered and paged, and nobody's name or number anywhere."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import standing_at
from shiyu.citizen_requests.portal import public_answer, public_list
from shiyu.citizen_requests.tests.conftest import MONDAY, OTHER, Story
from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
CANARY = {
    "title": "金丝雀标题", "detail": "金丝雀正文，我叫金丝鸟，电话13800009999",
    "contact": {"name": "金丝鸟", "phone": "13800009999", "address": "金丝巷9号"},
    "place": {"division": "140502001000", "address": "东街金丝小区7号楼3单元501"}, "category": "010204",
}  # fmt: skip
SECRET = ("金丝雀", "金丝鸟", "13800009999", "0000-9999", "9号", "501", "3单元")


def test_no_canary_sings_on_a_public_page(browser: Browser, report: Report) -> None:
    number = report(**CANARY).to("closed").number
    for address in ("/", "/public", f"/public/{number}", "/procedures"):
        page = browser.get(address)
        assert browser.status == 200
        assert not [said for said in SECRET if said in page], address


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ("lamp", "road")),
        ("place=140502000000", ("lamp",)),
        ("place=140581000000", ("road",)),
        ("place=140581001000", ("road",)),
        ("place=140581002000", ()),
        ("period=7", ("lamp", "road")),
        ("q=公共设施", ("lamp", "road")),
        ("q=高平", ("road",)),
        ("q=城市管理局 高平", ("road",)),
        ("q=住建局", ()),
        ("q=东街路口", ()),  # a caller's words find nothing
        ("q=张某", ()),
        ("q=0356", ()),
        ("q=%00%F0%9F", ("lamp", "road")),
        ("state=closed", ("road",)),
        ("state=open", ("lamp",)),
        ("category=01", ("lamp", "road")),
        ("category=05", ("lamp", "road")),
        ("place=nothing&state=odd&period=x&before=%00", ("lamp", "road")),
    ],
)
def test_filters(browser: Browser, report: Report, query: str, shown: tuple[str, ...]) -> None:
    numbers = {
        "lamp": report(category="010204", place="140502001000").number,
        "road": report(category="010204", place="140581001000").to("closed").number,
        "tip": report(category="010204", type="tipoff").number,
        "private": report(category="040203").number,
        "none": report().number,
    }
    page = browser.get(f"/public?{query}")
    assert {name for name, number in numbers.items() if f"/public/{number}" in page} == set(shown)
    for name in ("tip", "private", "none"):
        browser.get(f"/public/{numbers[name]}")
        assert browser.status == 404


def test_a_number_finds_its_row_and_old_rows_leave_the_period(browser: Browser, report: Report) -> None:
    number, other = report(category="010204").number, report(category="010204").number
    page = browser.get(f"/public?q={number.lower()}")
    assert f"/public/{number}" in page
    assert f"/public/{other}" not in page
    with standing_at(MONDAY + timedelta(days=20)):
        assert f"/public/{number}" not in browser.get("/public?period=7")
        assert f"/public/{number}" in browser.get("/public?period=30")


ANSWER = "张某先生您好，张先生反映的东街12号院3单元路灯已更换2盏，3月5日完工，咨询电话13800009999。"


def test_the_answer_is_read_without_a_person_in_it(
    browser: Browser, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = report(category="010204", contact={"name": "张某", "phone": "0356-0000001", "address": "东街9号"})
    story.to("handling").do("answer", f"clerk@{OTHER}", answer=ANSWER, outcome="resolved")
    assert "更换2盏" not in browser.get(f"/public/{story.number}")  # a draft is nobody's yet
    story.do("pass_review", "reviewer")
    page = browser.get(f"/public/{story.number}")
    assert "路灯已更换2盏，3月5日完工" in page
    assert not [said for said in ("张某", "张先生", "12号", "3单元", "13800009999") if said in page]
    monkeypatch.setattr(public_answer, "PUBLISH", "another choice of the pack")
    assert "更换2盏" not in browser.get(f"/public/{story.number}")


def test_older_rows_follow_and_each_page_costs_the_same(
    browser: Browser, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_list, "PAGE", 3)
    numbers = [report(category="010204").number]
    costs = [_cost(browser, "/public")]
    numbers += [report(category="010204").number for _ in range(4)]
    costs.append(_cost(browser, "/public"))
    assert costs[0] == costs[1]
    first = browser.text
    second = browser.get(f"/public?before={numbers[2]}")
    assert [number in first for number in numbers] == [False, False, True, True, True]
    assert [f"/public/{number}" in second for number in numbers] == [True, True, False, False, False]
    assert f"before={numbers[2]}" in first


def _cost(browser: Browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def test_how_many_raised_it_is_told(browser: Browser, report: Report) -> None:
    main, other = report(category="010204"), report(category="010204")
    other.do("merge", "dispatcher", main_case=main.number)
    assert "<dd>2</dd>" in browser.get(f"/public/{main.number}")


def test_the_first_page_counts_once_and_defines_its_figures(browser: Browser, report: Report) -> None:
    report(category="010204").to("closed")
    page = browser.get("/")
    assert "期内作出的评价中" in page
    assert 'href="/report"' in page
    assert 'href="/api/v1/docs"' in page
    assert _cost(browser, "/") == 0
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        browser.get("/")
    assert len(asked) == 5


def test_the_pages_speak_english_and_grow(browser: Browser, report: Report) -> None:
    report(category="010204")
    browser.client.post("/language", {"language": "en", "next": "/"})
    browser.client.post("/size", {"size": "large", "next": "/"})
    for address in ("/", "/public", "/report", "/my/code"):
        page = browser.get(address)
        assert '<html lang="en" data-size="large">' in page
        assert "反映" not in page
