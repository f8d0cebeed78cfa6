"""The days of the city: which are worked, which are free and why, and at what hours offices are open.

Pure and immutable; the question "how many working days" is two bisections of one sorted tuple, never a walk.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

# Days are reckoned between these years; outside them a date is a mistake, not a limit.
FIRST_YEAR, LAST_YEAR = 1970, 2099
# 全国年节及纪念日放假办法: the days with a fixed date in the solar calendar (5-2 only since 2025, so not here).
FIXED_STATUTORY = {
    (1, 1): Words("元旦", "New Year's Day"),
    (5, 1): Words("劳动节", "Labour Day"),
    (10, 1): Words("国庆节", "National Day"),
    (10, 2): Words("国庆节", "National Day"),
    (10, 3): Words("国庆节", "National Day"),
}
WEEKEND = Words("周末", "weekend")
PLAIN_WORKDAY = Words("工作日", "working day")


class DayEnd(StrEnum):
    """When the last day of a limit is over (民法典 203)."""

    MIDNIGHT = "midnight"
    CLOSE_OF_BUSINESS = "close_of_business"


class DayKind(StrEnum):
    """What sort of day it is."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ADJUSTED = "adjusted"

    @property
    def works(self) -> bool:
        """Whether offices work on such a day; 调休上班 days do."""
        return self in {DayKind.WORKDAY, DayKind.ADJUSTED}


class BeyondCalendar(ShiyuError):
    """The limit starts or ends outside the years that can be reckoned."""

    code = "beyond_calendar"
    http_status = 422
    sentence = Words(
        "日期超出可计算的年份（{first}—{last}）。",
        "The date lies outside the years that can be reckoned ({first}-{last}).",
    )


@dataclass(frozen=True, slots=True)
class DayFact:
    """What the calendar says of one day; `provisional` until the official notice of its year is in."""

    day: date
    kind: DayKind
    name: Words
    provisional: bool = False


@dataclass(frozen=True)
class Calendar:
    """The city's days and office hours. Years without an official row are reckoned and called provisional."""

    zone: ZoneInfo
    facts: Mapping[date, DayFact]
    office_hours: Sequence[tuple[time, time]] = field(default=((time(8), time(12)), (time(14), time(18))))

    @classmethod
    def of(cls, days: Iterable[DayFact], *, zone: ZoneInfo, office_hours: Sequence[tuple[time, time]]) -> "Calendar":
        """A calendar from its special days; plain weekdays and weekends need no row."""
        return cls(zone=zone, facts={fact.day: fact for fact in days}, office_hours=tuple(office_hours))

    @cached_property
    def official_years(self) -> frozenset[int]:
        """Years of which the notice is in: those with rows, none of them provisional."""
        rows = {day.year for day in self.facts}
        return frozenset(rows - {day.year for day, fact in self.facts.items() if fact.provisional})

    @cached_property
    def _workdays(self) -> tuple[int, ...]:
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        worked = {day.toordinal() for day in self._special if self._special[day].kind.works}
        free = {day.toordinal() for day in self._special} - worked
        # Ordinal 1 is a Monday, so the remainders 6 and 0 are Saturday and Sunday.
        return tuple(n for n in range(first, last + 1) if n in worked or (n % 7 not in {6, 0} and n not in free))

    @cached_property
    def _special(self) -> Mapping[date, DayFact]:
        rows = dict(self.facts)
        years_with_rows = {day.year for day in self.facts}
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            if year not in years_with_rows:
                for (month, number), name in FIXED_STATUTORY.items():
                    day = date(year, month, number)
                    rows[day] = DayFact(day, DayKind.HOLIDAY, name, provisional=True)
        return rows

    def fact(self, day: date) -> DayFact:
        """What sort of day `day` is, with its name."""
        special = self._special.get(day)
        if special is not None:
            return special
        unsure = day.year not in self.official_years
        if day.weekday() >= 5:
            return DayFact(day, DayKind.WEEKEND, WEEKEND, provisional=unsure)
        return DayFact(day, DayKind.WORKDAY, PLAIN_WORKDAY, provisional=unsure)

    def works(self, day: date) -> bool:
        """Whether offices work on `day`."""
        at = bisect_left(self._workdays, day.toordinal())
        return at < len(self._workdays) and self._workdays[at] == day.toordinal()

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; with 0, `day` itself."""
        if count == 0:
            return day
        at = bisect_right(self._workdays, day.toordinal()) + count - 1
        if day.year < FIRST_YEAR or at >= len(self._workdays):
            raise BeyondCalendar(first=FIRST_YEAR, last=LAST_YEAR)
        return date.fromordinal(self._workdays[at])

    def workdays_between(self, begin: date, end: date) -> int:
        """How many working days lie in [begin, end)."""
        return bisect_left(self._workdays, end.toordinal()) - bisect_left(self._workdays, begin.toordinal())

    def next_workday(self, day: date) -> date:
        """`day` if it is worked, else the next working day."""
        return day if self.works(day) else self.add_workdays(day, 1)

    def is_unsure(self, begin: date, end: date) -> bool:
        """Whether a day of [begin, end] belongs to a year of which no official notice is in."""
        return any(year not in self.official_years for year in range(begin.year, end.year + 1))

    def local(self, moment: datetime) -> datetime:
        """An aware moment as the clocks of the city show it."""
        return moment.astimezone(self.zone)

    def moment(self, day: date, hour: time) -> datetime:
        """The moment in UTC at which the clocks of the city show `day` and `hour`."""
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    def end_of(self, day: date, ends: DayEnd = DayEnd.MIDNIGHT) -> datetime:
        """The first moment after `day`, or after its office hours."""
        if ends is DayEnd.CLOSE_OF_BUSINESS:
            return self.moment(day, self.office_hours[-1][1])
        return self.moment(day + timedelta(days=1), time(0))


def add_months(day: date, months: int) -> date:
    """The same day number so many months later, or the end of that month (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BeyondCalendar(first=FIRST_YEAR, last=LAST_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, count: int) -> date:
    """The day so many natural days later."""
    if count > (date(LAST_YEAR, 12, 31) - day).days:
        raise BeyondCalendar(first=FIRST_YEAR, last=LAST_YEAR)
    return day + timedelta(days=count)
