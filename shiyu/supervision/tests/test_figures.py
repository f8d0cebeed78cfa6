"""Each figure once, by hand-made orders: what counts, what does not; points can be reckoned anew."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.divided import divide
from shiyu.base.figures import By, Scope, figure
from shiyu.cases.tests.ticked import at
from shiyu.city.directory import directory
from shiyu.supervision.figures import FIGURES
from shiyu.supervision.rules import points
from shiyu.supervision.tests.conftest import JOINT, LEAD, Story, days

pytestmark = pytest.mark.django_db
Make = Callable[..., Story]
CLERK = f"clerk@{LEAD}"
MARCH: dict[str, Any] = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
DAY_1 = {"responsible": "局长", "shared_out": "市政科"}


def value(name: str, *, on: float = 20, **scope: Any) -> Any:
    with standing_at(days(on)):
        return figure(f"supervision_{name}").compute(Scope(**MARCH, **scope))


def test_nothing_there_is_no_rate() -> None:
    found = {one.name: value(one.name.removeprefix("supervision_")) for one in FIGURES}
    assert found == {one.name: None if one.name.endswith("rate") else 0 for one in FIGURES}


def test_counts(order: Make) -> None:
    order()  # proposed, given to nobody
    order().to("to_approve").do("not_approve", "supervision_lead", reason="不属范围")
    order().to("handling")
    order().to("closed")
    order().to("handling").do("withdraw", "supervision_lead", reason="已调整")
    assert {name: value(name, on=1) for name in ("orders", "open", "cleared", "late")} == {
        "orders": 3, "open": 1, "cleared": 1, "late": 0,
    }  # fmt: skip
    assert value("late") == 1
    assert (value("orders", unit=LEAD), value("orders", unit=JOINT)) == (3, 0)
    assert value("orders", division="140502000000") == 0  # an order belongs to no place
    with standing_at(days(20)):
        parts = divide(figure("supervision_orders"), Scope(**MARCH), by=By.UNIT).parts
    assert {part.key: part.value for part in parts} == {LEAD: 3}


def test_reports_in_time_of_those_made_and_those_still_owed(order: Make) -> None:
    story = order().to("handling")
    story.do("report_day_1", CLERK, **DAY_1)
    assert value("on_time_rate", on=1) == Decimal("100.0")
    with standing_at(days(5)):
        story.do("report_day_3", CLERK, measures="进场", progress="两成")
    assert value("on_time_rate", on=6) == Decimal("50.0")
    assert value("on_time_rate", on=8) == Decimal("33.3")  # day 7 has passed and is owed


def test_what_stands_still_is_not_late(order: Make) -> None:
    story = order().to("handling")
    story.do("report_day_1", CLERK, **DAY_1)
    story.do("report_day_3", CLERK, measures="进场", progress="两成")
    story.do("ask_suspension", CLERK, until="2026-03-30", reason="冻土")
    story.do("grant_suspension", "supervision_lead", until="2026-03-30")
    assert (value("late"), value("on_time_rate")) == (0, Decimal("100.0"))


def test_points_go_by_grade_less_what_was_late_and_urged(order: Make) -> None:
    story = order().to("handling")
    with at(days(2)):
        story.do("report_day_1", CLERK, **DAY_1)  # one day late, urged once by the clock
    with standing_at(days(2.1)):
        story.do("report_day_3", CLERK, measures="进场", progress="两成")
        story.to("closed")
    rules = directory().rule_set("supervision")
    assert rules is not None
    assert points("good", late=1, urged=1, numbers=rules.body) == 3 - 1 - 1
    assert (value("points"), value("urges")) == (1, 1)


@pytest.mark.parametrize(("grade", "given"), [("excellent", 5), ("good", 3), ("passed", 1), ("failed", -3)])
def test_what_a_grade_gives(db: None, grade: str, given: int) -> None:
    rules = directory().rule_set("supervision")
    assert rules is not None
    assert points(grade, late=0, urged=0, numbers=rules.body) == given


def test_urging_a_joint_unit_costs_the_lead_unit_nothing(order: Make) -> None:
    story = order().to("handling", joint=[JOINT])
    story.do("report_day_1", CLERK, **DAY_1)
    with at(days(2)):  # the joint unit has not signed
        pass
    assert value("urges", on=2.1) == 1
    with standing_at(days(2.1)):
        story.to("closed")
    assert value("points") == 3
