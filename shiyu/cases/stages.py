"""Leaving one stage and entering the next: clocks, closing, and who is told."""

from typing import Any

from shiyu.cases import crowd
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import OnReaching
from shiyu.cases.models import Assignment, Clock
from shiyu.cases.procedure import STAY, Decide, Fork


def carry_out_all(change: Change) -> str:
    """Carries out a move's effects in their order and answers the stage the case goes to.

    What follows only on reaching a stage comes last, since a deciding rule looks at the case after the other effects.
    """
    later: list[OnReaching] = []
    for effect in change.move.effects:
        if isinstance(effect, OnReaching):
            later.append(effect)
        else:
            carry_out(effect, change)
    new = next_stage(change)
    for reaching in later:
        if reaching.stage == new:
            for effect in reaching.effects:
                carry_out(effect, change)
    return new


def next_stage(change: Change) -> str:
    """The stage the move leads to, after its effects."""
    end = change.move.end
    match end:
        case Fork(by=by, to=to):
            wanted = to[change.facts.codes[by]]
        case Decide(rule=rule, options=options):
            wanted = rule(change.snapshot())
            if wanted not in options:
                raise RuntimeError(f"{change.move.name} decided for {wanted!r}, which is none of {options}.")
        case str():
            wanted = end
    return change.case.stage if wanted == STAY else wanted


def enter(change: Change, *, old: str, new: str) -> None:
    """Stops the clock of the stage left and starts the clock of the stage entered; an end stops everything.

    A clock that runs on an assignment, or stands still, outlives the stage.
    """
    if old == new:
        return
    procedure, state = change.procedure, change.state
    stage = procedure.stage(new)
    if stage.end:
        _close(change)
        return
    left = procedure.stage(old).clock if old else None
    if left and left != stage.clock:
        change.stop_clocks(
            [
                clock
                for clock in state.open_clocks(left)
                if clock.assignment is None and clock.state == Clock.State.RUNNING
            ]
        )
    case = change.case
    case.is_open, case.closed_at = True, None
    if stage.clock and not state.open_clocks(stage.clock):
        change.start_clock(stage.clock)


def _close(change: Change) -> None:
    for assignment in change.state.live():
        submitted = assignment.state == Assignment.State.SUBMITTED
        assignment.state = Assignment.State.CLOSED if submitted else Assignment.State.WITHDRAWN
        assignment.ended_at = change.now
        change.batch.change(assignment)
    change.stop_clocks(change.state.open_clocks())
    change.case.is_open, change.case.closed_at = False, change.now


def tell_all(change: Change) -> None:
    """Writes the notices that the move names."""
    for tell in change.move.tells:
        if tell.on and change.case.stage not in tell.on:
            continue
        tell_to(change, template=tell.template, to=tell.to)


def tell_to(change: Change, *, template: str, to: str, of: Clock | None = None) -> None:
    """One notice per recipient: parties of a role, `unit:<role>` of every unit concerned, or `role:<role>`.

    What a clock says names its rule and due moment, and that of an assignment goes to its unit alone.
    """
    facts: dict[str, Any] = {"rule": of.rule, "due": of.due_at.isoformat()} if of else {}
    scope, _, role = to.rpartition(":")
    if scope == "role":
        change.tell(template, role=role, facts=facts)
    elif scope == "unit":
        concerned = [of.assignment] if of and of.assignment else change.state.live()
        for code in dict.fromkeys(a.unit_code for a in concerned):
            change.tell(template, unit_code=code, role=role, facts=facts)
    else:
        for party in change.state.parties:
            if party.role == role:
                change.tell(template, party=party, facts=facts)
        if change.state.crowd:
            crowd.tell_the_rest(change, template, role=role, facts=facts)
