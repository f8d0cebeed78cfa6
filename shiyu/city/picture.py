"""The loaded city as one immutable picture: registers of facts by code and by day. It knows no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from shiyu.base import clock
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.city.facts import (
    CategoryFact,
    CityFact,
    DivisionFact,
    DutyFact,
    PhraseFact,
    PostFact,
    RuleSetFact,
    Span,
    UnitFact,
)
from shiyu.city.places import Area, area_at
from shiyu.city.workdays import Calendar

F = TypeVar("F", bound="_Coded")
# Kinds of units that stand for a place as a whole; they are named like the level of the place.
_PLACE_KINDS = {"county", "township"}


class _Coded(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def span(self) -> Span: ...


@dataclass(frozen=True)
class Register(Generic[F]):
    """Facts of one kind by code, each code with its versions from oldest to newest, and by id."""

    what: Words
    by_code: Mapping[str, Sequence[F]]

    @cached_property
    def by_id(self) -> Mapping[int, F]:
        """Every version by its id."""
        return {fact.id: fact for versions in self.by_code.values() for fact in versions}

    def find(self, code: str, *, on: date | None = None) -> F | None:
        """The version of `code` that holds on the day, today if none is given; `None` where none does."""
        day = on or clock.today()
        return next((fact for fact in self.by_code.get(code, ()) if fact.span.holds_on(day)), None)

    def latest(self, code: str) -> F | None:
        """Today's version of `code`, or the last there was."""
        versions = self.by_code.get(code)
        return (self.find(code) or versions[-1]) if versions else None

    def asked(self, code: str, on: date | None) -> F | None:
        """The version that holds `on` the day; without a day the latest."""
        return self.latest(code) if on is None else self.find(code, on=on)

    def get_by_id(self, row: int) -> F:
        """The version with this id; raises `NoSuchThing`."""
        try:
            return self.by_id[row]
        except KeyError:
            raise NoSuchThing(what=Words(f"{self.what.zh}（{row}）", f"{self.what.en} ({row})")) from None

    def current(self, *, on: date | None = None) -> list[F]:
        """Every version that holds on the day."""
        day = on or clock.today()
        return [fact for fact in self.by_id.values() if fact.span.holds_on(day)]


@dataclass(frozen=True, eq=False)
class Directory:
    """One loaded edition of the city.

    A question by code answers `None` where nothing is found; with `on=` it asks for the version of that day, without it
    for today's or the last there was (`fact.in_force(day)` tells). A question by id raises `NoSuchThing`.
    """

    edition_id: int
    city: CityFact
    calendar: Calendar
    areas: tuple[Area, ...]
    divisions: Register[DivisionFact]
    units: Register[UnitFact]
    posts: Register[PostFact]
    categories: Register[CategoryFact]
    duty_rows: Register[DutyFact]
    rule_sets: Register[RuleSetFact]
    phrases: tuple[PhraseFact, ...] = ()
    role_labels: Mapping[str, Words] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The division code of the city itself, 12 digits."""
        return self.city.code.ljust(12, "0")

    @property
    def label(self) -> Words:
        """The city's name in both languages."""
        return self.city.name

    def unit(self, code: str, *, on: date | None = None) -> UnitFact | None:
        """The unit with this code."""
        return self.units.asked(code, on)

    def unit_by_id(self, row: int) -> UnitFact:
        """The unit with this id, abolished or not."""
        return self.units.get_by_id(row)

    def division(self, code: str, *, on: date | None = None) -> DivisionFact | None:
        """The division with this code as it stood on the day."""
        return self.divisions.asked(code, on)

    def category(self, code: str, *, on: date | None = None) -> CategoryFact | None:
        """The category with this code."""
        return self.categories.asked(code, on)

    def post(self, code: str, *, on: date | None = None) -> PostFact | None:
        """The post with this code."""
        return self.posts.asked(code, on)

    def duties(self, *, on: date | None = None) -> list[DutyFact]:
        """The rows of the duty list that hold on the day."""
        return self.duty_rows.current(on=on)

    def rule_set(self, name: str, *, on: date | None = None) -> RuleSetFact | None:
        """The rule set of this name in force on the day, today if none is given."""
        return self.rule_sets.find(name, on=on)

    def rule_set_by_id(self, row: int) -> RuleSetFact:
        """The rule set a case was opened under."""
        return self.rule_sets.get_by_id(row)

    def roles(self, *, on: date | None = None) -> set[str]:
        """Names of the roles that some post holds."""
        return {role for post in self.posts.current(on=on) for role in post.roles}

    def posts_with(self, role: str, *, unit_code: str | None = None, on: date | None = None) -> list[PostFact]:
        """The posts that carry `role`, of one unit if it is named."""
        return [
            post for post in self.posts.current(on=on) if role in post.roles and unit_code in {None, post.unit_code}
        ]

    def category_code(self, row: int | None) -> str:
        """The code of the category with this id; empty for none."""
        return "" if row is None else self.categories.get_by_id(row).code

    def unit_of_place(self, division_code: str, *, level: str, on: date | None = None) -> UnitFact | None:
        """The unit that stands for the county or township (`level`) in which `division_code` lies, if there is one."""
        day = on or clock.today()
        place = self.division(division_code, on=on)
        for code in place.path if place else ():
            above = self.division(code, on=on)
            if above is not None and above.level == level:
                return next((unit for unit in self._units_of_places.get(code, ()) if unit.in_force(day)), None)
        return None

    def inside(self, lon: float, lat: float) -> bool:
        """Whether a position lies in one of the counties."""
        return any(area.holds(lon, lat) for area in self.areas)

    def county_at(self, lon: float, lat: float) -> DivisionFact:
        """The county a position lies in; raises `OutsideCity`."""
        code = area_at(lon, lat, self.areas).code
        return next(fact for fact in self.divisions.by_code[code] if fact.span.end is None)

    @cached_property
    def _units_of_places(self) -> Mapping[str, list[UnitFact]]:
        owners: dict[str, list[UnitFact]] = {}
        for unit in self.units.by_id.values():
            if unit.kind in _PLACE_KINDS:
                owners.setdefault(unit.division_code, []).append(unit)
        return owners


def by_code(what: Words, pairs: Iterable[tuple[str, F]]) -> Register[F]:
    """A register from pairs of code and fact, each code's versions in order of their first day."""
    versions: dict[str, list[F]] = {}
    for code, fact in pairs:
        versions.setdefault(code, []).append(fact)
    for facts in versions.values():
        facts.sort(key=lambda fact: fact.span.first or date.min)
    return Register(what, versions)
