"""Every number of the overview opens a list of exactly that many; the figures agree with their definitions."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from shiyu.base.clock import standing_at, today
from shiyu.base.divided import divide
from shiyu.base.figures import By, Scope, figure
from shiyu.citizen_requests.desk.overview_span import RATES, WHOLE, numbers, parts_of
from shiyu.citizen_requests.tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LAMPS = {"category": "010204", "place": {"division": "140502001000"}}
FAR = {"category": "010204", "place": {"division": "140581001000"}}
LATER = MONDAY + timedelta(days=20)
NUMBER = re.compile(r'<a (?:class="[^"]*" )?href="(/cases\?[^"]*|/overview/behind\?[^"]*)"[^>]*>\s*(\d+)([.%]?)')


@pytest.fixture
def busy(report: Any) -> None:
    """Requests in every state the overview tells of."""
    report(**LAMPS).to("closed")
    report(**FAR).to("call_back").do("call_back", "callback_officer", verdict="dissatisfied", solved=False)
    report(**LAMPS).to("handling")
    report(**FAR).to("handling").do("ask_return", "clerk@cgj", return_reason="not_our_duty", basis="职责清单")
    report(**LAMPS)


def lines(text: str) -> int:
    return len(re.findall(r'<th scope="row" class="title-cell">', text))


@pytest.mark.parametrize("by", ["unit", "place"])
def test_a_list_shows_exactly_what_was_counted(browser: Browser, busy: None, by: str) -> None:
    with standing_at(LATER):
        supervisor = browser("supervisor")
        found = NUMBER.findall(supervisor.get(f"/overview?by={by}").content.decode())
        counts = {unescape(address): int(number) for address, number, percent in found if not percent}
        listed = {address: lines(supervisor.get(address).content.decode()) for address in counts}
    assert len(counts) > 10
    assert listed == counts


@pytest.mark.parametrize("name", ["on_time_rate", "response_rate", "resolved_rate", "satisfied_rate"])
@pytest.mark.parametrize("by", [By.UNIT, By.PLACE])
def test_a_rate_opens_what_met_it_and_what_missed_it(browser: Browser, busy: None, name: str, by: By) -> None:
    with standing_at(LATER):
        supervisor = browser("supervisor")
        scope = Scope(start=today() - timedelta(days=29), end=today())
        parts = parts_of(numbers(scope, by).value, scope)
        for key, part in ((key, figures[name]) for key, figures in parts.items()):
            expected = {"yes": part.part, "no": (part.whole or 0) - (part.part or 0), "": part.whole}
            asked = f"/overview/behind?figure={name}&by={by.value}&key={key}"
            shown = {met: lines(supervisor.get(f"{asked}&met={met}").content.decode()) for met in expected}
            assert shown == expected, key


@pytest.mark.parametrize("by", [By.UNIT, By.PLACE])
def test_what_is_asked_together_is_what_each_figure_says(busy: None, by: By) -> None:
    with standing_at(LATER):
        scope = Scope(start=today() - timedelta(days=29), end=today())
        parts = parts_of(numbers(scope, by).value, scope)
        names = ["received", "on_time_rate", "three_rates", "three_rates_adjusted"]
        for name in [*names, *(f"{rate}_rate{ending}" for rate in RATES for ending in ("", "_adjusted"))]:
            alone = divide(figure(f"citizen_requests_{name}"), scope, by=by)
            assert parts[WHOLE][name].value == alone.total.value, name
            together = {key: found[name].value for key, found in parts.items() if key != WHOLE}
            for part in alone.parts:
                assert together[part.key] == part.value, (name, part.key)


@pytest.mark.parametrize(
    "query", ["", "?figure=nonsense", "?figure=three_rates", "?figure=received&before=x", "?figure=received&place=no"]
)
def test_a_list_that_is_none_is_refused_plainly(browser: Browser, query: str) -> None:
    assert browser("supervisor").get(f"/overview/behind{query}").status_code == 422


def test_near_due_is_a_filter_of_all_cases(browser: Browser, report: Any) -> None:
    report(**LAMPS)
    answer = browser("supervisor").get("/cases?state=near")
    assert answer.status_code == 200
    assert 'value="near" selected' in answer.content.decode()


def test_the_wall_refreshes_itself_and_names_nobody(browser: Browser, busy: None) -> None:
    with standing_at(LATER):
        supervisor = browser("supervisor")
        answer = supervisor.get("/overview/wall")
        assert "Refresh" not in supervisor.get("/overview/wall?still=1").headers
    shown = answer.content.decode()
    assert answer.headers["Refresh"] == "60"
    assert "<script" not in shown
    assert "路灯" not in shown


def test_the_wall_that_stops_or_is_left_is_of_the_same_figures(browser: Browser, busy: None) -> None:
    supervisor = browser("supervisor")
    running = supervisor.get("/overview/wall?days=90&by=place").content.decode()
    stopped = supervisor.get("/overview/wall?days=90&by=place&still=1").content.decode()
    assert 'href="/overview/wall?days=90&amp;by=place&amp;still=1"' in running
    assert 'href="/overview/wall?days=90&amp;by=place"' in stopped
    assert 'href="/overview?days=90&amp;by=place"' in stopped


def test_what_rises_is_told_apart_from_luck(browser: Browser, report: Any) -> None:
    supervisor = browser("supervisor")
    for _ in range(4):
        report(**LAMPS)
    assert "没有明显上升" in supervisor.get("/overview").content.decode()
    report(**LAMPS)
    cache.clear()
    shown = supervisor.get("/overview").content.decode()
    assert "近7天 5 件" in shown


@pytest.mark.parametrize(("role", "numbers"), [("clerk", True), ("supervisor", True), ("agent", False)])
def test_a_unit_shows_its_own_work(browser: Browser, report: Any, role: str, *, numbers: bool) -> None:
    report(**LAMPS).to("handling")
    answer = browser(role, unit="cgj" if role == "clerk" else None).get("/units/cgj")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert ("在办各环节" in shown) is numbers
    assert "岗位与在岗人员" in shown
    if numbers:
        assert 'href="/cases?unit=cgj&amp;state=open">1</a>' in shown


def test_a_unit_that_is_none(browser: Browser) -> None:
    assert browser("supervisor").get("/units/nothing").status_code == 404
