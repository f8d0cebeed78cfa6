"""May this actor make this move in this case? The check reading of `shiyu.cases.who`."""

from collections.abc import Iterable

from shiyu.cases.actors import Actor, Clockwork, Newcomer, PartyActor, PostHolder
from shiyu.cases.models import Assignment, Case
from shiyu.cases.state import CaseState
from shiyu.cases.who import ByClock, Holds, InPlace, OfUnit, PartyIs, Who

VILLAGE_DIGITS = 12
"""Length of a 统计用区划代码; a grid cell's own code is longer."""


def permitted(who: Iterable[Who], *, actor: Actor, state: CaseState | None) -> bool:
    """Whether any of the ways names this actor; `state` is None for an opening move, where there is no case yet."""
    return any(_names(way, actor, state) for way in who)


def _names(way: Who, actor: Actor, state: CaseState | None) -> bool:
    match way, actor:
        case Holds(role, except_at), PostHolder():
            return role in actor.roles and (state is None or state.case.stage not in except_at)
        case InPlace(role), PostHolder():
            return role in actor.roles and (state is None or contains(actor.division_code, state.case))
        case OfUnit(role), PostHolder():
            return role in actor.roles and (state is None or _has_assignment(state, actor, way))
        case PartyIs(roles, except_at), PartyActor():
            mine = state is not None and actor.role in roles and actor.case_id == state.case.pk
            return mine and state is not None and state.case.stage not in except_at
        case PartyIs(roles), Newcomer():
            return state is None and actor.role in roles
        case ByClock(), Clockwork():
            return True
        case _:
            return False


def visible(actor: Actor, state: CaseState) -> bool:
    """Whether the actor may see that the case exists; the query reading of the same rule is `gate.visible_cases`.

    A unit keeps sight of what it worked on; one that returned a case loses it.
    """
    return isinstance(actor, Clockwork) or any(_shows(way, actor, state) for way in state.procedure.sees)


def _shows(way: Who, actor: Actor, state: CaseState) -> bool:
    if isinstance(way, OfUnit):
        return (
            isinstance(actor, PostHolder)
            and way.role in actor.roles
            and state.case.stage not in way.except_at
            and any(
                a.unit_id == actor.unit_id and _shared_with(a, actor, way) and a.state != Assignment.State.RETURNED
                for a in state.assignments
            )
        )
    return _names(way, actor, state)


def contains(division_code: str, case: Case) -> bool:
    """Whether a division contains the place of a case: its code without trailing zeros begins the place's."""
    return bool(case.place_code) and case.place_code.startswith(division_prefix(division_code))


def division_prefix(code: str) -> str:
    """The significant part of a 统计用区划代码: 4 digits city, 6 county, 9 township, 12 village, 15 grid cell."""
    if len(code) > VILLAGE_DIGITS:
        return code
    padded = code.ljust(VILLAGE_DIGITS, "0")
    for length in (4, 6, 9):
        if not padded[length:].strip("0"):
            return padded[:length]
    return code


def _has_assignment(state: CaseState, actor: PostHolder, way: OfUnit) -> bool:
    own = state.acting_assignment(actor.unit_id)
    return own is not None and state.case.stage not in way.except_at and _shared_with(own, actor, way)


def _shared_with(share: Assignment, actor: PostHolder, way: OfUnit) -> bool:
    return share.kind in way.kinds and (not way.named or not actor.one_with.isdisjoint(share.handlers))
