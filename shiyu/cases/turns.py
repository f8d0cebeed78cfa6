"""Whose move it is and until when, kept on the case and on each unit's share.

A work list asks "what is mine, due first" over everything stored. Reckoned anew from stages and clocks the question
costs by what is stored; kept beside the case it is one walk along an index. The engine writes it wherever stages,
shares or clocks change; nobody else does. `rewrite` reckons the same for what is stored already.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from django.db import models

from shiyu.cases.batch import Batch
from shiyu.cases.effects import AcceptReturn
from shiyu.cases.models import Assignment, Clock
from shiyu.cases.procedure import Procedure, Stage
from shiyu.cases.registry import registered
from shiyu.cases.state import CaseState
from shiyu.cases.who import EVERY_KIND, LIVE, Holds, InPlace, OfUnit

NO_LIMIT = datetime(9999, 1, 1, tzinfo=UTC)
"""Stands where it is somebody's move and no limit runs, so that such work is found too, after all that is due."""
DISPUTED = Assignment.State.DISPUTED.value
OWES = frozenset({Assignment.State.SENT.value, Assignment.State.SIGNED.value})


def settle(state: CaseState, *, batch: Batch) -> None:
    """Writes turn and due moments of a case as it now stands; rows that were right already are not touched."""
    case, stage = state.case, state.procedure.stage(state.case.stage)
    running = [clock for clock in state.clocks if clock.state == Clock.State.RUNNING]
    next_ = min(running, key=lambda clock: clock.due_at, default=None)
    role, in_place = owner_of_case(stage)
    turn = min(running, key=lambda c: (c.rule != stage.clock, c.assignment is not None, c.due_at), default=None)
    if not role and (asking := [share for share in state.assignments if share.state == DISPUTED]):
        role, in_place = decider_of_return(state.procedure, stage)
        decided = [clock for clock in running if any(clock.assignment is share for share in asking)]
        turn = min(decided, key=lambda clock: clock.due_at, default=None)
    changed = _put(case, "due_at", "due_level", clock=next_, empty=None)
    changed |= _put(case, "turn_due_at", "turn_level", clock=turn if role else None, empty=NO_LIMIT if role else None)
    if (case.turn_role, case.turn_in_place) != (role, in_place):
        case.turn_role, case.turn_in_place, changed = role, in_place, True
    if changed and not state.fresh:
        batch.change(case)
    for share in state.assignments:
        _settle_share(share, stage, state, running=running, batch=batch)


def _settle_share(share: Assignment, stage: Stage, state: CaseState, *, running: list[Clock], batch: Batch) -> None:
    role = role_of_share(state.procedure, stage, kind=share.kind) if _owes(share, stage) else ""
    own = [clock for clock in running if clock.assignment is share]
    if owns(stage, kind=share.kind):
        own += [clock for clock in running if clock.assignment is None and clock.rule == stage.clock]
    clock = min(own, key=lambda each: each.due_at, default=None) if role else None
    changed = _put(share, "due_at", "due_level", clock=clock, empty=NO_LIMIT if role else None)
    if changed or share.turn_role != role:
        share.turn_role = role
        batch.change(share)


def _put(row: models.Model, due: str, level: str, *, clock: Clock | None, empty: datetime | None) -> bool:
    """Writes moment and level of a clock, or of none; answers whether that is new."""
    new = (clock.due_at, clock.level) if clock is not None else (empty, 0)
    old = (getattr(row, due), getattr(row, level))
    if new != old:
        setattr(row, due, new[0])
        setattr(row, level, new[1])
    return new != old


def owner_of_case(stage: Stage) -> tuple[str, bool]:
    """The role whose move it is at this stage, and whether the place decides; empty where a unit or a party has it."""
    match stage.owner:
        case Holds(role):
            return role, False
        case InPlace(role):
            return role, True
        case _:
            return "", False


def decider_of_return(procedure: Procedure, stage: Stage) -> tuple[str, bool]:
    """The role that decides the wish of a unit to return its share while the stage itself is a unit's or a party's."""
    if stage.end or owner_of_case(stage)[0]:
        return "", False
    for move in procedure.open_at(stage.name):
        if any(isinstance(effect, AcceptReturn) for effect in move.effects):
            for way in move.who:
                if isinstance(way, Holds | InPlace):
                    return way.role, isinstance(way, InPlace)
    return "", False


def owns(stage: Stage, *, kind: str) -> bool:
    """Whether the stage belongs to the units with a share of this kind."""
    return isinstance(stage.owner, OfUnit) and kind in stage.owner.kinds


def role_of_share(procedure: Procedure, stage: Stage, *, kind: str) -> str:
    """The role in a unit with such a share whose move it is: the stage's owner, or who may still hand in its part."""
    if isinstance(stage.owner, OfUnit) and kind in stage.owner.kinds:
        return stage.owner.role
    ways: Iterable[OfUnit] = (
        way for move in procedure.open_at(stage.name) for way in move.who if isinstance(way, OfUnit)
    )
    return next((way.role for way in ways if kind in way.kinds), "")


def _owes(share: Assignment, stage: Stage) -> bool:
    """An owner owes the next step; a unit that only takes part owes its own, until it has handed that in."""
    if stage.end or share.state not in LIVE:
        return False
    return owns(stage, kind=share.kind) or (share.kind != "lead" and share.state in OWES)


def working_roles() -> tuple[frozenset[str], frozenset[str]]:
    """The roles that can have a case of their own, and those that can have one through their unit's share."""
    return _working_roles(tuple(registered()))


@lru_cache(maxsize=4)
def _working_roles(keys: tuple[tuple[str, int], ...]) -> tuple[frozenset[str], frozenset[str]]:
    stages = [(procedure, stage) for key in keys for procedure in (registered()[key],) for stage in procedure.stages]
    cases = {owner_of_case(stage)[0] for _, stage in stages}
    cases |= {decider_of_return(procedure, stage)[0] for procedure, stage in stages}
    shares = {
        role_of_share(procedure, stage, kind=kind)
        for procedure, stage in stages
        if not stage.end
        for kind in EVERY_KIND
    }
    return frozenset(cases - {""}), frozenset(shares - {""})
