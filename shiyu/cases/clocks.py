"""Limits on the run: start, stop, pause, resume, extend, and when a clock next has something to do."""

from datetime import UTC, datetime

from shiyu.base.words import Words
from shiyu.cases.models import Assignment, Case, Clock
from shiyu.cases.numbers import LimitNumbers
from shiyu.city.workdays import Calendar, Due, Limit, Pause, TimeUnit, due, explain

ESCALATION_LEVELS = 2
WARNED, OVERDUE = 1, 2


def new_clock(
    case: Case, *, rule: str, assignment: Assignment | None, numbers: LimitNumbers, start: datetime, calendar: Calendar
) -> Clock:
    """A clock that runs from `start`; not yet stored."""
    clock = Clock(
        case=case,
        assignment=assignment,
        rule=rule,
        amount=numbers.limit.amount,
        unit=numbers.limit.unit.value,
        rolls=numbers.limit.rolls,
        started_at=start,
        pauses=[],
        extensions=[],
    )
    set_due(clock, numbers=numbers, calendar=calendar)
    return clock


def limit_of(clock: Clock) -> Limit:
    """The clock's limit with its extensions, in its own unit."""
    return Limit(amount=clock.amount + sum(clock.extensions), unit=TimeUnit(clock.unit), rolls=clock.rolls)


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The spans the clock stood still and runs again."""
    return tuple(
        Pause(datetime.fromisoformat(begin), datetime.fromisoformat(end))
        for begin, end in clock.pauses
        if end is not None
    )


def due_of(clock: Clock, calendar: Calendar) -> Due:
    """When the clock is due under this calendar."""
    return due(clock.started_at, limit_of(clock), calendar, pauses=pauses_of(clock))


def why_due(clock: Clock, calendar: Calendar) -> Words:
    """Why the clock is due then: the days counted and skipped, the pauses given back."""
    return explain(clock.started_at, limit_of(clock), calendar, pauses=pauses_of(clock))


def set_due(clock: Clock, *, numbers: LimitNumbers, calendar: Calendar) -> None:
    """Writes due, warning and next moment from start, extensions and pauses; a moved due date lowers the level."""
    when = due_of(clock, calendar)
    if clock.level and when.at > clock.due_at:
        clock.level = 0
    clock.due_at, clock.provisional = when.at, when.provisional
    share = numbers.warn_share
    clock.warn_at = clock.started_at + (when.at - clock.started_at) * share if 0 < share < 1 else None
    set_next(clock, numbers=numbers, calendar=calendar)


def set_next(clock: Clock, *, numbers: LimitNumbers, calendar: Calendar) -> None:
    """The moment of the clock's next level; None when it has nothing more to do."""
    if clock.level < WARNED and clock.warn_at is not None:
        clock.next_at = clock.warn_at
    elif clock.level < OVERDUE:
        clock.next_at = clock.due_at
    else:
        step = clock.level - OVERDUE
        delays = numbers.escalate[:ESCALATION_LEVELS]
        clock.next_at = due(clock.due_at, delays[step], calendar).at if step < len(delays) else None


def set_limit(clock: Clock, *, numbers: LimitNumbers, calendar: Calendar) -> None:
    """Another amount for an open clock, from its own start; one that stands still is reckoned when it runs on."""
    if clock.unit != numbers.limit.unit:
        clock.extensions = []  # granted in the unit that no longer holds
    clock.amount, clock.unit, clock.rolls = numbers.limit.amount, numbers.limit.unit.value, numbers.limit.rolls
    set_due(clock, numbers=numbers, calendar=calendar)
    if clock.state == Clock.State.PAUSED:
        clock.next_at = None


def stop(clock: Clock, *, now: datetime) -> None:
    """Stops a running clock; whether it was met is read off its due moment."""
    clock.state, clock.stopped_at, clock.next_at = Clock.State.STOPPED, now, None


def pause(clock: Clock, *, now: datetime) -> None:
    """Lets a running clock stand still; one already past due keeps running, so lateness cannot be hidden."""
    if clock.state == Clock.State.RUNNING and now < clock.due_at:
        clock.state, clock.next_at = Clock.State.PAUSED, None
        clock.pauses = [*clock.pauses, [_stamp(now), None]]


def resume(clock: Clock, *, now: datetime, numbers: LimitNumbers, calendar: Calendar) -> None:
    """Lets a paused clock run on, its due moment moved by the time it stood still."""
    if clock.state == Clock.State.PAUSED:
        clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], _stamp(now)]]
        clock.state = Clock.State.RUNNING
        set_due(clock, numbers=numbers, calendar=calendar)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
