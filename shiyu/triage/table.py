"""The duty list, categories, names of units and of places of one edition of the city, filed for routing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from shiyu.base.words import Words
from shiyu.city.directory import Directory
from shiyu.city.facts import CategoryFact, DivisionFact, DutyFact
from shiyu.city.for_today import ForToday
from shiyu.triage.finding import WordFinder

DUTY, CATEGORY, NAMED, PLACE = "duty", "category", "named", "place"
WEIGHTS = {DUTY: 4, CATEGORY: 3, NAMED: 2}
"""How much one character of a matched word counts: a duty row is written to decide, a unit is often only mentioned."""
PLACE_LEVELS = ("county", "township")
SHORTEST_NAME = 3  # characters: 城区 names a district, but is also how people say “in town”


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sign in a text claims the matter for a unit, or for the unit of its place on `level`."""

    by: str
    code: str  # of the duty row, category or unit
    unit: str = ""
    level: str = ""
    reason: Words = field(default_factory=lambda: Words("", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingTable:
    """One edition of the city on one day, ready to be asked a hundred thousand times."""

    city: Directory
    finder: WordFinder
    claims: Mapping[str, tuple[Claim, ...]]
    places: Mapping[str, str]
    of_category: Mapping[str, Claim]

    def unit_of_place(self, place: str, *, level: str) -> str:
        """The code of the unit that stands for the county or township `place` lies in, or empty."""
        if self.city.divisions.find(place) is None:
            return ""
        unit = self.city.unit_of_place(place, level=level)
        return unit.code if unit is not None else ""


def routing_table() -> RoutingTable:
    """The table of the loaded city for today; made once for each edition and day."""
    return _table_made()


def _make(city: Directory, day: date) -> RoutingTable:
    claims: dict[str, list[Claim]] = {}
    for word, claim in _claims(city, day):
        claims.setdefault(word, []).append(claim)
    places = _places(city, day)
    return RoutingTable(
        city=city,
        finder=WordFinder({*claims, *places}),
        claims={word: tuple(made) for word, made in claims.items()},
        places=places,
        of_category=_of_category(city, day),
    )


_table_made = ForToday(_make)


def _claims(city: Directory, day: date) -> Iterator[tuple[str, Claim]]:
    for duty in city.duties(on=day):
        for word in duty.words if _stands(city, duty.unit_code, day) else ():
            yield word, _claim_of(duty)
    for category in city.categories.current(on=day):
        named = category.default_unit_code and _stands(city, category.default_unit_code, day)
        if named and len(category.name) >= SHORTEST_NAME:
            yield category.name, _claim_of_category(category)
    for unit in city.units.current(on=day):
        claim = Claim(by=NAMED, code=unit.code, unit=unit.code)
        for name in {unit.name, unit.short_name}:
            if len(name) >= SHORTEST_NAME:
                yield name, claim


def _stands(city: Directory, unit_code: str | None, day: date) -> bool:
    """Whether a unit that is named can still be given work; a row that names none depends on the place."""
    return not unit_code or city.units.find(unit_code, on=day) is not None


def _claim_of(duty: DutyFact) -> Claim:
    unit = duty.unit_code or ""
    return Claim(by=DUTY, code=duty.code, unit=unit, level="" if unit else duty.level, reason=duty.reason)


def _claim_of_category(category: CategoryFact) -> Claim:
    return Claim(by=CATEGORY, code=category.code, unit=category.default_unit_code or "")


def _of_category(city: Directory, day: date) -> dict[str, Claim]:
    """By category: the duty row written for it or for a category above it, else its default unit."""
    rows = {duty.category_code: duty for duty in city.duties(on=day) if duty.category_code}
    found: dict[str, Claim] = {}
    for category in city.categories.current(on=day):
        duty = next((rows[code] for code in reversed(category.path) if code in rows), None)
        if duty is not None and _stands(city, duty.unit_code, day):
            found[category.code] = _claim_of(duty)
        elif category.default_unit_code and _stands(city, category.default_unit_code, day):
            found[category.code] = _claim_of_category(category)
    return found


def _places(city: Directory, day: date) -> dict[str, str]:
    """Names of counties and townships that mean one place only."""
    named: dict[str, list[DivisionFact]] = {}
    for division in city.divisions.current(on=day):
        if division.level in PLACE_LEVELS and len(division.name) >= SHORTEST_NAME:
            named.setdefault(division.name, []).append(division)
    return {name: facts[0].code for name, facts in named.items() if len(facts) == 1}
