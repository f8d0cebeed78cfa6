"""The drawn procedure: what is passed, lit, left out and still ahead, and where side roads hang."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from shiyu.cases.registry import all_newest, newest
from shiyu.cases.tests.procedures import TEST_PROCEDURES
from shiyu.web.casework.road import Road, road_of, visits_of

BEGIN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SIGN = {"past": "+", "now": "*", "skipped": "-", "ahead": " "}


def drawn(*stages: str) -> Road:
    """A citizen's request that went from stage to stage, an hour at each."""
    moved = [
        (BEGIN + timedelta(hours=hour), left, reached)
        for hour, (left, reached) in enumerate(zip(("", *stages), stages, strict=False))
    ]
    return road_of(newest("citizen_request"), here=stages[-1], visits=visits_of(moved))


def said(road: Road) -> list[str]:
    return [SIGN[point.state.value] + point.label.zh for point in road.steps]


ROADS: list[tuple[Sequence[str], list[str]]] = [
    (("received",), ["*已受理", " 待签收", " 办理中", " 待审核", " 待回访", " 待评价", " 办结"]),
    (
        ("received", "to_sign", "handling"),
        ["+已受理", "+待签收", "*办理中", " 待审核", " 待回访", " 待评价", " 办结"],
    ),
    (
        ("to_dispatch", "to_sign", "return_asked"),
        ["-已受理", "+待派单", "+待签收", "*退单待审", " 办理中", " 待审核", " 待回访", " 待评价", " 办结"],
    ),
    (
        ("received", "to_sign", "handling", "arbitration", "handling", "suspended"),
        ["+已受理", "+待签收", "+办理中", "+疑难会商", "*挂账", " 待审核", " 待回访", " 待评价", " 办结"],
    ),
    (
        ("received", "to_sign", "handling", "call_back", "rework"),
        ["+已受理", "+待签收", "+办理中", "-待审核", "+待回访", "*重新办理", " 待评价", " 办结"],
    ),
    (("received", "merged"), ["+已受理", "-待签收", "-办理中", "-待审核", "-待回访", "-待评价", "*并单"]),
]


@pytest.mark.parametrize(("stages", "told"), ROADS, ids=lambda given: given[-1])
def test_what_is_drawn(db: None, stages: Sequence[str], told: list[str]) -> None:
    road = drawn(*stages)
    assert said(road) == told
    taken = {point.label.zh for point in road.steps}
    folded = [label.zh for _, sides in road.folded for label in sides]
    assert taken.isdisjoint(folded)
    assert road.count == len(folded)
    assert len(taken) + len(folded) >= len(newest("citizen_request").stages)


def test_a_stage_reached_again_says_how_often_and_when_last(db: None) -> None:
    road = drawn("received", "to_sign", "return_asked", "to_dispatch", "to_sign")
    sign = next(point for point in road.steps if point.label.zh == "待签收")
    assert (sign.times, sign.minute) == (2, "11-20 13:00")


@pytest.mark.parametrize("stages", [stages for stages, _ in ROADS], ids=lambda given: given[-1])
def test_the_picture_is_sound_and_says_itself(db: None, stages: Sequence[str]) -> None:
    html = render_to_string("web/parts/road.html", {"road": drawn(*stages)})
    assert "style=" not in html
    as_xml = re.sub(r" (data-(?:now|past|passed))(?=[ />])", r' \1=""', html)
    for svg in ElementTree.fromstring(as_xml).findall("svg"):
        x, y, width, height = map(int, svg.attrib["viewBox"].split())
        assert (svg.attrib["role"], x, y) == ("img", 0, 0)
        title, told = svg.find("title"), svg.find("desc")
        assert title is not None
        assert told is not None
        assert "（现在）" in (told.text or "")
        for rect in svg.iter("rect"):
            assert 0 < int(rect.attrib["width"]) < width < 2000
        assert height > 0
    assert html.count('aria-current="step"') == 1


def test_every_procedure_can_be_drawn_at_every_stage(db: None) -> None:
    for procedure in (*all_newest(), *TEST_PROCEDURES):
        for stage in procedure.stages:
            road = road_of(procedure, here=stage.name, visits={})
            assert sum(point.state.value == "now" for point in road.steps) == 1
