"""Working-day arithmetic as a rule book: the vectors of the handbook, and what the library knows of 23 years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from shiyu.base.words import Words
from shiyu.city.workdays import (
    BeyondCalendar,
    Calendar,
    DayEnd,
    DayFact,
    DayKind,
    Limit,
    Pause,
    TimeUnit,
    due,
    explain,
    extend,
    give_back,
)

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = ((time(8), time(12)), (time(14), time(18)))
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
HOLIDAY = Words("放假", "holiday")
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "National Day": "国庆节",
    "Labour Day": "劳动节",
    "Mid-autumn Festival": "中秋节",
}


def every_day() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def _fact(day: date) -> DayFact:
    on_holiday, name = chinese_calendar.get_holiday_detail(day)
    words = Words(NAMES.get(name or "", name or ""), name or "")
    return DayFact(day, DayKind.HOLIDAY if on_holiday else DayKind.ADJUSTED, words)


CALENDAR = Calendar.of(
    [_fact(day) for day in every_day() if chinese_calendar.get_holiday_detail(day)[1]], zone=ZONE, office_hours=OFFICE
)


def at(text: str) -> datetime:
    """A moment of the city's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-09-18", 3, "2026-09-22"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2025-09-26", 3, "2025-09-30"),
        ("2020-01-22", 5, "2020-02-06"),
        ("2026-04-30", 3, "2026-05-08"),
    ],
)
def test_working_days_of_the_handbook(start: str, days: int, last: str) -> None:
    ends = due(at(f"{start} 10:00"), Limit(days, TimeUnit.WORKING_DAYS), CALENDAR)
    midnight = at(f"{last} 00:00") + timedelta(days=1)
    assert (ends.day, ends.at, ends.provisional) == (date.fromisoformat(last), midnight, False)


def test_a_limit_into_an_unknown_year_is_provisional() -> None:
    ends = due(at("2026-12-30 10:00"), Limit(5, TimeUnit.WORKING_DAYS), CALENDAR)
    assert (ends.day, ends.provisional) == (date(2027, 1, 7), True)


@pytest.mark.parametrize(
    ("start", "limit", "last", "provisional"),
    [
        ("2026-03-31", Limit(3, TimeUnit.MONTHS, rolls=True), "2026-06-30", False),
        ("2025-11-30", Limit(3, TimeUnit.MONTHS, rolls=True), "2026-02-28", False),
        ("2026-07-01", Limit(3, TimeUnit.MONTHS, rolls=True), "2026-10-08", False),
        ("2026-07-01", Limit(3, TimeUnit.MONTHS), "2026-10-01", False),
        ("2026-09-20", Limit(15, TimeUnit.NATURAL_DAYS), "2026-10-05", False),
        ("2026-09-20", Limit(15, TimeUnit.NATURAL_DAYS, rolls=True), "2026-10-08", False),
        ("2026-11-23", Limit(3, TimeUnit.MONTHS), "2027-02-23", False),
        ("2026-11-23", Limit(3, TimeUnit.MONTHS, rolls=True), "2027-02-23", True),
        ("2024-02-29", Limit(12, TimeUnit.MONTHS), "2025-02-28", False),
        ("2026-09-30", Limit(0, TimeUnit.WORKING_DAYS), "2026-09-30", False),
    ],
)
def test_natural_days_and_months(start: str, limit: Limit, last: str, provisional: bool) -> None:
    ends = due(at(f"{start} 09:00"), limit, CALENDAR)
    assert (ends.day, ends.provisional) == (date.fromisoformat(last), provisional)


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-09-30 17:45", Limit(30, TimeUnit.MINUTES), "2026-09-30 18:15"),
        ("2026-09-30 17:00", Limit(24, TimeUnit.NATURAL_HOURS), "2026-10-01 17:00"),
        ("2026-09-30 09:00", Limit(4, TimeUnit.WORKING_HOURS), "2026-09-30 15:00"),
        ("2026-09-30 08:00", Limit(4, TimeUnit.WORKING_HOURS), "2026-09-30 12:00"),
        ("2026-09-30 08:00", Limit(8, TimeUnit.WORKING_HOURS), "2026-09-30 18:00"),
        ("2026-09-30 16:00", Limit(4, TimeUnit.WORKING_HOURS), "2026-10-08 10:00"),
        ("2026-09-30 13:00", Limit(1, TimeUnit.WORKING_HOURS), "2026-09-30 15:00"),
        ("2026-09-30 22:00", Limit(16, TimeUnit.WORKING_HOURS), "2026-10-09 18:00"),
        ("2026-10-03 11:00", Limit(4, TimeUnit.WORKING_HOURS), "2026-10-08 12:00"),
        ("2026-10-10 10:00", Limit(2, TimeUnit.WORKING_HOURS), "2026-10-10 12:00"),
        ("2026-10-03 11:00", Limit(0, TimeUnit.WORKING_HOURS), "2026-10-03 11:00"),
    ],
)
def test_minutes_and_hours(start: str, limit: Limit, end: str) -> None:
    assert due(at(start), limit, CALENDAR).at == at(end)


def test_close_of_business_ends_the_last_day_earlier() -> None:
    limit = Limit(1, TimeUnit.WORKING_DAYS, ends=DayEnd.CLOSE_OF_BUSINESS)
    assert due(at("2026-09-30 09:00"), limit, CALENDAR).at == at("2026-10-08 18:00")


def test_the_day_of_the_city_counts_not_the_day_of_utc() -> None:
    start = datetime(2026, 9, 17, 16, 30, tzinfo=UTC)  # 00:30 on the 18th in the city
    assert due(start, Limit(1, TimeUnit.NATURAL_DAYS), CALENDAR).day == date(2026, 9, 19)


@pytest.mark.parametrize(("year", "days"), [(2020, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert CALENDAR.workdays_between(date(year, 1, 1), date(year + 1, 1, 1)) == days


def test_every_day_of_23_years_agrees_with_the_library() -> None:
    assert [day for day in every_day() if CALENDAR.works(day) != chinese_calendar.is_workday(day)] == []


def test_counting_agrees_with_walking_day_by_day() -> None:
    worked = [day for day in every_day() if chinese_calendar.is_workday(day)]
    for count in (1, 5, 20, 180):
        for step in range(0, len(worked) - 200, 97):
            start = worked[step]
            assert CALENDAR.add_workdays(start, count) == worked[step + count]


@pytest.mark.parametrize(
    ("limit", "end", "pause", "later"),
    [
        (Limit(5, TimeUnit.WORKING_DAYS), "2026-09-11", ("2026-09-08 09:00", "2026-09-10 09:00"), "2026-09-15"),
        (Limit(5, TimeUnit.WORKING_DAYS), "2026-09-11", ("2026-09-08 09:00", "2026-09-08 17:00"), "2026-09-11"),
        (Limit(5, TimeUnit.WORKING_DAYS), "2026-09-11", ("2026-09-11 09:00", "2026-09-14 09:00"), "2026-09-14"),
        (Limit(7, TimeUnit.NATURAL_DAYS), "2026-09-11", ("2026-09-05 09:00", "2026-09-08 09:00"), "2026-09-14"),
        (Limit(1, TimeUnit.MONTHS, rolls=True), "2026-09-30", ("2026-09-05 09:00", "2026-09-08 09:00"), "2026-10-08"),
    ],
)
def test_paused_days_are_given_back(limit: Limit, end: str, pause: tuple[str, str], later: str) -> None:
    day = date.fromisoformat(end)
    stop = Pause(at(pause[0]), at(pause[1]))
    before = due(at(f"{end} 08:00"), Limit(0, TimeUnit.NATURAL_DAYS), CALENDAR)
    assert before.day == day
    assert give_back(before, limit, CALENDAR, pause=stop).day == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("unit", "end", "later"),
    [
        (TimeUnit.NATURAL_HOURS, "2026-09-30 17:00", "2026-10-02 16:00"),
        # 6 office hours on the 29th and 8 on the 30th: 14 hours after 17:00 on the 30th
        (TimeUnit.WORKING_HOURS, "2026-09-30 17:00", "2026-10-09 15:00"),
        (TimeUnit.MINUTES, "2026-09-30 17:00", "2026-10-02 16:00"),
    ],
)
def test_paused_hours_are_given_back(unit: TimeUnit, end: str, later: str) -> None:
    stop = Pause(at("2026-09-29 10:00"), at("2026-10-01 09:00"))
    before = due(at(end), Limit(0, unit), CALENDAR)
    assert give_back(before, Limit(4, unit), CALENDAR, pause=stop).at == at(later)


def test_pauses_may_be_known_from_the_start() -> None:
    pause = Pause(at("2026-09-09 09:00"), at("2026-09-11 09:00"))
    limit = Limit(5, TimeUnit.WORKING_DAYS)
    assert due(at("2026-09-07 09:00"), limit, CALENDAR, pauses=[pause]).day == date(2026, 9, 16)


def test_a_pause_on_the_day_of_the_start_gives_nothing_back() -> None:
    pause = Pause(at("2026-09-07 10:00"), at("2026-09-08 09:00"))
    limit = Limit(5, TimeUnit.WORKING_DAYS)
    assert due(at("2026-09-07 09:00"), limit, CALENDAR, pauses=[pause]).day == date(2026, 9, 14)


def test_an_extension_counts_from_the_last_day() -> None:
    ends = due(at("2026-09-18 10:00"), Limit(3, TimeUnit.WORKING_DAYS), CALENDAR)
    assert extend(ends, Limit(3, TimeUnit.WORKING_DAYS), CALENDAR).day == date(2026, 9, 28)


@pytest.mark.parametrize("limit", [Limit(50_000, TimeUnit.WORKING_DAYS), Limit(2000, TimeUnit.MONTHS)])
def test_a_limit_beyond_the_calendar_is_refused(limit: Limit) -> None:
    with pytest.raises(BeyondCalendar):
        due(at("2026-09-18 10:00"), limit, CALENDAR)


def test_no_limit_is_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Limit(-1, TimeUnit.WORKING_DAYS)


def test_an_explanation_names_what_was_counted_and_skipped() -> None:
    said = explain(at("2026-09-30 10:00"), Limit(5, TimeUnit.WORKING_DAYS), CALENDAR)
    assert said == Words(
        "自2026年9月30日（当日不计）起算5个工作日，至2026年10月13日24时届满。"
        "跳过：国庆节（10月1日至7日）、周末1天。计入：10月10日调休上班。",
        "5 working days from 2026-09-30 (that day not counted) end on 2026-10-13 at 24:00. "
        "Skipped: National Day (2026-10-01 to 2026-10-07), 1 weekend day. "
        "Counted: 2026-10-10 (weekend worked in exchange).",
    )


def test_an_explanation_says_why_the_last_day_moved() -> None:
    said = explain(at("2026-07-01 10:00"), Limit(3, TimeUnit.MONTHS, rolls=True), CALENDAR)
    assert "期限最后一日2026年10月1日为国庆节，顺延至其后首个工作日" in said.zh
    assert "2026-10-08" in said.en


def test_an_explanation_says_what_is_provisional_and_what_stood_still() -> None:
    pause = Pause(at("2026-12-31 09:00"), at("2027-01-04 09:00"))
    said = explain(at("2026-12-30 10:00"), Limit(5, TimeUnit.WORKING_DAYS), CALENDAR, pauses=[pause])
    assert "2026年12月31日09:00至2027年1月4日09:00暂停计时，补回1个工作日。" in said.zh
    assert "2027年放假安排尚未公布" in said.zh
    assert "1 working day given back" in said.en
