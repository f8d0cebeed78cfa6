"""交办, 签收, 退单, 裁决, 提交, 重办: what happens to a unit's share of a case."""

from shiyu.base.words import Words
from shiyu.cases import clocks
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import (
    AcceptReturn,
    Arbitrate,
    AskReturn,
    Assign,
    EndAssignments,
    RefuseReturn,
    Rework,
    SignFor,
    Submit,
    TakeUpAgain,
)
from shiyu.cases.errors import BadFact, GuardRefused, WindowClosed
from shiyu.cases.models import Assignment
from shiyu.cases.who import JOINT, LEAD, LIVE, SEPARATE, AssignmentKind
from shiyu.city.facts import UnitFact

State = Assignment.State


@carry_out.register
def _(effect: Assign, change: Change) -> None:
    lead = change.facts.get(effect.lead_from)
    if lead is not None:
        _assign(change, lead, kind=LEAD, rules=effect.clocks)
    for kind, source, rules in (
        (JOINT, effect.joint_from, effect.joint_clocks),
        (SEPARATE, effect.separate_from, effect.clocks),
    ):
        for unit in change.facts.get(source) or ():
            _assign(change, unit, kind=kind, rules=rules)


def _assign(change: Change, unit: UnitFact, *, kind: AssignmentKind, rules: tuple[str, ...]) -> None:
    own = change.state.acting_assignment(unit.id)
    if own is not None and kind == LEAD and own.kind == JOINT:
        # It takes over the whole: its joint share ends in it.
        _end(change, own, State.WITHDRAWN)
    elif own is not None:
        raise BadFact(
            field="unit", label=unit.label, reason=Words("该单位已在办理此件", "this unit already has the case")
        )
    if kind == LEAD and any(a.kind == LEAD for a in change.state.live()):
        raise GuardRefused(why=Words("此件已有主办单位", "the case already has a lead unit"))
    assignment = Assignment(
        case=change.case, unit_id=unit.id, unit_code=unit.code, kind=kind, state=State.SENT, round=change.case.round,
        sent_at=change.now, handlers=[],
    )  # fmt: skip
    change.state.assignments.append(assignment)
    change.batch.add(assignment)
    for rule in rules:
        change.start_clock(rule, assignment=assignment)


@carry_out.register
def _(effect: SignFor, change: Change) -> None:
    own = _own(change, State.SENT)
    own.state, own.signed_at = State.SIGNED, change.now
    change.note_handler(own)
    for rule in effect.stops:
        change.stop_clocks(change.clocks_of(own, rule))
    for rule in effect.starts:
        change.start_clock(rule, assignment=own)
    change.batch.change(own)


@carry_out.register
def _(effect: AskReturn, change: Change) -> None:
    own = _own(change, State.SENT, State.SIGNED)
    _check_window(effect.window, own, change)
    own.state, own.return_code = State.DISPUTED, change.facts.get(effect.reason_from) or ""
    change.note_handler(own)
    for clock in change.clocks_of(own):
        clocks.pause(clock, now=change.now)
        change.batch.change(clock)
    if effect.decided_within and own.kind != LEAD:
        change.start_clock(effect.decided_within, assignment=own)
    change.batch.change(own)


def _check_window(rule: str, own: Assignment, change: Change) -> None:
    """Returning is allowed while the window's clock has not run out, whether or not the unit has signed since."""
    if not rule:
        return
    window = clocks.new_clock(
        change.case, rule=rule, assignment=None, numbers=change.numbers(rule), start=own.sent_at,
        calendar=change.city.calendar,
    )  # fmt: skip
    if change.now >= window.due_at:
        raise WindowClosed(due=window.due_at.isoformat(timespec="minutes"))


@carry_out.register
def _(_effect: AcceptReturn, change: Change) -> None:
    for assignment in _disputed(change):
        _end(change, assignment, State.RETURNED)


@carry_out.register
def _(effect: RefuseReturn, change: Change) -> None:
    for assignment in _disputed(change):
        assignment.state = State.SIGNED
        assignment.signed_at = assignment.signed_at or change.now
        for clock in change.clocks_of(assignment):
            clocks.resume(clock, now=change.now, numbers=change.numbers(clock.rule), calendar=change.city.calendar)
            change.batch.change(clock)
        for rule in effect.stops:
            change.stop_clocks(change.clocks_of(assignment, rule))
        for rule in effect.starts:
            change.start_clock(rule, assignment=assignment)
        change.batch.change(assignment)


@carry_out.register
def _(effect: Arbitrate, change: Change) -> None:
    if change.facts.get(effect.decision_from) == "uphold":
        carry_out(AcceptReturn(), change)
    else:
        carry_out(RefuseReturn(stops=effect.stops, starts=effect.starts), change)


@carry_out.register
def _(_effect: Submit, change: Change) -> None:
    own = _own(change, State.SIGNED)
    own.state, own.submitted_at = State.SUBMITTED, change.now
    change.note_handler(own)
    change.stop_clocks(change.clocks_of(own))
    change.batch.change(own)


@carry_out.register
def _(effect: Rework, change: Change) -> None:
    again = [a for a in change.state.live() if a.kind in {LEAD, SEPARATE} and a.state == State.SUBMITTED]
    for assignment in again:
        assignment.state, assignment.round = State.SIGNED, change.case.round
        change.batch.change(assignment)
        for rule in effect.clocks:
            change.start_clock(rule, assignment=assignment)


@carry_out.register
def _(effect: EndAssignments, change: Change) -> None:
    for assignment in change.state.live():
        if assignment.kind in effect.kinds and assignment.state in (effect.states or LIVE):
            _end(change, assignment, State.CLOSED if assignment.state == State.SUBMITTED else State.WITHDRAWN)


@carry_out.register
def _(effect: TakeUpAgain, change: Change) -> None:
    if any(a.kind == LEAD for a in change.state.live()):
        return
    ended = [a for a in change.state.assignments if a.state == State.CLOSED and a.kind in {LEAD, SEPARATE}]
    closing = max((a.ended_at for a in ended if a.ended_at), default=None)
    for assignment in ended:
        if assignment.ended_at != closing:
            continue
        assignment.state, assignment.ended_at, assignment.round = State.SIGNED, None, change.case.round
        change.batch.change(assignment)
        for rule in effect.clocks:
            change.start_clock(rule, assignment=assignment)


def _end(change: Change, assignment: Assignment, state: Assignment.State) -> None:
    assignment.state, assignment.ended_at = state, change.now
    change.stop_clocks(change.clocks_of(assignment))
    change.batch.change(assignment)


def _disputed(change: Change) -> list[Assignment]:
    return [a for a in change.state.live() if a.state == State.DISPUTED]


def _own(change: Change, *states: Assignment.State) -> Assignment:
    own = change.acting
    if own is None or own.state not in states:
        raise GuardRefused(
            why=Words("本单位的这份交办现在不能办这一步", "your unit's assignment does not allow this step now")
        )
    return own
