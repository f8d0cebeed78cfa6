"""Judgements of supervision orders: values in, value out, no database, the clock passed in.

Numbers come from the rule set the order was opened under (`rules/supervision.toml`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from shiyu.base.clock import city_day
from shiyu.cases.procedure import STAY
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.who import LEAD
from shiyu.supervision.vocabulary import owes

SIGNED, SENT = "signed", "sent"
STANDING = "suspended"
WEEK = timedelta(days=7)


def after_signing(case: Snapshot) -> str:
    """The lead unit's signature starts the handling; a joint unit's moves nothing."""
    signed = any(a.kind == LEAD and a.state == SIGNED for a in case.live())
    return "handling" if case.stage == "to_sign" and signed else STAY


def not_signed_yet(case: Snapshot) -> bool:
    """A unit signs for its share once."""
    return any(a.unit_code == case.actor_unit and a.state == SENT for a in case.live())


def report_owed(checkpoint: str) -> Callable[[Snapshot], bool]:
    """Whether the report of this checkpoint is still to be made."""
    return lambda case: owes(checkpoint) in case.marks


def cap(numbers: Mapping[str, Any], name: str) -> int:
    """A count of the rule set. Raises `KeyError` where it has none."""
    return int(numbers["caps"][name])


def extension_left(case: Snapshot) -> bool:
    """Whether the order may be extended once more."""
    return case.made("grant_extension") < cap(case.numbers, "extensions")


def within_extension(case: Snapshot) -> bool:
    """An extension ends after today and within the days the rule allows."""
    return _ends_within(case, cap(case.numbers, "extension_days"))


def within_suspension(case: Snapshot) -> bool:
    """A suspension ends after today and within the days the rule allows."""
    return _ends_within(case, cap(case.numbers, "suspension_days"))


def _ends_within(case: Snapshot, days: int) -> bool:
    given = case.facts.get("until")
    if given is None:
        return False
    today = city_day(case.now)
    return today < date.fromisoformat(str(given)) <= today + timedelta(days=days)


def weekly_span_whole(case: Snapshot) -> bool:
    """Weekly reports have both a first and a last day, in this order, or neither."""
    first, last = case.facts.get("weekly_from"), case.facts.get("weekly_until")
    if first is None and last is None:
        return True
    return first is not None and last is not None and str(first) <= str(last)


class Light(StrEnum):
    """灯: how an order stands (handbook B; the colours are a design, Shanxi's own were not found)."""

    BLUE = "blue"  # 未到期: nothing was due yet, or a late report has been made good
    GREEN = "green"  # 按期: every report so far came in time
    YELLOW = "yellow"  # 临期: a fifth of the time or less is left
    RED = "red"  # 逾期
    GREY = "grey"  # 挂起、销号


def light(
    *, is_open: bool, stage: str, due_at: datetime | None, warned: bool, moment: datetime, reports: tuple[int, int]
) -> Light:
    """The light of an order; `reports` counts those made in time and those made too late."""
    if not is_open or stage == STANDING:
        return Light.GREY
    if due_at is not None and due_at <= moment:
        return Light.RED
    if due_at is not None and warned:
        return Light.YELLOW
    in_time, late = reports
    return Light.GREEN if in_time and not late else Light.BLUE


def marked_word(texts: Iterable[str], marks: Iterable[str]) -> str:
    """The first marking of state secrets that stands in the words, however it is spaced; empty where none does."""
    squeezed = ["".join(text.split()).replace("☆", "★") for text in texts]
    return next((mark for mark in marks if any(mark in text for text in squeezed)), "")


def points(grade: str, *, late: int, urged: int, numbers: Mapping[str, Any]) -> int:
    """激励积分 of one closed order: what its grade gives, less what late reports and urges cost."""
    gives, costs = numbers["points"]["gives"], numbers["points"]["costs"]
    return int(gives[grade]) - int(costs.get(grade, 0)) - late * int(costs["late"]) - urged * int(costs["urged"])


def next_weekly(*, today: date, first: date | None, last: date | None) -> date | None:
    """The day until which the next weekly report is due; None where no more are ordered."""
    if first is None or last is None or today > last:
        return None
    due = max(today + WEEK, first + WEEK)
    return due if due <= last + WEEK else None


def urge_again(*, urged_at: datetime | None, moment: datetime, every_days: int) -> bool:
    """Whether a late order is to be urged once more."""
    return urged_at is None or moment >= urged_at + timedelta(days=every_days)
