"""公开件: what may be public, narrowed by place, category, state, period and words, without a person in it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shiyu.cases.errors import NoSuchCase
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.citizen_requests.open311.published import Row, rows_of
from shiyu.citizen_requests.open311.services import service_name
from shiyu.citizen_requests.open311.shown import notes_of, public_address, public_description, public_place
from shiyu.citizen_requests.open311.telling import Told, told_in
from shiyu.citizen_requests.open311.terms import terms
from shiyu.citizen_requests.portal.public_answer import public_answer
from shiyu.citizen_requests.portal.public_filters import (
    NARROWING,
    PERIODS,
    STATES,
    address_of,
    filters_of,
    found,
    groups,
    places,
)
from shiyu.citizen_requests.progress import ANSWERED
from shiyu.citizen_requests.public import PUBLIC, public
from shiyu.city.directory import directory
from shiyu.web.everyday import by_when

PAGE = 20
UNSETTLED = frozenset({"received", "to_dispatch", "return_asked", "arbitration"})
"""Stages at which no office is said: which it will be is being settled."""


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """The page `/public`, the newest first."""
    filters = filters_of(request)
    keys = list(found(filters).order_by("-pk").values_list("pk", flat=True)[: PAGE + 1])
    rows = told(keys[:PAGE])
    older = {**filters, "before": rows[-1]["number"]} if len(keys) > PAGE else None
    return render(
        request,
        "citizen_requests/public.html",
        {
            "rows": rows, "filters": filters, "states": STATES, "periods": PERIODS, "places": places(),
            "groups": groups(), "older": address_of("public", older) if older else "",
            "newest": address_of("public", {**filters, "before": ""}) if filters["before"] else "",
            "filtered": any(filters[name] for name in NARROWING),
        },
    )  # fmt: skip


@require_safe
def public_case(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/public/<number>`."""
    case = public().filter(number=number).first() if CASE_NUMBER.fullmatch(number) else None
    if case is None:
        raise NoSuchCase(number=number[:40])
    answer = public_answer(case, procedure_for(case))
    return render(request, "citizen_requests/public_case.html", {"row": told([case.pk])[0], "answer": answer})


def told(keys: Sequence[int]) -> list[dict[str, Any]]:
    """The rows as everybody may read them, with how many people raised each."""
    counted = visible_cases(PUBLIC).filter(pk__in=keys).annotate(callers=Count("parties"))
    callers = dict(counted.values_list("pk", "callers"))
    return [_row(row, callers=callers.get(row.case.pk, 0)) for row in rows_of(keys)]


def _row(row: Row, *, callers: int) -> dict[str, Any]:
    city, case = directory(), row.case
    place = public_place(case.division_id, city)
    unit = city.unit(row.unit_code) if row.unit_code and case.stage not in UNSETTLED else None
    said = told_in(row.detail) if row.through_here else Told("")
    return {
        "number": case.number,
        "title": service_name(city.categories.get_by_id(case.category_id or 0), city),
        "place": public_address(case.address, place=place, city=city),
        "words": public_description(said, row, terms()),
        "standing": notes_of(row),
        "is_open": case.is_open,
        "unit": unit.label if unit is not None else None,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "due": by_when(row.due_at) if row.due_at and case.is_open and case.stage not in ANSWERED else None,
        "callers": callers,
    }
