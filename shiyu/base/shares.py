"""A share of counted things, and how far it can be trusted: three of four is not 75 % as three hundred of four hundred.

Pure. A small unit is not ranked by luck: where the interval of its share covers the mean of all, it is not told apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

Z95 = 1.959963984540054
"""The standard normal quantile of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true share lies in 95 of 100 such countings, in percent."""

    low: Decimal
    high: Decimal

    def covers(self, percent: Decimal) -> bool:
        """Whether a share lies inside; the ends belong to it."""
        return self.low <= percent <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`. No share of nothing: its percent and its interval are None."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is no part of {self.whole}.")

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, one digit after the point."""
        return _tenths(100 * self.part / self.whole) if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """The Wilson score interval of 95 %: honest for small numbers and near 0 and 100 %, unlike the usual ±."""
        if not self.whole:
            return None
        low, high = wilson(self.part, self.whole)
        return Interval(_tenths(100 * low), _tenths(100 * high))

    def told_apart(self, mean: Decimal | None) -> bool:
        """Whether the share differs from the mean of all by more than luck explains."""
        interval = self.interval
        return interval is not None and mean is not None and not interval.covers(mean)


def wilson(part: int, whole: int, *, z: float = Z95) -> tuple[float, float]:
    """The Wilson score interval of `part` of `whole`, between 0 and 1 (E. B. Wilson, 1927). `whole` is at least 1."""
    observed, spread = part / whole, z * z / whole
    centre = (observed + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(observed * (1 - observed) / whole + spread / (4 * whole))
    low = 0.0 if part == 0 else centre - half
    high = 1.0 if part == whole else centre + half
    return low, high


def weighted(parts: Iterable[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """The weighted mean of (value, weight); None where a value that weighs is missing, or nothing weighs."""
    counted = [(value, weight) for value, weight in parts if weight]
    if not counted or any(value is None for value, _ in counted):
        return None
    total = sum((value * weight for value, weight in counted if value is not None), Decimal())
    return _tenths(total / sum((weight for _, weight in counted), Decimal()))


def _tenths(number: float | Decimal) -> Decimal:
    # Through the shortest decimal of the float: 66.65 shall not become 66.6 for a bit in its tail.
    return Decimal(str(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)
