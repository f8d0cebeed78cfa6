"""What was typed or sent along in a form, read as a number or a day: None where it is none, and never an error."""

from datetime import date, datetime

DIGITS = 18
"""So many digits at the most: whatever is longer would not fit the key of a row."""


def whole_number(given: str, *, digits: int = DIGITS) -> int | None:
    """A whole number without a sign, written in ASCII digits."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= digits else None


def count_sent(given: str) -> int | None:
    """The number of an entry: up to which the writer of a form had read, or before which a history is shown."""
    return whole_number(given, digits=9)


def typed_day(given: str) -> date | None:
    """A day as the browser's field sends it: 2026-01-31."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def typed_moment(given: str) -> datetime | None:
    """A moment as a hidden field carries it."""
    try:
        return datetime.fromisoformat(given)
    except ValueError:
        return None
