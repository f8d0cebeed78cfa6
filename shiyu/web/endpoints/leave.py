"""代理: naming a colleague who acts for an absent holder of a post, and ending it."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from shiyu.base.words import Words
from shiyu.city.delegating import Wanted
from shiyu.city.directory import PostFact, directory
from shiyu.city.models import Account, Delegation
from shiyu.web.answers import as_json
from shiyu.web.asking import day_of, row_id
from shiyu.web.callers import officer_of
from shiyu.web.describing import STAFF_READING
from shiyu.web.refusals import bad_value
from shiyu.web.schemas import Strict
from shiyu.web.team.leave import end_for, name_for, rows_for, state_of
from shiyu.web.team.rights import unit_arranged

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
    post = post_named(body.post)
    wanted = Wanted(
        post=post.id, absent=account_named(body.absent, "absent") if body.absent else actor.account_id,
        delegate=account_named(body.delegate, "delegate"), first=day_of(body.first, "first"),
        last=day_of(body.last, "last"), named_by=actor.account_id, note=body.note,
    )  # fmt: skip
    return as_json(_shown(name_for(actor, wanted, unit_id=post.unit_id)))


@router.post("/delegations/{delegation_id}/end", summary="撤销代理 End a delegation", **STAFF_READING)
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Ends it from this moment on; one that has ended stays so."""
    actor = officer_of(request, to=LEAVE)
    return as_json(_shown(end_for(actor, row_id(delegation_id))))


def post_named(code: str) -> PostFact:
    """The post that is in force today under this code. Raises `BadValue`."""
    found = directory().posts.find(code)
    if found is None:
        raise bad_value("post", zh=f"没有岗位“{code[:60]}”", en=f"there is no post “{code[:60]}”")
    return found


def _shown(row: Delegation) -> dict[str, Any]:
    return {
        "id": row.pk, "post": row.post.code, "absent": row.absent.username, "delegate": row.delegate.username,
        "first": row.validity.lower, "last": row.validity.upper - timedelta(days=1), "note": row.note,
        "state": state_of(row), "named_by": row.named_by.username, "named_at": row.named_at, "ended_at": row.ended_at,
    }  # fmt: skip


def account_named(username: str, field: str, *, closed: bool = False) -> int:
    """The account under this login, in use unless a `closed` one will do. Raises `BadValue`."""
    accounts = Account.objects.filter(username=username)
    found = (accounts if closed else accounts.filter(is_active=True)).values_list("pk", flat=True).first()
    if found is None:
        raise bad_value(field, zh=f"没有在用的账号“{username}”", en=f"there is no account “{username}” in use")
    return found
