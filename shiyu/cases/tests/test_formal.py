"""Slow and formal: lead and joint units, checkpoints, returns with arbitration, verdicts, promises; by tables."""

import pytest

from shiyu.cases.actors import Actor, Clockwork
from shiyu.cases.door import make_moves
from shiyu.cases.errors import BadFact, GuardRefused, NoSuchCase, NotYourMove, WrongStage
from shiyu.cases.models import Assignment, Case, Entry, Link, Party, Verdict
from shiyu.cases.tests.desk import FACTS, Answer, Desk, clock_of, stage_of
from shiyu.cases.verification import verify_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

STAGES = ("to_assign", "to_sign", "return_asked", "arbitration", "handling", "answered", "closed")
MAY: dict[str, set[str]] = {
    "co_sign": {"dispatcher"},
    "assign": {"dispatcher"},
    "sign": {"lead", "joint"},
    "ask_return": {"lead", "joint"},
    "accept_return": {"dispatcher"},
    "refuse_return": {"dispatcher"},
    "dispute": {"lead", "joint", "dispatcher"},
    "arbitrate": {"arbiter"},
    "report_day_1": {"lead"},
    "opine": {"joint"},
    "extend": {"dispatcher"},
    "answer": {"lead"},
    "judge": {"submitter"},
    "close_in_silence": {"clock"},
    "refuse": {"dispatcher"},
}
"""Who may make each move, at whatever stage."""
MADE: dict[tuple[str, str, str], Answer] = {
    ("to_assign", "co_sign", "dispatcher"): "to_assign",
    ("to_assign", "assign", "dispatcher"): "to_sign",
    ("to_assign", "refuse", "dispatcher"): "refused",
    ("to_sign", "sign", "lead"): "to_sign",
    ("to_sign", "sign", "joint"): "to_sign",
    ("to_sign", "ask_return", "lead"): "return_asked",
    ("to_sign", "ask_return", "joint"): "return_asked",
    ("return_asked", "accept_return", "dispatcher"): "to_assign",
    ("return_asked", "refuse_return", "dispatcher"): "to_sign",
    ("return_asked", "dispute", "lead"): "arbitration",
    ("return_asked", "dispute", "joint"): "arbitration",
    ("return_asked", "dispute", "dispatcher"): "arbitration",
    ("arbitration", "arbitrate", "arbiter"): "to_assign",
    ("handling", "report_day_1", "lead"): "handling",
    ("handling", "opine", "joint"): "handling",
    ("handling", "extend", "dispatcher"): "handling",
    ("handling", "answer", "lead"): GuardRefused,  # the joint opinion is not in yet
    ("answered", "judge", "submitter"): "answered",  # the other submitter has not judged yet
    ("answered", "close_in_silence", "clock"): "closed",
}
"""What comes of every move that is open to the actor at the stage; everything else is refused by the rule below."""
OUTSIDER = "outsider"


def expected(stage: str, move: str, role: str) -> Answer:
    """Who does not see the case is told it is not there, who may not is told so, who may is told it is not the time."""
    units_in = stage != "to_assign"
    if role in {"lead", "joint"} and not units_in:
        return NoSuchCase
    if role == OUTSIDER:
        return NoSuchCase
    # Once a case is closed no unit has a live share in it, and a move asks for one.
    if role not in MAY[move] or (stage == "closed" and role in {"lead", "joint"}):
        return NotYourMove
    return MADE.get((stage, move, role), WrongStage)


def actors(desk: Desk, number: str) -> dict[str, Actor]:
    return {
        "dispatcher": desk.dispatcher,
        "arbiter": desk.arbiter,
        "supervisor": desk.supervisor,
        "lead": desk.clerks[0],
        "joint": desk.clerks[1],
        "submitter": desk.parties(number)[0],
        "clock": Clockwork(name="clock_tick"),
        OUTSIDER: desk.clerks[2],
    }


@pytest.mark.parametrize("stage", STAGES)
def test_every_move_by_every_role(desk: Desk, stage: str) -> None:
    number = desk.formal(until=stage)
    who = actors(desk, number)
    want = {(move, role): expected(stage, move, role) for role in who for move in MAY}
    assert desk.try_all(number, want, who=who, facts=FACTS) == want


@pytest.mark.parametrize(
    ("unit", "facts", "outcome"),
    [
        (0, {"unit": "T-STREET"}, "to_sign"),
        (0, {"unit": "T-STREET", "joint": ["T-WATER", "T-ROADS"]}, "to_sign"),
        (0, {"unit": "T-STREET", "joint": ["T-STREET"]}, BadFact),  # lead and joint at once
        (0, {"joint": ["T-WATER"]}, BadFact),  # nobody leads
        (0, {"unit": "T-NOWHERE"}, BadFact),
    ],
)
def test_assigning(desk: Desk, unit: int, facts: dict[str, object], outcome: Answer) -> None:
    number = desk.formal()
    assert desk.try_move(number, "assign", desk.dispatcher, **facts) == outcome
    given = Assignment.objects.filter(case__number=number).count()
    assert given == (0 if outcome is BadFact else 1 + len(facts.get("joint", ())))  # type: ignore[arg-type]


def test_handling_begins_when_every_unit_has_signed(desk: Desk) -> None:
    number = desk.formal(until="to_sign")
    lead, joint = desk.clerks[0], desk.clerks[1]
    assert desk.try_move(number, "sign", lead) == "to_sign"
    assert desk.try_move(number, "sign", lead) is GuardRefused  # nobody signs twice
    assert desk.try_move(number, "sign", joint) == "handling"


def test_the_answer_waits_for_the_joint_opinions(desk: Desk) -> None:
    number = desk.formal(until="handling")
    lead, joint = desk.clerks[0], desk.clerks[1]
    assert desk.try_move(number, "answer", lead, **FACTS["answer"]) is GuardRefused
    (refused,) = make_moves([desk.request(number, "answer", lead, **FACTS["answer"])])
    assert str(refused.error) == "会办意见未齐，不能答复"  # type: ignore[union-attr]
    assert desk.try_move(number, "opine", joint, text="同意") == "handling"
    assert desk.try_move(number, "opine", joint, text="再说一遍") is GuardRefused
    assert desk.try_move(number, "answer", lead, **FACTS["answer"]) == "answered"


def states(number: str) -> dict[str, str]:
    return dict(Assignment.objects.filter(case__number=number).order_by("pk").values_list("unit_code", "state"))


@pytest.mark.parametrize(
    ("steps", "stage", "lead", "joint"),
    [
        ([("lead", "ask_return")], "return_asked", "disputed", "sent"),
        ([("lead", "ask_return"), ("dispatcher", "accept_return")], "to_assign", "returned", "sent"),
        ([("lead", "ask_return"), ("dispatcher", "refuse_return")], "to_sign", "signed", "sent"),
        ([("joint", "ask_return"), ("dispatcher", "accept_return")], "to_sign", "sent", "returned"),
        ([("joint", "ask_return"), ("dispatcher", "refuse_return")], "to_sign", "sent", "signed"),
        (
            [("lead", "sign"), ("joint", "ask_return"), ("dispatcher", "accept_return")],
            "handling",
            "signed",
            "returned",
        ),
        ([("lead", "ask_return"), ("lead", "dispute"), ("arbiter", "uphold")], "to_assign", "returned", "sent"),
        ([("lead", "ask_return"), ("lead", "dispute"), ("arbiter", "refuse")], "to_sign", "signed", "sent"),
    ],
)
def test_a_return(desk: Desk, steps: list[tuple[str, str]], stage: str, lead: str, joint: str) -> None:
    number = desk.formal(until="to_sign")
    who = actors(desk, number)
    for role, move in steps:
        if role == "arbiter":
            desk.move(number, "arbitrate", who[role], decision=move, reason="职责清单")
        else:
            desk.move(number, move, who[role], **FACTS[move])
    assert (stage_of(number), states(number)) == (stage, {"T-STREET": lead, "T-WATER": joint})


def test_a_returned_case_goes_to_another_unit(desk: Desk) -> None:
    number = desk.formal(until="return_asked", joint=False)
    desk.move(number, "accept_return", desk.dispatcher)
    assert desk.try_move(number, "sign", desk.clerks[0]) is NoSuchCase  # it lost sight of the case
    desk.move(number, "assign", desk.dispatcher, unit="T-ROADS")
    assert desk.try_move(number, "sign", desk.clerks[2]) == "handling"
    assert states(number) == {"T-STREET": "returned", "T-ROADS": "signed"}


def verdicts(number: str) -> list[tuple[int, str]]:
    return list(Verdict.objects.filter(case__number=number).order_by("pk").values_list("round", "grade"))


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        (("satisfied", "satisfied"), "closed"),
        (("satisfied",), "answered"),
        (("dissatisfied",), "answered"),  # both are heard before it goes back
        (("dissatisfied", "satisfied"), "handling"),
        (("satisfied", "dissatisfied"), "handling"),
    ],
)
def test_every_submitter_judges_for_himself(desk: Desk, said: tuple[str, ...], stage: str) -> None:
    number = desk.formal(until="answered")
    for party, verdict in zip(desk.parties(number), said, strict=False):
        desk.move(number, "judge", party, verdict=verdict)
    assert stage_of(number) == stage
    assert verdicts(number) == [(1, verdict) for verdict in said]


def test_nobody_judges_twice(desk: Desk) -> None:
    number = desk.formal(until="answered")
    first = desk.parties(number)[0]
    desk.move(number, "judge", first, verdict="dissatisfied")
    assert desk.try_move(number, "judge", first, verdict="satisfied") is GuardRefused
    assert verdicts(number) == [(1, "dissatisfied")]


def test_rework_is_judged_anew(desk: Desk) -> None:
    number = desk.formal(until="answered")
    one, other = desk.parties(number)
    desk.move(number, "judge", one, verdict="dissatisfied")
    desk.move(number, "judge", other, verdict="satisfied")
    lead = Assignment.objects.get(case__number=number, kind="lead")
    assert (lead.state, lead.round) == ("signed", 1)
    assert clock_of(number, "answer", unit="T-STREET").state == "running"
    desk.move(number, "answer", desk.clerks[0], answer="重新修好", outcome="done")
    for party in (one, other):
        desk.move(number, "judge", party, verdict="satisfied")
    assert stage_of(number) == "closed"
    assert verdicts(number) == [(1, "dissatisfied"), (1, "satisfied"), (2, "satisfied"), (2, "satisfied")]


@pytest.mark.parametrize(
    ("said", "stage"), [((), "closed"), (("satisfied",), "closed"), (("dissatisfied",), "handling")]
)
def test_silence_is_never_satisfied(desk: Desk, said: tuple[str, ...], stage: str) -> None:
    number = desk.formal(until="answered")
    for party, verdict in zip(desk.parties(number), said, strict=False):
        desk.move(number, "judge", party, verdict=verdict)
    assert desk.try_move(number, "close_in_silence", Clockwork(name="clock_tick")) == stage
    silent = [(1, "no_feedback")] * (2 - len(said))
    assert verdicts(number) == [(1, verdict) for verdict in said] + silent


def test_promises_live_on_as_cases_of_their_own(desk: Desk) -> None:
    number = desk.formal(until="handling", joint=False)
    promises = [
        {"text": "年底前再查一遍", "due": "2026-12-31", "unit": "T-STREET"},
        {"text": "明年换新", "due": "2027-06-30", "unit": "T-ROADS"},
    ]
    desk.move(number, "answer", desk.clerks[0], answer="已修好", outcome="planned", promises=promises)
    grown = Case.objects.filter(procedure="test_promise").order_by("pk")
    assert [
        (
            p.title,
            p.stage,
            clock_of(p.number, "promised").due_at.isoformat(),
            [a.unit_code for a in p.assignments.all()],
        )
        for p in grown
    ] == [
        ("年底前再查一遍", "open", "2026-12-31T16:00:00+00:00", ["T-STREET"]),
        ("明年换新", "open", "2027-06-30T16:00:00+00:00", ["T-ROADS"]),
    ]
    assert set(Link.objects.values_list("source__procedure", "target__number", "kind")) == {
        ("test_promise", number, "grown_from")
    }
    for promise in grown:
        assert [p.joined_from_id for p in promise.parties.all()] == [Case.objects.get(number=number).pk] * 2
    first = grown[0].number
    desk.move(first, "keep", desk.clerks[0], answer="已复查")
    assert (stage_of(first), stage_of(number)) == ("kept", "answered")
    assert verify_all() == ()


def test_history_tells_the_whole_road(desk: Desk) -> None:
    number = desk.formal(until="closed")
    case = Case.objects.get(number=number)
    entries = list(Entry.objects.filter(case=case).order_by("seq"))
    assert [(e.seq, e.move, e.from_stage, e.to_stage) for e in entries] == [
        (1, "submit", "", "to_assign"),
        (2, "co_sign", "to_assign", "to_assign"),
        (3, "assign", "to_assign", "to_sign"),
        (4, "sign", "to_sign", "to_sign"),
        (5, "sign", "to_sign", "handling"),
        (6, "opine", "handling", "handling"),
        (7, "answer", "handling", "answered"),
        (8, "judge", "answered", "answered"),
        (9, "judge", "answered", "closed"),
    ]
    whole = {"submit": 1, "co_sign": 1, "assign": 1, "sign": 2, "opine": 1, "answer": 1, "judge": 2}
    before_the_answer = {f"{move}@0": count for move, count in whole.items() if move != "judge"}
    assert case.tally == {**whole, **before_the_answer, "judge@1": 2}
    assert (case.is_open, case.round, case.outcome) == (False, 1, "done")
    assert not case.clocks.exclude(state="stopped").exists()
    assert states(number) == {"T-STREET": "closed", "T-WATER": "closed"}
    assert verify_all() == ()


def test_the_refused_are_told_the_reason(desk: Desk) -> None:
    number = desk.formal()
    desk.move(number, "refuse", desk.dispatcher, **FACTS["refuse"])
    (party,) = Party.objects.filter(case__number=number)
    assert party.answered_at is not None
    assert list(party.notices.values_list("template", "entry__move")) == [("test", "submit"), ("test", "refuse")]


def test_somebody_elses_party_is_a_stranger(desk: Desk) -> None:
    mine, other = desk.formal(until="answered"), desk.formal(until="answered")
    stranger = desk.parties(other)[0]
    assert desk.try_move(mine, "judge", stranger, verdict="satisfied") is NoSuchCase
