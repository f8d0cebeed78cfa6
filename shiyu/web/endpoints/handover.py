"""交接: the open work of a post handed on to its next holder; rules are those of the page `/handover`."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.errors import NotYours
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.handing import MOST, OpenCase, open_shares, orphans
from shiyu.city.directory import directory
from shiyu.city.names import logins_of
from shiyu.web.answers import as_json
from shiyu.web.asking import kept_key
from shiyu.web.callers import officer_of
from shiyu.web.describing import CREATING, STAFF_READING
from shiyu.web.endpoints.leave import account_named, post_named
from shiyu.web.models import HandOver
from shiyu.web.refusals import bad_value
from shiyu.web.schemas import Strict
from shiyu.web.team import handing
from shiyu.web.team.rights import unit_arranged

router = Router(tags=["交接 Handing over"])
HANDING = Words("查看和办理岗位交接", "see and do hand-overs")
SHOWN = 100


class Asked(Schema):
    """From whom to whom: logins."""

    post: str = Field(max_length=60)
    giver: str = Field(max_length=150)
    taker: str = Field(max_length=150)


class HandingBody(Strict):
    """What goes: the cases named, and if wanted the giver's reminders of them and a copy of his phrases."""

    post: str = Field(max_length=60)
    giver: str = Field(max_length=150)
    taker: str = Field(max_length=150)
    numbers: list[str] = Field(default_factory=list, max_length=MOST)
    reminders: bool = False
    phrases: bool = False
    note: str = Field("", max_length=200)


class SuccessionBody(Strict):
    """From an abolished unit to one in force, by their codes."""

    old: str = Field(max_length=60)
    new: str = Field(max_length=60)
    numbers: list[str] = Field(min_length=1, max_length=MOST)


@router.get("/handovers", summary="交接记录 What was handed over", **STAFF_READING)
def handovers(request: HttpRequest, unit: str = "") -> HttpResponse:
    """What the asker was given, and for whoever arranges a unit what its posts handed on; the latest first."""
    actor = officer_of(request, to=HANDING)
    arranged = unit_arranged(actor, unit)
    mine = list(handing.taken_by(actor.account_id)[:SHOWN])
    codes = [post.code for post in handing.posts_handed_by(actor, arranged)] if arranged else []
    of_unit = list(handing.of_posts(codes)[:SHOWN])
    return as_json({"to_me": _records(mine), "of_unit": _records(of_unit)})


@router.get("/handovers/posts", summary="可交接的岗位 Posts and their holders", **STAFF_READING)
def posts(request: HttpRequest, unit: str = "") -> HttpResponse:
    """The posts whose work the asker may hand on, with who holds them, or held them in the last year."""
    actor = officer_of(request, to=HANDING)
    found = handing.posts_handed_by(actor, unit_arranged(actor, unit))
    shown = [
        {"post": post.code, "title": post.title,
         "holders": [{"login": one.username, "name": one.name, "present": one.present}
                     for one in handing.holders_of(post)]}
        for post in found
    ]  # fmt: skip
    return as_json({"posts": shown})


@router.get("/handovers/preview", summary="预览交接 What would go", **STAFF_READING)
def preview(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """The open cases of the post; `suggested` are those the giver worked on, or all where he was alone."""
    actor = officer_of(request, to=HANDING)
    post, giver, taker = post_named(asked.post), _holder(asked.giver, "giver"), account_named(asked.taker, "taker")
    if not handing.may_hand(actor, post, giver=giver):
        raise NotYours(what=handing.HANDING)
    cases, personal = handing.preview(post, giver=giver)
    whole = handing.goes_whole(handing.holders_of(post), giver=giver, taker=taker)
    return as_json({
        "cases": _cases(cases, whole=whole), "reminders": personal.reminders, "phrases": personal.phrases,
    })  # fmt: skip


@router.get("/handovers/abolished", summary="已撤销单位的在办件 Work of abolished units", **STAFF_READING)
def abolished(request: HttpRequest) -> HttpResponse:
    """For the system administrator: units that are no more and the open cases of which they still have a share."""
    handing.refuse_all_but_admin(officer_of(request, to=HANDING))
    shown = [
        {"unit": one.unit.code, "label": one.unit.label, "count": one.count,
         "numbers": [row.number for row in open_shares(one.unit)]}
        for one in orphans()
    ]  # fmt: skip
    return as_json({"units": shown})


@router.post("/handovers/succession", summary="移交给承接单位 Give to the succeeding unit", **STAFF_READING)
def succession(request: HttpRequest, body: SuccessionBody) -> HttpResponse:
    """Gives the shares to the unit in force; in `left` it has one already. What has gone before is not given again."""
    actor = officer_of(request, to=HANDING)
    old, new = directory().unit(body.old), directory().unit(body.new)
    done, left = handing.give_to_successor(actor, old=old, new=new, numbers=body.numbers)
    return as_json({"numbers": done, "left": left})


@router.post("/handovers", summary="办理交接 Hand over", **CREATING)
def hand(request: HttpRequest, body: HandingBody) -> HttpResponse:
    """Writes it into the history of each case; `numbers` of the answer are those it was written into."""
    actor, key = officer_of(request, to=HANDING), kept_key(request)
    if not (body.numbers or body.reminders or body.phrases):
        raise bad_value("numbers", zh="没有要交接的件，也没有个人事项", en="no case and nothing of his own is to go")
    given = handing.Given(
        post=post_named(body.post), giver=_holder(body.giver, "giver"), taker=account_named(body.taker, "taker"),
        numbers=body.numbers, reminders=body.reminders, phrases=body.phrases, note=body.note, key=key,
    )  # fmt: skip
    return as_json(_records([handing.hand(actor, given)])[0], status=201)


@router.post("/handovers/seen", summary="已看交接 I have looked", **STAFF_READING)
def seen(request: HttpRequest) -> HttpResponse:
    """What the asker was given counts as new no more."""
    actor = officer_of(request, to=HANDING)
    handing.see_taken(actor.account_id)
    return as_json({"unseen": handing.unseen(actor.account_id)})


def _holder(login: str, field: str) -> int:
    """The account under this login, closed or not: who has left hands over too."""
    return account_named(login, field, closed=True)


def _cases(cases: Sequence[OpenCase], *, whole: bool) -> list[dict[str, Any]]:
    return [
        {
            "number": one.row.number, "title": redact(one.row.title), "stage": one.row.stage, "due_at": one.row.due_at,
            "worked_on": one.touched, "suggested": one.touched or whole,
        }
        for one in cases
    ]  # fmt: skip


def _records(rows: Sequence[HandOver]) -> list[dict[str, Any]]:
    logins = logins_of(account for row in rows for account in (row.giver, row.taker, row.made_by))
    return [
        {
            "id": row.pk, "post": row.post_code, "giver": logins.get(row.giver, ""), "taker": logins.get(row.taker, ""),
            "made_by": logins.get(row.made_by, ""), "made_at": row.made_at, "numbers": row.numbers, "note": row.note,
            "seen_at": row.seen_at,
        }
        for row in rows
    ]  # fmt: skip
