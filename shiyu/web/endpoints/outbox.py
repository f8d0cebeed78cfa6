"""What was to be told and has not gone out: seen and sent again by those who watch over the outbox."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import visible_cases
from shiyu.cases.outbox import send_again
from shiyu.web.answers import as_json
from shiyu.web.callers import actor_of
from shiyu.web.describing import READING
from shiyu.web.schemas import AgainBody

router = Router(tags=["通知 Outbox"])
WATCHERS = frozenset({"supervisor", "system_admin"})
OUTBOX = Words("查看发件箱", "look after the outbox")
_FIELDS = (
    "id",
    "number",
    "template",
    "state",
    "attempts",
    "written_at",
    "next_at",
    "error",
    "unit_code",
    "role",
    "party",
)


class Waiting(Schema):
    """Which notices: `after` is the id the page before ended with."""

    state: Literal["failed", "waiting", ""] = ""
    after: int = Field(0, ge=0, le=2**62)
    limit: int = Field(100, ge=1, le=500)


@router.get("/outbox", summary="未发出的通知 What has not gone out", **READING)
def outbox(request: HttpRequest, wanted: Query[Waiting]) -> HttpResponse:
    """Notices that failed or wait, oldest first; without their words, which name people. `next` goes into `after`."""
    actor = watcher(request)
    states = [wanted.state] if wanted.state else ["failed", "waiting"]
    waiting = (
        visible_cases(actor)
        .filter(notices__state__in=states, notices__id__gt=wanted.after)
        .order_by("notices__id")
        .values_list(
            "notices__id", "number", *(f"notices__{name}" for name in _FIELDS[2:]),
        )[: wanted.limit + 1]
    )  # fmt: skip
    rows = [dict(zip(_FIELDS, row, strict=True)) for row in waiting]
    return as_json(
        {"notices": rows[: wanted.limit], "next": rows[wanted.limit - 1]["id"] if len(rows) > wanted.limit else None}
    )


@router.post("/outbox/again", summary="重新发送 Send again", **READING)
def again(request: HttpRequest, body: AgainBody) -> HttpResponse:
    """Puts failed notices back into the outbox."""
    watcher(request)
    return as_json({"sent_again": send_again(body.notices)})


def watcher(request: HttpRequest) -> PostHolder:
    """The officer who asks, if he watches over the outbox. Raises `NotYourMove`."""
    return refuse_others(actor_of(request))


def refuse_others(actor: PostHolder | PartyActor) -> PostHolder:
    """The actor, if he watches over the outbox. Raises `NotYourMove`."""
    if not isinstance(actor, PostHolder) or not actor.roles & WATCHERS:
        raise NotYourMove(move=OUTBOX)
    return actor
