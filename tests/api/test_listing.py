"""The list: what stands in it, page after page, at one number of queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.api.people import Api, bearing, report, token_for, with_code

pytestmark = pytest.mark.django_db

QUERIES = 4
"""Caller with posts; page; offices at work; dues."""


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


@pytest.fixture
def dispatcher() -> Api:
    asker = bearing(token_for("dispatcher"))
    asker.get("/me")  # notes the use of the token, once a minute
    return asker


def numbers(answer: dict) -> list[str]:
    return [case["number"] for case in answer["cases"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_whatever_it_holds(
    client: Api, dispatcher: Api, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        number = report(client).json()["number"]
        dispatcher.move(number, "dispatch", lead="cgj")
    with django_assert_num_queries(QUERIES):
        answer = dispatcher.get("/cases")
    assert len(numbers(answer.json())) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_case_costs_the_same_whatever_it_holds(
    client: Api, dispatcher: Api, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    number = report(client).json()["number"]
    for _ in range(rows):
        dispatcher.move(number, "urge")
    with django_assert_max_num_queries(20):
        assert dispatcher.get(f"/cases/{number}").status_code == 200


def test_page_after_page_shows_each_case_once(client: Api, dispatcher: Api) -> None:
    made = [report(client).json()["number"] for _ in range(5)]
    seen, cursor = [], ""
    for expected in (2, 2, 1):
        page = dispatcher.get("/cases", limit=2, cursor=cursor).json()
        assert len(page["cases"]) == expected
        seen += numbers(page)
        cursor = page["next"] or ""
    assert (seen, cursor) == (made[::-1], "")


def test_a_new_case_does_not_move_the_next_page(client: Api, dispatcher: Api) -> None:
    first, second = (report(client).json()["number"] for _ in range(2))
    page = dispatcher.get("/cases", limit=1).json()
    report(client)
    assert numbers(page) == [second]
    assert numbers(dispatcher.get("/cases", limit=1, cursor=page["next"]).json()) == [first]


def test_filters(client: Api, dispatcher: Api) -> None:
    lamp = report(client).json()["number"]
    noise = report(client, title="夜间施工噪声", detail="凌晨两点仍在打桩。", place="140525000000").json()["number"]
    dispatcher.move(lamp, "dispatch", lead="cgj")
    rows = {
        "stage=to_sign": [lamp],
        "stage=received": [],
        "procedure=citizen_request": [noise, lamp],
        "procedure=dispute": [],
        "unit=cgj": [lamp],
        "unit=zjj": [],
        "open=true": [noise, lamp],
        "open=false": [],
        "late=true": [],
        "late=false": [noise, lamp],
        "place=140502000000": [lamp],
        "place=140525000000": [noise],
        "place=140500000000": [noise, lamp],
        "q=路灯": [lamp],
        "q=施工噪声": [noise],
        "q=红星街": [lamp],
        "q=没有这样的": [],
        "q=路灯&unit=cgj&late=false&open=true": [lamp],
    }
    rows["stage=received"] = rows["stage=to_dispatch"] = []
    stage = dispatcher.get(f"/cases/{noise}").json()["stage"]["name"]
    rows[f"stage={stage}"] = [noise]
    found = {q: numbers(dispatcher.client.get(f"/api/v1/cases?{q}", headers=dispatcher.headers).json()) for q in rows}
    assert found == rows


def test_what_is_late_is_found(client: Api, dispatcher: Api) -> None:
    from datetime import timedelta

    from shiyu.base.clock import now, standing_at

    number = report(client).json()["number"]
    with standing_at(now() + timedelta(days=30)):
        (row,) = dispatcher.get("/cases", late="true").json()["cases"]
        assert (row["number"], row["late"]) == (number, True)
        assert dispatcher.get("/cases", late="false").json()["cases"] == []


def test_a_unit_lists_its_own_and_a_caller_his(client: Api, dispatcher: Api) -> None:
    made = [report(client).json() for _ in range(2)]
    dispatcher.move(made[0]["number"], "dispatch", lead="cgj")
    assert numbers(bearing(token_for("clerk", unit="cgj")).get("/cases").json()) == [made[0]["number"]]
    assert numbers(bearing(token_for("clerk", unit="zjj")).get("/cases").json()) == []
    assert numbers(with_code(made[1]["query_code"]).get("/cases").json()) == [made[1]["number"]]
