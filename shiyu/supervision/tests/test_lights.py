"""The light of an order: one rule in two readings, walked over the same orders."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork
from shiyu.cases.tests.ticked import at
from shiyu.supervision.desk.lights import lamp_for, light_column, light_of
from shiyu.supervision.queries import order_cases, orders
from shiyu.supervision.rules import Light, light
from shiyu.supervision.tests.conftest import LEAD, MONDAY, Story, days

Make = Callable[..., Story]
READS = Clockwork(name="test")
CLERK = f"clerk@{LEAD}"


@pytest.mark.parametrize(
    ("is_open", "stage", "due", "warned", "reports", "wanted"),
    [
        (False, "closed", None, False, (3, 0), Light.GREY),
        (True, "suspended", -1, False, (0, 1), Light.GREY),
        (True, "handling", -1, True, (3, 0), Light.RED),
        (True, "handling", 0, True, (3, 0), Light.RED),
        (True, "handling", 1, True, (3, 0), Light.YELLOW),
        (True, "handling", 1, False, (3, 0), Light.GREEN),
        (True, "handling", 1, False, (3, 1), Light.BLUE),
        (True, "handling", 1, False, (0, 0), Light.BLUE),
        (True, "handling", None, False, (0, 0), Light.BLUE),
    ],
)
def test_the_light(
    *, is_open: bool, stage: str, due: int | None, warned: bool, reports: tuple[int, int], wanted: Light
) -> None:
    due_at = None if due is None else MONDAY + timedelta(hours=due)
    assert light(is_open=is_open, stage=stage, due_at=due_at, warned=warned, moment=MONDAY, reports=reports) is wanted


@pytest.mark.django_db
@pytest.mark.parametrize("moment", [days(0.1), days(1.2), days(2), days(6.5), days(12)])
def test_the_database_and_the_rule_say_the_same(order: Make, moment: datetime) -> None:
    order()
    order().to("handling")
    reported = order().to("handling")
    reported.do("report_day_1", CLERK, responsible="局长", shared_out="市政科")
    still = order().to("handling")
    still.do("ask_suspension", CLERK, until="2026-03-12", reason="冻土")
    still.do("grant_suspension", "supervision_lead", until="2026-03-12")
    order().to("closed")
    with at(moment):
        said = dict(order_cases(READS).annotate(light=light_column(moment)).values_list("pk", "light"))
        found = {one.case_id: light_of(one.case, one, moment=moment) for one in orders(READS)}
        assert said == found
        assert len(set(found.values())) > 1


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (Light.RED, "逾期2天", "Overdue by 2 d"), (Light.GREEN, "按期 剩2天", "On time, 2 d left"),
        (Light.BLUE, "未到期 剩2天", "Not due yet, 2 d left"), (Light.YELLOW, "临期 剩2天", "Near due, 2 d left"),
        (Light.GREY, "挂起", "Suspended"),
    ],
)  # fmt: skip
def test_a_light_is_said_in_words_with_the_time_left(given: Light, zh: str, en: str) -> None:
    with standing_at(MONDAY):
        due_at = MONDAY + timedelta(days=-2 if given is Light.RED else 2, seconds=0 if given is Light.RED else 1)
        lamp = lamp_for(given, due_at=due_at, moment=MONDAY, stage=Words("挂起", "Suspended"))
        assert (lamp.words.zh, lamp.words.en) == (zh, en)
