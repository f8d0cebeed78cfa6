"""Working-day arithmetic in one place to import from: limits, when they end, and why.

`due` and `explain` are the two questions; the days stand in `yeardays`, the limits in `limits`, the sentences in
`explaining`. All of it is pure: no clock, no database.
"""

from shiyu.city.explaining import explain
from shiyu.city.limits import (
    UNIT_WORDS,
    Due,
    Limit,
    Pause,
    TimeUnit,
    due,
    extend,
    give_back,
    office_time_between,
    paused_days,
)
from shiyu.city.yeardays import BeyondCalendar, Calendar, DayEnd, DayFact, DayKind

__all__ = [
    "UNIT_WORDS",
    "BeyondCalendar",
    "Calendar",
    "DayEnd",
    "DayFact",
    "DayKind",
    "Due",
    "Limit",
    "Pause",
    "TimeUnit",
    "due",
    "explain",
    "extend",
    "give_back",
    "office_time_between",
    "paused_days",
]
