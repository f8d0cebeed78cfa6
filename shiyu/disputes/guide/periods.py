"""Whether a period of limitation has run, by the days of the city. Pure: the day of today is given.

民法典 201: the first day is not counted; 202: months end on the same day number; 203: a last day without work moves to
the next working day. It says how a period looks by one day that somebody named: whether it was interrupted (中断, 195),
stood still (中止, 194) or is raised at all (193) is for the court or the commission to say.
"""

from dataclasses import dataclass, replace
from datetime import date, time

from shiyu.city.limits import due
from shiyu.city.yeardays import Calendar
from shiyu.disputes.guide.tree import Period

SOON_DAYS = 60
"""Days before the end within which somebody is told to hurry (设计 design)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a period stands today: `last` is its last day, `left` the days up to it, below zero once it is over."""

    period: Period
    begun: date
    last: date
    left: int

    @property
    def past(self) -> bool:
        """Whether the last day is over."""
        return self.left < 0

    @property
    def soon(self) -> bool:
        """Whether it ends so soon that one should hurry."""
        return 0 <= self.left <= SOON_DAYS


def standing(period: Period, begun: date, *, today: date, calendar: Calendar) -> Standing:
    """How `period` stands that began on the day `begun`. Raises `BeyondCalendar` for a day that cannot be reckoned."""
    start = calendar.moment(begun, time(12))
    last = due(start, replace(period.limit, rolls=True), calendar).day
    return Standing(period=period, begun=begun, last=last, left=(last - today).days)
