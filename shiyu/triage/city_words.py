"""The words of the loaded city: how people here spell things, and the names of its places and units.

`in_everyday_words` is the one function for whoever reads text: searching, classifying, routing, finding what is alike.
"""

from datetime import date
from functools import lru_cache

from shiyu.city.directory import Directory, directory
from shiyu.city.for_today import ForToday
from shiyu.triage.extraction.extracting import Gazetteer
from shiyu.triage.finding import WordFinder
from shiyu.triage.spellings import Spellings, spellings_of

RULES = "spellings"
_SHORTEST_NAME = 3
_SHORTEST_CUT = 2


def spellings() -> Spellings:
    """The spellings of the loaded city in force today; none where the pack has none."""
    rules = directory().rule_set(RULES)
    rows = rules.body.get("words", ()) if rules is not None else ()
    return _made(tuple((row["said"], row["meant"]) for row in rows))


def in_everyday_words(text: str) -> str:
    """`text` with the dialect words of the city put into everyday ones."""
    return spellings().read(text).text


@lru_cache(maxsize=4)
def _made(rows: tuple[tuple[str, str], ...]) -> Spellings:
    return spellings_of([{"said": said, "meant": meant} for said, meant in rows])


def gazetteer() -> Gazetteer:
    """The names of the loaded city for today; made once for each edition and day."""
    return _gazetteer_made()


def _make(city: Directory, day: date) -> Gazetteer:
    named: dict[str, set[str]] = {}
    for division in city.divisions.current(on=day):
        for name in _said_as(division.name, division.level):
            named.setdefault(name, set()).add(division.code)
    places = {name: next(iter(codes)) for name, codes in named.items() if len(codes) == 1}
    units = {
        name: unit.code
        for unit in city.units.current(on=day)
        for name in (unit.name, unit.short_name)
        if len(name) >= _SHORTEST_NAME and name not in places
    }
    return Gazetteer(
        divisions=WordFinder(places), division_codes=places, units=WordFinder(units), unit_codes=units,
        spellings=spellings(),
    )  # fmt: skip


_gazetteer_made = ForToday(_make)


def _said_as(name: str, level: str) -> set[str]:
    """A division by its name, a county also without its last sign (沁水); the city itself tells nothing."""
    if level == "city":
        return set()
    names = {name} if len(name) >= _SHORTEST_NAME else set()
    if level == "county" and name[-1] in "县市" and len(name) > _SHORTEST_CUT:
        names.add(name[:-1])
    return names
