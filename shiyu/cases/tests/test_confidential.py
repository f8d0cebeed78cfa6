"""Several parties, free will, confidence: one refusal ends it, each side sees its own, the mediator sees both."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import shiyu.cases
from shiyu.base.clock import now, standing_at
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Clockwork
from shiyu.cases.errors import GuardRefused, NoSuchCase, NotYourMove, WrongStage
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Case, Notice, Party
from shiyu.cases.procedure import Audience, Need, NeedKind
from shiyu.cases.registry import registered
from shiyu.cases.tests.desk import Answer, Desk, stage_of
from shiyu.cases.tests.procedures import CONFIDENTIAL, FORMAL
from shiyu.cases.tick import tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

FACTS: dict[str, dict[str, str]] = {
    "agree": {},
    "refuse": {"reason": "不愿调解"},
    "lapse": {},
    "say": {"text": "他家的狗夜里叫"},
    "note": {"text": "双方情绪激动"},
    "settle": {"answer": "各让一步", "outcome": "settled"},
    "judge": {"verdict": "satisfied"},
    "close_unjudged": {},
}
MAY = {
    "agree": {"side_a", "side_b"},
    "refuse": {"side_a", "side_b"},
    "lapse": {"clock"},
    "say": {"side_a", "side_b"},
    "note": {"mediator"},
    "settle": {"mediator"},
    "judge": {"side_a", "side_b"},
    "close_unjudged": {"clock"},
}
TO: dict[tuple[str, str], str] = {
    ("asking", "agree"): "asking",
    ("asking", "refuse"): "ended",
    ("asking", "lapse"): "ended",
    ("mediating", "refuse"): "ended",
    ("mediating", "say"): "mediating",
    ("mediating", "note"): "mediating",
    ("mediating", "settle"): "settled",
    ("settled", "judge"): "settled",
    ("settled", "close_unjudged"): "closed",
}
STRANGERS = ("clerk", "side_of_another_case")


def actors(desk: Desk, number: str) -> dict[str, Actor]:
    side_a, side_b = desk.parties(number)
    return {
        "side_a": side_a,
        "side_b": side_b,
        "mediator": desk.arbiter,
        "clock": Clockwork(name="clock_tick"),
        "clerk": desk.clerks[0],
        "side_of_another_case": desk.parties(desk.confidential())[0],
    }


def expected(stage: str, move: str, role: str) -> Answer:
    """Strangers are told there is no such case, those who may not that it is not theirs, the others that it is late."""
    if role in STRANGERS:
        return NoSuchCase
    return TO.get((stage, move), WrongStage) if role in MAY[move] else NotYourMove


@pytest.mark.parametrize("stage", ["asking", "mediating", "settled", "closed"])
def test_every_move_by_every_role(desk: Desk, stage: str) -> None:
    number = desk.confidential(until=stage)
    who = actors(desk, number)
    want = {(move, role): expected(stage, move, role) for move in MAY for role in who}
    assert desk.try_all(number, want, who=who, facts=FACTS) == want


@pytest.mark.parametrize(
    ("moves", "stage"),
    [
        ([("side_a", "agree")], "asking"),
        ([("side_a", "agree"), ("side_a", "agree")], "asking"),
        ([("side_a", "agree"), ("side_b", "agree")], "mediating"),
        ([("side_a", "agree"), ("side_b", "refuse")], "ended"),
        ([("side_a", "agree"), ("side_b", "agree"), ("side_a", "refuse")], "ended"),
    ],
)
def test_free_will(desk: Desk, moves: list[tuple[str, str]], stage: str) -> None:
    number = desk.confidential()
    who = actors(desk, number)
    for role, move in moves:
        desk.move(number, move, who[role], **FACTS[move])
    assert stage_of(number) == stage
    assert Case.objects.get(number=number).is_open == (stage != "ended")


def test_mediation_waits_for_the_other_side_to_be_named(desk: Desk) -> None:
    number = desk.move("test_confidential", "register", desk.arbiter, title="邻里", contact={"name": "甲"}).number
    (side_a,) = desk.parties(number)
    assert desk.try_move(number, "agree", side_a) == "asking"


def test_each_side_reads_its_own_and_the_mediator_reads_all(desk: Desk) -> None:
    number = desk.confidential(until="mediating")
    side_a, side_b = desk.parties(number)
    desk.move(number, "say", side_a, text="甲说")
    desk.move(number, "say", side_b, text="乙说")
    desk.move(number, "note", desk.arbiter, text="记录")
    case = Case.objects.get(number=number)
    shared = ["register", "name_other_side", "agree", "agree"]
    readers: dict[str, Actor] = {"a": side_a, "b": side_b, "mediator": desk.arbiter, "clerk": desk.clerks[0]}
    read = {
        name: [(e.move, e.audience) for e in readable_entries(case, actor=actor)][len(shared) :]
        for name, actor in readers.items()
    }
    assert read == {
        "a": [("say", f"side:{side_a.party_id}")],
        "b": [("say", f"side:{side_b.party_id}")],
        "mediator": [("say", f"side:{side_a.party_id}"), ("say", f"side:{side_b.party_id}"), ("note", "staff")],
        "clerk": [("note", "staff")],  # nothing a side said; and `get_case` does not even give him the case
    }
    assert [visible_cases(actor).filter(pk=case.pk).exists() for actor in (side_a, desk.arbiter, desk.clerks[0])] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("until", "days", "stage", "last"),
    [
        ("asking", 2, "asking", "agree"),
        ("asking", 5, "ended", "lapse"),
        ("settled", 5, "closed", "close_unjudged"),
    ],
)
def test_what_the_clock_does(desk: Desk, until: str, days: int, stage: str, last: str) -> None:
    number = desk.confidential(until=until)
    if until == "asking":
        desk.move(number, "agree", desk.parties(number)[0])
    with standing_at(now() + timedelta(days=days)):
        tick()
    case = Case.objects.get(number=number)
    assert (case.stage, [e.move for e in case.entries.order_by("seq") if not e.move.startswith("clock.")][-1]) == (
        stage,
        last,
    )


def test_both_sides_are_told_of_a_refusal_and_of_a_lapse(desk: Desk) -> None:
    refused, lapsed = desk.confidential(), desk.confidential()
    desk.move(refused, "refuse", desk.parties(refused)[1], reason="不愿")
    with standing_at(now() + timedelta(days=5)):
        tick()
    for number, move in ((refused, "refuse"), (lapsed, "lapse")):
        told = Notice.objects.filter(case__number=number, entry__move=move).order_by("pk")
        assert [notice.party.role for notice in told if notice.party] == ["side_a", "side_b"]
        assert not Party.objects.filter(case__number=number, answered_at=None).exists()


def test_the_refusing_sides_reason_stays_its_own(desk: Desk) -> None:
    number = desk.confidential()
    side_a, side_b = desk.parties(number)
    desk.move(number, "refuse", side_b, reason="不愿")
    case = Case.objects.get(number=number)
    assert [readable_entries(case, actor=actor).filter(move="refuse").count() for actor in (side_a, side_b)] == [0, 1]


def test_a_party_judges_once(desk: Desk) -> None:
    number = desk.confidential(until="settled")
    side = desk.parties(number)[0]
    assert desk.try_move(number, "judge", side, verdict="satisfied") == "settled"
    assert desk.try_move(number, "judge", side, verdict="dissatisfied") is GuardRefused


def test_the_engine_names_no_procedure() -> None:
    """Neither procedure needs a line in the engine that names it, nor the parties that only it has."""
    engine = Path(shiyu.cases.__file__).parent
    names = {name for procedure in (CONFIDENTIAL, FORMAL) for name in (procedure.name, *procedure.parties)}
    found = [
        (path.name, name)
        for path in sorted(engine.rglob("*.py"))
        if "tests" not in path.parts
        for name in sorted(names)
        if name in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_two_of_one_role_are_two_sides(desk: Desk) -> None:
    """Each reads his own; who stands for one of them reads what is said to that one."""
    number = desk.confidential(until="asking")
    desk.move(number, "name_other_side", desk.arbiter, contact={"name": "丙"})
    desk.move(number, "name_other_side", desk.arbiter, contact={"name": "丙的代理人"})
    for party in desk.parties(number):
        desk.move(number, "agree", party)
    _, first, second, agent = desk.parties(number)
    Party.objects.filter(pk=agent.party_id).update(stands_for=second.party_id)
    desk.move(number, "say", first, text="乙说")
    desk.move(number, "say", agent, text="代丙说")
    case = Case.objects.get(number=number)
    read = [[entry.audience for entry in readable_entries(case, actor=who).filter(move="say")]
            for who in (first, second, agent)]  # fmt: skip
    own = [f"side:{second.party_id}"]
    assert read == [[f"side:{first.party_id}"], own, own]


def test_staff_writes_for_one_side(desk: Desk) -> None:
    """What a mediator notes of a talk with one side is read by that side and by who reads every side, nobody else."""
    number = desk.confidential(until="mediating")
    side = Need(name="side", kind=NeedKind.CODE, label=Words("哪一方", "side"), choices=CONFIDENTIAL.parties)
    moves = [
        replace(move, needs=(*move.needs, side), audience=Audience.OWN_SIDE, side_from="side")
        if move.name == "note" else move for move in CONFIDENTIAL.moves
    ]  # fmt: skip
    registered()[CONFIDENTIAL.name, CONFIDENTIAL.version] = replace(CONFIDENTIAL, moves=tuple(moves))
    desk.move(number, "note", desk.arbiter, text="底线", side="side_a")
    case, (a, b) = Case.objects.get(number=number), desk.parties(number)
    read = [readable_entries(case, actor=who).filter(move="note").exists() for who in (a, b, desk.arbiter)]
    assert read == [True, False, True]
