"""Making a move and opening a case by hand: one form of one screen, with what will happen beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.ids import spoken
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact_view import PartyView, shown_parties
from shiyu.cases.door import Made
from shiyu.cases.errors import NoSuchMove, NotYourMove
from shiyu.cases.gate import visible_cases
from shiyu.cases.permission import permitted
from shiyu.cases.procedure import NEW, Move, NeedKind, Procedure
from shiyu.cases.registry import newest
from shiyu.cases.who import LIVE
from shiyu.web.browsing import staff_of
from shiyu.web.casework.filling import Filling, begin, carry_out, receive
from shiyu.web.casework.page import reader_for
from shiyu.web.casework.paper import paper_of
from shiyu.web.casework.saying import is_for_parties, maker_words, next_stages, told_words, turn_words
from shiyu.web.casework.shown import lines
from shiyu.web.drafts import finish_draft, offered, typed_before
from shiyu.web.forms import form_of
from shiyu.web.kept import takes_back
from shiyu.web.reader import Reader
from shiyu.web.shown_case import MOST_PARTIES
from shiyu.web.shown_history import show_latest
from shiyu.web.shown_moves import refusal_of

LATELY = 10
DONE = Words("“{move}”已办理。此件现在：{stage}。{turn}", "“{move}” is done. The case stands at: {stage}. {turn}")
NEXT = Words("下一步由{who}办理。", "Next: {who}.")
NEXT_PARTY = Words("等待{who}。", "Waiting for: {who}.")
ENDED = Words("本件已结束。", "The case has ended.")
OPENED = Words("已受理，件号 {number}。", "Taken in under the number {number}.")
CODE = Words(
    "查询码 {code}，请告知当事人，只显示这一次。", "Query code {code}: tell it to the person; it is shown only now."
)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_move(request: HttpRequest, number: str, move: str) -> HttpResponse:
    """The page at `/cases/<number>/moves/<move>`."""
    actor = staff_of(request)
    reader = reader_for(actor, number)
    wanted = _move_of(reader.procedure, move)
    extra = form_of(reader.procedure.name, wanted.name)
    parties = _parties(wanted, reader)
    why = refusal_of(wanted, reader=reader)
    # What happened meanwhile is said beside the form that was sent; whose move it is does not depend on what was typed.
    if why is not None and (request.method != "POST" or isinstance(why, NotYourMove)):
        raise why
    if request.method != "POST":
        filling = begin(wanted, extra=extra, parties=parties, case=reader.case, expects=reader.case.entry_count,
                        **_typed(request, f"move:{reader.case.number}:{wanted.name}", actor=actor))  # fmt: skip
        return _shown(request, filling, reader=reader)
    seen = reader.case.entry_count
    filling = receive(request, wanted, actor=actor, extra=extra, parties=parties)
    made = carry_out(filling, request, actor=actor, number=reader.case.number)
    if made is not None:
        finish_draft(actor.account_id, filling.key)
        return _done(request, made, move=wanted, reader=reader)
    return _shown(request, filling, reader=reader, seen=seen)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, procedure: str, move: str) -> HttpResponse:
    """The page at `/open/<procedure>/<move>`."""
    actor, table = staff_of(request), newest(procedure)
    wanted = _move_of(table, move)
    if NEW not in wanted.start:
        raise NoSuchMove(procedure=table.label, move=move[:60])
    if not permitted(wanted.who, actor=actor, state=None):
        raise NotYourMove(move=wanted.label)
    extra = form_of(table.name, wanted.name)
    if request.method != "POST":
        filling = begin(wanted, extra=extra, parties=(), case=None, expects=None,
                        **_typed(request, f"open:{table.name}:{wanted.name}", actor=actor))  # fmt: skip
        return _opening(request, filling, table)
    filling = receive(request, wanted, actor=actor, extra=extra, parties=())
    made = carry_out(filling, request, actor=actor, procedure=table.name)
    if made is None:
        return _opening(request, filling, table)
    finish_draft(actor.account_id, filling.key)
    messages.success(request, str(OPENED.fill(number=made.number)))
    if made.query_code:
        messages.info(request, str(CODE.fill(code=spoken(made.query_code))))
    return _back(made, actor=actor)


def _typed(request: HttpRequest, place: str, *, actor: PostHolder) -> dict[str, Any]:
    """What was typed before, if anything: ahead of a login, or in a draft that was resumed."""
    before = typed_before(request, place, account_id=actor.account_id)
    return {} if before is None else {"typed": before.typed, "came_back": before.why}


def _drafts(request: HttpRequest, place: str, *, actor: Any) -> dict[str, Any]:
    """What the page says of drafts: its own place, and those it offers."""
    drafts = offered(request, place, account_id=actor.account_id) if isinstance(actor, PostHolder) else ()
    return {"draft_place": place, "drafts": drafts}


def _move_of(procedure: Procedure, name: str) -> Move:
    move = procedure.move(name)
    if move is None:
        raise NoSuchMove(procedure=procedure.label, move=name[:60])
    return move


def _parties(move: Move, reader: Reader) -> list[PartyView]:
    """The parties to choose from, masked, where the move asks for one."""
    if not any(need.kind == NeedKind.PARTY for need in move.needs):
        return []
    some = list(reader.case.parties.order_by("pk")[:MOST_PARTIES])
    return shown_parties(reader.case, actor=reader.actor, parties=some, named=reader.opens_contact)


def _shown(request: HttpRequest, filling: Filling, *, reader: Reader, seen: int | None = None) -> HttpResponse:
    """The form; one sent from a stale page says what happened meanwhile and is drawn for the case as it is now."""
    meanwhile = []
    if filling.stale and seen is not None:
        before, filling.expects = filling.expects or 0, seen
        newer, _ = show_latest(reader, most=LATELY)
        meanwhile = [line for line in lines(newer) if line["seq"] > before]
    move, beside = filling.form.move, filling.form.extra.beside
    drawn = beside(reader, filling.form) if beside is not None else None
    advises = filling.form.extra.alongside
    context = {
        "beside": drawn, "redraws": beside is not None,
        "alongside": advises(reader, filling.form) if advises is not None else None,
        "reader": reader, "filling": filling, "move": move, "form": filling.form, "meanwhile": meanwhile,
        "paper": None if drawn else paper_of(move, filling.form, reader=reader),
        "title": reader.text(reader.case.title), "stage": reader.procedure.stage(reader.case.stage),
        "next_stages": next_stages(move, reader.procedure), "told": told_words(move, reader.procedure),
        **_drafts(request, f"move:{reader.case.number}:{move.name}", actor=reader.actor),
    }  # fmt: skip
    return render(request, "web/case/move.html", context, status=filling.status)


def _opening(request: HttpRequest, filling: Filling, procedure: Procedure) -> HttpResponse:
    move = filling.form.move
    context: dict[str, Any] = {
        "filling": filling, "move": move, "form": filling.form, "procedure": procedure,
        "next_stages": next_stages(move, procedure), "told": told_words(move, procedure),
        "makers": maker_words(move, procedure),
        **_drafts(request, f"open:{procedure.name}:{move.name}", actor=staff_of(request)),
    }  # fmt: skip
    return render(request, "web/case/open.html", context, status=filling.status)


def _done(request: HttpRequest, made: Made, *, move: Move, reader: Reader) -> HttpResponse:
    stage = reader.procedure.stage(made.stage)
    at_work = [(a.kind, a.unit_code) for a in reader.case.assignments.order_by("pk") if a.state in LIVE]
    turn = ENDED
    if not stage.end:
        who = turn_words(reader.procedure, stage.name, at_work=at_work)
        turn = (NEXT_PARTY if is_for_parties(stage.owner) else NEXT).fill(who=who)
    messages.success(request, str(DONE.fill(move=move.label, stage=stage.label, turn=turn)))
    return _back(made, actor=reader.actor)


def _back(made: Made, *, actor: Any) -> HttpResponse:
    """To the case where the actor still sees it, else to his work."""
    sees = isinstance(actor, PostHolder) and visible_cases(actor).filter(number=made.number).exists()
    return redirect("case", number=made.number) if sees else redirect("work")
