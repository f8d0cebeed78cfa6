"""A figure divided by unit, place, type or month: its rows in a fair order, each with what may be concluded from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from shiyu.base.figures import By, Counted, Figure, Scope, Split, Value, plain_value
from shiyu.base.shares import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row: its value and, of a share, of how many, within which bounds, and whether it is told apart from the mean.

    `told_apart` is None where the figure is no share: of a count nothing is claimed.
    """

    key: str
    value: Value
    part: int | None = None
    whole: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    told_apart: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A figure for a scope: the whole asked for, the mean it is compared with, and the parts."""

    figure: Figure
    scope: Scope
    by: By
    total: Part
    mean: Value
    parts: tuple[Part, ...]


class NotDivisible(ValueError):
    """The figure knows no parts of this kind."""


def divide(figure: Figure, scope: Scope, *, by: By) -> Divided:
    """The figure and its parts. The mean is that of all units in the same span and place.

    Months stand in their order. Other parts stand by the lower bound of their share, so that two of two does not lead
    before ninety-eight of a hundred; counts by their number. Raises `NotDivisible`.
    """
    split = figure.split
    if split is None or (by is By.TYPE and not figure.types):
        raise NotDivisible(figure.name)
    total = split(scope, By.WHOLE).get("")
    mean = plain_value(split(replace(scope, unit=""), By.WHOLE).get("") if scope.unit else total)
    parts = [part_of(key, counted, mean=mean) for key, counted in _counted(split, scope, by).items()]
    return Divided(
        figure=figure, scope=scope, by=by, total=part_of("", total, mean=mean), mean=mean,
        parts=tuple(parts if by is By.MONTH else fair_order(parts)),
    )  # fmt: skip


def months(scope: Scope) -> Iterator[tuple[str, Scope]]:
    """The months a span touches, each with its part of the span."""
    begin = scope.start
    while begin <= scope.end:
        following = date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
        yield f"{begin:%Y-%m}", replace(scope, start=begin, end=min(following - timedelta(days=1), scope.end))
        begin = following


def _counted(split: Split, scope: Scope, by: By) -> Mapping[str, Counted]:
    """A month is asked for as a span of its own: what is late at its end is late then, not now."""
    if by is By.MONTH:
        return {month: split(part, By.WHOLE).get("") for month, part in months(scope)}
    return split(scope, by) if by else {}


def part_of(key: str, counted: Counted, *, mean: Value) -> Part:
    """One row of what was counted."""
    if not isinstance(counted, Share):
        return Part(key=key, value=counted)
    bounds, percent = counted.interval, None if mean is None else Decimal(mean)
    return Part(
        key=key, value=counted.percent, part=counted.part, whole=counted.whole,
        low=bounds.low if bounds else None, high=bounds.high if bounds else None,
        told_apart=counted.told_apart(percent),
    )  # fmt: skip


def fair_order(parts: Iterable[Part]) -> list[Part]:
    """By lower bound, then by value, the greatest first; what has no value comes last."""
    return sorted(parts, key=_rank)


def _rank(part: Part) -> tuple[bool, Decimal, Decimal, str]:
    value = Decimal(0) if part.value is None else Decimal(part.value)
    return part.value is None, -(value if part.low is None else part.low), -value, part.key
