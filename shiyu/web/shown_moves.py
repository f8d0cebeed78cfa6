"""Which moves are open to the reader, and why the others that start here are not. Asked of the engine's own rules."""

from typing import TYPE_CHECKING, Any

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.batch import Batch
from shiyu.cases.change import Change
from shiyu.cases.errors import GuardRefused, NotYourMove, WrongStage
from shiyu.cases.facts import Facts
from shiyu.cases.permission import permitted
from shiyu.cases.procedure import Move, Need
from shiyu.cases.state import CaseState
from shiyu.cases.who import ByClock
from shiyu.city.directory import directory
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment, Clock, Party

SOME = 101
"""So many parties are enough to judge a guard by before anything is typed; the door judges by all of them."""


def moves_for(
    reader: Reader, *, parties: "list[Party]", assignments: "list[Assignment]", clocks: "list[Clock]"
) -> dict[str, list[dict[str, Any]]]:
    """The moves that start at the present stage: `open` to this reader, or `closed` and why.

    A guard that judges what will be typed is asked without it, so an open move may still be refused. A party is not
    told of moves that are for others.
    """
    state = CaseState(
        case=reader.case, procedure=reader.procedure, parties=parties, assignments=assignments, clocks=clocks
    )
    shown: dict[str, list[dict[str, Any]]] = {"open": [], "closed": []}
    for move in reader.procedure.open_at(reader.case.stage):
        if all(isinstance(way, ByClock) for way in move.who):
            continue
        if reader.party_id is not None and not permitted(move.who, actor=reader.actor, state=state):
            continue
        why = why_closed(move, actor=reader.actor, state=state)
        if why is None:
            shown["open"].append(_brief(move) | {"needs": [show_need(need) for need in move.needs]})
        else:
            shown["closed"].append(_brief(move) | {"why": why})
    return shown


def refusal_of(move: Move, *, reader: Reader) -> ShiyuError | None:
    """Why the reader cannot make this move now, asked before anything is typed; None where he can."""
    case, procedure = reader.case, reader.procedure
    state = CaseState(case=case, procedure=procedure, assignments=list(case.assignments.order_by("pk")))
    if not permitted(move.who, actor=reader.actor, state=state):
        return NotYourMove(move=move.label)
    if move not in procedure.open_at(case.stage):
        return WrongStage(move=move.label, stage=procedure.stage(case.stage).label)
    if any(not guard.reads for guard in move.guards):
        state.parties = list(case.parties.order_by("pk")[:SOME])
        state.clocks = list(case.clocks.order_by("pk"))
    why = _held_back(move, actor=reader.actor, state=state)
    return None if why is None else GuardRefused(why=why)


def why_closed(move: Move, *, actor: Actor, state: CaseState) -> Words | None:
    """Why a move that starts at the present stage is not open to this actor: not his, or a guard that does not hold."""
    if not permitted(move.who, actor=actor, state=state):
        return NotYourMove(move=move.label).words
    return _held_back(move, actor=actor, state=state)


def _held_back(move: Move, *, actor: Actor, state: CaseState) -> Words | None:
    """The sentence of the first guard that does not hold."""
    asked = [guard for guard in move.guards if not guard.reads]
    if not asked:
        return None
    city = directory()
    snapshot = Change(
        move=move, state=state, actor=actor, facts=Facts(), now=now(), city=city,
        rules=city.rule_set_by_id(state.case.rule_set_id), batch=Batch(),
    ).snapshot()  # fmt: skip
    return next((guard.sentence for guard in asked if not guard.rule(snapshot)), None)


def _brief(move: Move) -> dict[str, Any]:
    return {"name": move.name, "label": move.label}


def show_need(need: Need) -> dict[str, Any]:
    """One fact a move asks for, as a form or a client needs it."""
    shown: dict[str, Any] = {
        "name": need.name, "kind": need.kind.value, "label": need.label, "optional": need.optional,
    }  # fmt: skip
    if need.choices:
        shown["choices"] = dict(need.choices)
    if need.kind in {"text", "number"}:
        shown |= {"minimum": need.minimum, "maximum": need.maximum}
    return shown
