"""What the second step offers: streets, villages, categories, and the category the words seem to point to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.citizen_requests.open311.services import LAST_LEVEL, Service, services
from shiyu.citizen_requests.portal.draft import Draft
from shiyu.city.directory import DivisionFact, directory
from shiyu.triage.routing import router
from shiyu.triage.seam import Matter, Suggestion

LOOKED_AT = 3_000
LED_HERE = Words("从引导页带来的分类", "Chosen by the page that led you here")
NAMED = Words("文中有“{word}”", "the text says “{word}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Choices under a heading."""

    label: Words
    options: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What the matter seems to be: a category to confirm (empty where only an office is likely), and why."""

    category: str
    label: Words | None
    reason: Words


def streets() -> list[Group]:
    """Every county with its streets and townships; the county itself first, for who knows no more."""
    return street_groups(Words("{county}（不清楚街道）", "{county} (street not known)"))


def street_groups(whole: Words) -> list[Group]:
    """Every county with its streets and townships, the county itself first, as `whole` calls it."""
    return list(_street_groups(directory().edition_id, today().isoformat(), whole))


@lru_cache(maxsize=8)
def _street_groups(_edition: int, _day: str, whole: Words) -> tuple[Group, ...]:
    by_county: dict[str, list[DivisionFact]] = {}
    counties = []
    for fact in sorted(directory().divisions.current(), key=lambda fact: fact.code):
        if fact.level == "county":
            counties.append(fact)
        elif fact.level == "township":
            by_county.setdefault(fact.path[1], []).append(fact)
    return tuple(
        Group(
            label=county.label,
            options=(
                (county.code, whole.fill(county=county.label)),
                *((fact.code, fact.label) for fact in by_county.get(county.code, ())),
            ),
        )
        for county in counties
    )


def villages(street: str) -> list[tuple[str, Words]]:
    """The villages and communities of a street or township."""
    place = directory().divisions.find(street) if street else None
    if place is None or place.level != "township":
        return []
    found = [fact for fact in directory().divisions.current() if fact.level == "village" and street in fact.path]
    return [(fact.code, fact.label) for fact in sorted(found, key=lambda fact: fact.code)]


def category_groups() -> list[Group]:
    """The categories residents are offered, as everywhere else: those of the city's services."""
    groups: dict[str, list[Any]] = {}
    for one in services().values():
        groups.setdefault(one.category.path[0], []).append(one)
    return [
        Group(label=found[0].group, options=tuple((one.code, one.name) for one in found)) for found in groups.values()
    ]


def last_level(code: str) -> str:
    """A category of the last level that is in force, by its code; empty where there is none."""
    fact = directory().category(code) if code.isascii() and code.isdigit() else None
    return fact.code if fact is not None and fact.level == LAST_LEVEL and fact.in_force(today()) else ""


def offered_beside(code: str) -> list[Group]:
    """A category that a page which led here filled in, where it is none of those that are offered to everybody."""
    fact = directory().category(code) if code and code not in services() else None
    return [Group(label=LED_HERE, options=((fact.code, fact.label),))] if fact is not None else []


def suggestion(draft: Draft) -> Likely | None:
    """What the words point to, with the reason; nothing where they point nowhere."""
    answer = router().route(Matter(title=draft.heading, detail=draft.detail, place=draft.village or draft.street))
    named = _named_in(f"{draft.heading}\n{draft.detail}"[:LOOKED_AT])
    if named is not None:
        return Likely(category=named.code, label=named.name, reason=NAMED.fill(word=named.category.name))
    if not isinstance(answer, Suggestion):
        return None
    offered = services().get(_category_of(answer.record))
    label = offered.name if offered else None
    return Likely(category=offered.code if offered else "", label=label, reason=answer.reason)


def _named_in(text: str) -> Service | None:
    """The one category whose whole name the text says; none where it says several."""
    found = [one for one in services().values() if len(one.category.name) > 2 and one.category.name in text]
    return found[0] if len(found) == 1 else None


def _category_of(record: Mapping[str, Any]) -> str:
    duty = directory().duty_rows.find(str(record.get("duty", "")))
    return str(record.get("category") or (duty.category_code if duty is not None else "") or "")
