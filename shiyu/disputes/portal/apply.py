"""申请调解 `/disputes/apply`: the form of the opening move for a resident, and the receipt of what he applied for.

The guide leads here with the kind of the dispute filled in. Nothing was kept until it is sent.
"""

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shiyu.base import phones
from shiyu.base.crypto import CryptoError, decrypt, encrypt
from shiyu.base.ids import spoken
from shiyu.base.words import Words
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Made
from shiyu.cases.errors import NoSuchMove
from shiyu.cases.procedure import Move
from shiyu.cases.registry import newest
from shiyu.disputes.vocabulary import APPLICANT, EVERY_KIND
from shiyu.web.casework.filling import Filling, begin, carry_out, receive
from shiyu.web.forms import Block, FormOfMove
from shiyu.web.refusals import TooManyTries
from shiyu.web.throttle import REPORT, UPLOAD, count_try, refuse_exhausted

PROCEDURE, APPLY = "dispute", "apply"
SENDER = Newcomer(role=APPLICANT)
MOST_KEPT = 20
_NAME, _CONTEXT = "dispute_receipts", b"disputes.receipt"
WHO = Words(
    "请留下您的姓名和能打通的电话，调解要找得到您。", "Please leave your name and a telephone that reaches you."
)
HINTS = {
    "kind": Words("不确定就选最像的，窗口会再看。", "If unsure choose the nearest; the window looks again."),
    "happened": Words("什么时候、什么地方、和谁、发生了什么。", "When, where, with whom, what happened."),
    "claims": Words("希望对方做什么、赔多少。", "What the other side should do or pay."),
    "amount": Words("不涉及钱的不填。", "Leave it empty where no money is meant."),
    "willing": Words("不知道就不选，由中心征询。", "Leave it open if you do not know; the centre asks."),
    "contact": Words(
        "只给窗口和调解员看，加密保存。单位申请的勾选“这是单位”。",
        "Seen by the window and the mediator only, and encrypted. For an organisation tick the box.",
    ),
    "respondent": Words(
        "知道多少写多少；没有电话也可以申请。", "As far as you know; you may apply without a telephone."
    ),
}
_PARTS: Mapping[str, tuple[str, ...]] = {
    "place": ("division", "village", "address"),
    "contact": ("name", "phone", "organisation"),
    "respondent": ("name", "phone", "address", "organisation"),
}
"""Of the facts with many controls, those a resident is asked; the window completes the others."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """The page: one form; refused, it stands as it was written."""
    move = _move()
    if request.method != "POST":
        wanted = request.GET.get("kind", "")
        extra = _form({"kind": wanted} if wanted in EVERY_KIND else {})
        return _shown(request, begin(move, extra=extra, parties=(), case=None, expects=None))
    try:
        _count(request)
    except TooManyTries as error:
        form = begin(
            move, extra=_form({}), parties=(), case=None, expects=None, typed=request.POST, came_back=error.words
        )
        form.status = error.http_status
        return _shown(request, form)
    filling = receive(request, move, actor=SENDER, extra=_form({}), parties=())
    if not _reachable(request):
        filling.form.note("contact", [WHO])
    made = carry_out(filling, request, actor=SENDER, procedure=PROCEDURE)
    if made is None:
        return _shown(request, filling)
    _keep(request, made)
    return redirect("dispute_applied", number=made.number)


@never_cache
@require_safe
def applied(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt `/disputes/applied/<number>`, for the browser that applied; others are asked for their code."""
    kept: dict[str, str] = request.session.get(_NAME, {}) if request.session.session_key else {}
    try:
        code = decrypt(base64.b64decode(kept[number]), context=_CONTEXT).decode()
    except (KeyError, CryptoError, ValueError):
        return redirect("my_code")
    return render(request, "disputes/applied.html", {"number": number, "code": spoken(code), "raw": code})


def _move() -> Move:
    procedure = newest(PROCEDURE)
    move = procedure.move(APPLY)
    if move is None:
        raise NoSuchMove(procedure=procedure.label, move=APPLY)
    return move


def _form(initial: Mapping[str, Any]) -> FormOfMove:
    return FormOfMove(hints=HINTS, initial=lambda _case: initial)


def _count(request: HttpRequest) -> None:
    """Nobody is known here, so an address sends only so many applications and files."""
    refuse_exhausted(request, REPORT)
    count_try(request, REPORT)
    for _ in request.FILES.getlist("files"):
        refuse_exhausted(request, UPLOAD)
        count_try(request, UPLOAD)


def _reachable(request: HttpRequest) -> bool:
    try:
        return bool(
            request.POST.get("contact-name", "").strip() and phones.spelt(request.POST.get("contact-phone", ""))
        )
    except phones.NotATelephone:
        return False


def _shown(request: HttpRequest, filling: Filling) -> HttpResponse:
    blocks = [_block(block) for block in filling.form.blocks()]
    context = {"filling": filling, "form": filling.form, "blocks": blocks}
    return render(request, "disputes/apply.html", context, status=filling.status)


def _block(block: Block) -> Block:
    """A block as a resident sees it: without the phrases of officers, and the controls he is asked alone."""
    wanted = _PARTS.get(block.name)
    parts = block.parts
    if wanted is not None:
        parts = [part for part in parts if part.id.rpartition("-")[2] in wanted]
    return replace(block, phrases=(), scene="", parts=parts)


def _keep(request: HttpRequest, made: Made) -> None:
    """Keeps number and query code for this browser, sealed; the newest few."""
    kept: dict[str, str] = dict(request.session.get(_NAME, {}))
    if made.query_code:  # a form sent twice is answered without the code, which stands here already
        kept[made.number] = base64.b64encode(encrypt(made.query_code.encode(), context=_CONTEXT)).decode()
    request.session[_NAME] = dict(list(kept.items())[-MOST_KEPT:])
