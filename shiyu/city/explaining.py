"""Why a limit ends when it does, in both languages: what was counted, what was skipped, what stood still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from shiyu.base.words import Words
from shiyu.city.limits import Due, Limit, Pause, TimeUnit, due, office_time_between, paused_days
from shiyu.city.yeardays import Calendar, DayEnd, DayFact, DayKind

_BY_MOMENT = {TimeUnit.MINUTES, TimeUnit.NATURAL_HOURS}
_BY_WORK = {TimeUnit.WORKING_DAYS, TimeUnit.WORKING_HOURS}


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring days of one name."""

    first: date
    last: date
    name: Words


def explain(
    start: datetime, limit: Limit, calendar: Calendar, *, pauses: Iterable[tuple[datetime, datetime]] = ()
) -> Words:
    """Why `limit`, begun at `start` and standing still in `pauses`, ends when `due` says."""
    stops = [Pause(*pair) for pair in pauses]
    ends = due(start, limit, calendar, pauses=stops)
    parts = [_frame(start, limit, ends, calendar=calendar)]
    if limit.unit in _BY_WORK:
        parts += _days_met(calendar.local(start).date(), ends.day, calendar)
    elif limit.rolls and limit.unit not in _BY_MOMENT:
        parts += _rolled(start, limit, ends, calendar=calendar, pauses=stops)
    parts += [_stood_still(stop, limit, calendar, start=start) for stop in stops]
    if ends.provisional:
        parts.append(_provisional(start, ends, calendar))
    return Words("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def _frame(start: datetime, limit: Limit, ends: Due, *, calendar: Calendar) -> Words:
    begun = calendar.local(start)
    if limit.unit in _BY_MOMENT | {TimeUnit.WORKING_HOURS}:
        at = calendar.local(ends.at)
        return Words(
            f"自{_zh_moment(begun)}起算{limit.words.zh}，至{_zh_moment(at)}届满。",
            f"{limit.words.en} from {begun:%Y-%m-%d %H:%M} end at {at:%Y-%m-%d %H:%M}.",
        )
    closing = calendar.office_hours[-1][1]
    close = limit.ends is DayEnd.CLOSE_OF_BUSINESS
    until_zh = f"{closing:%H:%M}（下班时间）" if close else "24时"
    until_en = f"{closing:%H:%M} (close of business)" if close else "24:00"
    return Words(
        f"自{_zh_day(begun.date())}（当日不计）起算{limit.words.zh}，至{_zh_day(ends.day)}{until_zh}届满。",
        f"{limit.words.en} from {begun:%Y-%m-%d} (that day not counted) end on {ends.day} at {until_en}.",
    )


def _days_met(first: date, last: date, calendar: Calendar) -> list[Words]:
    """The days after `first` that were skipped, and the weekend days that were counted."""
    facts = [calendar.fact(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)]
    skipped = [fact for fact in facts if not fact.kind.works]
    parts: list[Words] = []
    if skipped:
        shown = [_run_words(run) for run in _runs([f for f in skipped if f.kind is DayKind.HOLIDAY])]
        shown += _weekend_words([fact for fact in skipped if fact.kind is DayKind.WEEKEND])
        parts.append(_listed(shown, zh="跳过：", en="Skipped: "))
    worked = _runs([fact for fact in facts if fact.kind is DayKind.ADJUSTED])
    if worked:
        shown = [Words(f"{_zh_span(run)}调休上班", f"{_en_span(run)} (weekend worked in exchange)") for run in worked]
        parts.append(_listed(shown, zh="计入：", en="Counted: "))
    return parts


def _rolled(start: datetime, limit: Limit, ends: Due, *, calendar: Calendar, pauses: Sequence[Pause]) -> list[Words]:
    plain = due(start, Limit(limit.amount, limit.unit, ends=limit.ends), calendar, pauses=pauses)
    if plain.day == ends.day:
        return []
    name = calendar.fact(plain.day).name
    return [
        Words(
            f"期限最后一日{_zh_day(plain.day)}为{name.zh}，顺延至其后首个工作日（民法典第二百零三条）。",
            f"The last day {plain.day} falls on a free day ({name.en}) and moves to the next working day "
            "(Civil Code, article 203).",
        )
    ]


def _stood_still(pause: Pause, limit: Limit, calendar: Calendar, *, start: datetime) -> Words:
    begin, end = calendar.local(pause.begin), calendar.local(pause.end)
    back = _given_back(pause, limit, calendar, start=start)
    return Words(
        f"{_zh_moment(begin)}至{_zh_moment(end)}暂停计时，补回{back.zh}。",
        f"The clock stood still from {begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}; {back.en} given back.",
    )


def _given_back(pause: Pause, limit: Limit, calendar: Calendar, *, start: datetime) -> Words:
    if limit.unit in _BY_MOMENT | {TimeUnit.WORKING_HOURS}:
        natural = limit.unit in _BY_MOMENT
        stood = pause.end - pause.begin if natural else office_time_between(pause.begin, pause.end, calendar)
        return Limit(int(stood.total_seconds() // 60), TimeUnit.MINUTES).words
    days = paused_days(pause, limit, calendar, after=calendar.local(start).date())
    counts_work = limit.unit is TimeUnit.WORKING_DAYS
    return Limit(days, TimeUnit.WORKING_DAYS if counts_work else TimeUnit.NATURAL_DAYS).words


def _provisional(start: datetime, ends: Due, calendar: Calendar) -> Words:
    years = range(calendar.local(start).year, ends.day.year + 1)
    unsure = [str(year) for year in years if year not in calendar.official_years]
    return Words(
        f"{'、'.join(unsure)}年放假安排尚未公布，此日期为暂定，公布后重新计算。",
        f"The official calendar of {', '.join(unsure)} is not out yet: "
        "the date is provisional and will be reckoned anew.",
    )


def _runs(facts: Sequence[DayFact]) -> list[_Run]:
    """Neighbouring days of one name, put together."""

    def _key(pair: tuple[int, DayFact]) -> tuple[int, str]:
        return pair[1].day.toordinal() - pair[0], pair[1].name.zh

    groups = [[fact for _, fact in group] for _, group in groupby(enumerate(facts), key=_key)]
    return [_Run(group[0].day, group[-1].day, group[0].name) for group in groups]


def _run_words(run: _Run) -> Words:
    return Words(f"{run.name.zh}（{_zh_span(run)}）", f"{run.name.en} ({_en_span(run)})")


def _weekend_words(days: Sequence[DayFact]) -> list[Words]:
    if not days:
        return []
    plural = "day" if len(days) == 1 else "days"
    return [Words(f"周末{len(days)}天", f"{len(days)} weekend {plural}")]


def _listed(shown: Sequence[Words], *, zh: str, en: str) -> Words:
    return Words(zh + "、".join(one.zh for one in shown) + "。", en + ", ".join(one.en for one in shown) + ".")


def _zh_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _zh_moment(local: datetime) -> str:
    return f"{_zh_day(local.date())}{local:%H:%M}"


def _zh_span(run: _Run) -> str:
    first, last = run.first, run.last
    if first == last:
        return f"{first.month}月{first.day}日"
    if first.month == last.month:
        return f"{first.month}月{first.day}日至{last.day}日"
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def _en_span(run: _Run) -> str:
    return f"{run.first}" if run.first == run.last else f"{run.first} to {run.last}"
