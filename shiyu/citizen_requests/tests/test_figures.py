"""Each figure once, by hand-made cases: what counts, what does not."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import standing_at
from shiyu.base.divided import divide
from shiyu.base.figures import By, Scope, Value, figure
from shiyu.citizen_requests.figures import FIGURES
from shiyu.citizen_requests.rates import weights
from shiyu.citizen_requests.tests.conftest import MONDAY, OTHER, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
LATER = MONDAY + timedelta(days=20)


def value(name: str, **scope: str) -> Value:
    with standing_at(LATER):
        return figure(f"citizen_requests_{name}").compute(Scope(**MARCH, **scope))  # type: ignore[arg-type]


def test_nothing_there_is_no_rate() -> None:
    assert [value(f.name.removeprefix("citizen_requests_")) for f in FIGURES] == [0] * 3 + [None] * (len(FIGURES) - 3)


def test_counts(report: Report) -> None:
    report()
    report().to("handling")
    report().to("closed")
    report().do("refuse", "dispatcher", refusal="in_court", right_office="法院")
    assert (value("received"), value("open"), value("late")) == (4, 2, 1)


def test_an_open_overdue_request_counts_against_the_rate(report: Report) -> None:
    report().to("closed")
    assert value("on_time_rate") == Decimal("100.0")
    report().to("handling")
    assert value("on_time_rate") == Decimal("50.0")


def test_a_limit_met_late_counts_against_the_rate(report: Report) -> None:
    story = report().to("handling")
    with standing_at(MONDAY + timedelta(days=15)):
        story.to("closed")
    assert (value("on_time_rate"), value("late")) == (Decimal("0.0"), 0)


def test_a_returned_share_counts_for_nobody(report: Report) -> None:
    story = report().to("to_sign")
    story.do("ask_return", f"clerk@{OTHER}", return_reason="not_our_duty", basis="职责清单")
    story.do("accept_return", "dispatcher")
    assert value("on_time_rate") is None


def test_silence_is_no_verdict(report: Report) -> None:
    for verdict in ("satisfied", "basically_satisfied", "dissatisfied"):
        report().to("call_back").do("call_back", "callback_officer", verdict=verdict, solved=True)
    report().to("call_back")
    assert value("satisfied_rate") == Decimal("66.7")


def test_solved_is_what_the_caller_says(report: Report) -> None:
    said = [{"solved": True}, {"solved": False}, {}]  # of the last it is not known
    for more in said:
        report().to("call_back").do("judge", "caller", verdict="basically_satisfied", **more)
    assert value("resolved_rate") == Decimal("50.0")


def test_contacted_in_time_late_and_not_at_all(report: Report) -> None:
    report().to("handling").do("first_contact", f"clerk@{OTHER}", note="已联系")
    with standing_at(MONDAY + timedelta(days=5)):
        report().to("handling")  # nobody called, but the limit runs out in time for the last line
    late = report().to("handling")
    with standing_at(MONDAY + timedelta(days=4)):
        late.do("first_contact", f"clerk@{OTHER}", note="已联系")
    report().to("closed")  # ended within the limit, and nobody wrote down a contact
    assert value("response_rate") == Decimal("25.0")


def test_what_stands_still_is_not_late(report: Report) -> None:
    story = report().to("handling")
    story.do("suspend", "supervisor", pause_reason="season", until="2026-06-30", note="待开春施工")
    assert (value("late"), value("on_time_rate"), value("open")) == (0, None, 1)


def test_the_combined_score_takes_the_weights_of_the_pack(report: Report) -> None:
    assert weights(Scope(**MARCH)) == {"response": 1, "resolved": 1, "satisfied": 1}  # type: ignore[arg-type]
    story = report().to("handling")
    story.do("first_contact", f"clerk@{OTHER}", note="已联系")
    story.to("call_back").do("call_back", "callback_officer", verdict="satisfied", solved=False)
    assert value("three_rates") == Decimal("66.7")


def parts(name: str, by: By, **scope: str) -> dict[str, Value]:
    with standing_at(LATER):
        found = divide(figure(f"citizen_requests_{name}"), Scope(**MARCH, **scope), by=by)  # type: ignore[arg-type]
    return {part.key: part.value for part in found.parts}


def test_every_figure_can_be_divided(report: Report) -> None:
    report().to("closed")
    for found in FIGURES:
        name = found.name.removeprefix("citizen_requests_")
        for by in (By.UNIT, By.PLACE, By.TYPE, By.MONTH):
            assert set(parts(name, by)) <= {OTHER, "", "2026-03"}, (name, by)


def test_by_unit_the_one_that_answers_counts(report: Report) -> None:
    report().to("closed")
    moved = report().to("handling")
    moved.do("recall", "dispatcher", reason="派错单位")
    moved.do("dispatch", "dispatcher", lead="jyj")
    report()
    assert parts("received", By.UNIT) == {OTHER: 1, "jyj": 1, "": 1}
    assert parts("satisfied_rate", By.UNIT) == {OTHER: Decimal("100.0")}
    assert parts("on_time_rate", By.UNIT) == {OTHER: Decimal("100.0"), "jyj": Decimal("0.0")}
    assert parts("received", By.UNIT, unit="jyj") == {"jyj": 1}


@pytest.mark.parametrize(
    ("division", "keys"),
    [
        ("", {"140502000000", "140581000000"}),
        ("140500000000", {"140502000000", "140581000000"}),
        ("140502000000", {"140502001000"}),
        ("140502001000", {"140502001001"}),
    ],
)
def test_by_place_one_level_down(report: Report, division: str, keys: set[str]) -> None:
    report(place="140502001001")
    report(place="140581000000")
    assert set(parts("received", By.PLACE, division=division)) == keys


def test_by_type_and_by_month(report: Report) -> None:
    report(type="complaint")
    with standing_at(MONDAY + timedelta(days=1)):
        report(type="praise")
    assert parts("received", By.TYPE) == {"complaint": 1, "praise": 1}
    with standing_at(LATER):
        spring = Scope(start=date(2026, 2, 1), end=date(2026, 4, 30))
        found = divide(figure("citizen_requests_received"), spring, by=By.MONTH).parts
    assert [(part.key, part.value) for part in found] == [("2026-02", 0), ("2026-03", 2), ("2026-04", 0)]


def test_the_mean_of_one_unit_is_that_of_all(report: Report) -> None:
    report().to("closed")
    with standing_at(LATER):
        scope = Scope(**MARCH, unit="jyj")  # type: ignore[arg-type]
        found = divide(figure("citizen_requests_satisfied_rate"), scope, by=By.WHOLE)
    assert (found.mean, found.total.value) == (Decimal("100.0"), None)


def test_one_place_and_one_unit(report: Report) -> None:
    report(place="140502001001").to("handling")
    report(place="140581000000")
    assert value("received", division="140502000000") == value("received", unit=OTHER) == 1
    assert value("received", unit="jyj") == 0


@pytest.mark.parametrize("name", [found.name.removeprefix("citizen_requests_") for found in FIGURES])
def test_a_figure_asks_a_fixed_number_of_questions(
    report: Report, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        report().to("closed")
    with django_assert_max_num_queries(3 * 2 if "three" in name else 2):
        parts(name, By.UNIT)
