"""Who may do what at which stage: the table of the procedure as lines of a rule book."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.contact_view import shown_parties
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Case
from shiyu.citizen_requests.tests.conftest import JOINT, LEAD, MONDAY, OTHER, People, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
CLERK, STRANGER, HEAD = f"clerk@{OTHER}", f"clerk@{LEAD}", f"unit_head@{OTHER}"
ANSWER = {"answer": "已修好。", "outcome": "resolved"}
RETURN = {"return_reason": "not_our_duty", "basis": "职责清单"}

LINES: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    # at stage, move, who, with, what comes of it: a stage, or the code of the refusal
    ("received", "dispatch", "dispatcher", {"lead": OTHER}, "to_sign"),
    ("received", "dispatch", "agent", {"lead": OTHER}, "not_your_move"),
    ("received", "dispatch", "dispatcher", {"lead": "nowhere"}, "bad_fact"),
    ("received", "dispatch", "dispatcher", {"lead": OTHER, "joint": [OTHER]}, "bad_fact"),
    ("received", "dispatch", "dispatcher", {"lead": OTHER, "secret": 1}, "unknown_facts"),
    ("received", "route_again", "dispatcher", {}, "received"),
    ("received", "answer_directly", "agent", ANSWER, "answered_directly"),
    ("received", "answer_directly", "caller", ANSWER, "not_your_move"),
    ("received", "refuse", "dispatcher", {"refusal": "in_court", "right_office": "受理案件的法院"}, "not_accepted"),
    ("received", "refuse", "dispatcher", {"refusal": "in_court"}, "bad_fact"),
    ("received", "refuse", "agent", {"refusal": "in_court", "right_office": "法院"}, "not_your_move"),
    ("received", "withdraw", "caller", {"reason": "已自行解决"}, "withdrawn"),
    ("received", "withdraw", "agent", {"reason": "来电撤回"}, "withdrawn"),
    ("received", "withdraw", "caller", {}, "bad_fact"),
    ("received", "supplement", "caller", {"note": "在东侧"}, "received"),
    ("received", "supplement", CLERK, {"note": "在东侧"}, "no_such_case"),
    ("received", "sign", CLERK, {}, "no_such_case"),
    ("to_sign", "sign", CLERK, {}, "handling"),
    ("to_sign", "sign", STRANGER, {}, "no_such_case"),
    ("to_sign", "sign", HEAD, {}, "not_your_move"),
    ("to_sign", "answer", CLERK, ANSWER, "wrong_stage"),
    ("to_sign", "ask_return", CLERK, RETURN, "return_asked"),
    ("to_sign", "ask_return", CLERK, {"return_reason": "not_our_duty"}, "bad_fact"),
    ("to_sign", "ask_return", CLERK, {"return_reason": "too much work", "basis": "忙"}, "bad_fact"),
    ("to_sign", "recall", "dispatcher", {"reason": "派错"}, "to_dispatch"),
    ("to_sign", "accept_return", "dispatcher", {}, "not_now"),
    ("to_sign", "urge", "caller", {}, "to_sign"),
    ("handling", "ask_return", CLERK, RETURN, "return_asked"),
    ("handling", "appeal", CLERK, {"basis": "不属本局"}, "not_now"),
    ("handling", "first_contact", CLERK, {"note": "已联系"}, "handling"),
    ("handling", "answer", CLERK, ANSWER, "review"),
    ("handling", "answer", CLERK, {"answer": "列入明年计划。", "outcome": "planned"}, "not_now"),
    ("handling", "answer", CLERK, {"answer": "列入明年计划。", "outcome": "planned", "planned_by": "2027-06-30"},
    "review"),
    ("handling", "answer", CLERK, {"answer": "已修好。"}, "bad_fact"),
    ("handling", "answer", HEAD, ANSWER, "not_your_move"),
    ("handling", "ask_extension", CLERK, {"amount": 3, "reason": "等配件"}, "extension_asked"),
    ("handling", "ask_extension", CLERK, {"amount": 4, "reason": "等配件"}, "not_now"),
    ("handling", "ask_extension", CLERK, {"amount": -1, "reason": "等配件"}, "bad_fact"),
    ("handling", "suspend", CLERK, {"pause_reason": "season", "until": "2026-04-01", "note": "冬季"},
    "not_your_move"),
    ("handling", "suspend", "supervisor", {"pause_reason": "season", "until": "2026-04-01", "note": "冬季"},
    "suspended"),
    ("handling", "suspend", "supervisor", {"pause_reason": "season", "until": "2027-04-01", "note": "冬季"},
    "not_now"),
    ("handling", "suspend", "supervisor", {"pause_reason": "season", "until": "2026-03-02", "note": "冬季"},
    "not_now"),
    ("review", "pass_review", "reviewer", {}, "call_back"),
    ("review", "pass_review", CLERK, {}, "not_your_move"),
    ("review", "send_back", "reviewer", {"reason": "答非所问"}, "rework"),
    ("review", "withdraw", "caller", {"reason": "不用了"}, "wrong_stage"),
    ("call_back", "call_back", "callback_officer", {"verdict": "basically_satisfied", "solved": True}, "closed"),
    ("call_back", "call_back", "callback_officer", {"verdict": "dissatisfied", "solved": False}, "rework"),
    ("call_back", "call_back", "callback_officer", {"verdict": "satisfied"}, "bad_fact"),  # whether it is solved, too
    ("call_back", "call_back", "callback_officer", {"verdict": "no_feedback", "solved": True}, "bad_fact"),
    ("call_back", "call_back", "reviewer", {"verdict": "satisfied"}, "not_your_move"),
    ("call_back", "judge", "caller", {"verdict": "satisfied"}, "closed"),
    ("call_back", "call_unanswered", "callback_officer", {"unreached": "no_answer"}, "call_back"),
    ("call_back", "call_unanswered", "callback_officer", {"unreached": "wrong_number"}, "awaiting_verdict"),
    ("call_back", "count_silence", "callback_officer", {}, "not_your_move"),
    ("call_back", "urge", "caller", {}, "not_now"),  # it is his word that is awaited
    ("call_back", "urge", "supervisor", {}, "call_back"),
    ("closed", "urge", "caller", {}, "wrong_stage"),
    ("closed", "supplement", "caller", {"note": "还有"}, "wrong_stage"),
    ("closed", "invented", "dispatcher", {}, "no_such_move"),
)  # fmt: skip


@pytest.mark.parametrize(("stage", "move", "who", "facts", "comes_of_it"), LINES)
def test_line(report: Report, stage: str, move: str, who: str, facts: dict[str, Any], comes_of_it: str) -> None:
    story = report().to(stage)
    try:
        outcome = story.do(move, who, **facts)
    except ShiyuError as refused:
        outcome = refused.code
    assert outcome == comes_of_it


def test_whoever_handled_a_case_does_not_call_back_about_it(report: Report, people: People) -> None:
    story = report().to("call_back")
    handler = people(CLERK)
    both = type(handler)(
        account_id=handler.account_id, post_id=2, post_code="double", unit_id=handler.unit_id,
        unit_code=handler.unit_code, division_code=handler.division_code, roles=frozenset({"callback_officer"}),
    )  # fmt: skip
    with pytest.raises(ShiyuError) as refused:
        story.do("call_back", both, verdict="satisfied", solved=True)
    assert refused.value.code == "not_now"


def test_after_the_window_a_unit_keeps_what_it_was_sent(report: Report) -> None:
    story = report().to("to_sign")
    with standing_at(MONDAY + timedelta(days=2)), pytest.raises(ShiyuError) as refused:
        story.do("ask_return", CLERK, **RETURN)
    assert refused.value.code == "window_closed"


def test_returned_too_often_it_goes_to_arbitration(report: Report) -> None:
    story = report()
    reached = []
    for unit in (LEAD, OTHER, JOINT):
        story.do("dispatch", "dispatcher", lead=unit)
        reached.append(story.do("ask_return", f"clerk@{unit}", **RETURN))
        if story.stage == "return_asked":
            story.do("accept_return", "dispatcher")
    assert reached == ["return_asked", "return_asked", "arbitration"]


def test_the_lead_waits_for_the_joint_unit_or_says_why_not(report: Report) -> None:
    story = report()
    story.do("dispatch", "dispatcher", lead=OTHER, joint=[JOINT])
    story.do("sign", CLERK)
    with pytest.raises(ShiyuError) as refused:
        story.do("answer", CLERK, **ANSWER)
    assert refused.value.code == "not_now"
    assert story.do("answer", CLERK, **ANSWER, without_joint="overdue") == "review"


def test_who_sees_a_case(report: Report, people: People) -> None:
    story = report()
    story.do("dispatch", "dispatcher", lead=LEAD)
    story.do("ask_return", STRANGER, **RETURN)
    story.do("accept_return", "dispatcher")
    story.do("dispatch", "dispatcher", lead=OTHER, joint=[JOINT])
    seers = {
        who: visible_cases(people(who)).filter(number=story.number).exists()
        for who in ("agent", "dispatcher", "supervisor", "reviewer", "callback_officer", "arbiter", "auditor", CLERK,
        HEAD,
                    f"clerk@{JOINT}", STRANGER, "clerk@jyj", "api_client")
    }  # fmt: skip
    assert [who for who, sees in seers.items() if not sees] == [STRANGER, "clerk@jyj", "api_client"]


def test_a_caller_reads_what_is_for_everyone(report: Report) -> None:
    story = report()
    story.do("dispatch", "dispatcher", lead=LEAD)
    story.do("ask_return", STRANGER, **RETURN)
    case = Case.objects.get(number=story.number)
    assert [entry.move for entry in readable_entries(case, actor=story.caller())] == ["report", "dispatch"]


@pytest.mark.parametrize(
    ("kind", "who", "name"),
    [
        ("complaint", CLERK, "张*"), ("complaint", "callback_officer", "张*"),
        ("tipoff", CLERK, ""), ("tipoff", "callback_officer", ""), ("tipoff", "agent", ""),
        ("tipoff", "tipoff_keeper", "张*"), ("tipoff", f"unit_head@{OTHER}", ""),
    ],
)  # fmt: skip
def test_whoever_tips_off_is_anonymous_to_handlers(
    report: Report, people: People, kind: str, who: str, name: str
) -> None:
    story = report(type=kind).to("handling")
    case = get_case(story.number, actor=people(who), purpose=Purpose.HANDLING)
    (view,) = shown_parties(case, actor=people(who))
    assert (view.anonymous, view.fields.get("name", "")) == (kind == "tipoff", name)
    assert view.may_open == (bool(name) and who != HEAD)


@pytest.mark.parametrize(
    ("facts", "limit_class"),
    [
        ({}, ""), ({"type": "consultation"}, "consultation"),
        ({"type": "consultation", "urgent": True}, "consultation"),
        ({"category": "010302"}, "long"), ({"category": "010302", "type": "consultation"}, "consultation"),
    ],
)  # fmt: skip
def test_limit_class(report: Report, facts: dict[str, Any], limit_class: str) -> None:
    assert Case.objects.get(number=report(**facts).number).limit_class == limit_class


def test_what_is_raised_by_several_is_not_withdrawn_by_one(report: Report) -> None:
    main, second = report(), report(contact={"name": "李某"})
    second.do("merge", "dispatcher", main_case=main.number)
    with pytest.raises(ShiyuError) as refused:
        main.do("withdraw", "caller", reason="不用了")
    assert refused.value.code == "not_now"


@pytest.mark.parametrize(
    ("stage", "outcome"), [("handling", "merged"), ("review", "merged"), ("call_back", "bad_fact")]
)
def test_a_case_is_merged_only_where_an_answer_is_still_to_come(report: Report, stage: str, outcome: str) -> None:
    main, second = report().to(stage), report()
    try:
        reached = second.do("merge", "dispatcher", main_case=main.number)
    except ShiyuError as refused:
        reached = refused.code
    assert reached == outcome


def test_a_duplicate_is_marked_and_both_go_on(report: Report) -> None:
    one, other = report(), report()
    assert other.do("mark_duplicate", "agent", other_case=one.number) == "received"
    with pytest.raises(ShiyuError) as refused:
        other.do("mark_duplicate", "agent", other_case=one.number)
    assert refused.value.code == "bad_fact"


@pytest.mark.parametrize(
    ("before", "correction", "after"),
    [
        ({}, {"category": "010302"}, "long"),
        ({"type": "consultation"}, {"category": "010302"}, "consultation"),
        ({"category": "010302"}, {"urgent": True}, "urgent"),
    ],
)
def test_a_correction_keeps_the_shorter_limit(
    report: Report, before: dict[str, Any], correction: dict[str, Any], after: str
) -> None:
    story = report(**before)
    assert story.do("correct", "dispatcher", **correction) == "received"
    assert Case.objects.get(number=story.number).limit_class == after


def test_what_was_made_urgent_stays_so_and_its_running_limits_follow(report: Report) -> None:
    story = report().to("handling")
    handle = Case.objects.get(number=story.number).clocks.get(rule="handle")
    story.do("correct", "dispatcher", urgent=True)
    story.do("correct", "dispatcher", category="010302")
    case = Case.objects.get(number=story.number)
    urgent = case.clocks.get(rule="handle")
    assert (case.limit_class, urgent.amount, urgent.unit) == ("urgent", 24, "natural_hours")
    assert (urgent.started_at, urgent.due_at < handle.due_at) == (handle.started_at, True)


def test_an_extension_refused_leaves_the_limit_and_a_suspension_ended_early_resumes(report: Report) -> None:
    story = report().to("handling")
    due = Case.objects.get(number=story.number).clocks.get(rule="handle").due_at
    story.do("ask_extension", CLERK, amount=3, reason="等配件")
    assert story.do("refuse_extension", "supervisor", reason="配件已到") == "handling"
    assert Case.objects.get(number=story.number).clocks.get(rule="handle").due_at == due
    story.do("suspend", "supervisor", pause_reason="season", until="2026-04-01", note="冬季")
    assert story.do("resume", "supervisor") == "handling"
