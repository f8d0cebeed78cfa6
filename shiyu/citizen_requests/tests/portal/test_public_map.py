"""The public map: the same requests as the public list, put together by a grid, at a cost that a view bounds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.citizen_requests.tests.conftest import Story
from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
HERE = {"division": "140502001000", "lon": 112.851234, "lat": 35.491234}
FAR = {"division": "140502001000", "lon": 112.831234, "lat": 35.491234}
CITY = "west=111&south=35&east=114&north=37"


def cells(browser: Browser, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.client.get(f"/public/map/cells?{query}").json()["cells"]
    return found


def test_only_what_is_public_is_on_the_map(browser: Browser, report: Report) -> None:
    number = report(category="010204", place=HERE).number
    report(category="010204", place=HERE, type="tipoff")
    report(category="040203", place=HERE)
    report(category="010204")  # without a position
    (found,) = cells(browser, f"{CITY}&zoom=9")
    assert found["n"] == 1
    assert found["address"] == f"/public/{number}"


def test_a_position_is_a_street_and_no_home(browser: Browser, report: Report) -> None:
    report(category="010204", place=HERE)
    (found,) = cells(browser, f"{CITY}&zoom=20")
    assert (found["lon"], found["lat"]) == (112.851, 35.491)


@pytest.mark.parametrize(("zoom", "counts"), [("8", [3]), ("16", [2, 1]), ("20", [2, 1]), ("x", [3])])
def test_points_are_put_together_by_the_zoom(browser: Browser, report: Report, zoom: str, counts: list[int]) -> None:
    for place in (HERE, HERE, FAR):
        report(category="010204", place=place)
    assert [one["n"] for one in cells(browser, f"{CITY}&zoom={zoom}")] == counts


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("west=112.84&south=35&east=114&north=37&zoom=16", 1),
        ("west=113&south=35&east=112&north=37&zoom=9", 0),
        ("west=nan&south=inf&east=&north=1e999&zoom=-5", 2),
        (f"{CITY}&zoom=9&state=closed", 0),
        (f"{CITY}&zoom=9&period=8&category=none", 2),
    ],
)
def test_the_view_and_the_filters_bound_it(browser: Browser, report: Report, query: str, seen: int) -> None:
    report(category="010204", place=HERE)
    report(category="010204", place=FAR)
    assert sum(one["n"] for one in cells(browser, query)) == seen


def test_the_list_beside_says_the_same_without_scripts(browser: Browser, report: Report) -> None:
    number = report(category="010204", place=HERE).number
    page = browser.get("/public/map")
    assert f"/public/{number}" in page
    assert "图中共 1 件" in page
    assert 'href="/public/map"' in browser.get("/public")
    assert "没有公开件" in browser.get("/public/map?state=closed")


def test_three_cost_what_one_costs(browser: Browser, report: Report) -> None:
    counted = []
    for _ in range(2):
        report(category="010204", place=HERE)
        cells(browser, CITY)
        with CaptureQueriesContext(connection) as asked:
            cells(browser, f"{CITY}&zoom=17")
        counted.append(len(asked))
        report(category="010204", place=FAR)
    assert counted[0] == counted[1] <= 8
