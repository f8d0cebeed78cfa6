"""Similar open requests, shown while somebody reports: perhaps it is known already, and he can join it.

Bigrams find and words rank (`shiyu.base.search`). What is looked at is bounded whatever the city has stored: the newest
open requests, those that say the same words, and the declared mass events.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, FloatField, Q, QuerySet
from django.db.models.expressions import RawSQL

from shiyu.base.clock import now
from shiyu.base.masking import redact
from shiyu.base.search import any_of, query, words
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.procedure_people import JOINABLE
from shiyu.citizen_requests.public import category_ids
from shiyu.citizen_requests.queries import PROCEDURE, requests
from shiyu.city.directory import directory

if TYPE_CHECKING:
    from shiyu.cases.models import Case

NEWEST, SAYING_THE_SAME, RANKED = 1_000, 200, 40
"""How many are looked at: the newest open ones, those with all the words, and the best of them by rank."""
LEAST = 0.35
"""From this score on a request is called similar."""
LEAST_SHARED = 0.2
NEAR, FAR, KILOMETRE = 300.0, 3_000.0, 1_000  # metres
EVERYBODY = Clockwork(name="similar_open")
"""Reads for residents who have no login; what it may find is narrowed to what is public."""
_RANK, _SAYS = 'ts_rank("cases_case"."search", %s::tsquery)', '"cases_case"."search" @@ %s::tsquery'
_FIELDS = ("pk", "number", "title", "marks", "category_id", "division_id", "place_code", "lon", "lat", "opened_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody is about to report."""

    title: str
    detail: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """One open request that seems to be about the same, and why."""

    number: str
    title: str
    place: str
    distance: int | None
    callers: int
    opened_at: datetime
    is_event: bool
    score: float
    why: Words


def similar_open(matter: Matter, *, actor: Actor, most: int = 5) -> list[Similar]:
    """Open requests the actor sees that seem to be about the same and still take callers, the likeliest first."""
    return _similar(requests(actor), matter, most=most, for_public=False)


def similar_public(matter: Matter, *, most: int = 5) -> list[Similar]:
    """The same for anybody: requests in categories the city shows, and mass events; never the words of a caller."""
    public = Q(category__in=category_ids()) | Q(marks__contains=[EVENT])
    shown = visible_cases(EVERYBODY).filter(public, procedure=PROCEDURE).exclude(kind=rules.TIPOFF)
    return _similar(shown, matter, most=most, for_public=True)


def _similar(cases: "QuerySet[Case]", matter: Matter, *, most: int, for_public: bool) -> list[Similar]:
    said = set(words(matter.title))
    if not said:
        return []
    scored = [(_score(row, matter, said=said), row) for row in _candidates(cases, matter)]
    best = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: (-pair[0], -pair[1]["pk"]))[:most]
    counts = _callers(cases, [row["pk"] for _, row in best])
    return [
        _shown(row, matter, score=score, callers=counts.get(row["pk"], 1), for_public=for_public) for score, row in best
    ]


def _candidates(cases: "QuerySet[Case]", matter: Matter) -> Iterable[dict[str, Any]]:
    open_ones = cases.filter(is_open=True, stage__in=JOINABLE)
    asked = any_of(f"{matter.title} {matter.detail}"[:200])
    newest = open_ones.order_by("-pk").values("pk")[:NEWEST]
    ranked = open_ones.filter(pk__in=newest).annotate(rank=RawSQL(_RANK, [asked], output_field=FloatField()))  # noqa: S611 -- constant
    arms = [
        ranked.filter(rank__gt=0).order_by("-rank", "-pk").values(*_FIELDS)[:RANKED],
        open_ones.exclude(marks=[]).filter(marks__contains=[EVENT]).order_by("-pk").values(*_FIELDS)[:RANKED],
    ]
    if all_words := query(matter.title):
        # No order: the index gives them as they come, and no more than so many are fetched.
        saying = open_ones.filter(RawSQL(_SAYS, [all_words], output_field=BooleanField()))  # noqa: S611 -- constant
        arms.append(saying.values(*_FIELDS)[:SAYING_THE_SAME])
    return {row["pk"]: row for arm in arms for row in arm}.values()


def _score(row: dict[str, Any], matter: Matter, *, said: set[str]) -> float:
    """Mostly the words the titles share, then how near, then how new; without shared words only an event near by."""
    shared = _shared(row, said)
    if shared < LEAST_SHARED and EVENT not in row["marks"]:
        return 0.0
    hours = max((now() - row["opened_at"]).total_seconds() / 3600, 0.0)
    return 0.6 * shared + 0.3 * _nearness(row, matter) + 0.1 * math.exp(-hours / 72)


def _shared(row: dict[str, Any], said: set[str]) -> float:
    theirs = set(words(row["title"]))
    return 2 * len(said & theirs) / (len(said) + len(theirs)) if theirs else 0.0


def _nearness(row: dict[str, Any], matter: Matter) -> float:
    metres = distance(row, matter)
    if metres is not None:
        return 1.0 if metres <= NEAR else max(0.0, 1 - (metres - NEAR) / (FAR - NEAR))
    theirs, ours = row["place_code"], matter.place
    for length, worth in ((12, 1.0), (9, 0.6), (6, 0.3)):
        if theirs and ours and theirs[:length] == ours[:length] and ours[length - 3 : length].strip("0"):
            return worth
    return 0.0


def distance(row: dict[str, Any], matter: Matter) -> float | None:
    """Metres between a request and the matter, where both positions are known."""
    if None in (row["lon"], row["lat"], matter.lon, matter.lat):
        return None
    lat, other = math.radians(matter.lat or 0.0), math.radians(row["lat"])
    across = math.radians(row["lon"] - (matter.lon or 0.0)) * math.cos((lat + other) / 2)
    return 6_371_000 * math.hypot(other - lat, across)


def _callers(cases: "QuerySet[Case]", keys: Sequence[int]) -> dict[int, int]:
    counted = cases.filter(pk__in=keys).annotate(callers=Count("parties", distinct=True)).order_by()
    return dict(counted.values_list("pk", "callers"))


def _shown(row: dict[str, Any], matter: Matter, *, score: float, callers: int, for_public: bool) -> Similar:
    event, metres = EVENT in row["marks"], distance(row, matter)
    rounded = None if metres is None else (round(metres, -2) if for_public else round(metres))
    return Similar(
        number=row["number"], title=_title(row, event=event, for_public=for_public), place=_place(row),
        distance=None if rounded is None else int(rounded), callers=callers, opened_at=row["opened_at"],
        is_event=event, score=round(score, 3), why=_why(row, matter, metres=rounded),
    )  # fmt: skip


def _title(row: dict[str, Any], *, event: bool, for_public: bool) -> str:
    """Residents read the name a dispatcher gave to an event, else the category: a caller's words are not for others."""
    if for_public and not event:
        return directory().categories.get_by_id(row["category_id"]).name
    return redact(row["title"])


def _place(row: dict[str, Any]) -> str:
    return directory().divisions.get_by_id(row["division_id"]).name if row["division_id"] else ""


def _why(row: dict[str, Any], matter: Matter, *, metres: float | None) -> Words:
    blocks = SequenceMatcher(None, matter.title, row["title"], autojunk=False).get_matching_blocks()
    shared = [run for b in blocks if len(run := matter.title[b.a : b.a + b.size].strip("，。、 ")) > 1][:3]
    zh, en = f"同样提到“{'”“'.join(shared)}”", f"both say “{'”, “'.join(shared)}”"
    if not shared:
        zh, en = "说法相近", "said in similar words"
    if metres is not None:
        away = far(metres)
        zh, en = f"{zh}；相距约{away.zh}", f"{en}; about {away.en} away"
    return Words(zh, en)


def far(metres: float) -> Words:
    """A distance as people say it: metres, from a thousand on kilometres."""
    if round(metres) < KILOMETRE:
        return Words(f"{metres:.0f}米", f"{metres:.0f} m")
    return Words(f"{metres / KILOMETRE:.1f}公里", f"{metres / KILOMETRE:.1f} km")
