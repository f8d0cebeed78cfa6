"""Callers who share one request: joining in one click, the mass event, one answer to all, each asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases import crowd_reading
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Made, open_case
from shiyu.cases.known import party_by_code, party_by_id
from shiyu.cases.models import Case, Entry, Notice, Party, Verdict
from shiyu.cases.tests.counting import cost_of
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.marks import is_event
from shiyu.citizen_requests.tests.conftest import MONDAY, OTHER, People, Story

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
CLERK = f"clerk@{OTHER}"
PUBLIC = {"category": "010204"}
EVENT = {"event_title": "东街片区停水", "known": "主管爆裂，正在抢修", "expected_end": "2026-03-03"}


def join(main: Story, *, who: Any = None, key: str = "j", **facts: Any) -> Made:
    facts = {"main_case": main.number, "contact": {"name": "李某", "phone": "0356-0000002"}, **facts}
    return open_case("citizen_request", "join", actor=who or Newcomer(role="caller"), key=key, facts=facts)


@pytest.mark.parametrize(
    ("facts", "stage", "by", "comes_of_it"),
    [
        (PUBLIC, "received", "caller", "merged"), (PUBLIC, "review", "caller", "merged"),
        (PUBLIC, "call_back", "caller", "bad_fact"), (PUBLIC, "closed", "agent", "bad_fact"),
        ({}, "received", "caller", "bad_fact"), ({}, "received", "agent", "merged"),
        (PUBLIC | {"type": "tipoff"}, "received", "caller", "bad_fact"),
        (PUBLIC | {"type": "tipoff"}, "received", "agent", "merged"),
        ({"category": "010302"}, "received", "caller", "bad_fact"),
        (PUBLIC, "received", CLERK, "not_your_move"),
    ],
)  # fmt: skip
def test_who_may_join_what(
    report: Report, people: People, facts: dict[str, Any], stage: str, by: str, comes_of_it: str
) -> None:
    main = report(**facts).to(stage)
    try:
        outcome = join(main, who=None if by == "caller" else people(by)).stage
    except ShiyuError as refused:
        outcome = refused.code
    assert outcome == comes_of_it
    assert Party.objects.filter(case__number=main.number).count() == (2 if comes_of_it == "merged" else 1)
    if facts.get("type") == "tipoff" and comes_of_it == "merged":
        assert Party.objects.filter(anonymous=True).count() == 3


def test_who_joins_has_a_case_and_a_code_of_his_own_and_judges(report: Report) -> None:
    main = report(**PUBLIC, title="东街路灯不亮，联系 13800138000")
    made = join(main, detail="我家门口也不亮")
    own = Case.objects.get(number=made.number)
    assert (own.stage, own.title, own.place_code) == (
        "merged",
        own.title,
        Case.objects.get(number=main.number).place_code,
    )
    assert "13800138000" not in own.title
    assert [n.template for n in own.notices.all()] == ["request_merged"]
    actor = party_by_code(made.query_code)
    assert (actor.number, actor.came_from) == (main.number, (made.number,))
    assert party_by_id(actor.party_id) == actor  # the number on his receipt leads there for as long as he is known
    assert join(main, detail="我家门口也不亮").number == made.number  # the same key again
    main.to("call_back")
    assert main.do("judge", actor, verdict="satisfied") == "call_back"
    assert main.do("judge", "caller", verdict="satisfied") == "closed"


EVENT_LINES: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    ("received", "declare_event", "dispatcher", EVENT, "received"),
    ("handling", "declare_event", "supervisor", EVENT, "handling"),
    ("received", "declare_event", "agent", EVENT, "not_your_move"),
    ("received", "declare_event", "dispatcher", {"event_title": "停水"}, "bad_fact"),
    ("call_back", "declare_event", "dispatcher", EVENT, "wrong_stage"),
    ("received", "inform_callers", "dispatcher", {"known": "今晚恢复"}, "not_now"),
)


@pytest.mark.parametrize(("stage", "move", "who", "facts", "comes_of_it"), EVENT_LINES)
def test_line(report: Report, stage: str, move: str, who: str, facts: dict[str, Any], comes_of_it: str) -> None:
    story = report().to(stage)
    try:
        outcome = story.do(move, who, **facts)
    except ShiyuError as refused:
        outcome = refused.code
    assert outcome == comes_of_it


def event(report: Report, *, callers: int) -> tuple[Story, list[Made]]:
    """A declared event with so many who joined."""
    main = report(type="help")
    main.do("declare_event", "dispatcher", **EVENT)
    return main, [join(main, key=f"{main.number}-{n}") for n in range(callers)]


@pytest.mark.parametrize("crowd", [200, 2])
def test_one_answer_goes_to_all_and_silence_is_counted(
    report: Report, monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    monkeypatch.setattr(crowd_reading, "CROWD", crowd)
    main, joined = event(report, callers=12)
    case = Case.objects.get(number=main.number)
    assert (case.title, is_event(case)) == ("东街片区停水", True)
    main.do("inform_callers", "dispatcher", known="今晚恢复供水")
    assert Notice.objects.filter(case=case, template="request_event").count() == 1 + 13
    main.to("handling")
    assert main.do("answer", CLERK, answer="已抢修恢复。", outcome="resolved") == "awaiting_verdict"
    assert Notice.objects.filter(case=case, template="request_answered").count() == 13
    assert not Party.objects.filter(case=case, answered_at=None).exists()
    lot = Entry.objects.get(case=case, move="answer").facts["call_back"]
    assert (lot["of"], len(lot["drawn"]), Case.objects.get(pk=case.pk).marks) == (13, 13, ["event", "sampled"])
    unhappy = party_by_code(joined[3].query_code)
    called = next(party for party in lot["drawn"] if party != unhappy.party_id)
    assert main.do("judge", unhappy, verdict="dissatisfied") == "awaiting_verdict"
    said = {"verdict": "satisfied", "solved": True}
    assert main.do("call_back", "callback_officer", **said, party=called) == "awaiting_verdict"
    with pytest.raises(ShiyuError):
        main.do("judge", party_by_code(joined[3].query_code), verdict="satisfied")
    with standing_at(MONDAY + timedelta(days=9)):
        assert tick().late_moves == 1
    case.refresh_from_db()
    assert case.stage == "closed"  # one of thirteen is fewer than a tenth
    grades = list(Verdict.objects.filter(case=case).values_list("grade", flat=True))
    assert (len(grades), grades.count("no_feedback")) == (13, 11)
    assert list(verify_all()) == []


@pytest.mark.parametrize("crowd", [200, 2])
def test_an_event_that_leaves_many_dissatisfied_is_taken_up_again(
    report: Report, monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    monkeypatch.setattr(crowd_reading, "CROWD", crowd)
    main, joined = event(report, callers=5)
    main.to("handling")
    main.do("answer", CLERK, answer="已抢修恢复。", outcome="resolved")
    stages = [main.do("judge", party_by_code(made.query_code), verdict="dissatisfied") for made in joined]
    assert stages == ["awaiting_verdict"] * 5
    assert main.do("judge", "caller", verdict="satisfied") == "rework"
    main.do("answer", CLERK, answer="已更换整段管道。", outcome="resolved")
    main.do("pass_review", "reviewer")
    assert not Party.objects.filter(case__number=main.number).exclude(verdict="").exists()


def test_a_crowd_costs_no_more_than_a_few(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd_reading, "CROWD", 2)
    main, _ = event(report, callers=8)
    main.to("handling")
    answer = {"answer": "已抢修恢复。", "outcome": "resolved"}
    cost = cost_of(lambda: main.do("answer", CLERK, **answer))
    other, _ = event(report, callers=3)
    other.to("handling")
    assert cost_of(lambda: other.do("answer", CLERK, **answer)) == cost


def test_a_crowd_is_the_main_case_and_takes_the_other_in(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd_reading, "CROWD", 2)
    main, _ = event(report, callers=4)
    other = report()
    with pytest.raises(ShiyuError) as refused:
        main.do("merge", "dispatcher", main_case=other.number)
    assert refused.value.code == "not_now"
    assert other.do("merge", "dispatcher", main_case=main.number) == "merged"
    with pytest.raises(ShiyuError):
        main.do("withdraw", "caller", reason="不用了")


def test_a_tipoff_is_no_event(report: Report) -> None:
    with pytest.raises(ShiyuError) as refused:
        report(type="tipoff").do("declare_event", "dispatcher", **EVENT)
    assert refused.value.code == "not_now"
