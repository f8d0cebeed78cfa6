"""Times as people say them (昨天下午三点, 从11月3日起), resolved against the moment at which they were said. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from shiyu.triage.extraction.numerals import number_of
from shiyu.triage.extraction.spans import Kind, Span

_N = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_YEAR = r"(?:\d{4}|[一二][零〇一二三四五六七八九]{3})"
_DAY = re.compile(
    rf"(?P<y>{_YEAR})\s?年\s?(?P<m>{_N})\s?月(?:\s?(?P<d>{_N})\s?[日号])?"
    r"|(?<!\d)(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?!\d)"
    rf"|(?<!\d)(?P<sm>{_N})\s?月\s?(?P<sd>{_N})\s?[日号]"
    r"|(?P<near>大前天|前天|昨天|昨日|昨晚|今天|今日|今早|今晚|明天|后天)"
    r"|(?P<week>上上|上|本|这)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    rf"|(?P<ago>{_N})\s?(?:个)?(?P<unit>天|周|星期|月)(?:之|以)?前"
)
_CLOCK = re.compile(
    r"\s?(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜)?\s?"
    rf"(?:(?P<h>{_N})\s?[点时](?!间|候|段)"
    r"(?:(?P<half>半)|(?P<quarter>[一三])刻"
    r"|(?P<min>\d{1,2}|[零一二三四五六七八九十]{1,3})分?)?"
    r"|(?P<ch>\d{1,2})[:：](?P<cm>\d{2})(?!\d))"
)
_PART = re.compile(r"\s?(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜)")
_SINCE = re.compile(r"\s?(?:起|开始|以来|至今)")
_NEAR = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "明天": 1,
    "后天": 2,
}  # fmt: skip
_WEEKS = {"上上": 2, "上": 1, "本": 0, "这": 0}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "夜里"})
_NIGHT = frozenset({"晚上", "夜里"})
_NOON, _MORNING = 12, 5
_AHEAD = timedelta(days=60)
"""A day without a year that would lie further ahead was meant to be in the year before."""


def times_in(text: str, *, moment: datetime) -> Iterator[Span]:
    """Times with a day (`2026-11-27`, `2026-11-27T15:00`) and times of day (`T22:00`); impossible ones not."""
    ends = 0
    for match in _DAY.finditer(text):
        day = _day_of(match, moment.date())
        if day is None:
            continue
        yield from _clocks(text, ends, match.start())
        span = _with_clock(text, match, day)
        ends = span.end
        yield span
    yield from _clocks(text, ends, len(text))


def _clocks(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _CLOCK.finditer(text, start, end):
        at = _clock_of(match)
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        if at and (match["part"] or match["ch"]):
            yield Span(begin, match.end(), Kind.TIME, f"T{at}", text[begin : match.end()])


def _with_clock(text: str, match: re.Match[str], day: str) -> Span:
    start, end, value = match.start(), match.end(), day
    clock = _CLOCK.match(text, end)
    at = _clock_of(clock, evening=match["near"] in ("昨晚", "今晚")) if clock else ""
    if clock and at and len(day) == len("2026-11-27"):
        end, value = clock.end(), f"{day}T{at}"
    elif part := _PART.match(text, end):
        end = part.end()
    since = _SINCE.match(text, end)
    if since:
        end, value = since.end(), f"{value}/.."
        start -= text[max(start - 1, 0) : start] in ("从", "自")
    return Span(start, end, Kind.TIME, value, text[start:end])


def _day_of(match: re.Match[str], today: date) -> str | None:
    found = match.groupdict()
    try:
        reader = next(read for sign, read in _READERS.items() if found[sign])
        return reader(found, today)
    except (ValueError, OverflowError):
        return None


def _number(text: str | None) -> int:
    value = number_of(text or "")
    if value is None:
        raise ValueError(text)
    return int(value)


def _full(found: Mapping[str, str], _today: date) -> str:
    year, month = _number(found["y"]), _number(found["m"])
    if not found["d"]:
        return date(year, month, 1).isoformat()[:7]
    return date(year, month, _number(found["d"])).isoformat()


def _figures(found: Mapping[str, str], _today: date) -> str:
    return date(int(found["iy"]), int(found["im"]), int(found["id"])).isoformat()


def _without_year(found: Mapping[str, str], today: date) -> str:
    month, day = _number(found["sm"]), _number(found["sd"])
    # 29 February is of the last year that had one.
    for year in range(today.year, today.year - 5, -1):
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if meant - today <= _AHEAD:
            return meant.isoformat()
    raise ValueError(day)


def _near(found: Mapping[str, str], today: date) -> str:
    return (today + timedelta(days=_NEAR[found["near"]])).isoformat()


def _of_week(found: Mapping[str, str], today: date) -> str:
    weekday = 6 if found["weekday"] in "日天" else _number(found["weekday"]) - 1
    return (today + timedelta(days=weekday - today.weekday() - 7 * _WEEKS[found["week"]])).isoformat()


def _ago(found: Mapping[str, str], today: date) -> str:
    count = _number(found["ago"])
    if found["unit"] == "月":
        months = today.year * 12 + today.month - 1 - count
        return date(months // 12, months % 12 + 1, 1).isoformat()[:7]
    return (today - timedelta(days=count * (1 if found["unit"] == "天" else 7))).isoformat()


_READERS: dict[str, Callable[[Mapping[str, str], date], str]] = {
    "y": _full, "iy": _figures, "sm": _without_year, "near": _near, "week": _of_week, "ago": _ago,
}  # fmt: skip


def _clock_of(match: re.Match[str], *, evening: bool = False) -> str:
    hour = int(match["ch"]) if match["ch"] else int(number_of(match["h"]) or 0)
    minute = _minute(match)
    part = match["part"] or ("晚上" if evening else "")
    after_noon = part in _AFTERNOON and not (part in _NIGHT and hour < _MORNING)  # 晚上两点 is two in the night
    if hour < _NOON and (after_noon or (part == "中午" and hour < _MORNING)):
        hour += _NOON
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _minute(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 * _number(match["quarter"])
    written = match["cm"] or match["min"]
    return _number(written) if written else 0
