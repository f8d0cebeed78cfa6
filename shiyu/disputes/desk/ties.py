"""我的关系申报 `/disputes/ties`: a mediator's own page; names masked until he asks, each look at them logged."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.clock import today
from shiyu.base.errors import ShiyuError
from shiyu.base.masking import mask_name
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access
from shiyu.disputes import vocabulary as v
from shiyu.disputes.desk.roles import HEADS, MEDIATORS
from shiyu.disputes.ties import LONGEST, BadTie, declare, declared, take_back
from shiyu.web.officers import officer
from shiyu.web.typed import typed_day

TIES, LOOK = Words("我的关系申报", "My ties"), "ties"
KEPT = Words("已申报。", "It is declared.")
GONE = Words("已撤销这项申报。", "It is taken back.")
NOT_THERE = Words("没有这项申报，或已撤销。", "There is no such tie, or it was taken back.")
NO_DAY = Words("有效期不是日期", "the last day is no day")


@never_cache
@require_safe
def ties(request: HttpRequest) -> HttpResponse:
    """The page; with `?names=1` the names in clear."""
    actor = _mediator(request)
    clear = request.GET.get("names") == "1"
    rows = [
        {
            "pk": row.pk, "ground": v.TIES.get(row.ground, v.TIES["relation"]),
            "name": name if clear else mask_name(name), "until": row.valid_until, "declared_at": row.declared_at,
            "by_phone": row.phone_index is not None, "over": row.valid_until is not None and row.valid_until < today(),
        }
        for row, name in declared(actor.account_id)
    ]  # fmt: skip
    log_access(actor, what=LOOK, purpose=Purpose.HANDLING, detail={"names": int(clear)})
    context = {"rows": rows, "clear": clear, "kinds": v.TIES.items(), "longest": LONGEST, "today": today()}
    return render(request, "disputes/ties.html", context)


@require_POST
def declare_tie(request: HttpRequest) -> HttpResponse:
    """POST to `/disputes/ties/declare`."""
    actor = _mediator(request)
    typed = request.POST
    try:
        until = typed_day(typed.get("until", ""))
        if typed.get("until", "").strip() and until is None:
            raise BadTie(why=NO_DAY)
        declare(
            actor.account_id, ground=typed.get("ground", ""), name=typed.get("name", ""),
            phone=typed.get("phone", ""), valid_until=until,
        )  # fmt: skip
    except ShiyuError as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(request, str(KEPT))
    return redirect("disputes_ties")


@require_POST
def take_tie_back(request: HttpRequest, tie: int) -> HttpResponse:
    """POST to `/disputes/ties/<id>/end`."""
    actor = _mediator(request)
    if take_back(actor.account_id, tie):
        messages.success(request, str(GONE))
    else:
        messages.error(request, str(NOT_THERE))
    return redirect("disputes_ties")


def _mediator(request: HttpRequest) -> PostHolder:
    """Who mediates, or may name himself. Raises `NotYourMove` for everybody else."""
    return officer(request, MEDIATORS | HEADS, page=TIES)
