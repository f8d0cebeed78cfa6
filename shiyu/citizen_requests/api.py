"""What citizen requests add to the API besides the generic verbs: exclusions, similar requests, imports."""

from dataclasses import asdict
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.masking import redact
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.desk.roles import IMPORTERS
from shiyu.citizen_requests.exclusions import exclusions
from shiyu.citizen_requests.import_task import LABEL, Sent, order_import
from shiyu.citizen_requests.procedure_rates import EXCLUSION_REASONS, RATES
from shiyu.citizen_requests.similar import Matter, similar_open, similar_public
from shiyu.web.answers import as_json
from shiyu.web.asking import kept_key
from shiyu.web.callers import actor_of, actor_or_nobody, officer_of
from shiyu.web.describing import IMPORTING, READING, READING_FOR_ALL
from shiyu.web.endpoints.files import as_form
from shiyu.web.endpoints.tasks import told
from shiyu.web.figure_table import reader
from shiyu.web.officers import only
from shiyu.web.shown_case import code

router = Router(tags=["市民诉求 Citizen requests"])


class Asked(Schema):
    """Which exclusions; `before` is the id the page before ended with."""

    state: Literal["", "proposed", "confirmed", "refused"] = ""
    rate: Literal["", "response", "resolved", "satisfied"] = ""
    before: int | None = Field(None, ge=1, le=2**62)
    limit: int = Field(50, ge=1, le=500)


@router.get("/citizen-requests/exclusions", summary="剔除清单 Exclusions from rates", **READING)
def list_exclusions(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Proposed, confirmed and refused exclusions of the requests the asker sees, newest first."""
    found = exclusions(reader(actor_of(request)), state=asked.state, rate=asked.rate)
    rows = list((found.filter(pk__lt=asked.before) if asked.before else found)[: asked.limit + 1])
    page = rows[: asked.limit]
    shown = [
        {
            "id": row.pk, "number": row.case.number, "title": redact(row.case.title), "rate": code(row.rate, RATES),
            "reason": code(row.reason, EXCLUSION_REASONS), "state": row.state, "proposed_at": row.proposed_at,
            "proposed_by": row.proposed_by, "decided_at": row.decided_at, "decided_by": row.decided_by,
        }
        for row in page
    ]  # fmt: skip
    return as_json({"exclusions": shown, "next": page[-1].pk if len(rows) > asked.limit else None})


class Told(Schema):
    """What somebody is about to report."""

    title: str = Field(min_length=1, max_length=200)
    detail: str = Field("", max_length=2_000)
    place: str = Field("", max_length=12)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)


@router.get("/citizen-requests/similar", summary="相似未办结件 Similar open requests", **READING_FOR_ALL)
def list_similar(request: HttpRequest, told: Query[Told]) -> HttpResponse:
    """Open requests that seem to be about the same and can be joined (`join`), the likeliest first, with the reason.

    Staff are shown those they see; everybody else only what the city makes public.
    """
    actor = actor_or_nobody(request)
    matter = Matter(title=told.title, detail=told.detail, place=told.place, lon=told.lon, lat=told.lat)
    found = similar_open(matter, actor=actor) if isinstance(actor, PostHolder) else similar_public(matter)
    return as_json({"similar": [asdict(one) | {"why": one.why} for one in found]})


@router.post("/citizen-requests/import", summary="导入诉求 Import requests", **IMPORTING)
def import_requests(request: HttpRequest) -> HttpResponse:
    """Takes in a table (CSV or XLSX, form field `file`) as a background task; `source` tells its numbers apart.

    A file that is no table of requests is told at the task, the rows that cannot be taken in its result file.
    """
    actor = only(officer_of(request, to=LABEL), IMPORTERS, what=LABEL)
    key = kept_key(request)
    return as_json(told(order_import(Sent.by(as_form(request)), actor=actor, key=key)), status=202)
