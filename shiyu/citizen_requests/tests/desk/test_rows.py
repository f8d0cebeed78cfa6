"""The officers' lists: whose limit ends first stands first, at a cost that does not grow with what waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shiyu.base.clock import now
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Case
from shiyu.citizen_requests.desk.dispatch import TABLE
from shiyu.citizen_requests.desk.rows import lamp
from shiyu.web.case_list import is_near
from shiyu.web.lamps import Colour
from shiyu.web.lists.waiting import due_first

pytestmark = pytest.mark.django_db


def listed(actor: Any, *, tab: str = "waiting", most: int = 10) -> list[Case]:
    """The cases of a tab of the dispatcher's list as it walks to them."""
    narrow = TABLE.narrowed(tab, actor=actor)
    assert narrow is not None
    found = [pk for pk, _ in due_first(narrow(visible_cases(actor)), most=most)]
    return [Case.objects.get(pk=pk) for pk in found]


def test_the_limit_that_ends_first_stands_first_and_none_at_all_last(report: Any, people: Any) -> None:
    soon, never, later = (report().number for _ in range(3))
    for number, hours in ((soon, 1), (later, 2)):
        Case.objects.filter(number=number).update(due_at=now() + timedelta(hours=hours))
    Case.objects.filter(number=never).update(due_at=None)
    found = listed(people("dispatcher"), most=10)
    assert [case.number for case in found] == [soon, later, never]
    assert [case.number for case in listed(people("dispatcher"), most=1)] == [soon]
    assert lamp(found[2]) is None


@pytest.mark.parametrize(
    ("hours", "level", "colour"), [(30, 0, Colour.GREEN), (30, 1, Colour.YELLOW), (-1, 2, Colour.RED)]
)
def test_the_lamp_is_yellow_once_the_clock_has_warned(hours: int, level: int, colour: Colour) -> None:
    shown = lamp(Case(due_at=now() + timedelta(hours=hours), due_level=level))
    assert shown is not None
    assert shown.colour == colour


def test_a_full_list_is_one_walk_along_the_index_of_limits(report: Any, people: Any) -> None:
    actor = people("dispatcher")
    for _ in range(3):
        report()
    narrow = TABLE.narrowed("waiting", actor=actor)
    assert narrow is not None
    with CaptureQueriesContext(connection) as asked:
        assert len(due_first(narrow(visible_cases(actor)), most=2)) == 2
    assert len(asked) == 1
    plan = planned(asked.captured_queries[0]["sql"])
    assert "case_due" in plan
    assert "Sort" not in plan


def planned(question: str, *, bitmaps: bool = False) -> str:
    """How the database would answer it, were sorting and reading everything dear: as among a hundred thousand cases."""
    with connection.cursor() as cursor:
        for way in ("enable_seqscan", *(() if bitmaps else ("enable_bitmapscan",)), "enable_sort"):
            cursor.execute(f"SET LOCAL {way} = off")
        cursor.execute(f"EXPLAIN {question}")
        return "\n".join(line for (line,) in cursor.fetchall())


def test_joint_units_wishes_are_looked_for_by_their_share(report: Any, people: Any) -> None:
    for _ in range(3):
        report()
    with CaptureQueriesContext(connection) as asked:
        assert listed(people("dispatcher"), tab="joint", most=2) == []
    assert all("assignment" in planned(one["sql"]) for one in asked.captured_queries)
    assert not any("Seq Scan" in planned(one["sql"]) for one in asked.captured_queries)


def test_a_unit_looks_among_its_own_and_not_through_every_case(report: Any, people: Any) -> None:
    report()
    with CaptureQueriesContext(connection) as asked:
        list(visible_cases(people("clerk@zjj")).filter(category__in=[1, 2]).order_by("-pk").values("pk")[:51])
    plan = planned(asked.captured_queries[0]["sql"])
    assert "assignment" in plan
    assert "SubPlan" not in plan  # a join, which may begin at the few


def test_what_is_near_due_is_one_short_index(report: Any, people: Any) -> None:
    report()
    near = visible_cases(people("dispatcher")).filter(is_near(now()), is_open=True)
    with CaptureQueriesContext(connection) as asked:
        list(near.order_by("-pk").values("pk")[:51])
    plan = planned(asked.captured_queries[0]["sql"])
    # Among a handful of rows either index of open cases costs the same; both give them in order, up to fifty.
    assert "case_warned" in plan or "case_open" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
