"""What ought to come of a move, reckoned without the engine: no lock, no query, only the procedure's words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shiyu.cases.actors import Actor, Clockwork, PartyActor, PostHolder
from shiyu.cases.effects import (
    AcceptReturn,
    AskReturn,
    Assign,
    EndAssignments,
    RefuseReturn,
    Rework,
    SignFor,
    Submit,
)
from shiyu.cases.errors import BadFact, GuardRefused, NoSuchCase, NotYourMove, WrongStage
from shiyu.cases.procedure import Decide, Effect, Fork, Move, Procedure
from shiyu.cases.tests.desk import Answer
from shiyu.cases.who import ByClock, Holds, InPlace, OfUnit, PartyIs, Who

PLACE_DIGITS = {"city": 4, "county": 6, "township": 9}
UNIT_LEVELS = {"T-STREET": "township", "T-WATER": "county", "T-ROADS": "county", "T-CITY": "city"}


OWN_SHARE: tuple[tuple[type[Effect], tuple[str, ...], str], ...] = (
    (SignFor, ("sent",), "signed"),
    (Submit, ("signed",), "submitted"),
    (AskReturn, ("sent", "signed"), "disputed"),
)
"""What an effect needs the acting unit's share to be, and makes of it."""
EVERY_SHARE: tuple[tuple[type[Effect], tuple[str, ...], str, tuple[str, ...]], ...] = (
    (AcceptReturn, ("disputed",), "returned", ("lead", "joint")),
    (RefuseReturn, ("disputed",), "signed", ("lead", "joint")),
    (Rework, ("submitted",), "signed", ("lead",)),
    (EndAssignments, ("submitted",), "closed", ("lead", "joint")),
    (EndAssignments, ("sent", "signed", "disputed"), "withdrawn", ("lead", "joint")),
)
"""What an effect makes of every share in a state, and of which kinds."""


class Forbidden(Exception):
    """The oracle says no, and why."""

    def __init__(self, error: Answer) -> None:
        self.error = error
        super().__init__(str(error))


@dataclass(slots=True)
class Share:
    """One unit's part."""

    unit: str
    kind: str
    state: str = "sent"

    @property
    def live(self) -> bool:
        """Whether it still counts."""
        return self.state in {"sent", "signed", "disputed", "submitted"}


@dataclass(slots=True)
class Oracle:
    """One case as it ought to be."""

    procedure: Procedure
    case_id: int
    place: str
    stage: str = "s0"
    shares: list[Share] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=lambda: Counter({"open": 1}))

    @property
    def closed(self) -> bool:
        """Whether the case stands at an end."""
        return self.stage in {"done", "dropped"}

    def predict(self, move: Move, actor: Actor, facts: Mapping[str, Any]) -> Answer:
        """The stage the move leads to, or the refusal; afterwards the oracle stands where the case should stand."""
        before = [replace(share) for share in self.shares]
        try:
            return self._made(move, actor, facts)
        except Forbidden as no:
            self.shares = before
            return no.error

    def sees(self, actor: Actor) -> bool:
        """Whether the actor should find the case."""
        return isinstance(actor, Clockwork) or any(self._is(way, actor, seeing=True) for way in self.procedure.sees)

    def _made(self, move: Move, actor: Actor, facts: Mapping[str, Any]) -> str:
        if not self.sees(actor):
            raise Forbidden(NoSuchCase)
        if not any(self._is(way, actor, seeing=False) for way in move.who):
            raise Forbidden(NotYourMove)
        if self.stage not in move.start and (self.closed or "*" not in move.start):
            raise Forbidden(WrongStage)
        if move.guards and any(s.live and s.kind == "joint" and s.state != "submitted" for s in self.shares):
            raise Forbidden(GuardRefused)
        for effect in move.effects:
            self._do(effect, actor, facts)
        self.tally[move.name] += 1
        self._go(move, facts)
        return self.stage

    def _is(self, way: Who, actor: Actor, *, seeing: bool) -> bool:
        match way, actor:
            case Holds(role), PostHolder():
                return role in actor.roles
            case InPlace(role), PostHolder():
                digits = PLACE_DIGITS[UNIT_LEVELS[actor.unit_code]]
                return role in actor.roles and self.place[:digits] == actor.division_code[:digits]
            case OfUnit(role, kinds), PostHolder():
                own = [s for s in self.shares if s.unit == actor.unit_code and s.kind in {k.value for k in kinds}]
                return role in actor.roles and any(s.state != "returned" if seeing else s.live for s in own)
            case PartyIs(roles), PartyActor():
                return actor.role in roles and actor.case_id == self.case_id
            case ByClock(), Clockwork():
                return True
            case _:
                return False

    def _go(self, move: Move, facts: Mapping[str, Any]) -> None:
        match move.end:
            case Fork(by=by, to=to):
                wanted = to[facts[by]]
            case Decide(options=(target, _)):
                wanted = target if self.tally[move.name] >= 2 else "="
            case str() as end:
                wanted = end
            case _:
                raise AssertionError(move.end)
        self.stage = self.stage if wanted == "=" else wanted
        if self.closed:
            for share in self.shares:
                self._end(share)

    def _do(self, effect: Effect, actor: Actor, facts: Mapping[str, Any]) -> None:
        if isinstance(effect, Assign):
            self._assign(facts["unit"], "lead")
            for unit in facts.get("joint", ()):
                self._assign(unit, "joint")
        for kind, before, after in OWN_SHARE:
            if isinstance(effect, kind):
                self._own(actor, before).state = after
        for kind, before, after, whose in EVERY_SHARE:
            for share in self.shares if isinstance(effect, kind) else ():
                if share.state in before and share.kind in whose:
                    share.state = after

    def _assign(self, unit: str, kind: str) -> None:
        own = next((s for s in self.shares if s.live and s.unit == unit), None)
        if own is not None and not (kind == "lead" and own.kind == "joint"):
            raise Forbidden(BadFact)
        if kind == "lead" and any(s.live and s.kind == "lead" for s in self.shares):
            raise Forbidden(GuardRefused)
        if own is not None:
            self._end(own)  # a joint unit that takes over the whole
        self.shares.append(Share(unit, kind))

    def _own(self, actor: Actor, states: tuple[str, ...]) -> Share:
        unit = actor.unit_code if isinstance(actor, PostHolder) else ""
        for share in self.shares:
            if share.live and share.unit == unit and share.state in states:
                return share
        raise Forbidden(GuardRefused)

    @staticmethod
    def _end(share: Share) -> None:
        if share.live:
            share.state = "closed" if share.state == "submitted" else "withdrawn"
