"""The clock ticks: clocks that have something to do warn, fall due, escalate, and make the moves that fall due.

The work is in the clocks whose moment has come, never in the clocks that run: they are found by a partial index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError
from shiyu.cases import clocks, history
from shiyu.cases.actors import CLOCK_TICK, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.change import Change
from shiyu.cases.door import MoveRequest, Refused, make_moves
from shiyu.cases.entry_labels import ENGINE_ENTRIES, ESCALATED, ESCALATED_AGAIN, OVERDUE, WARNED
from shiyu.cases.facts import Facts
from shiyu.cases.models import Clock
from shiyu.cases.procedure import Move, Procedure, Stage
from shiyu.cases.stages import tell_to
from shiyu.cases.state import CaseState, Checkpoint, lock_free_states
from shiyu.cases.turns import DISPUTED, decider_of_return, settle
from shiyu.cases.who import Holds, InPlace, OfUnit, PartyIs
from shiyu.city.directory import Directory, directory

log = structlog.get_logger(__name__)
TICK_BATCH = 500
PUT_OFF = timedelta(hours=1)
LEVEL_MOVES = {
    level: Move(name=name, label=ENGINE_ENTRIES[name], start=("*",), end="=", who=())
    for level, name in enumerate((WARNED, OVERDUE, ESCALATED, ESCALATED_AGAIN), start=1)
}
"""What the clock itself writes into a history; open at every stage of every procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickReport:
    """What one tick did."""

    found: int
    raised: int
    late_moves: int
    refused: int


def tick_until_done() -> None:
    """Handles every clock whose moment has come, a batch at a time: for whoever tells what happened by night."""
    while tick().raised >= TICK_BATCH:
        pass


def tick(*, limit: int = TICK_BATCH) -> TickReport:
    """Handles up to `limit` clocks whose moment has come; call again while `raised` equals `limit`.

    Two ticks at once share the work: each leaves alone the cases the other has locked.
    """
    moment = now()
    due = dict(
        Clock.objects.filter(state=Clock.State.RUNNING, next_at__lte=moment)
        .order_by("next_at", "id")
        .values_list("pk", "case__number")[:limit]
    )
    late: list[MoveRequest] = []
    raised = 0
    with transaction.atomic():
        # Cases are locked, not clocks, as the door does; what somebody else holds is left to the next tick.
        states = lock_free_states(due.values())
        batch, city = Batch(), directory()
        for state in states.values():
            for clock in state.clocks:
                if clock.pk in due and clock.next_at is not None and clock.next_at <= moment:
                    late.extend(_raise_or_put_off(clock, state, batch=batch, city=city, moment=moment))
                    raised += 1
        batch.write()
        # In the same transaction, so that a clock is never overdue without the move that follows from it.
        outcomes = make_moves(late) if late else []
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    for outcome in refused:
        log.warning("late_move_refused", code=outcome.error.code)
    return TickReport(found=len(due), raised=raised, late_moves=len(outcomes) - len(refused), refused=len(refused))


def _raise_or_put_off(
    clock: Clock, state: CaseState, *, batch: Batch, city: Directory, moment: datetime
) -> list[MoveRequest]:
    """A clock that cannot be understood (its rule is gone from the release) must not stop the clocks of the city."""
    kept, mark = Checkpoint.of(state), batch.mark()
    try:
        return _raise(clock, state, batch=batch, city=city, moment=moment)
    except (KeyError, ShiyuError) as error:
        log.exception("clock_not_understood", clock=clock.pk, rule=clock.rule, error=type(error).__name__)
        kept.restore()
        batch.cut_back(mark)
        clock.next_at = moment + PUT_OFF
        batch.change(clock)
        return []


def _raise(clock: Clock, state: CaseState, *, batch: Batch, city: Directory, moment: datetime) -> list[MoveRequest]:
    """Takes a clock up every level whose moment has come, one entry and one set of notices for each."""
    late: list[MoveRequest] = []
    rules = city.rule_set_by_id(state.case.rule_set_id)
    while clock.next_at is not None and clock.next_at <= moment:
        # A limit that gives no warning goes straight to overdue.
        clock.level = clocks.OVERDUE if clock.level == 0 and clock.warn_at is None else clock.level + 1
        move = LEVEL_MOVES[clock.level]
        change = Change(
            move=move, state=state, actor=CLOCK_TICK, facts=Facts(), now=moment, city=city, rules=rules, batch=batch
        )
        _record(clock, change)
        clocks.set_next(clock, numbers=change.numbers(clock.rule), calendar=city.calendar)
        rule = state.procedure.clock(clock.rule)
        if clock.level == clocks.OVERDUE and rule.late_move:
            key = f"clock:{clock.pk}:{clock.due_at.isoformat()}:late"
            late.append(MoveRequest(actor=CLOCK_TICK, move=rule.late_move, key=key, number=state.case.number))
    batch.change(clock, state.case)
    settle(state, batch=batch)
    return late


def _record(clock: Clock, change: Change) -> None:
    case = change.case
    facts = {"rule": clock.rule, "due": clock.due_at.isoformat(), "level": clock.level}
    if clock.assignment is not None:
        facts["unit"] = clock.assignment.unit_code
    entry = change.entry = history.begin(
        case, move=change.move.name, actor=actor_record(CLOCK_TICK), facts=facts, audience="staff", at=change.now
    )
    # The same level of the same due date is recorded once, whatever crashes in between.
    entry.request_key = f"c:tick:{clock.pk}:{clock.due_at.isoformat()}:{clock.level}"
    history.finish(entry, to_stage=case.stage, texts={})
    change.batch.add(entry)
    for to in _told(clock, change.state.procedure, stage=change.state.procedure.stage(case.stage)):
        tell_to(change, template=change.move.name.replace(".", "_"), to=to, of=clock)


def _told(clock: Clock, procedure: Procedure, *, stage: Stage) -> Sequence[str]:
    """Near and past due: whose turn it is. Escalated: one role per level, as the clock rule names it."""
    rule = procedure.clock(clock.rule)
    step = clock.level - clocks.OVERDUE - 1
    if step >= 0:
        return rule.escalates_to[step : step + 1]
    share = clock.assignment
    if share is not None and share.state == DISPUTED and (decider := decider_of_return(procedure, stage)[0]):
        return (f"role:{decider}",)
    match stage.owner:
        case OfUnit(role):
            return (f"unit:{role}",)
        case Holds(role) | InPlace(role):
            return (f"role:{role}",)
        case PartyIs(roles):
            return roles
        case _:
            return ()
