"""The whole story through the door: reported, dispatched, returned, arbitrated, handled, judged, reworked, closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import now, standing_at
from shiyu.cases.models import Case, Entry, Party
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.tests.conftest import JOINT, LEAD, MONDAY, OTHER, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
FIRST, RIGHT, HELP, HEAD = f"clerk@{LEAD}", f"clerk@{OTHER}", f"clerk@{JOINT}", f"head@{OTHER}"


def test_from_report_to_satisfied(report: Report) -> None:
    story = report()
    assert story.stage == "received"
    road: tuple[tuple[str, str, dict[str, Any], str], ...] = (
        ("dispatch", "dispatcher", {"lead": LEAD, "joint": [JOINT]}, "to_sign"),
        ("sign", HELP, {}, "to_sign"),
        ("ask_return", FIRST, {"return_reason": "not_our_duty", "basis": "城市照明不在本局职责", "right_unit": OTHER},
         "return_asked"),
        ("refuse_return", "dispatcher", {"reason": "小区内路灯"}, "handling"),
        ("appeal", FIRST, {"basis": "现场为市政道路"}, "arbitration"),
        ("arbitrate", "arbiter", {"decision": "uphold", "reason": "市政道路照明属城管", "right_unit": OTHER},
        "to_dispatch"),
        ("dispatch", "dispatcher", {"lead": OTHER}, "to_sign"),
        ("sign", RIGHT, {}, "handling"),
        ("first_contact", RIGHT, {"note": "已电话联系，约定明日到场"}, "handling"),
        ("ask_extension", RIGHT, {"amount": 3, "reason": "等待配件"}, "extension_asked"),
        ("grant_extension", "supervisor", {"amount": 2}, "handling"),
        ("submit_joint_opinion", HELP, {"note": "已配合封闭车道"}, "handling"),
        ("answer", RIGHT, {"answer": "三盏路灯已更换。", "outcome": "resolved"}, "review"),
        ("pass_review", "reviewer", {}, "call_back"),
        ("call_back", "callback_officer", {"verdict": "dissatisfied", "solved": False, "comment": "还有一盏不亮"},
        "rework"),
        ("answer", RIGHT, {"answer": "最后一盏已修好。", "outcome": "resolved"}, "review"),
        ("pass_review", "reviewer", {}, "call_back"),
        ("call_back", "callback_officer", {"verdict": "satisfied", "solved": True}, "closed"),
    )  # fmt: skip
    for move, who, facts, reached in road:
        assert (move, story.do(move, who, **facts)) == (move, reached)
    case = Case.objects.get(number=story.number)
    assert (case.is_open, case.outcome, case.round, case.entry_count) == (False, "resolved", 2, len(road) + 1)
    assert [(a.unit_code, a.kind, a.state) for a in case.assignments.order_by("pk")] == [
        (LEAD, "lead", "returned"), (JOINT, "joint", "closed"), (OTHER, "lead", "closed")]  # fmt: skip
    assert not case.clocks.exclude(state="stopped").exists()
    assert list(case.verdicts.order_by("round").values_list("round", "grade")) == [
        (1, "dissatisfied"),
        (2, "satisfied"),
    ]
    assert case.clocks.get(rule="handle", assignment__unit_code=OTHER).extensions == [2]
    assert list(verify_all()) == []


def test_reworked_as_often_as_the_rule_allows_then_the_head_answers(report: Report) -> None:
    story = report().to("call_back")
    for _ in range(2):
        assert story.do("judge", "caller", verdict="dissatisfied") == "rework"
        story.do("answer", RIGHT, answer="已再次处理。", outcome="not_possible")
        story.do("pass_review", "reviewer")
    assert story.do("judge", "caller", verdict="dissatisfied") == "to_final_answer"
    final = {"answer": "经现场核实，依据规划不能增设。", "outcome": "not_supported", "basis": "道路照明设计"}
    assert story.do("give_final_answer", f"unit_head@{OTHER}", **final) == "closed"
    assert Case.objects.get(number=story.number).outcome == "not_supported"


def test_three_callers_one_matter_each_answered_and_each_asked(report: Report) -> None:
    main, second, third = report(), report(contact={"name": "李某"}), report(contact={"name": "王某"})
    for other in (second, third):
        assert other.do("merge", "dispatcher", main_case=main.number) == "merged"
    main.to("call_back")
    parties = Party.objects.filter(case__number=main.number).order_by("pk")
    assert [party.answered_at is not None for party in parties] == [True] * 3
    told = main_notices(main, "request_answered")
    assert sorted(told) == sorted(party.pk for party in parties)
    assert main.do("judge", main.caller(nth=2), verdict="satisfied") == "call_back"
    assert (
        main.do("call_back", "callback_officer", verdict="satisfied", solved=True, party=parties[0].pk) == "call_back"
    )
    said = {"verdict": "basically_satisfied", "solved": False}
    assert main.do("call_back", "callback_officer", **said, party=parties[1].pk) == "closed"


def main_notices(story: Story, template: str) -> list[int]:
    return list(Case.objects.get(number=story.number).notices.filter(template=template).values_list("party", flat=True))


def test_silence_is_no_feedback_and_never_satisfaction(report: Report) -> None:
    story = report().to("call_back")
    stages = [story.do("call_unanswered", "callback_officer", unreached="no_answer") for _ in range(3)]
    assert stages == ["call_back", "call_back", "awaiting_verdict"]
    with standing_at(MONDAY + timedelta(days=30)):
        assert tick().late_moves == 1
    case = Case.objects.get(number=story.number)
    assert (case.stage, case.verdicts.get().grade) == ("closed", "no_feedback")
    last = Entry.objects.filter(case=case).latest("seq")
    assert (last.move, last.actor) == ("count_silence", {"kind": "clockwork", "name": "clock_tick"})


def test_a_suspended_case_wakes_by_itself(report: Report) -> None:
    story = report().to("handling")
    due = Case.objects.get(number=story.number).clocks.get(rule="handle").due_at
    assert (
        story.do("suspend", "supervisor", pause_reason="season", until="2026-04-15", note="待天暖后施工") == "suspended"
    )
    with standing_at(MONDAY + timedelta(days=60)):
        assert tick().late_moves == 1
        case = Case.objects.get(number=story.number)
        assert case.stage == "handling"
        assert case.clocks.get(rule="handle").due_at > max(due, now())
