"""Entering and leaving: one lead at a time, an end that ends everything, and opening a case again."""

import pytest

from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.models import Assignment, Case, Clock
from shiyu.cases.tests.desk import MONDAY, Answer, Desk, clock_of
from shiyu.cases.verification import verify_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.mark.parametrize(("unit", "outcome"), [("T-STREET", BadFact), ("T-WATER", GuardRefused)])
def test_a_case_has_one_lead(desk: Desk, unit: str, outcome: Answer) -> None:
    number = desk.workshop(until="working")
    assert desk.try_move(number, "lead_too", desk.dispatcher, lead=unit) is outcome
    assert list(Assignment.objects.values_list("unit_code", "kind")) == [("T-STREET", "lead")]


def test_an_end_ends_everything(desk: Desk) -> None:
    number = desk.workshop()
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET", separate=["T-WATER"])
    desk.move(number, "answer", desk.clerks[0], answer="已修好")
    case = Case.objects.get(number=number)
    assert (case.stage, case.is_open, case.closed_at) == ("closed", False, MONDAY)
    assert set(Clock.objects.values_list("state", flat=True)) == {"stopped"}
    assert set(Assignment.objects.values_list("state", "ended_at")) == {("withdrawn", MONDAY)}


def test_opening_a_case_again(desk: Desk) -> None:
    number = desk.workshop(until="working")
    desk.move(number, "answer", desk.clerks[0], answer="已修好")
    desk.move(number, "reopen", desk.dispatcher, text="又坏了")
    case = Case.objects.get(number=number)
    assert (case.stage, case.is_open, case.closed_at) == ("open", True, None)
    assert list(Clock.objects.exclude(state="stopped").values_list("rule", flat=True)) == ["decide"]
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET")
    assert clock_of(number, "handle").state == "running"
    assert verify_all() == ()
