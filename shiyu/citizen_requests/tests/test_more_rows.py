"""The rows that came later, as lines: intake, deferral, supervision, review and call-back by rule, reopening."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.contact_view import view_contact
from shiyu.cases.door import open_case
from shiyu.cases.gate import Purpose, get_case, visible_cases, who_looked
from shiyu.cases.models import Case, Entry, Party
from shiyu.cases.tick import tick
from shiyu.citizen_requests import moves
from shiyu.citizen_requests.marks import is_deferred, is_supervised
from shiyu.citizen_requests.queries import marked
from shiyu.citizen_requests.tests.conftest import JOINT, MONDAY, OTHER, People, Story
from shiyu.citizen_requests.vocabulary import draw_words

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
CLERK = f"clerk@{OTHER}"
ANSWER = {"answer": "已修好。", "outcome": "resolved"}
CONTACT = {"name": "张某", "phone": "0356-0000001"}
SAID = {"title": "楼下有人打架", "detail": "请马上来人", "contact": CONTACT}
HANDED = {"service": "110", "taken_by": "接警员012", "taken_as": "JQ-1"}
REFUSED = {"refusal": "in_court", "right_office": "受理案件的法院"}
DEFER = {"defer_reason": "supplies", "reason": "配件月底到货", "until": "2026-03-20"}


def outcome_of(do: Callable[[], str]) -> str:
    try:
        return do()
    except ShiyuError as refused:
        return refused.code


@pytest.mark.parametrize(
    ("move", "who", "facts", "comes_of_it"),
    [
        ("hand_over_at_once", "agent", SAID | HANDED, "handed_over"),
        ("hand_over_at_once", "agent", SAID | {"service": "110"}, "bad_fact"),
        ("hand_over_at_once", "agent", SAID | HANDED | {"service": "12345"}, "bad_fact"),
        ("hand_over_at_once", "clerk", SAID | HANDED, "not_your_move"),
        ("refuse_at_intake", "agent", SAID | REFUSED, "not_accepted"),
        ("refuse_at_intake", "agent", SAID | {"refusal": "in_court"}, "bad_fact"),
        ("refuse_at_intake", "api_client", SAID | REFUSED, "not_your_move"),
    ],
)
def test_what_ends_at_intake(people: People, move: str, who: str, facts: Mapping[str, Any], comes_of_it: str) -> None:
    assert comes_of_it == outcome_of(
        lambda: open_case("citizen_request", move, actor=people(who), key="k", facts=facts).stage
    )
    told = {"handed_over": ["request_handed_over"], "not_accepted": ["request_not_accepted"]}
    assert [n.template for case in Case.objects.all() for n in case.notices.all()] == told.get(comes_of_it, [])


LINES: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    ("received", "hand_over", "agent", HANDED, "handed_over"),
    ("received", "hand_over", "caller", HANDED, "not_your_move"),
    ("to_sign", "hand_over", "agent", HANDED, "wrong_stage"),
    ("handling", "ask_deferral", CLERK, DEFER, "deferral_asked"),
    ("handling", "ask_deferral", CLERK, DEFER | {"until": "2026-03-02"}, "not_now"),
    ("handling", "ask_deferral", CLERK, DEFER | {"until": "2026-04-02"}, "not_now"),
    ("handling", "ask_deferral", "supervisor", DEFER, "not_your_move"),
    ("to_sign", "ask_deferral", CLERK, DEFER, "wrong_stage"),
    ("handling", "supervise", "supervisor", {"note": "市领导关注"}, "handling"),
    ("handling", "supervise", "dispatcher", {"note": "市领导关注"}, "not_your_move"),
    ("handling", "end_supervision", "supervisor", {"note": "已办好"}, "not_now"),
    ("closed", "judge_late", "caller", {"verdict": "satisfied"}, "not_now"),
    ("closed", "reopen", "caller", {"reason": "又坏了"}, "rework"),
    ("closed", "reopen", "agent", {"reason": "来电称又坏了"}, "rework"),
    ("closed", "reopen", CLERK, {"reason": "又坏了"}, "not_your_move"),
    ("closed", "reopen", "caller", {}, "bad_fact"),
    ("handling", "reopen", "caller", {"reason": "又坏了"}, "wrong_stage"),
)


@pytest.mark.parametrize(("stage", "move", "who", "facts", "comes_of_it"), LINES)
def test_line(report: Report, stage: str, move: str, who: str, facts: dict[str, Any], comes_of_it: str) -> None:
    story = report().to(stage)
    assert outcome_of(lambda: story.do(move, who, **facts)) == comes_of_it


def test_a_deferral_lets_the_limits_stand_still_and_ends_by_itself(report: Report, people: People) -> None:
    story = report().to("handling")
    due = Case.objects.get(number=story.number).clocks.get(rule="handle").due_at
    story.do("ask_deferral", CLERK, **DEFER)
    assert story.do("grant_deferral", "supervisor", until="2026-03-18") == "deferred"
    case = Case.objects.get(number=story.number)
    assert (case.clocks.get(rule="handle").state, is_deferred(case)) == ("paused", True)
    assert case.notices.filter(template="request_deferred", party__isnull=False).count() == 1
    with standing_at(MONDAY + timedelta(days=20)):
        assert tick().late_moves == 1
        case.refresh_from_db()
        assert (case.stage, case.clocks.get(rule="handle").due_at > due) == ("handling", True)
        assert case.tally["days_still"] == 17
        running = case.clocks.exclude(state="stopped").values_list("rule", flat=True)
        assert "deferral_decision" not in running  # it was decided; only the unit's own limits run on


def test_a_deferral_refused_leaves_the_limit(report: Report) -> None:
    story = report().to("handling")
    story.do("ask_deferral", CLERK, **DEFER)
    assert story.do("refuse_deferral", "supervisor", reason="现有库存可用") == "handling"


def test_the_days_that_a_case_stands_still_are_capped_in_sum(report: Report) -> None:
    story = report().to("handling")
    waits = {"pause_reason": "season", "note": "冬季"}
    story.do("suspend", "supervisor", until="2026-08-20", **waits)
    with standing_at(MONDAY + timedelta(days=170)):
        assert story.do("resume", "supervisor") == "handling"
        assert outcome_of(lambda: story.do("suspend", "supervisor", until="2026-09-15", **waits)) == "not_now"
        assert story.do("suspend", "supervisor", until="2026-08-25", **waits) == "suspended"


@pytest.mark.parametrize("move", ["ask_extension", "grant_extension"])
def test_what_is_late_is_not_extended(report: Report, move: str) -> None:
    story = report().to("handling")
    if move == "grant_extension":
        story.do("ask_extension", CLERK, amount=3, reason="等配件")
    who = CLERK if move == "ask_extension" else "supervisor"
    facts = {"reason": "等配件"} if move == "ask_extension" else {}
    with standing_at(MONDAY + timedelta(days=20)), pytest.raises(ShiyuError) as refused:
        story.do(move, who, amount=3, **facts)
    assert "到期前" in refused.value.words.zh


def test_a_joint_unit_that_wished_to_return_is_released_with_the_answer(report: Report) -> None:
    story = report()
    story.do("dispatch", "dispatcher", lead=OTHER, joint=[JOINT])
    story.do("sign", CLERK)
    story.do("ask_return", f"clerk@{JOINT}", return_reason="not_our_duty", basis="职责清单")
    story.do("answer", CLERK, **ANSWER, without_joint="not_needed")
    joint = Case.objects.get(number=story.number).assignments.get(unit_code=JOINT)
    assert (joint.state, joint.clocks.exclude(state="stopped").count()) == ("withdrawn", 0)


@pytest.mark.parametrize(
    ("facts", "outcome", "goes"),
    [
        ({"type": "complaint"}, "resolved", "review"), ({"type": "tipoff"}, "resolved", "review"),
        ({}, "resolved", "review"), ({"type": "help"}, "not_possible", "review"),
        ({"type": "help", "category": "010302"}, "resolved", "review"),
        ({"type": "help"}, "resolved", "at once"), ({"type": "consultation"}, "resolved", "at once"),
    ],
)  # fmt: skip
def test_a_reviewer_looks_where_the_rule_asks_it(
    report: Report, facts: dict[str, Any], outcome: str, goes: str
) -> None:
    story = report(**facts).to("handling")
    stage = story.do("answer", CLERK, answer="已处理。", outcome=outcome)
    assert (stage == "review") == (goes == "review")
    given = Party.objects.get(case__number=story.number).answered_at is not None
    assert given == (goes == "at once")
    told = Case.objects.get(number=story.number).notices.filter(template="request_answered").exists()
    assert told == given


def test_the_lot_decides_who_is_called_and_history_keeps_it(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    for lot, stage in ((0.49, "call_back"), (0.5, "awaiting_verdict")):
        monkeypatch.setattr(moves, "drawn_number", lambda _what, lot=lot: lot)
        story = report(type="help").to("handling")
        assert story.do("answer", CLERK, **ANSWER) == stage
        entry = Entry.objects.get(case__number=story.number, move="answer")
        assert entry.facts["call_back"] == {"share": 0.5, "drawn": lot < 0.5}


def test_the_lot_is_the_same_whenever_it_is_drawn_and_even() -> None:
    lots = [moves.drawn_number(f"SQ{n}:1") for n in range(400)]
    assert lots == [moves.drawn_number(f"SQ{n}:1") for n in range(400)]
    assert 130 < sum(lot < 0.5 for lot in lots) < 270


def test_a_tipoff_is_asked_by_message_and_one_role_opens_who_gave_it(report: Report, people: People) -> None:
    story = report(type="tipoff").to("handling")
    story.do("answer", CLERK, **ANSWER)
    assert story.do("pass_review", "reviewer") == "awaiting_verdict"
    assert outcome_of(lambda: story.do("call_back", "callback_officer", verdict="satisfied", solved=True)) == "not_now"
    case = get_case(story.number, actor=people("tipoff_keeper"), purpose=Purpose.AUDIT)
    party = case.parties.get()
    for who in ("agent", "callback_officer", CLERK, "supervisor"):
        with pytest.raises(ShiyuError):
            view_contact(case, party.pk, actor=people(who), purpose=Purpose.HANDLING, reason="想知道")
    keeper = people("tipoff_keeper")
    with pytest.raises(ShiyuError):
        view_contact(case, party.pk, actor=keeper, purpose=Purpose.HANDLING)
    assert view_contact(case, party.pk, actor=keeper, purpose=Purpose.HANDLING, reason="核查线索")["name"] == "张某"
    assert who_looked(case)[0].detail == {"party": party.pk, "reason": "核查线索"}


def test_callers_urge_once_a_day_and_officers_as_often_as_it_takes(report: Report) -> None:
    story = report().to("handling")
    said = [outcome_of(lambda who=who: story.do("urge", who)) for who in ("caller", "caller", "agent", "supervisor")]  # type: ignore[misc]
    assert said == ["handling", "not_now", "handling", "handling"]
    with standing_at(MONDAY + timedelta(days=1)):
        assert story.do("urge", "caller") == "handling"


def test_a_supervised_case_is_marked_and_listed(report: Report, people: People) -> None:
    story, other = report().to("handling"), report()
    story.do("supervise", "supervisor", note="市领导关注")
    found = marked("supervised", actor=people("supervisor"))
    assert [case.number for case in found] == [story.number]
    assert is_supervised(found[0])
    assert other.number in set(visible_cases(people("supervisor")).values_list("number", flat=True))
    story.do("end_supervision", "supervisor", note="已办好")
    assert not marked("supervised", actor=people("supervisor")).exists()


def silent(report: Report) -> Story:
    """A request closed because its caller said nothing."""
    story = report().to("call_back")
    story.do("call_unanswered", "callback_officer", unreached="wrong_number")
    with standing_at(MONDAY + timedelta(days=12)):
        tick()
    assert Case.objects.get(number=story.number).stage == "closed"
    return story


@pytest.mark.parametrize(("verdict", "stage"), [("satisfied", "closed"), ("dissatisfied", "rework")])
def test_a_late_verdict_takes_the_place_of_silence(report: Report, verdict: str, stage: str) -> None:
    story = silent(report)
    with standing_at(MONDAY + timedelta(days=14)):
        assert story.do("judge_late", "caller", verdict=verdict) == stage
        assert outcome_of(lambda: story.do("judge_late", "caller", verdict=verdict)) != "closed"
    case = Case.objects.get(number=story.number)
    assert [v.grade for v in case.verdicts.order_by("pk")] == ["no_feedback", verdict]
    live = case.assignments.filter(state="signed", unit_code=OTHER).exists()
    assert (case.is_open, live) == (stage == "rework", stage == "rework")


def test_the_window_for_reopening_ends(report: Report) -> None:
    story = report().to("closed")
    with standing_at(MONDAY + timedelta(days=16)):
        assert outcome_of(lambda: story.do("reopen", "caller", reason="又坏了")) == "not_now"


def test_reopening_counts_towards_the_reworks(report: Report) -> None:
    story = report()
    story.to("closed")
    for _ in range(2):
        assert story.do("reopen", "caller", reason="又坏了") == "rework"
        story.do("answer", CLERK, **ANSWER)
        story.do("pass_review", "reviewer")
        story.do("call_back", "callback_officer", verdict="satisfied", solved=True)
    assert outcome_of(lambda: story.do("reopen", "caller", reason="又坏了")) == "not_now"


def test_what_was_answered_at_the_counter_goes_to_a_dispatcher(report: Report) -> None:
    story = report()
    story.do("answer_directly", "agent", **ANSWER)
    assert story.do("reopen", "caller", reason="没有解决") == "to_dispatch"
    assert story.do("dispatch", "dispatcher", lead=OTHER) == "to_sign"


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        ({"share": 0.5, "drawn": True}, "抽中回访（抽取50%）"),
        ({"share": 0.5, "drawn": False}, "未抽中，短信评价（抽取50%）"),
        ({"of": 400, "drawn": [1, 2, 3]}, "400人中抽3人回访"),
    ],
)
def test_how_a_draw_reads(draw: dict[str, Any], said: str) -> None:
    assert draw_words(draw).zh == said
