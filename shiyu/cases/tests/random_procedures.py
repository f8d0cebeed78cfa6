"""Random sound procedures: a road from opening to an end, and whatever else a procedure may have beside it."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from shiyu.base.words import Words
from shiyu.cases.effects import (
    AcceptReturn,
    AddParty,
    AskReturn,
    Assign,
    EndAssignments,
    GiveReply,
    OpenCase,
    PauseClocks,
    RefuseReturn,
    ResumeClocks,
    Rework,
    SignFor,
    StartClock,
    StopClock,
    Submit,
    TellReason,
)
from shiyu.cases.procedure import (
    ANY_OPEN,
    NEW,
    STAY,
    Audience,
    ClockRule,
    Decide,
    Effect,
    Fork,
    Guard,
    Move,
    Need,
    NeedKind,
    Procedure,
    Stage,
    Tell,
)
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.tests.procedures.small import A, need
from shiyu.cases.who import JOINT, LEAD, ByClock, Holds, InPlace, OfUnit, PartyIs, Who

DESK, ASKER, CLOCK = Holds("dispatcher"), PartyIs(("asker",)), ByClock()
UNITS, LEADS, JOINTS = OfUnit("clerk"), OfUnit("clerk", (LEAD,)), OfUnit("clerk", (JOINT,))
NEARBY = InPlace("supervisor")
PEOPLE: tuple[Who, ...] = (DESK, UNITS, LEADS, ASKER, NEARBY)
TOLD = (Tell("test", "asker"),)
WAYS = {"left": A, "right": A}
NAMES = ("done", "dropped")


def twice(move: str, to: str) -> Callable[[Snapshot], str]:
    """A join: the case goes on when the move was made for the second time."""
    return lambda snapshot: to if snapshot.tally.get(move, 0) >= 2 else STAY


def no_joint_left(snapshot: Snapshot) -> bool:
    """No joint unit still owes its part."""
    return all(a.state == "submitted" for a in snapshot.live() if a.kind == "joint")


STAYING: dict[str, tuple[Who, tuple[Need, ...], tuple[Effect, ...]]] = {
    "sign": (UNITS, (), (SignFor(),)),
    "submit": (UNITS, (), (Submit(),)),
    "submit_joint": (JOINTS, (), (Submit(),)),
    "ask_return": (UNITS, (), (AskReturn(),)),
    "accept_return": (DESK, (), (AcceptReturn(),)),
    "refuse_return": (DESK, (), (RefuseReturn(starts=("work",)),)),
    "pause": (DESK, (), (PauseClocks(),)),
    "resume": (DESK, (), (ResumeClocks(),)),
    "rework": (DESK, (), (Rework(clocks=("work",)),)),
    "join": (DESK, (need("contact", NeedKind.CONTACT),), (AddParty(role="asker"),)),
    "stop": (LEADS, (), (StopClock(rule="work"),)),
    "start": (DESK, (), (StartClock(rule="work", each_assignment=("lead", "joint")),)),
    "note": (ASKER, (need("text"),), ()),
    "end_all": (DESK, (), (EndAssignments(),)),
}
"""Moves that leave the case where it is, with who makes them and what they do."""


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """A sound procedure."""
    count = draw(st.integers(2, 4))
    owner: st.SearchStrategy[Who] = st.sampled_from((DESK, UNITS, LEADS, ASKER))
    owners: list[Who] = [DESK, *(draw(owner) for _ in range(count - 1))]
    moves = [*_road(owners), *_staying(draw), *_beside(draw, count)]
    clocks = [ClockRule(name="work", label=A, limit="short", escalates_to=("unit:clerk",))]
    for index in range(count):
        clock, late = _stage_clock(draw, index, count)
        clocks.append(clock)
        moves += late
    ends = ["done", *(["dropped"] if any("dropped" in move.ends() for move in moves) else [])]
    stages = [Stage(name=f"s{i}", label=A, owner=owner, clock=f"c{i}") for i, owner in enumerate(owners)]
    return Procedure(
        name="test_random", version=1, label=Words("随机", "random"), prefix="TX", rule_set="test_rules",
        raisers=("asker",), parties={"asker": A}, sees_contact=(), app="shiyu.cases.tests.procedures",
        sees=tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=5, unique=True))),
        reads_every_side=(DESK,), clocks=tuple(clocks), moves=tuple(moves),
        stages=(*stages, *(Stage(name=name, label=A, end=True) for name in ends)),
    )  # fmt: skip


def _road(owners: list[Who]) -> list[Move]:
    """From opening to the answer, by the owner of each stage."""
    last = len(owners) - 1
    units = (need("unit", NeedKind.UNIT), need("joint", NeedKind.UNITS, optional=True))
    assign = Assign(lead_from="unit", joint_from="joint", clocks=("work",), joint_clocks=("work",))
    opening = (need("title"), need("place", NeedKind.PLACE), need("contact", NeedKind.CONTACT))
    return [
        Move(
            name="open", label=A, start=(NEW,), end="s0", who=(ASKER, DESK), needs=opening,
            effects=(OpenCase(party_role="asker"),),
        ),
        Move(name="assign", label=A, start=("s0",), end="s1", who=(DESK,), needs=units, effects=(assign,)),
        *(Move(name=f"go{i}", label=A, start=(f"s{i}",), end=f"s{i + 1}", who=(owners[i],)) for i in range(1, last)),
        Move(
            name="finish", label=A, start=(f"s{last}",), end="done", who=(owners[last],), needs=(need("answer"),),
            effects=(GiveReply(text_from="answer"),), tells=TOLD,
        ),
    ]  # fmt: skip


def _staying(draw: st.DrawFn) -> list[Move]:
    names = draw(st.lists(st.sampled_from(list(STAYING)), max_size=10, unique=True))
    audiences = st.sampled_from(tuple(Audience))
    return [
        Move(
            name=name, label=A, start=(ANY_OPEN,), end=STAY, who=(STAYING[name][0],), needs=STAYING[name][1],
            effects=STAYING[name][2], audience=draw(audiences),
        )
        for name in names
    ]  # fmt: skip


def _beside(draw: st.DrawFn, count: int) -> list[Move]:
    """Roads back, forks, joins, and a way out with a reason."""
    stage = st.integers(0, count - 1).map(lambda i: f"s{i}")
    who = st.sampled_from(PEOPLE)
    moves = []
    for index in range(draw(st.integers(0, 3))):
        name = f"x{index}"
        end = draw(
            st.one_of(
                stage,
                st.builds(lambda a, b: Fork("way", {"left": a, "right": b}), stage, stage),
                stage.map(lambda to, name=name: Decide(twice(name, to), (to, STAY))),  # type: ignore[misc]
            )
        )
        move = Move(name=name, label=A, start=(draw(stage),), end=end, who=(draw(who),))
        if isinstance(end, Fork):
            move = replace(move, needs=(Need(name="way", kind=NeedKind.CODE, label=A, choices=WAYS),))
        if draw(st.booleans()):
            move = replace(move, guards=(Guard(name="joint", rule=no_joint_left, sentence=A),))
        moves.append(move)
    if draw(st.booleans()):
        moves.append(
            Move(
                name="drop", label=A, start=(draw(stage),), end="dropped", who=(draw(who),), needs=(need("reason"),),
                effects=(TellReason(),), tells=TOLD,
            )
        )  # fmt: skip
    return moves


def _stage_clock(draw: st.DrawFn, index: int, count: int) -> tuple[ClockRule, list[Move]]:
    """The clock of a stage, perhaps with the move it makes itself."""
    limit = draw(st.sampled_from(("short", "quick", "day_1")))
    rule = ClockRule(name=f"c{index}", label=A, limit=limit, escalates_to=("role:supervisor",))
    to = draw(st.sampled_from((None, "dropped", *(f"s{i}" for i in range(count) if i != index))))
    if to is None:
        return rule, []
    late = Move(name=f"late{index}", label=A, start=(f"s{index}",), end=to, who=(CLOCK,))
    if to == "dropped":
        late = replace(late, effects=(TellReason(),), tells=TOLD)
    return replace(rule, late_move=late.name), [late]
