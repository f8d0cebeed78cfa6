"""热点话题: what many report of late, how hot it is beside what is usual, and one press that makes it a mass event."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access, procedure_for, visible_cases
from shiyu.citizen_requests.desk.roles import DISPATCHERS, EVENT_OFFICERS
from shiyu.citizen_requests.desk.topics_declared import Declared, declare, joinable
from shiyu.citizen_requests.desk.topics_shown import DAYS, advice, curve, living, refs_of, shown
from shiyu.citizen_requests.topics import STREAM
from shiyu.triage.models import Topic
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.officers import officer, only
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

PAGE = Words("热点话题", "Rising topics")
LISTED, MESSAGES, ON_MAP = 30, 30, 500
PLACES = 3  # digits of a position on the map: a street, no home


@never_cache
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The page at `/topics`: the warm topics, the hottest first, paged by rank."""
    actor = officer(request, EVENT_OFFICERS, page=PAGE)
    found = living()
    after = _after(request.GET.get("after", ""))
    if after is not None:
        found = found.filter(rank__lte=after.rank).exclude(rank=after.rank, pk__gte=after.pk)
    rows = list(found[: LISTED + 1])
    context = {
        "rows": shown(rows[:LISTED], actor=actor), "more": rows[LISTED - 1].key if len(rows) > LISTED else "",
    }  # fmt: skip
    return render(request, "citizen_requests/desk/topics.html", context)


@never_cache
@require_safe
def topic(request: HttpRequest, key: int) -> HttpResponse:
    """The page at `/topics/<key>`: its curve, its map, the requests behind it, what it is proposed to do."""
    actor = officer(request, EVENT_OFFICERS, page=PAGE)
    row = _topic(key)
    one = shown([row], actor=actor)[0]
    unit, reason = advice(one, row)
    log_access(actor, what="topic", purpose=Purpose.HANDLING, detail={"topic": row.key})
    context = {
        "topic": one, "unit": unit, "reason": reason, "curve": curve(row), "days": DAYS, **_behind(request, row, actor),
        "may_declare": bool(actor.roles & DISPATCHERS), "left": joinable(row, actor=actor), "key": fresh_key(),
    }  # fmt: skip
    return render(request, "citizen_requests/desk/topic.html", context)


@never_cache
@require_safe
def topic_cells(request: HttpRequest, key: int) -> HttpResponse:
    """The newest requests of a topic on the map, at `/topics/<key>/cells`; the list beside it says the same."""
    actor = officer(request, EVENT_OFFICERS, page=PAGE)
    row = _topic(key)
    placed = _cases(row, actor).filter(lon__isnull=False).values_list("lon", "lat", "number")[:ON_MAP]
    cells: dict[tuple[float, float], list[str]] = {}
    for lon, lat, number in placed:
        cells.setdefault((round(lon or 0.0, PLACES), round(lat or 0.0, PLACES)), []).append(number)
    found = [
        {"lon": lon, "lat": lat, "n": len(numbers), "title": numbers[0], "address": f"/cases/{numbers[0]}"}
        for (lon, lat), numbers in cells.items()
    ]
    listed = render_to_string(
        "citizen_requests/desk/topic_requests.html", {**_behind(request, row, actor)}, request=request
    )
    return JsonResponse({"cells": found, "list": listed})


@never_cache
@require_POST
def topic_declare(request: HttpRequest, key: int) -> HttpResponse:
    """Declares a topic a mass event and joins its open requests; shows the event, or what refused it."""
    actor = only(officer(request, EVENT_OFFICERS, page=PAGE), DISPATCHERS, what=PAGE)
    row = _topic(key)
    try:
        done = declare(row.pk, request.POST.dict(), actor=actor, key=key_in(request.POST))
    except ShiyuError as refused:
        messages.warning(request, str(refused.words))
        return redirect("topic", key=key)
    _say(request, done)
    return redirect("event", number=done.number)


def _say(request: HttpRequest, done: Declared) -> None:
    words = Words("{number} 已列为群体性事件，并入 {n} 件。", "{number} is a mass event; {n} requests joined.")
    if done.by_another:
        words = Words(
            "此话题已列为群体性事件 {number}，另并入 {n} 件。",
            "It is the mass event {number} already; {n} more joined.",
        )
    messages.success(request, str(words.fill(number=done.number, n=done.joined)))
    for number, why in done.refused[:5]:
        messages.warning(request, f"{number}：{why}")


def _topic(key: int) -> Topic:
    found = Topic.objects.filter(stream=STREAM, key=key).first()
    if found is None:
        raise NoSuchThing(what=PAGE)
    return found


def _after(given: str) -> Topic | None:
    key = whole_number(given)
    return Topic.objects.filter(stream=STREAM, key=key).first() if key is not None else None


def _cases(row: Topic, actor: PostHolder) -> "QuerySet[Case]":
    """The requests of a topic that the reader may see, the newest first."""
    return visible_cases(actor).filter(pk__in=refs_of(row)).defer("search", "tally", "head_hash").order_by("-pk")


def _behind(request: HttpRequest, row: Topic, actor: PostHolder) -> dict[str, Any]:
    before = whole_number(request.GET.get("before", ""))
    cases = _cases(row, actor)
    found = list((cases.filter(pk__lt=before) if before is not None else cases)[: MESSAGES + 1])
    return {
        "requests": [
            {
                "number": case.number, "title": redact(case.title), "opened_at": case.opened_at,
                "stage": procedure_for(case).stage(case.stage), "is_open": case.is_open,
            }
            for case in found[:MESSAGES]
        ],
        "before": found[MESSAGES - 1].pk if len(found) > MESSAGES else "", "topic_key": row.key, "moment": now(),
    }  # fmt: skip
