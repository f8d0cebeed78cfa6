"""群体性事件: one matter, many callers, one answer. What runs, what may belong to it, how far the answer is."""

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, get_case, procedure_for, visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.who import LIVE
from shiyu.citizen_requests.desk.roles import EVENT_OFFICERS
from shiyu.citizen_requests.desk.rows import entry_counts, lamp, marks_of
from shiyu.citizen_requests.marks import EVENT, is_event
from shiyu.citizen_requests.procedure_people import JOINABLE
from shiyu.citizen_requests.queries import marked
from shiyu.citizen_requests.similar import Matter, Similar, similar_open
from shiyu.citizen_requests.vocabulary import OUTCOMES, VERDICTS
from shiyu.city.names import unit_words
from shiyu.web.forms import fresh_key
from shiyu.web.officers import officer

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PAGE = Words("群体性事件", "Mass events")
SHOWN, CANDIDATES = 50, 20
TOLD = ("declare_event", "inform_callers")


@never_cache
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The page at `/events`."""
    actor = officer(request, EVENT_OFFICERS, page=PAGE)
    cases = list(marked(EVENT, actor=actor).defer("search", "tally", "head_hash")[:SHOWN])
    ids = [case.pk for case in cases]
    counted = visible_cases(actor).filter(pk__in=ids).annotate(n=Count("parties")).values_list("pk", "n").order_by()
    callers = dict(counted)
    rows = [
        {
            "number": case.number, "title": redact(case.title), "stage": procedure_for(case).stage(case.stage),
            "callers": callers.get(case.pk, 0), "opened_at": case.opened_at, "is_open": case.is_open,
            "outcome": OUTCOMES.get(case.outcome),
        }
        for case in cases
    ]  # fmt: skip
    return render(request, "citizen_requests/desk/events.html", {"rows": rows})


@never_cache
@require_safe
def event(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/events/<number>`."""
    actor = officer(request, EVENT_OFFICERS, page=PAGE)
    case = get_case(number, actor=actor, purpose=Purpose.HANDLING)
    joinable = case.stage in JOINABLE
    context = {
        "case": case, "title": redact(case.title), "stage": procedure_for(case).stage(case.stage),
        "declared": is_event(case), "joinable": joinable, "marks": marks_of(case), "told": _told(case, actor=actor),
        "callers": case.parties.count(), "units": _units(case), "lamp": lamp(case),
        "answer": _answer(case), "candidates": _candidates(case, actor=actor) if joinable else [],
        "key": fresh_key(), "merges": "dispatcher" in actor.roles,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/event.html", context)


def _told(case: "Case", *, actor: PostHolder) -> list[dict[str, Any]]:
    """What the callers have been told of it, newest first."""
    entries = readable_entries(case, actor=actor).filter(move__in=TOLD).order_by("-seq")
    return [
        {"at": entry.at, "known": redact(_words(entry).get("known", "")), "end": entry.facts.get("expected_end", "")}
        for entry in entries[:10]
    ]


def _words(entry: Any) -> dict[str, str]:
    body = entry.text.body if hasattr(entry, "text") else None
    said: dict[str, str] = json.loads(body) if body else {}
    return said


def _units(case: "Case") -> list[Words]:
    live = case.assignments.filter(state__in=LIVE).order_by("pk")
    return [unit_words(code) for code in live.values_list("unit_code", flat=True)]


def _answer(case: "Case") -> dict[str, Any]:
    """How far the one answer is: given to how many, judged by how many and how."""
    raised = case.parties.filter(role="caller")
    counted = raised.aggregate(
        answered=Count("pk", filter=Q(answered_at__isnull=False)), judged=Count("pk", filter=~Q(verdict=""))
    )
    grades = raised.exclude(verdict="").values_list("verdict").annotate(n=Count("pk")).order_by("verdict")
    return {
        **counted, "round": case.round, "outcome": OUTCOMES.get(case.outcome),
        "grades": [(VERDICTS.get(grade, Words("未反馈", "No feedback")), n) for grade, n in grades],
    }  # fmt: skip


def _candidates(case: "Case", *, actor: PostHolder) -> list[tuple[Similar, int]]:
    """Open requests that may belong to it, each with the entry count it is shown at."""
    matter = Matter(title=case.title, place=case.place_code, lon=case.lon, lat=case.lat)
    found = [one for one in similar_open(matter, actor=actor, most=CANDIDATES) if one.number != case.number]
    counts = entry_counts((one.number for one in found), actor=actor)
    return [(one, counts[one.number]) for one in found if one.number in counts and not one.is_event]
