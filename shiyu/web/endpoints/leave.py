"""代理: naming a colleague who acts for an absent holder of a post, and ending it."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from shiyu.base.words import Words
from shiyu.city.delegating import Wanted
from shiyu.city.directory import directory
from shiyu.city.models import Account, Delegation
from shiyu.web.answers import as_json
from shiyu.web.callers import officer_of
from shiyu.web.describing import STAFF_READING
from shiyu.web.refusals import bad_value
from shiyu.web.schemas import Strict
from shiyu.web.team.leave import end_for, name_for, rows_for, state_of
from shiyu.web.team.rights import unit_arranged
from shiyu.web.typed import typed_day

router = Router(tags=["代理 Acting for the absent"])
LEAVE = Words("查看和指定代理", "see and name delegates")


class LeaveBody(Strict):
    """Who acts from which post, for whom (the asker unless named), from the first to the last day."""

    post: str = Field(max_length=60)
    delegate: str = Field(max_length=150)
    absent: str = Field("", max_length=150)
    first: str = Field(max_length=10, description="YYYY-MM-DD")
    last: str = Field(max_length=10, description="YYYY-MM-DD")
    note: str = Field("", max_length=200)


@router.get("/delegations", summary="代理 Who acts for whom", **STAFF_READING)
def delegations(request: HttpRequest, unit: str = "") -> HttpResponse:
    """Delegations the asker gave or took; for the head of a unit and the administrator those of the unit too."""
    actor = officer_of(request, to=LEAVE)
    shown = [_shown(one.row) for one in rows_for(actor, unit_arranged(actor, unit))]
    return as_json({"delegations": shown})


@router.post("/delegations", summary="指定代理 Name a delegate", **STAFF_READING)
def name(request: HttpRequest, body: LeaveBody) -> HttpResponse:
    """Names a delegate; the same asked twice is one."""
    actor = officer_of(request, to=LEAVE)
    post = directory().posts.find(body.post)
    if post is None:
        raise bad_value("post", zh=f"没有岗位“{body.post}”", en=f"there is no post “{body.post}”")
    wanted = Wanted(
        post=post.id, absent=_account(body.absent, "absent") if body.absent else actor.account_id,
        delegate=_account(body.delegate, "delegate"), first=_day(body.first, "first"), last=_day(body.last, "last"),
        named_by=actor.account_id, note=body.note,
    )  # fmt: skip
    return as_json(_shown(name_for(actor, wanted, unit_id=post.unit_id)))


@router.post("/delegations/{delegation_id}/end", summary="撤销代理 End a delegation", **STAFF_READING)
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Ends it from this moment on; one that has ended stays so."""
    actor = officer_of(request, to=LEAVE)
    return as_json(_shown(end_for(actor, delegation_id if 0 < delegation_id < 2**62 else 0)))


def _shown(row: Delegation) -> dict[str, Any]:
    return {
        "id": row.pk, "post": row.post.code, "absent": row.absent.username, "delegate": row.delegate.username,
        "first": row.validity.lower, "last": row.validity.upper - timedelta(days=1), "note": row.note,
        "state": state_of(row), "named_by": row.named_by.username, "named_at": row.named_at, "ended_at": row.ended_at,
    }  # fmt: skip


def _account(username: str, field: str) -> int:
    found = Account.objects.filter(username=username, is_active=True).values_list("pk", flat=True).first()
    if found is None:
        raise bad_value(field, zh=f"没有在用的账号“{username}”", en=f"there is no account “{username}” in use")
    return found


def _day(given: str, field: str) -> date:
    day = typed_day(given)
    if day is None:
        raise bad_value(field, zh="应写作 YYYY-MM-DD", en="is written YYYY-MM-DD")
    return day
