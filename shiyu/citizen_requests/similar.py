"""Similar open requests, shown while somebody reports: perhaps it is known already, and he can join it.

What is looked at is bounded whatever the city has stored: the newest open requests by their titles,
those that say the same words, and the declared mass events. `shiyu.triage.likeness` weighs words, place and time; its
weights are learnt from what clerks join and tell apart.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from shiyu.base.clock import now
from shiyu.base.masking import redact
from shiyu.base.search import query
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.procedure_people import JOINABLE
from shiyu.citizen_requests.public import category_ids
from shiyu.citizen_requests.queries import PROCEDURE, requests
from shiyu.city.directory import directory
from shiyu.triage.city_words import spellings
from shiyu.triage.likeness.features import FEATURES, Compared, compare
from shiyu.triage.likeness.model import Weights
from shiyu.triage.likeness.relearning import in_force
from shiyu.triage.likeness.texts import Rarity, Taken, Told, take_apart, titled
from shiyu.triage.spellings import Meant

if TYPE_CHECKING:
    from shiyu.cases.models import Case

NEWEST, SAYING_THE_SAME, RANKED = 1_000, 60, 40
"""How many are looked at: the titles of the newest open ones, those with all the words; and the best of the newest."""
LONGEST = 1_000  # characters of a title and of a detail
WINDOW = 3_000
"""Among so many open requests the newest are sought that everybody may see."""
CLOSE = 0.9
"""From this nearness on (some 570 metres, or the same village) a mass event is shown whatever it is called."""
KILOMETRE = 1_000  # metres
EVERYBODY = Clockwork(name="similar_open")
"""Reads for residents who have no login; what it may find is narrowed to what is public."""
_NEAR = FEATURES.index("near")
_SAYS = '"cases_case"."search" @@ %s::tsquery'
_FIELDS = ("pk", "number", "title", "marks", "category_id", "division_id", "place_code", "lon", "lat", "opened_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody is about to report."""

    title: str
    detail: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    at: datetime | None = None  # None: now


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


def similar_open(
    matter: Matter, *, actor: Actor, most: int = 5, without: Collection[int] = (), weights: Weights | None = None
) -> list[Similar]:
    """Open requests the actor sees that seem to be about the same and still take callers, the likeliest first.

    Those whose keys are in `without` are left out: the request itself, and what was told apart from it.
    """
    return _similar(requests(actor), matter, most=most, for_public=False, without=without, weights=weights)


def similar_public(matter: Matter, *, most: int = 5) -> list[Similar]:
    """The same for anybody: requests in categories the city shows, and mass events; never the words of a caller."""
    public = Q(category__in=category_ids()) | Q(marks__contains=[EVENT])
    every = visible_cases(EVERYBODY).filter(procedure=PROCEDURE)
    shown = every.filter(public).exclude(kind=rules.TIPOFF)
    # What the city shows may be rare: else the newest thousand of it are sought through everything that is open.
    window = every.filter(is_open=True).order_by("-pk").values("pk")[:WINDOW]
    return _similar(shown, matter, most=most, for_public=True, window=window)


def _similar(
    cases: "QuerySet[Case]", matter: Matter, *, most: int, for_public: bool, without: Collection[int] = (),
    weights: Weights | None = None, window: "QuerySet[Case, Any] | None" = None,
) -> list[Similar]:  # fmt: skip
    read = spellings().read
    asked = take_apart(_told(matter, read))
    if not asked.titled:
        return []
    weights = weights or in_force()
    open_ones = cases.filter(is_open=True, stage__in=JOINABLE).exclude(pk__in=without)
    newest = open_ones if window is None else open_ones.filter(pk__in=window)
    nearest, rarity = _nearest(newest, asked, read)
    rows = _rows(open_ones, matter, nearest)
    best = sorted(
        _alike(rows, asked, read=read, rarity=rarity, weights=weights), key=lambda one: (-one.likely, -one.row["pk"])
    )[:most]
    counts = _callers(cases, [one.row["pk"] for one in best])
    return [_shown(one, matter, callers=counts.get(one.row["pk"], 1), for_public=for_public) for one in best]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A stored request that is alike enough, with how it compares."""

    row: dict[str, Any]
    compared: Compared
    likely: float


def _told(matter: Matter, read: Callable[[str], Meant]) -> Told:
    return Told(
        title=read(matter.title[:LONGEST]).text, detail=read(matter.detail[:LONGEST]).text, place=matter.place,
        lon=matter.lon, lat=matter.lat, at=matter.at or now(),
    )  # fmt: skip


def _told_of(row: dict[str, Any], read: Callable[[str], Meant]) -> Told:
    return Told(
        title=read(row["title"]).text, place=row["place_code"] or "", lon=row["lon"], lat=row["lat"],
        at=row["opened_at"],
    )  # fmt: skip


def _nearest(open_ones: "QuerySet[Case]", asked: Taken, read: Callable[[str], Meant]) -> tuple[list[int], Rarity]:
    """Of the newest requests those that share the rarest words, and how rare words are among the newest.

    Only keys and titles are fetched: to rank them here costs a tenth of what ranking their whole texts cost there.
    """
    newest = open_ones.order_by("-pk").values_list("pk", "title")[:NEWEST]
    titles = [(key, titled(read(title).text)) for key, title in newest]
    rarity = Rarity(said for _, said in titles)
    ranked = [(rarity.mass(shared), key) for key, said in titles if (shared := said & asked.said)]
    return [key for _, key in nlargest(RANKED, ranked)], rarity


def _rows(open_ones: "QuerySet[Case]", matter: Matter, nearest: Sequence[int]) -> list[dict[str, Any]]:
    """What is compared, in one question: those nearest by words, the events, and those that say all the words."""
    arms = [
        open_ones.exclude(marks=[]).filter(marks__contains=[EVENT]).order_by("-pk").values(*_FIELDS)[:RANKED],
        open_ones.filter(pk__in=nearest).order_by().values(*_FIELDS)[:RANKED],
    ]
    if all_words := query(matter.title):
        # No order: the index gives them as they come, and no more than so many are fetched.
        saying = open_ones.filter(RawSQL(_SAYS, [all_words], output_field=BooleanField()))  # noqa: S611 -- constant
        arms.append(saying.order_by().values(*_FIELDS)[:SAYING_THE_SAME])
    return list({row["pk"]: row for row in arms[0].union(*arms[1:], all=True)}.values())


def _alike(
    rows: Sequence[dict[str, Any]], asked: Taken, *, read: Callable[[str], Meant], rarity: Rarity, weights: Weights
) -> Iterator[_Candidate]:
    """Those alike enough. What shares no word with the matter is not one with it, unless it is an event close by."""
    for row in rows:
        taken = take_apart(_told_of(row, read))
        is_event = EVENT in row["marks"]
        if not is_event and taken.titled.isdisjoint(asked.said):
            continue
        compared = compare(asked, taken, rarity=rarity)
        likely = weights.likeness(compared)
        # An event close by is shown whatever it is called: four hundred callers name one burst pipe in many ways.
        if likely >= weights.threshold or (is_event and compared.numbers[_NEAR] > CLOSE):
            yield _Candidate(row=row, compared=compared, likely=likely)


def compared_with(one: Matter, other: Matter) -> tuple[float, ...]:
    """How two requests compare, for keeping beside what somebody decided of them."""
    takens = [take_apart(_told(matter, spellings().read)) for matter in (one, other)]
    return compare(*takens, rarity=Rarity()).numbers


def _callers(cases: "QuerySet[Case]", keys: Sequence[int]) -> dict[int, int]:
    counted = cases.filter(pk__in=keys).annotate(callers=Count("parties", distinct=True)).order_by()
    return dict(counted.values_list("pk", "callers"))


def _shown(one: _Candidate, matter: Matter, *, callers: int, for_public: bool) -> Similar:
    row, event, metres = one.row, EVENT in one.row["marks"], one.compared.metres
    rounded = None if metres is None else (round(metres, -2) if for_public else round(metres))
    return Similar(
        number=row["number"], title=_title(row, event=event, for_public=for_public), place=_place(row),
        distance=None if rounded is None else int(rounded), callers=callers, opened_at=row["opened_at"],
        is_event=event, score=round(one.likely, 3), why=_why(row, matter, metres=rounded),
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
