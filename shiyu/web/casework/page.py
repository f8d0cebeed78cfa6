"""件: the page of one case. Above the fold: what it is, where it stands, whose move it is, until when, what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, get_case, who_looked
from shiyu.cases.hearing import readable_entries
from shiyu.web.browsing import staff_of
from shiyu.web.casework import shown
from shiyu.web.casework.road import Visit, road_of, visits_of
from shiyu.web.casework.saying import LOOKS, PURPOSES, actor_words
from shiyu.web.endpoints.cases import AUDITORS
from shiyu.web.panels import panels_for
from shiyu.web.reader import Reader, reader_of
from shiyu.web.shown_case import show_case
from shiyu.web.shown_history import show_actor, show_latest, stand_in_names
from shiyu.web.typed import count_sent

ENTRIES, LOOKS_SHOWN = 100, 50


def purpose_for(actor: PostHolder) -> Purpose:
    """Why an officer looks at a page, by what his post is for."""
    if actor.roles & AUDITORS:
        return Purpose.AUDIT
    return Purpose.CALL_BACK if "callback_officer" in actor.roles else Purpose.HANDLING


def reader_for(actor: PostHolder, number: str) -> Reader:
    """The officer before the case; the look is logged. Raises `NoSuchCase`."""
    return reader_of(get_case(number, actor=actor, purpose=purpose_for(actor)), actor=actor)


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/cases/<number>`."""
    reader = reader_for(staff_of(request), number)
    before = count_sent(request.GET.get("before", ""))  # anything else in the address is the newest page
    return render(request, "web/case/page.html", _context(reader, before=before))


def _context(reader: Reader, *, before: int | None) -> dict[str, Any]:
    facts = show_case(reader)
    entries, older = show_latest(reader, most=ENTRIES, before=before)
    running, moves = shown.limits(facts, reader=reader), shown.open_moves(facts, reader=reader)
    held, whole = shown.held_moves(facts, reader=reader), older is None and before is None
    return {
        "case": facts,
        "reader": reader,
        "opening": shown.opening(entries),
        "road": road_of(reader.procedure, here=reader.case.stage, visits=_visits(reader, entries, whole=whole)),
        "turn": shown.whose_turn(facts, reader=reader),
        "moves": moves,
        "rare": [move for move in moves if move["rare"]],
        "held": [move for move in held if not move["rare"]],
        "held_rarely": [move for move in held if move["rare"]],
        "others": shown.moves_of_others(facts),
        "limits": running,
        "lamp": shown.head_lamp(running, reader=reader),
        "assignments": shown.assignments(facts, running),
        "history": shown.lines(entries),
        "older": older,
        "before": before,
        "links": shown.links(facts, reader=reader),
        "was_grown": any(link["kind"] == "grown_from" and "to" in link for link in facts["links"]),
        "verdicts": shown.verdicts(_verdicts(reader), reader.procedure),
        "grades": shown.grade_words(reader.procedure),
        "more_parties": facts["party_count"] - len(facts["parties"]),
        "looks": _looks(reader) if _may_audit(reader) else None,
        "panels": panels_for(reader),
    }


def _visits(reader: Reader, entries: Sequence[Mapping[str, Any]], *, whole: bool) -> Mapping[str, Visit]:
    """When the case reached each stage; asked for once more where the page shows only a part of the history."""
    if whole:
        return visits_of(
            (entry["at"], (entry["from_stage"] or {}).get("name", ""), (entry["to_stage"] or {}).get("name", ""))
            for entry in reversed(entries)
        )
    moved = readable_entries(reader.case, actor=reader.actor).exclude(to_stage=F("from_stage"))
    return visits_of(moved.values_list("at", "from_stage", "to_stage"))


def _verdicts(reader: Reader) -> list[tuple[int, str, int]]:
    counted = reader.case.verdicts.values_list("round", "grade").annotate(n=Count("pk")).order_by("round", "grade")
    return [(number, grade, count) for number, grade, count in counted]


def _may_audit(reader: Reader) -> bool:
    return isinstance(reader.actor, PostHolder) and bool(reader.actor.roles & AUDITORS)


def _looks(reader: Reader) -> list[dict[str, Any]]:
    found = list(who_looked(reader.case)[:LOOKS_SHOWN])
    names = stand_in_names((look.actor for look in found), reader=reader)
    return [
        {
            "at": look.at,
            "what": LOOKS.get(look.what, Words(look.what, look.what)),
            "purpose": PURPOSES.get(look.purpose, Words(look.purpose, look.purpose)),
            "by": actor_words(show_actor(look.actor, reader=reader, names=names)),
        }
        for look in found
    ]
