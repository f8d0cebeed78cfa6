"""消息: clerks are told on the platform itself, at their post, and how far they have read."""

import re
from typing import Any

import pytest

from shiyu.cases.models import Notice
from shiyu.web.models import ReadUpTo
from tests.pages.people import CANARY, api, browser, reported

pytestmark = pytest.mark.django_db

QUERIES = 8
"""Session; account with posts; read up to; messages; limits; handed over; reminders; not read yet."""


def dispatched(unit: str = "zjj") -> str:
    number = reported()
    assert api("dispatcher").move(number, "dispatch", lead=unit).status_code == 200
    return number


def page(role: str, *, unit: str | None = None, path: str = "/messages") -> str:
    return browser(role, unit=unit).get(path).content.decode()


def test_a_clerk_is_told_without_any_gateway() -> None:
    number = dispatched()
    shown = page("clerk", unit="zjj")
    assert number in shown
    assert "data-unread" in shown
    assert '<span class="badge bg-red text-white count">1</span>' in shown
    assert [word for word in CANARY if word in shown] == []
    assert "查询码" not in shown


@pytest.mark.parametrize(("role", "unit"), [("clerk", "cgj"), ("unit_head", "zjj"), ("dispatcher", None)])
def test_others_are_not(role: str, unit: str | None) -> None:
    number = dispatched()
    shown = page(role, unit=unit)
    assert number not in shown
    assert "没有消息" in shown


def test_marking_as_read() -> None:
    dispatched()
    clerk = browser("clerk", unit="zjj")
    newest = Notice.objects.filter(unit_code="zjj").latest("pk").pk
    assert clerk.post("/messages", {"upto": newest}).headers["Location"] == "/messages"
    shown = clerk.get("/messages").content.decode()
    assert "data-unread" not in shown
    assert 'class="badge' not in shown
    dispatched()
    assert "data-unread" in clerk.get("/messages").content.decode()
    clerk.post("/messages", {"upto": newest - 1})
    assert ReadUpTo.objects.get().notice_id == newest


@pytest.mark.parametrize("given", ["", "x", "-1", "9" * 30, "１"])
def test_nonsense_marks_nothing(given: str) -> None:
    clerk = browser("clerk", unit="zjj")
    assert clerk.post("/messages", {"upto": given}).status_code == 302
    assert clerk.get("/messages", {"before": given}).status_code == 200
    assert not ReadUpTo.objects.exists()


def test_a_unit_that_returned_the_case_no_longer_reads_of_it() -> None:
    number = dispatched()
    clerk = api("clerk", unit="zjj")
    assert clerk.move(number, "ask_return", return_reason="not_our_duty", basis="三定").status_code == 200
    assert api("dispatcher").move(number, "accept_return").status_code == 200
    assert number not in page("clerk", unit="zjj")


def test_a_message_read_after_the_end_says_that_no_limit_runs() -> None:
    number = dispatched()
    assert re.search(r"最近时限 20\d\d-", page("clerk", unit="zjj"))
    ended = api("agent").move(number, "withdraw", reason="问题已自行解决")
    assert ended.status_code == 200, ended.json()
    shown = page("clerk", unit="zjj")
    assert "最近时限 （已不计时）" in shown
    assert "最近时限 ，" not in shown


def test_pages_by_key_cost_the_same(city_at_hand: None, django_assert_num_queries: Any) -> None:
    dispatched()
    clerk = browser("clerk", unit="zjj")
    clerk.get("/messages")
    with django_assert_num_queries(QUERIES):
        clerk.get("/messages")
    for _ in range(3):
        dispatched()
    with django_assert_num_queries(QUERIES):
        shown = clerk.get("/messages").content.decode()
    assert shown.count("data-unread") == 4
