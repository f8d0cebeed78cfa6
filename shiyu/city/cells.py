"""What a cell of a pack means: dates, spans, flags, lists. A cell that means nothing gives `None`."""

import re
from datetime import date

from shiyu.city.facts import Span
from shiyu.city.reading import Row

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def read_date(cell: str) -> date | None:
    """A date as 2026-01-31, or `None`."""
    if not _DATE.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def read_whole(cell: str) -> int | None:
    """A whole number from 0, or `None`."""
    return int(cell) if _WHOLE.fullmatch(cell) else None


def read_flag(cell: str) -> bool:
    """1 is yes, 0 and nothing are no; the checks refuse the rest."""
    return cell == "1"


def read_words(cell: str) -> list[str]:
    """Words separated by spaces."""
    return cell.split()


def read_span(row: Row) -> Span:
    """The validity of a row; what is no date is left open here, the checks tell it."""
    return Span(read_date(row["valid_from"]), read_date(row["valid_to"]))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    starts_before_end = one.end is None or other.first is None or other.first < one.end
    ends_after_start = other.end is None or one.first is None or one.first < other.end
    return starts_before_end and ends_after_start
