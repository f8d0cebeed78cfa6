"""计时, 挂起, 延期: what a move does to the limits of a case."""

from shiyu.cases import clocks
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import ExtendClock, PauseClocks, ResumeClocks, StartClock, StopClock
from shiyu.cases.errors import OverCap
from shiyu.cases.models import Clock
from shiyu.cases.numbers import extension_cap


@carry_out.register
def _(effect: StartClock, change: Change) -> None:
    if not effect.each_assignment:
        change.start_clock(effect.rule, until=change.facts.get(effect.until_from))
        return
    for assignment in change.state.live():
        if assignment.kind in effect.each_assignment:
            change.start_clock(effect.rule, assignment=assignment)


@carry_out.register
def _(effect: StopClock, change: Change) -> None:
    acting, running = change.acting, change.state.open_clocks(effect.rule)
    if acting is not None:
        # By identity: an assignment of the same batch has no id yet, by which it could be compared.
        running = [clock for clock in running if clock.assignment is None or clock.assignment is acting]
    change.stop_clocks(running)


@carry_out.register
def _(_effect: PauseClocks, change: Change) -> None:
    for clock in change.state.open_clocks():
        clocks.pause(clock, now=change.now)
        change.batch.change(clock)


@carry_out.register
def _(_effect: ResumeClocks, change: Change) -> None:
    for clock in change.state.open_clocks():
        clocks.resume(clock, now=change.now, numbers=change.numbers(clock.rule), calendar=change.city.calendar)
        change.batch.change(clock)


@carry_out.register
def _(effect: ExtendClock, change: Change) -> None:
    amount = change.facts.get(effect.amount_from)
    for clock in change.state.open_clocks(effect.rule):
        _extend(clock, amount, change)


def _extend(clock: Clock, amount: int, change: Change) -> None:
    cap = extension_cap(change.rules.body, clock.rule)
    if cap is None or len(clock.extensions) >= cap.times or amount > cap.amount:
        raise OverCap(times=cap.times if cap else 0, amount=cap.amount if cap else 0)
    clock.extensions = [*clock.extensions, amount]
    clocks.set_due(clock, numbers=change.numbers(clock.rule), calendar=change.city.calendar)
    change.batch.change(clock)
