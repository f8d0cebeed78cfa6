"""What the public list can be narrowed by: place, category, state, period, and words. Words find only what is shown.

Whatever the list does not show cannot be found in it either: not a caller's words, not his street, not his number.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.urls import reverse

from shiyu.base.clock import now
from shiyu.base.errors import BadInput
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import visible_cases
from shiyu.cases.permission import division_prefix
from shiyu.citizen_requests.open311.services import services
from shiyu.citizen_requests.portal.places import Group, street_groups
from shiyu.citizen_requests.progress import ENDED
from shiyu.citizen_requests.public import PUBLIC, category_ids, public
from shiyu.city.directory import directory

STATES = {"open": Words("办理中", "Open"), "closed": Words("已办结", "Closed")}
PERIODS = {
    "7": Words("近7天", "Last 7 days"),
    "30": Words("近30天", "Last 30 days"),
    "90": Words("近90天", "Last 90 days"),
    "365": Words("近一年", "Last year"),
}
NARROWING = ("q", "place", "category", "state", "period")
LONGEST, MOST_WORDS = 60, 5
SHOWN_PLACES = frozenset({"county", "township"})
Filters = Mapping[str, str]


def filters_of(request: HttpRequest) -> dict[str, str]:
    """What the address asks for; what is not among the choices asks for nothing."""
    asked = {name: request.GET.get(name, "") for name in (*NARROWING, "before")}
    known: dict[str, set[str]] = {
        "place": {code for group in places() for code, _ in group.options}, "category": {code for code, _ in groups()},
        "state": set(STATES), "period": set(PERIODS),
    }  # fmt: skip
    kept = {name: asked[name] if asked[name] in choices else "" for name, choices in known.items()}
    before = asked["before"] if CASE_NUMBER.fullmatch(asked["before"]) else ""
    return {"q": _words(asked["q"]), **kept, "before": before}


def _words(typed: str) -> str:
    try:
        return clean_line(typed[: LONGEST * 2], limit=LONGEST * 2)[:LONGEST].strip()
    except BadInput:
        return ""


def found(filters: Filters) -> Any:
    """The public requests asked for; one that was merged is counted where it was joined."""
    cases = public().exclude(stage="merged")
    if filters["place"]:
        cases = cases.filter(place_code__startswith=division_prefix(filters["place"]))
    if filters["category"]:
        codes = [code for code, one in services().items() if one.category.path[0] == filters["category"]]
        cases = cases.filter(category__in=category_ids(only=codes))
    if filters["state"]:
        cases = cases.filter(is_open=filters["state"] == "open")
    if filters["period"]:
        cases = cases.filter(opened_at__gte=now() - timedelta(days=int(filters["period"])))
    if filters["before"]:
        cases = cases.filter(pk__lt=Subquery(visible_cases(PUBLIC).filter(number=filters["before"]).values("pk")))
    for word in filters["q"].split()[:MOST_WORDS]:
        cases = cases.filter(_saying(word.lower()))
    return cases


def _saying(word: str) -> Q:
    """Rows that show a word: as their number, category, place or office."""
    city = directory()
    if CASE_NUMBER.fullmatch(word.upper()):
        return Q(number=word.upper())
    codes = [code for code, one in services().items() if _says(word, one.name) or _says(word, one.group)]
    wanted = Q(category__in=category_ids(only=codes))
    for place in city.divisions.current():
        if place.level in SHOWN_PLACES and _says(word, place.label):
            wanted |= Q(place_code__startswith=division_prefix(place.code))
    units = [unit.code for unit in city.units.current() if _says(word, unit.label) or word in unit.short_name]
    if units:
        led = visible_cases(PUBLIC).filter(assignments__unit_code__in=units, assignments__kind="lead")
        wanted |= Q(pk__in=led.exclude(assignments__state__in=ENDED).values("pk"))
    return wanted


def _says(word: str, label: Words) -> bool:
    return word in label.zh.lower() or word in label.en.lower()


def address_of(page: str, filters: Filters) -> str:
    """A page with these filters."""
    asked = urlencode({name: value for name, value in filters.items() if value})
    return reverse(page) + (f"?{asked}" if asked else "")


def places() -> list[Group]:
    """Every county with its streets and townships."""
    return street_groups(Words("{county}全域", "All of {county}"))


def groups() -> list[tuple[str, Words]]:
    """The first-level categories of which something may be shown."""
    return sorted({one.category.path[0]: one.group for one in services().values() if one.shown}.items())
