"""The register of figures: each number the city talks about is defined once, and screens and reports only draw it.

Systems register theirs when their app starts; the dashboard reads them from here and knows no system.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from shiyu.base.clock import city_zone, now
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.shares import Share
from shiyu.base.words import Words

# None: there is nothing to count by (a rate of no cases), which is neither 0 nor 100 %.
Value = int | Decimal | None

Counted = Value | Share
"""What a figure counts for one part: a number, or a share that still knows of how many."""


class By(StrEnum):
    """How a figure is divided. The key of a part is a code of the pack, a coded type, or a month `2026-03`."""

    WHOLE = ""
    UNIT = "unit"  # 承办单位: the lead
    PLACE = "place"  # 区划: the level below the division asked for
    TYPE = "type"  # 类型
    MONTH = "month"  # 月份: each counted as a span of its own, so a split never meets it


Split = Callable[["Scope", By], Mapping[str, Counted]]
"""Counts a figure by parts, in one question whatever their number; of the whole it is one part with an empty key."""


class DuplicateFigure(ShiyuError):
    """Two figures under one name: one of them would be drawn where the other is meant."""

    code: ClassVar[str] = "duplicate_figure"
    http_status: ClassVar[int] = 500
    sentence = Words(
        "指标“{name}”已经登记过，请换一个名称。", "Figure {name} is registered already; choose another name."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a figure is asked about: the city's days from `start` to `end`, both included, and perhaps one part of it.

    `division` and `unit` are codes of the city pack; empty means the whole city, all units.
    """

    start: date
    end: date
    division: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A span cannot end before it starts: {self.start} to {self.end}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number: what it is called, how exactly it is counted (with its source), in what unit, and the counting.

    `split` counts it by parts as well; `types` names the coded types it can be divided by.
    """

    name: str
    label: Words
    definition: Words
    unit: Words
    compute: Callable[[Scope], Value]
    split: Split | None = None
    types: Mapping[str, Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = (self.label, self.definition, self.unit)
        if not self.name.isidentifier() or not all(words.zh.strip() and words.en.strip() for words in said):
            raise ValueError(f"Figure {self.name!r} needs an identifier as name, and its words in both languages.")


def moments_of(scope: Scope) -> tuple[datetime, datetime]:
    """From the first midnight of a scope to the last, but not beyond the present."""
    zone = city_zone()
    begin = datetime.combine(scope.start, time(), zone).astimezone(UTC)
    end = datetime.combine(scope.end + timedelta(days=1), time(), zone).astimezone(UTC)
    return begin, min(end, now())


def plain_value(counted: Counted) -> Value:
    """What is shown of what was counted."""
    return counted.percent if isinstance(counted, Share) else counted


def whole(split: Split) -> Callable[[Scope], Value]:
    """The counting of the whole, for a figure that counts by parts."""

    def compute(scope: Scope) -> Value:
        return plain_value(split(scope, By.WHOLE).get("", None))

    return compute


class Register:
    """Figures by name. The platform has one, behind the functions below; tests make their own."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def add(self, figure: Figure) -> Figure:
        """Take `figure` in. Raises `DuplicateFigure` where its name is taken."""
        if figure.name in self._figures:
            raise DuplicateFigure(name=figure.name)
        self._figures[figure.name] = figure
        return figure

    def get(self, name: str) -> Figure:
        """The figure of that name, or `NoSuchThing`."""
        try:
            return self._figures[name]
        except KeyError:
            raise NoSuchThing(what=Words(f"指标“{name}”", f"Figure {name}")) from None

    def all(self) -> tuple[Figure, ...]:
        """Every figure, by name, whatever order the systems started in."""
        return tuple(self._figures[name] for name in sorted(self._figures))


_register = Register()


def register(figure: Figure) -> Figure:
    """Register `figure` for the platform. Raises `DuplicateFigure`."""
    return _register.add(figure)


def figure(name: str) -> Figure:
    """The registered figure of that name, or `NoSuchThing`."""
    return _register.get(name)


def all_figures() -> tuple[Figure, ...]:
    """Every registered figure, by name."""
    return _register.all()
