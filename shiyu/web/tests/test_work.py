"""我的工作, 全部办件: what stands on the pages, at one number of queries, and what hostile filters get."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.words import Words
from shiyu.cases.models import Access
from shiyu.cases.rows import CaseRow
from shiyu.city import directory as directories
from shiyu.web import listing
from shiyu.web.listing import Mark, register_marks
from shiyu.web.lists import component
from shiyu.web.tests.officers import browser, reported
from tests.api.people import bearing, token_for

pytestmark = pytest.mark.django_db
WORK_QUERIES, LIST_QUERIES = 8, 6
"""Session; account with posts; counts (my work); keys; rows; saved views; messages not read; reminders (my work)."""


@pytest.fixture
def standing_city() -> Iterator[None]:
    """The directory is not compared with the database once a second, which would be a question now and then."""
    directories.directory()
    directories._shelf.looked_at = float("inf")
    yield
    directories.forget()


@pytest.fixture
def dispatcher() -> Client:
    return browser("dispatcher")


def shown(answer: Any) -> list[str]:
    """The numbers in the table of a page, in their order."""
    return re.findall(r'<div class="sub">(SQ\d+)</div>', answer.content.decode())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "cost"), [("/work", WORK_QUERIES), ("/cases", LIST_QUERIES)])
def test_a_page_costs_the_same_whatever_it_holds(
    standing_city: None,
    dispatcher: Client,
    rows: int,
    path: str,
    cost: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reported(rows)
    dispatcher.get(path)
    with django_assert_num_queries(cost):
        answer = dispatcher.get(path)
    assert (answer.status_code, len(shown(answer))) == (200, rows)


@pytest.mark.parametrize("path", ["/work", "/cases", "/cases/batch"])
def test_lists_are_for_staff(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code in {302, 401}
    assert browser("dispatcher").get(path).status_code == 200


def test_an_empty_tab_says_where_to_go(dispatcher: Client) -> None:
    page = dispatcher.get("/work").content.decode()
    assert "现在没有轮到您办的件" in page
    assert 'href="/cases"' in page


def test_tabs_count_and_the_due_comes_first(dispatcher: Client) -> None:
    numbers = reported(3)
    answer = dispatcher.get("/work")
    assert shown(answer) == numbers
    assert re.search(r'aria-current="page">待办<span class="count">3</span>', answer.content.decode())
    assert "剩" in answer.content.decode()


def test_telephone_numbers_in_titles_are_masked(dispatcher: Client) -> None:
    reported(title="找13800001234修<b>灯</b>")
    page = dispatcher.get("/work").content.decode()
    assert "138****1234" in page
    assert "13800001234" not in page
    assert "<b>灯" not in page


FILTERS: list[tuple[dict[str, str], int]] = [
    ({}, 3),
    ({"q": "路灯"}, 2),
    ({"q": "天然气管道"}, 0),
    ({"stage": "to_sign"}, 1),
    ({"unit": "cgj"}, 1),
    ({"state": "open"}, 3),
    ({"state": "closed"}, 0),
    ({"state": "late"}, 0),
    ({"place": "140502000000"}, 3),
    ({"place": "140581000000"}, 0),
    ({"channel": "phone"}, 0),
    ({"since": "2020-01-01"}, 3),
    ({"until": "2020-01-01"}, 0),
    ({"procedure": "citizen_request", "stage": "to_sign", "unit": "cgj", "q": "路灯"}, 1),
]


def test_filters_find_what_they_say(dispatcher: Client) -> None:
    numbers = [*reported(2), *reported(title="井盖破损", detail="井盖碎了一半。")]
    bearing(token_for("dispatcher")).move(numbers[0], "dispatch", lead="cgj")
    found = [(query, len(shown(dispatcher.get("/cases", query)))) for query, _ in FILTERS]
    assert found == FILTERS
    assert shown(dispatcher.get("/cases")) == numbers[::-1]
    assert shown(dispatcher.get("/cases", {"q": numbers[1].lower()})) == [numbers[1]]


def test_a_search_is_logged_without_its_words(dispatcher: Client) -> None:
    reported()
    dispatcher.get("/cases", {"q": "路灯"})
    look = Access.objects.get(what="search")
    assert look.detail == {"found": 1}


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ({"unit": "nobody"}, 422, "没有“nobody”"),
        ({"stage": "'; DROP TABLE cases_case; --"}, 422, "没有“"),
        ({"place": "1" * 300}, 422, "不超过200字"),
        ({"since": "31.1.2026"}, 422, "2026-01-31"),
        ({"since": "9999-99-99"}, 422, "2026-01-31"),
        ({"until": "9999-12-31"}, 200, ""),
        ({"since": "0001-01-01"}, 200, ""),
        ({"since": "2026-02-01", "until": "2026-01-01"}, 422, "不能早于"),
        ({"state": "maybe"}, 422, "没有“maybe”"),
        ({"q": "\x00\ud800".encode("utf-8", "replace").decode()}, 200, ""),
        ({"q": "((("}, 200, "没有符合条件的件"),
        ({"after": "xx"}, 422, "翻页位置"),
        ({"sort": "nothing"}, 200, ""),
        ({"columns": "nothing"}, 200, ""),
        ({"category": "<script>"}, 422, "没有“&lt;script&gt;”"),
    ],
)
def test_hostile_filters_get_a_sentence(dispatcher: Client, query: dict[str, str], status: int, told: str) -> None:
    answer = dispatcher.get("/cases", query)
    assert answer.status_code == status
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    "place", ["x", "2026-01-01~1", "2026-01-01T00:00:00+00:00~x", "~", "2026-01-01T00:00:00+00:00~-1"]
)
def test_a_place_nobody_gave_out_is_refused(dispatcher: Client, place: str) -> None:
    assert dispatcher.get("/work", {"after": place}).status_code == 422
    assert dispatcher.get("/work", {"tab": "nothing"}).status_code == 200


def test_columns_can_be_chosen(dispatcher: Client) -> None:
    reported()
    page = dispatcher.get("/cases", {"columns": ["category", "procedure"]}).content.decode()
    assert 'data-label="流程"' in page
    assert 'data-label="环节"' not in page


def test_my_work_is_filtered_and_counted_as_filtered(dispatcher: Client) -> None:
    numbers = [*reported(2), *reported(title="井盖破损", detail="井盖碎了一半。")]
    answer = dispatcher.get("/work", {"q": "井盖"})
    assert shown(answer) == numbers[2:]
    assert '待办<span class="count">1</span>' in answer.content.decode()
    assert "tab=late&amp;q=" in answer.content.decode()  # a tab keeps the filter
    assert shown(dispatcher.get("/work", {"q": "井盖", "tab": "done"})) == []
    hostile = dispatcher.get("/work", {"stage": "nothing"})
    assert (hostile.status_code, shown(hostile)) == (422, [])


@pytest.mark.parametrize("sort", ["new", "old", "due"])
def test_pages_go_on_and_back_in_every_order(dispatcher: Client, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reported(5)
    whole = shown(dispatcher.get("/cases", {"sort": sort}))
    assert whole == (sorted(whole)[::-1] if sort == "new" else sorted(whole))
    monkeypatch.setattr(component, "PAGE", 2)
    seen, address = [], f"/cases?sort={sort}"
    for _ in range(3):
        answer = dispatcher.get(address)
        seen.append(shown(answer))
        address = way(answer, "next") or address
    assert [number for page in seen for number in page] == whole
    back = dispatcher.get(way(answer, "prev"))
    assert shown(back) == seen[1]
    assert shown(dispatcher.get(way(back, "prev"))) == seen[0]
    assert not way(dispatcher.get(way(back, "prev")), "prev")


def way(answer: Any, rel: str) -> str:
    """The address of the next page, or the one before."""
    found = re.search(rf'href="([^"]+)" rel="{rel}"', answer.content.decode())
    return html.unescape(found[1]) if found else ""


def test_marks_are_asked_once_for_a_page(dispatcher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers, asked = reported(3), []

    def urgent(rows: list[CaseRow]) -> dict[int, list[Mark]]:
        asked.append(len(rows))
        return {row.case_id: [Mark(label=Words("紧急", "Urgent"))] for row in rows if row.number == numbers[1]}

    monkeypatch.setattr(listing, "_MARKS", {})
    register_marks("citizen_request", urgent)  # type: ignore[arg-type]
    assert dispatcher.get("/work").content.decode().count('<span class="mark">紧急') == 1
    assert asked == [3]
