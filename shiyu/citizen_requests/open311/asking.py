"""What GET requests asks for, read off the query."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict

from shiyu.base.clock import now
from shiyu.cases.facts import CASE_NUMBER
from shiyu.citizen_requests.open311.errors import bad

LONGEST_SPAN = timedelta(days=90)
MOST = 1_000
"""Requests in one answer, by GeoReport v2."""
USUAL = 100
"""Where nothing else is asked; `Link` leads to the rest."""
DEEPEST = 10_000
"""Requests that page numbers reach; further back lead `before` or earlier dates."""
STATUSES = frozenset({"open", "closed"})
# In a query a plus sign means a blank, and clients forget to write it as %2B.
_ZONE_AFTER_BLANK = re.compile(r" (\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests are asked for: those in `numbers`, else those requested from `start` up to `end`."""

    numbers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    statuses: frozenset[str] = STATUSES
    start: datetime
    end: datetime
    page: int = 1
    page_size: int = USUAL
    before: str = ""
    extensions: bool = False


def wanted_of(query: QueryDict) -> Wanted:
    """The query, checked. Raises `BadParameter`."""
    start, end = _span(query.get("start_date", ""), query.get("end_date", ""))
    page, size = _whole(query, "page", 1, most=DEEPEST), _whole(query, "page_size", USUAL, most=MOST)
    if page > 1 and page * size > DEEPEST:
        raise bad(
            "page",
            zh=f"翻页最多到第 {DEEPEST} 件，请用 before 或更早的日期",
            en=f"reaches {DEEPEST} requests; use before, or earlier dates",
        )
    statuses = frozenset(_listed(query, "status")) or STATUSES
    if statuses - STATUSES:
        raise bad("status", zh="应为 open、closed", en="is open or closed")
    numbers = _listed(query, "service_request_id")
    if len(numbers) > MOST:
        raise bad("service_request_id", zh=f"最多 {MOST} 个", en=f"names at most {MOST}")
    return Wanted(
        numbers=tuple(number for number in numbers if CASE_NUMBER.fullmatch(number)) or ("-",) * bool(numbers),
        services=tuple(_listed(query, "service_code")),
        statuses=statuses, start=start, end=end, page=page, page_size=size, before=_before(query),
        extensions=extended(query),
    )  # fmt: skip


def extended(query: QueryDict) -> bool:
    """Whether the answer may hold more than GeoReport names."""
    return query.get("extensions", "").strip().lower() in {"true", "1"}


def _listed(query: QueryDict, name: str) -> list[str]:
    """The values of a parameter that may be repeated or joined by commas, each once."""
    values = (value.strip() for given in query.getlist(name) for value in given.split(","))
    return list(dict.fromkeys(value for value in values if value))


def _whole(query: QueryDict, name: str, default: int, *, most: int) -> int:
    given = query.get(name)
    if given is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not 1 <= int(given) <= most:
        raise bad(name, zh=f"应为 1 到 {most} 的整数", en=f"is a whole number from 1 to {most}")
    return int(given)


def _before(query: QueryDict) -> str:
    given = query.get("before")
    if given is None:
        return ""
    if not CASE_NUMBER.fullmatch(given):
        raise bad("before", zh="应为件号", en="is a service_request_id")
    return given


def _span(start_date: str, end_date: str) -> tuple[datetime, datetime]:
    start, end = _moment("start_date", start_date), _moment("end_date", end_date)
    try:
        last = end or (min(start + LONGEST_SPAN, max(now(), start)) if start else now())
        first = start or last - LONGEST_SPAN
    except OverflowError:
        raise _no_date("end_date" if end else "start_date") from None
    if first > last:
        raise bad("start_date", zh="不能晚于 end_date", en="is not after end_date")
    if last - first > LONGEST_SPAN:
        raise bad("start_date", zh="与 end_date 最多相隔 90 天", en="lies at most 90 days before end_date")
    return first, last


def _moment(name: str, given: str) -> datetime | None:
    if not given.strip():
        return None
    try:
        found = datetime.fromisoformat(_ZONE_AFTER_BLANK.sub(r"+\1", given.strip()))
    except ValueError:
        raise _no_date(name) from None
    if found.tzinfo is None or not 1900 <= found.year <= 9000:
        raise _no_date(name)
    return found


def _no_date(name: str) -> Exception:
    example = "2026-11-23T08:00:00+08:00"
    return bad(name, zh=f"应为带时区的 ISO 8601 时间，如 {example}", en=f"is ISO 8601 with a zone, as {example}")
