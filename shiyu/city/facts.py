"""What the directory hands out: the city's rows as immutable facts, without the database behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from shiyu.base.words import Words
from shiyu.city.places import Box


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` up to, not including, `end`; `None` is open."""

    first: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in the span."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


class Spanned:
    """What every fact with a span can be asked."""

    __slots__ = ()
    span: Span

    def in_force(self, day: date) -> bool:
        """Whether the row holds on `day`."""
        return self.span.holds_on(day)


@dataclass(frozen=True, slots=True)
class CityFact:
    """The city itself, as `city.toml` names it."""

    code: str
    name: Words
    zone: ZoneInfo
    box: Box
    office_hours: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class DivisionFact(Spanned):
    """A division; `path` holds the codes from the city down to itself."""

    id: int
    code: str
    level: str
    name: str
    name_en: str
    parent_id: int | None
    path: tuple[str, ...]
    pinyin: str
    demo: bool
    span: Span

    @property
    def label(self) -> Words:
        """The name in both languages; most divisions have only their Chinese one."""
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class UnitFact(Spanned):
    """A unit that is assigned work."""

    id: int
    code: str
    name: str
    short_name: str
    name_en: str
    kind: str
    parent_id: int | None
    division_id: int
    division_code: str
    pinyin: str
    span: Span

    @property
    def label(self) -> Words:
        """The short name in both languages."""
        return Words(self.short_name, self.name_en)


@dataclass(frozen=True, slots=True)
class PostFact(Spanned):
    """A post and the roles it carries."""

    id: int
    code: str
    unit_id: int
    unit_code: str
    title: Words
    roles: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class CategoryFact(Spanned):
    """A class of matters with the unit and limit class it stands for."""

    id: int
    code: str
    name: str
    name_en: str
    level: int
    parent_id: int | None
    path: tuple[str, ...]
    default_unit_id: int | None
    default_unit_code: str | None
    limit_class: str
    span: Span

    @property
    def label(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class DutyFact(Spanned):
    """A row of the duty list; `level` names the place whose unit is meant where `unit_code` is empty."""

    id: int
    code: str
    words: tuple[str, ...]
    category_code: str | None
    level: str
    unit_id: int | None
    unit_code: str | None
    reason: Words
    basis: str
    span: Span


@dataclass(frozen=True, slots=True)
class PhraseFact(Spanned):
    """A common phrase 常用语 and the scene it is written in."""

    scene: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class RuleSetFact(Spanned):
    """Numbers of a rule with their document; `body` is read-only."""

    id: int
    name: str
    doc_no: str
    source: str
    body: Mapping[str, Any]
    span: Span
