"""What a field offers to choose from: units, categories and places of the loaded city, rendered once per edition.

A field with hundreds of values is a line with a list of suggestions: the browser searches it, without any script. What
was typed is read as a code, a name in either language, or “code name” as the list writes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from shiyu.base.clock import today
from shiyu.city.directory import DivisionFact, directory

Group = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Offered:
    """A list of suggestions: its markup, and the code behind everything that can be typed."""

    html: SafeString
    codes: Mapping[str, str]

    def code_of(self, typed: str) -> str:
        """The code that was meant; what is no suggestion stays as it was typed, for the door to refuse by name."""
        typed = typed.strip()
        head = typed.split(" ", 1)[0]
        return self.codes.get(typed) or self.codes.get(head) or typed


def units() -> Offered:
    """The units in force."""
    return _units(*_edition())


def categories() -> Offered:
    """The categories in force, each with the branch it hangs on."""
    return _categories(*_edition())


def places() -> tuple[Group, ...]:
    """Counties and their streets or townships: what a resident or an officer chooses first."""
    return _places(*_edition())


def place_lines() -> tuple[Offered, Mapping[str, str]]:
    """The same to type in rather than to scroll through, and how each code is written there."""
    return _place_lines(*_edition())


def unit_boxes() -> tuple[tuple[str, str], ...]:
    """Code and name of the units in force, in the order of their names."""
    return _unit_boxes(*_edition())


def village_of(typed: str, *, within: str) -> str:
    """The code of a village or community by its name or code, inside a chosen place; what is not found stays."""
    typed = typed.strip()
    known = directory().divisions
    if not typed or known.find(typed) is not None:
        return typed
    found = [fact.code for fact in _named(typed) if not within or within in fact.path]
    return found[0] if len(found) == 1 else typed


def _named(typed: str) -> list[DivisionFact]:
    return [fact for fact in directory().divisions.current() if typed in {fact.name, fact.name_en}]


def _edition() -> tuple[int, str, str]:
    """What a rendering depends on: the edition of the city, the reader's language and the day."""
    return directory().edition_id, (get_language() or "zh")[:2], today().isoformat()


def _offered(name: str, rows: Iterable[tuple[str, str, str]]) -> Offered:
    """From rows of code, what is typed, and the hint beside it; a name that stands for two codes stands for neither."""
    rows = list(rows)
    options = format_html_join("", '<option value="{}">{}</option>', ((typed, hint) for _, typed, hint in rows))
    codes: dict[str, str] = {}
    twice: set[str] = set()
    for code, typed, hint in rows:
        for word in {code, typed, hint}:
            if codes.setdefault(word, code) != code:
                twice.add(word)
    return Offered(
        format_html('<datalist id="offered-{}">{}</datalist>', name, options),
        {word: code for word, code in codes.items() if word and word not in twice},
    )


@lru_cache(maxsize=6)
def _units(_edition: int, _language: str, _day: str) -> Offered:
    found = sorted(directory().units.current(), key=lambda unit: unit.pinyin)
    return _offered("units", ((unit.code, str(unit.label), unit.name) for unit in found))


@lru_cache(maxsize=6)
def _unit_boxes(_edition: int, _language: str, _day: str) -> tuple[tuple[str, str], ...]:
    found = sorted(directory().units.current(), key=lambda unit: unit.pinyin)
    return tuple((unit.code, str(unit.label)) for unit in found)


@lru_cache(maxsize=6)
def _categories(_edition: int, _language: str, _day: str) -> Offered:
    known = directory().categories
    rows = []
    for fact in sorted(known.current(), key=lambda fact: fact.code):
        above = [known.latest(code) for code in fact.path if code != fact.code]
        branch = " / ".join(str(one.label) for one in above if one)
        rows.append((fact.code, f"{fact.code} {fact.label}", f"{branch} / {fact.label}" if branch else str(fact.label)))
    return _offered("categories", rows)


@lru_cache(maxsize=6)
def _place_lines(edition: int, language: str, day: str) -> tuple[Offered, Mapping[str, str]]:
    known = directory().divisions
    lines: list[tuple[str, str, str]] = []
    for county, group in _places(edition, language, day):
        for code, label in group:
            fact = known.find(code)
            typed = label if label == county else f"{county} {label}"
            lines.append((code, typed, fact.name if fact else label))
    return _offered("places", lines), {code: typed for code, typed, _ in lines}


@lru_cache(maxsize=6)
def _places(_edition: int, _language: str, _day: str) -> tuple[Group, ...]:
    known = sorted(directory().divisions.current(), key=lambda fact: fact.code)
    under: dict[int, list[DivisionFact]] = {}
    for fact in known:
        under.setdefault(fact.parent_id or 0, []).append(fact)
    return tuple(
        (str(county.label), tuple((fact.code, str(fact.label)) for fact in [county, *under.get(county.id, ())]))
        for county in known
        if county.level == "county"
    )
