"""Figures by the API: definitions, parts, and a head of unit who sees his own unit alone."""

from datetime import timedelta

import pytest

from shiyu.base.clock import now, standing_at, today
from tests.api.people import Api, bearing, report, token_for
from tests.api.story import RIGHT_UNIT, WRONG_UNIT

pytestmark = pytest.mark.django_db
RECEIVED, SATISFIED = "/figures/citizen_requests_received", "/figures/citizen_requests_satisfied_rate"


@pytest.fixture
def dispatched() -> None:
    opener, dispatcher = bearing(token_for("api_client")), bearing(token_for("dispatcher"))
    for unit in (RIGHT_UNIT, RIGHT_UNIT, WRONG_UNIT):
        dispatcher.move(report(opener).json()["number"], "dispatch", lead=unit)


@pytest.fixture
def supervisor() -> Api:
    return bearing(token_for("supervisor"))


def later(asker: Api, path: str, **query: str) -> dict:
    with standing_at(now() + timedelta(seconds=5)):
        response = asker.get(path, **query)
    assert response.status_code == 200, response.content
    found: dict = response.json()
    return found


def test_every_figure_is_listed_with_its_definition(supervisor: Api) -> None:
    figures = {one["name"]: one for one in supervisor.get("/figures").json()["figures"]}
    rates = ("response_rate", "resolved_rate", "satisfied_rate", "three_rates")
    assert {f"citizen_requests_{rate}{end}" for rate in rates for end in ("", "_adjusted")} <= figures.keys()
    assert all(one["definition"]["zh"] and one["definition"]["en"] for one in figures.values())
    assert figures["citizen_requests_received"]["by"] == ["unit", "place", "type", "month"]


def test_by_unit(supervisor: Api, dispatched: None) -> None:
    found = later(supervisor, RECEIVED, by="unit")
    assert {part["key"]: part["value"] for part in found["parts"]} == {RIGHT_UNIT: 2, WRONG_UNIT: 1}
    assert (found["total"]["value"], found["parts"][0]["label"]["en"] != "") == (3, True)


def test_a_span_a_place_and_a_unit(supervisor: Api, dispatched: None) -> None:
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert later(supervisor, RECEIVED, to=yesterday, **{"from": yesterday})["total"]["value"] == 0
    assert later(supervisor, RECEIVED, place="140502000000")["total"]["value"] == 3
    assert later(supervisor, RECEIVED, place="140581000000")["total"]["value"] == 0
    assert later(supervisor, RECEIVED, unit=WRONG_UNIT)["total"]["value"] == 1


def test_a_head_of_unit_sees_his_own_alone(dispatched: None) -> None:
    head = bearing(token_for("unit_head", unit=RIGHT_UNIT))
    found = later(head, RECEIVED, by="unit")
    assert [part["key"] for part in found["parts"]] == [RIGHT_UNIT]
    assert found["total"]["value"] == 2
    assert head.get(RECEIVED, unit=WRONG_UNIT).status_code == 403


def test_a_share_says_how_far_it_can_be_trusted(supervisor: Api) -> None:
    found = later(supervisor, SATISFIED, by="unit")
    assert found["total"] == {"value": None, "part": 0, "whole": 0, "low": None, "high": None, "told_apart": False}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-03-02", "to": "2026-03-01"}, "to"),
        ({"from": "1990-01-01", "to": "2026-03-01"}, "to"),
        ({"unit": "nothing"}, "unit"),
        ({"place": "999999000000"}, "place"),
        ({"by": "colour"}, None),
        ({"from": "yesterday"}, None),
    ],
)
def test_what_cannot_be_asked(supervisor: Api, query: dict, field: str | None) -> None:
    response = supervisor.get(RECEIVED, **query)
    assert response.status_code == 422
    assert field is None or response.json()["facts"]["field"] == field


def test_a_figure_nobody_knows(supervisor: Api) -> None:
    assert supervisor.get("/figures/happiness").status_code == 404


def test_exclusions_are_listed_page_by_page(supervisor: Api) -> None:
    opener = bearing(token_for("api_client"))
    for _ in range(2):
        number = report(opener, title="请回电13800001234").json()["number"]
        made = supervisor.move(
            number, "propose_exclusion", rate="satisfied", exclusion_reason="invalid", note="无实质内容"
        )
        assert made.status_code == 200
    first = supervisor.get("/citizen-requests/exclusions", state="proposed", limit=1).json()
    (row,) = first["exclusions"]
    assert (row["number"], row["rate"]["code"], row["reason"]["label"]["zh"]) == (number, "satisfied", "无效诉求")
    assert "13800001234" not in row["title"]
    second = supervisor.get("/citizen-requests/exclusions", before=first["next"]).json()
    assert (len(second["exclusions"]), second["next"]) == (1, None)
    assert supervisor.get("/citizen-requests/exclusions", rate="response").json()["exclusions"] == []
