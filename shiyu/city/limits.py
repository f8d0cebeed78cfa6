"""Limits and when they end. Pure: values in, values out, no clock and no database.

Rules: 民法典 200-204. The day of the start is not counted; months run to the same day number or the end of the month;
a last day that is no working day moves to the next one where the limit says so; minutes and hours run from the moment.
A limit in days ends at 24:00 of its last day, which is the next midnight in the city's zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from shiyu.base.words import Words
from shiyu.city.yeardays import Calendar, DayEnd, add_days, add_months


class TimeUnit(StrEnum):
    """The unit a limit is given in."""

    MINUTES = "minutes"
    NATURAL_HOURS = "natural_hours"
    WORKING_HOURS = "working_hours"
    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


UNIT_WORDS = {
    TimeUnit.MINUTES: Words("分钟", "minutes"),
    TimeUnit.NATURAL_HOURS: Words("小时", "hours"),
    TimeUnit.WORKING_HOURS: Words("工作时", "working hours"),
    TimeUnit.NATURAL_DAYS: Words("日", "days"),
    TimeUnit.WORKING_DAYS: Words("个工作日", "working days"),
    TimeUnit.MONTHS: Words("个月", "months"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit of time. `rolls`: a last day without work moves to the next working day."""

    amount: int
    unit: TimeUnit
    rolls: bool = False
    ends: DayEnd = DayEnd.MIDNIGHT

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("A limit cannot be negative.")

    @property
    def words(self) -> Words:
        """The limit as people say it: 5个工作日, 5 working days."""
        unit = UNIT_WORDS[self.unit]
        english = unit.en.removesuffix("s") if self.amount == 1 else unit.en
        return Words(f"{self.amount}{unit.zh}", f"{self.amount} {english}")


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. `day` is the last day that still counts, `at` the first moment that is too late."""

    at: datetime
    day: date
    provisional: bool = False


class Pause(NamedTuple):
    """A clock stood still from `begin` to `end`; a plain pair of moments will do."""

    begin: datetime
    end: datetime


def due(start: datetime, limit: Limit, calendar: Calendar, *, pauses: Iterable[tuple[datetime, datetime]] = ()) -> Due:
    """When `limit` ends that began at the aware moment `start`; time spent in `pauses` is added back.

    Raises `BeyondCalendar` where a date lies outside the years that can be reckoned.
    """
    stops = [Pause(*pair) for pair in pauses]
    if limit.unit in {TimeUnit.MINUTES, TimeUnit.NATURAL_HOURS}:
        hours = limit.unit is TimeUnit.NATURAL_HOURS
        stood = sum((stop.end - stop.begin for stop in stops), timedelta())
        return _at_moment(start + limit.amount * timedelta(minutes=60 if hours else 1) + stood, calendar)
    if limit.unit is TimeUnit.WORKING_HOURS:
        stood = sum((office_time_between(stop.begin, stop.end, calendar) for stop in stops), timedelta())
        return _after_office_time(start, timedelta(hours=limit.amount) + stood, calendar)
    first = calendar.local(start).date()
    last = _last_day(first, limit, calendar)
    for stop in stops:
        last = _later(last, paused_days(stop, limit, calendar, after=first), limit, calendar=calendar)
    return _closing(first, last, limit, calendar=calendar)


def extend(ends: Due, by: Limit, calendar: Calendar) -> Due:
    """A due date put off by an approved extension `by`: whole days count from the last day, hours from the moment."""
    if by.unit in {TimeUnit.MINUTES, TimeUnit.NATURAL_HOURS, TimeUnit.WORKING_HOURS}:
        return due(ends.at, by, calendar)
    last = _last_day(ends.day, by, calendar)
    later = _closing(ends.day, last, by, calendar=calendar)
    return Due(later.at, later.day, provisional=later.provisional or ends.provisional)


def give_back(ends: Due, limit: Limit, calendar: Calendar, *, pause: Pause) -> Due:
    """A due date moved by the time its clock stood still, counted in the unit of its `limit`.

    The first day of a pause counts as stood still, the day it ends does not: pausing and going on within one day
    gives nothing back to a limit in days.
    """
    if limit.unit in {TimeUnit.MINUTES, TimeUnit.NATURAL_HOURS}:
        return _at_moment(ends.at + (pause.end - pause.begin), calendar)
    if limit.unit is TimeUnit.WORKING_HOURS:
        return _after_office_time(ends.at, office_time_between(pause.begin, pause.end, calendar), calendar)
    days = paused_days(pause, limit, calendar)
    later = _closing(ends.day, _later(ends.day, days, limit, calendar=calendar), limit, calendar=calendar)
    return Due(later.at, later.day, provisional=later.provisional or ends.provisional)


def paused_days(pause: Pause, limit: Limit, calendar: Calendar, *, after: date | None = None) -> int:
    """Days a pause gives back: working days to a limit in working days, else natural days; none up to `after`."""
    begin, end = calendar.local(pause.begin).date(), calendar.local(pause.end).date()
    if after is not None:
        begin = max(begin, after + timedelta(days=1))
    if end <= begin:
        return 0
    if limit.unit is TimeUnit.WORKING_DAYS:
        return calendar.workdays_between(begin, end)
    return (end - begin).days


def office_time_between(begin: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long offices were open between two moments."""
    first, last = calendar.local(begin), calendar.local(end)
    days = calendar.workdays_between(first.date(), last.date())
    return days * _office_day(calendar) + _office_time_before(last, calendar) - _office_time_before(first, calendar)


def _office_day(calendar: Calendar) -> timedelta:
    return sum((_length(opens, closes) for opens, closes in calendar.office_hours), timedelta())


def _length(opens: time, closes: time) -> timedelta:
    return datetime.combine(date.min, closes) - datetime.combine(date.min, opens)


def _office_time_before(local: datetime, calendar: Calendar) -> timedelta:
    """Office time of its own day that had passed at the local moment `local`."""
    if not calendar.works(local.date()):
        return timedelta()
    shown = local.time()
    passed = (_length(opens, min(shown, closes)) for opens, closes in calendar.office_hours if shown > opens)
    return sum(passed, timedelta())


def _after_office_time(start: datetime, amount: timedelta, calendar: Calendar) -> Due:
    if not amount:
        return _at_moment(start, calendar)
    local = calendar.local(start)
    total = _office_time_before(local, calendar) + amount
    days, rest = divmod(total, _office_day(calendar))
    if not rest:  # a limit that fills a day ends when that day closes, not when the next one opens
        days, rest = days - 1, _office_day(calendar)
    last = calendar.add_workdays(calendar.next_workday(local.date()), days)
    at = calendar.moment(last, _hour_after(rest, calendar))
    return Due(at, last, provisional=calendar.is_unsure(local.date(), last))


def _hour_after(passed: timedelta, calendar: Calendar) -> time:
    """What the clock shows when offices have been open for `passed` on a day."""
    for opens, closes in calendar.office_hours:
        if passed <= _length(opens, closes):
            return (datetime.combine(date.min, opens) + passed).time()
        passed -= _length(opens, closes)
    return calendar.office_hours[-1][1]


def _at_moment(at: datetime, calendar: Calendar) -> Due:
    return Due(at.astimezone(UTC), calendar.local(at).date())


def _last_day(first: date, limit: Limit, calendar: Calendar) -> date:
    if limit.unit is TimeUnit.MONTHS:
        return add_months(first, limit.amount)
    return _later(first, limit.amount, limit, calendar=calendar)


def _later(day: date, count: int, limit: Limit, *, calendar: Calendar) -> date:
    if limit.unit is TimeUnit.WORKING_DAYS:
        return calendar.add_workdays(day, count)
    return add_days(day, count)


def _closing(first: date, last: date, limit: Limit, *, calendar: Calendar) -> Due:
    """The end of the day `last`, moved to a working day where the limit rolls."""
    counts_workdays = limit.unit is TimeUnit.WORKING_DAYS
    rolled = calendar.next_workday(last) if limit.rolls else last
    unsure = (counts_workdays and calendar.is_unsure(first, rolled)) or (
        limit.rolls and calendar.is_unsure(last, rolled)
    )
    return Due(calendar.end_of(rolled, limit.ends), rolled, provisional=unsure)
