"""本周上升: categories and places of which more was received in the last seven days than in the four weeks before.

Few is told apart from luck: what comes by chance scatters by the root of its mean (Poisson), so a rise must be beyond
twice that, and of a handful at least.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from math import sqrt
from urllib.parse import urlencode

from django.db.models import Case, Count, Value, When
from django.db.models.functions import Substr
from django.urls import reverse

from shiyu.base.clock import city_zone, today
from shiyu.base.figures import By, Scope
from shiyu.base.reckoned import Reckoned, reckoned
from shiyu.base.words import Words
from shiyu.cases.dividing import CITY_DIGITS, LEVELS, padded
from shiyu.citizen_requests.counting import every_request
from shiyu.city.directory import directory

WEEK, WEEKS_BEFORE = 7, 4
FEWEST, SIGMAS = 5, 2
SHOWN = 6
COUNTY = LEVELS[CITY_DIGITS]
DEFINITION = Words(
    "近7天受理数明显高于此前四周的周均数（不少于5件，且超出周均数两倍标准差）的分类和县区。",
    "Categories and counties of which the last 7 days brought clearly more than the four weeks before did by the week "
    "(at least 5, and beyond the weekly mean by twice its scatter).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """One line: what rises, to how many in this week, from how many by the week before, and its list."""

    label: Words
    now: int
    before: float
    address: str


Row = tuple[int | None, str, int, int]


def rises(scope: Scope) -> Reckoned[list[Rise]]:
    """What rises, the steepest first, and when it was reckoned."""
    return reckoned(f"overview.rising.{today()}.{scope.division}", partial(_rises, scope))


def _rises(scope: Scope) -> list[Rise]:
    rows = _rows(scope)
    city = directory()
    found = [
        *_rising(rows, lambda row: city.category_code(row[0]), name="category"),
        *_rising(rows, lambda row: padded(row[1], By.PLACE) if len(row[1]) == COUNTY else "", name="place"),
    ]
    steepest = sorted(found, key=lambda one: -(one.now - one.before) / sqrt(max(one.before, 1)))[:SHOWN]
    return [
        Rise(label=_label(one.key, one.name), now=one.now, before=one.before, address=_address({one.name: one.key}))
        for one in steepest
    ]


@dataclass(frozen=True, slots=True)
class _Rising:
    name: str
    key: str
    now: int
    before: float


def _rising(rows: list[Row], key_of: Callable[[Row], str], *, name: str) -> list[_Rising]:
    this: dict[str, int] = {}
    past: dict[str, int] = {}
    for row in rows:
        into = this if row[2] else past
        key = key_of(row)
        into[key] = into.get(key, 0) + row[3]
    return [
        _Rising(name, key, n, round(mean, 1))
        for key, n in this.items()
        if key and n >= FEWEST and n > (mean := past.get(key, 0) / WEEKS_BEFORE) + SIGMAS * sqrt(max(mean, 1))
    ]


def _label(key: str, name: str) -> Words:
    city = directory()
    fact = city.category(key) if name == "category" else city.division(key)
    return fact.label if fact is not None else Words(key, key)


def _address(part: Mapping[str, str]) -> str:
    day = today()
    since = day - timedelta(days=WEEK - 1)
    asked = {"procedure": "citizen_request", "since": since.isoformat(), "until": day.isoformat(), **part}
    return f"{reverse('cases')}?{urlencode(asked)}"


def _rows(scope: Scope) -> list[Row]:
    """One question over five weeks; of the whole city, as the index by the day of opening allows."""
    midnight = datetime.combine(today(), time(), city_zone())
    begin = midnight - timedelta(days=WEEK - 1)
    cases = every_request(scope).filter(opened_at__gte=begin - timedelta(weeks=WEEKS_BEFORE))
    recent = Case(When(opened_at__gte=begin, then=Value(1)), default=Value(0))
    parts = cases.annotate(recent=recent, county=Substr("place_code", 1, COUNTY)).order_by()
    return list(parts.values_list("category_id", "county", "recent").annotate(n=Count("pk")))
