"""What a member does with a proposal, through the engine's one door; each form on a page of its own."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.errors import NoSuchCase, NoSuchMove
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.procedure import Move
from shiyu.proposals.keeping import READER
from shiyu.proposals.portal.attached import WROTE
from shiyu.proposals.portal.mine import GONE_ROLE, HOME, gone, show_one
from shiyu.proposals.portal.offered import AT_ONCE, FORM, HIDDEN_PARTY, OWN_PAGES
from shiyu.web.browsing import party_of
from shiyu.web.casework.filling import Filling, begin, carry_out, receive
from shiyu.web.kept import given_back, takes_back
from shiyu.web.reader import Reader, reader_of
from shiyu.web.resident_home import belongs_to
from shiyu.web.shown_moves import refusal_of

HERE = frozenset({"confirm", "decline", "withdraw", "withdraw_signature", *FORM})
"""The moves made here."""
DONE = {
    "confirm": Words("您已联名。", "You have co-signed."),
    "decline": Words("已告知提案人您不联名。", "The submitter is told that you do not co-sign."),
    "withdraw": Words("已撤案。", "It is withdrawn."),
    "withdraw_signature": Words("已撤回联名。", "Your signature is withdrawn."),
    "judge": Words("征询意见表已记下，谢谢。", "Your opinion form is noted; thank you."),
    "judge_late": Words("征询意见表已记下，谢谢。", "Your opinion form is noted; thank you."),
}
TEXT_REVISED = Words(
    "提案人刚修改了提案，您还没有联名；请看过现在的正文再确认。",
    "The text was revised just now and you have not signed yet; read it as it is, then confirm.",
)
LEFT = frozenset({"decline", "withdraw_signature"})
"""After these he is no party any more who sees it."""


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The page `/proposals/mine/<number>/moves/<name>`."""
    actor = party_of(request, number)
    if actor.role == GONE_ROLE:
        return gone(request, actor)
    reader = reader_for(actor)
    found = reader.procedure.move(name)
    if found is None or name not in HERE | OWN_PAGES.keys():
        raise NoSuchMove(procedure=reader.procedure.label, move=name[:60])
    if name in OWN_PAGES:
        return redirect(OWN_PAGES[name], number=actor.number)
    return _sent(request, reader, found) if request.method == "POST" else _asked(request, reader, found)


def _sent(request: HttpRequest, reader: Reader, found: Move) -> HttpResponse:
    """The move is made, or its form stands as it was typed."""
    actor, name = cast("PartyActor", reader.actor), found.name
    filling = receive(request, found, actor=actor, extra=HIDDEN_PARTY, parties=())
    if name in AT_ONCE and _reads_the_same(reader, filling.expects):
        filling.expects = None
    made = carry_out(filling, request, actor=actor, number=actor.number)
    if made is not None:
        messages.success(request, str(DONE[name]))
        return redirect(HOME) if name in LEFT else redirect("proposal_mine", number=actor.number)
    if filling.stale and name in AT_ONCE:
        messages.warning(request, str(TEXT_REVISED))
        return redirect("proposal_mine", number=actor.number)
    if filling.stale:
        filling.expects = reader.case.entry_count
    return show_one(request, actor, filling=filling) if name in FORM else _page(request, reader, filling)


def _reads_the_same(reader: Reader, seen: int | None) -> bool:
    """Whether he signs the words before him: another signature meanwhile does not matter, another text does."""
    if seen is None:
        return False
    return not readable_entries(reader.case, actor=READER).filter(move__in=WROTE, seq__gt=seen).exists()


def _asked(request: HttpRequest, reader: Reader, found: Move) -> HttpResponse:
    """The form as it is asked for; the opinion form stands on the page of the proposal."""
    if found.name in FORM:
        return redirect("proposal_mine", number=reader.case.number)
    if (why := refusal_of(found, reader=reader)) is not None:
        raise why
    filling = begin(found, extra=HIDDEN_PARTY, parties=(), case=reader.case, expects=reader.case.entry_count,
                    typed=given_back(request))  # fmt: skip
    return _page(request, reader, filling)


def reader_for(actor: PartyActor) -> Reader:
    """The case as its party reads it, loaded to be acted on: to make a move is no look. Raises `NoSuchCase`."""
    case = visible_cases(actor).defer("search").filter(pk=actor.case_id, procedure="proposal").first()
    if case is None or not belongs_to(actor.number, cases=HOME):
        raise NoSuchCase(number=actor.number[:40])
    return reader_of(case, actor=actor)


def _page(request: HttpRequest, reader: Reader, filling: Filling) -> HttpResponse:
    return render(
        request,
        "proposals/move.html",
        {"filling": filling, "form": filling.form, "move": filling.form.move, "number": reader.case.number,
         "title": reader.case.title},
        status=filling.status,
    )  # fmt: skip
