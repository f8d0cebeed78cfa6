"""交接: the page on which the head of a unit hands the open work of a post on, and its taker sees what he was given."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import today
from shiyu.base.errors import NotYours
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.handing import MOST, open_shares, orphans
from shiyu.cases.registry import procedure_of
from shiyu.cases.rows import CaseRow
from shiyu.city.directory import directory
from shiyu.city.facts import PostFact
from shiyu.city.names import names_of
from shiyu.web.browsing import staff_of
from shiyu.web.models import HandOver
from shiyu.web.team.handing import (
    HANDING,
    Given,
    give_to_successor,
    goes_whole,
    hand,
    holders_of,
    may_hand,
    of_posts,
    posts_handed_by,
    preview,
    see_taken,
    taken_by,
    with_work,
)
from shiyu.web.team.rights import ADMIN, unit_arranged
from shiyu.web.typed import whole_number

SHOWN = 30
HANDED = Words("已交接 {n} 件，逐件记入办理记录。", "{n} cases handed over; it stands in the history of each.")
SUCCEEDED = Words("已移交 {n} 件给{unit}。", "{n} cases given to {unit}.")
LEFT = Words("{n} 件未动：承接单位已有这些件的交办：{numbers}",
             "{n} were left: the succeeding unit has a share of them already: {numbers}")  # fmt: skip
NONE_TICKED = Words("没有勾选任何件，也没有选择个人事项，未作改动。", "Nothing was ticked, so nothing was changed.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """The page at `/handover`."""
    actor = staff_of(request)
    if request.method == "POST":
        return _WAYS.get(request.POST.get("do", ""), _seen)(request, actor)
    return render(request, "web/team/handover.html", _context(request, actor))


def _context(request: HttpRequest, actor: PostHolder) -> dict[str, Any]:
    unit = unit_arranged(actor, request.GET.get("unit", ""))
    post = _post(request.GET.get("post", ""))
    posts = posts_handed_by(actor, unit)
    given: dict[str, Any] = {
        "giver": whole_number(request.GET.get("giver", "")) or 0,
        "taker": whole_number(request.GET.get("taker", "")) or 0,
    }
    context: dict[str, Any] = {
        "unit": unit, "admin": ADMIN in actor.roles, "posts": posts, "post": post, "given": given, "most": MOST,
        "units": _units() if ADMIN in actor.roles else (), "mine": _rows(list(taken_by(actor.account_id)[:SHOWN])),
        "of_unit": _rows(list(of_posts([one.code for one in posts])[:SHOWN])) if unit else [],
        "orphans": orphans() if ADMIN in actor.roles else (),
    }  # fmt: skip
    if post is not None:
        context["holders"] = holders_of(post) if post in posts else []
        context["same"] = bool(given["giver"]) and given["giver"] == given["taker"]
        if given["giver"] and given["taker"] and post in posts and not context["same"]:
            if not may_hand(actor, post, giver=given["giver"]):
                raise NotYours(what=HANDING)
            cases, personal = preview(post, giver=given["giver"])
            whole = goes_whole(context["holders"], giver=given["giver"], taker=given["taker"])
            context |= {"cases": [(_shown(one.row), one.touched or whole) for one in cases], "personal": personal,
                        "names": names_of([given["giver"], given["taker"]]), "previewed": True}  # fmt: skip
            context |= {"giver_name": context["names"].get(given["giver"], ""),
                        "taker_name": context["names"].get(given["taker"], "")}  # fmt: skip
    return context | (_succession(request) if ADMIN in actor.roles else {})


def _succession(request: HttpRequest) -> dict[str, Any]:
    old, new = (directory().unit(request.GET.get(name, "")) for name in ("old", "new"))
    if old is None or new is None or old.in_force(today()) or not new.in_force(today()):
        return {"old": old, "new": None}
    return {"old": old, "new": new, "shares": [_shown(row) for row in open_shares(with_work(old))]}


def _hand(request: HttpRequest, actor: PostHolder) -> HttpResponse:
    post = _post(request.POST.get("post", ""))
    if post is None:
        raise NotYours(what=HANDING)
    given = Given(
        post=post, giver=whole_number(request.POST.get("giver", "")) or 0,
        taker=whole_number(request.POST.get("taker", "")) or 0,
        numbers=request.POST.getlist("n")[:MOST], reminders="reminders" in request.POST,
        phrases="phrases" in request.POST, note=request.POST.get("note", "")[:200],
    )  # fmt: skip
    if not (given.numbers or given.reminders or given.phrases):
        messages.warning(request, str(NONE_TICKED))
        return redirect("handover")
    made = hand(actor, given)
    messages.success(request, str(HANDED.fill(n=len(made.numbers))))
    return redirect(reverse("handover") + (f"?unit={post.unit_code}" if ADMIN in actor.roles else ""))


def _succeed(request: HttpRequest, actor: PostHolder) -> HttpResponse:
    new = directory().unit(request.POST.get("new", ""))
    done, left = give_to_successor(
        actor, old=directory().unit(request.POST.get("old", "")), new=new, numbers=request.POST.getlist("n")
    )
    messages.success(request, str(SUCCEEDED.fill(n=len(done), unit=new.label if new else "")))
    if left:
        messages.warning(request, str(LEFT.fill(n=len(left), numbers="、".join(left[:20]))))
    return redirect("handover")


def _seen(_request: HttpRequest, actor: PostHolder) -> HttpResponse:
    see_taken(actor.account_id)
    return redirect("handover")


_WAYS = {"hand": _hand, "succeed": _succeed, "seen": _seen}


def _rows(found: Sequence[HandOver]) -> list[dict[str, Any]]:
    names = names_of(account for row in found for account in (row.giver, row.taker, row.made_by))
    return [
        {
            "row": row, "post": directory().post(row.post_code), "giver": names.get(row.giver, ""),
            "taker": names.get(row.taker, ""), "made_by": names.get(row.made_by, ""), "count": len(row.numbers),
        }
        for row in found
    ]  # fmt: skip


def _shown(row: CaseRow) -> dict[str, Any]:
    return {"row": row, "stage": procedure_of(row.procedure, row.version).stage(row.stage).label}


def _units() -> list[tuple[str, str]]:
    return sorted((unit.code, str(unit.label)) for unit in directory().units.current())


def _post(code: str) -> PostFact | None:
    return directory().posts.find(code) if code else None
