"""会办退单: a joint unit's wish to return its share is the dispatcher's to decide, beside the lead's handling."""

from collections.abc import Callable

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.models import Assignment, Case, Clock, Notice
from shiyu.cases.tick import tick
from shiyu.cases.turns_stored import rewrite
from shiyu.cases.worklist import Tab, page_of_work
from shiyu.citizen_requests.tests.conftest import JOINT, OTHER, People, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
LEAD_CLERK, JOINT_CLERK = f"clerk@{OTHER}", f"clerk@{JOINT}"


def asked(report: Report) -> Story:
    """A request at its lead unit, whose joint unit does not want its share."""
    story = report()
    story.do("dispatch", "dispatcher", lead=OTHER, joint=[JOINT])
    story.do("sign", LEAD_CLERK)
    assert story.do("ask_return", JOINT_CLERK, return_reason="not_our_duty", basis="职责清单") == "handling"
    return story


def work_of(people: People, who: str, tab: Tab = Tab.TO_DO) -> list[int]:
    return [line.case_id for line in page_of_work(people(who), tab, limit=20).lines]


@pytest.mark.parametrize(
    ("move", "facts", "joint"),
    [("accept_return", {}, "returned"), ("refuse_return", {"reason": "属本单位职责"}, "signed")],
)
def test_it_is_on_the_dispatchers_list_until_it_is_decided(
    report: Report, people: People, move: str, facts: dict[str, str], joint: str
) -> None:
    story = asked(report)
    case = Case.objects.get(number=story.number)
    assert (case.turn_role, case.turn_due_at) == ("dispatcher", Clock.objects.get(rule="return_decision").due_at)
    assert work_of(people, "dispatcher") == [case.pk]
    assert work_of(people, LEAD_CLERK) == [case.pk]  # who goes on meanwhile
    assert work_of(people, JOINT_CLERK) == []
    assert story.do(move, "dispatcher", **facts) == "handling"
    assert work_of(people, "dispatcher") == []
    assert work_of(people, JOINT_CLERK) == ([] if joint == "returned" else [case.pk])
    assert Assignment.objects.get(unit_code=JOINT).state == joint
    assert Clock.objects.get(rule="return_decision").state == "stopped"


@pytest.mark.parametrize("later", ["answer", "recall", "lead too"])
def test_nothing_waits_once_the_wish_is_moot(report: Report, people: People, later: str) -> None:
    story = asked(report)
    if later == "answer":
        story.do("answer", LEAD_CLERK, answer="已修好。", outcome="resolved", without_joint="not_needed")
    elif later == "recall":
        story.do("recall", "dispatcher", reason="改派")
    else:  # both wishes are decided in one
        assert story.do("ask_return", LEAD_CLERK, return_reason="not_our_duty", basis="职责清单") == "return_asked"
        assert story.do("accept_return", "dispatcher") == "to_dispatch"
    assert not Clock.objects.filter(rule="return_decision").exclude(state="stopped").exists()
    in_turn = Case.objects.get(number=story.number).turn_role
    assert in_turn == ("reviewer" if later == "answer" else "dispatcher")


def test_a_decision_that_is_late_is_told_to_who_decides(report: Report, people: People) -> None:
    story = asked(report)
    case = Case.objects.get(number=story.number)
    with standing_at(Clock.objects.get(rule="return_decision").due_at):
        tick()
        assert work_of(people, "dispatcher", Tab.LATE) == [case.pk]
    late = Notice.objects.filter(template="clock_overdue", facts__rule="return_decision")
    assert {(notice.role, notice.unit_code) for notice in late} == {("dispatcher", "")}
    assert Assignment.objects.get(unit_code=JOINT).due_at is None  # the unit is not late: the city is


def test_turns_reckoned_anew_know_it_too(report: Report) -> None:
    asked(report)
    kept = list(Case.objects.values_list("turn_role", "turn_due_at", "turn_level", "due_at"))
    Case.objects.update(turn_role="", turn_due_at=None, due_at=None)
    rewrite()
    assert list(Case.objects.values_list("turn_role", "turn_due_at", "turn_level", "due_at")) == kept
