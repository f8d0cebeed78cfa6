"""我的纠纷 `/disputes/mine`: where it stands, what is asked of me, what I may do; each side reads what is for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shiyu.cases.actors import PartyActor
from shiyu.cases.attachments import read_attachment, shown_name
from shiyu.cases.errors import NoSuchCase, NoSuchMove
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.cases.procedure import Move
from shiyu.city.colleagues import colleagues
from shiyu.disputes.models import Dispute, DisputeParty
from shiyu.disputes.portal.said import ASKED, DONE, LEADS, ORDER, RIGHTS, SAID, sentence
from shiyu.disputes.room.panel import way_in
from shiyu.disputes.vocabulary import INVITED, SIDES
from shiyu.web.browsing import parties_of, party_of, resident_of
from shiyu.web.casework.filling import Filling, begin, carry_out, receive
from shiyu.web.forms import FormOfMove
from shiyu.web.kept import given_back, takes_back
from shiyu.web.reader import Reader, reader_of
from shiyu.web.resident_home import belongs_to, home_of_resident, homes_of
from shiyu.web.shown_case import show_case
from shiyu.web.shown_history import show_latest
from shiyu.web.shown_moves import refusal_of

SEATED = {*SIDES, INVITED}
HOME, MOST, SIGN = "disputes_mine", 200, "sign"
OWN_PARTY = FormOfMove(hidden=frozenset({"party"}))
ONLINE = FormOfMove(hidden=frozenset({"party", "files"}))
"""What somebody signs here he signs himself: no paper bears it."""
SIGNED_HERE = frozenset({"told_rights", "sign", "ask_confirmation"})
OF_THE_OFFICE = frozenset({"mediator", "why"})
"""Words of an entry that are the offices' own: a login, why another body was chosen."""
QUIET = frozenset({"clock.warned", "clock.recomputed", "stage.renamed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry as its reader is told of it."""

    at: Any
    label: Any
    by: Any
    written: list[tuple[Any, Any]]


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every dispute of whoever is known here."""
    parties, resident = parties_of(request), resident_of(request)
    homes = homes_of([party.number for party in parties], phone=resident.phone if resident else b"")
    rows = [_row(party) for party in parties if party.role in SEATED and belongs_to(party.number, cases=HOME)]
    context = {"rows": rows, "others": [home for home in homes if home.cases != HOME]}
    return render(request, "disputes/mine.html", context)


def _row(party: PartyActor) -> Mapping[str, Any]:
    reader = reader_for(party)
    stage = reader.case.stage
    return {
        "number": party.number, "title": reader.case.title, "sentence": sentence(reader.case, reader.procedure),
        "asked": ASKED.get(stage), "role": reader.procedure.parties[party.role], "opened_at": reader.case.opened_at,
    }  # fmt: skip


@never_cache
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one dispute."""
    actor = party_of(request, number)
    if actor.number and actor.number != number:
        return redirect("dispute_mine", number=actor.number)
    if not belongs_to(actor.number, cases=HOME):
        return redirect(home_of_resident(number=actor.number) or "my")
    reader = reader_of(get_case(actor.number, actor=actor, purpose=Purpose.OWN_CASE), actor=actor)
    shown = show_case(reader)
    history = show_latest(reader, most=MOST)[0][::-1]
    me = shown["parties"][0]
    names = sorted({move["name"] for move in shown["moves"]["open"]} - _done(actor), key=_order)
    context = {
        "case": shown, "sentence": sentence(reader.case, reader.procedure), "asked": ASKED.get(reader.case.stage),
        "offers": [(name, LEADS[name]) for name in names if name in LEADS],
        "closed": [(move["label"], move["why"]) for move in shown["moves"]["closed"] if move["name"] in LEADS],
        "road": [_step(entry) for entry in history if entry["move"]["name"] not in QUIET],
        "mediator": _mediator(reader), "me": me, "role": reader.procedure.parties[actor.role],
        "room": way_in(reader),
    }  # fmt: skip
    return render(request, "disputes/one.html", context)


def _done(actor: PartyActor) -> set[str]:
    """What he has said already and need not say again."""
    found = DisputeParty.objects.select_related("party").filter(party=actor.party_id).first()
    if found is None:
        return set()
    said = {"agrees": {"agree"}, "signed": {"sign"}}.get(found.party.stance, set())
    return said | ({"told_rights"} if found.rights_told_at else set())


def _mediator(reader: Reader) -> str:
    """The name of who mediates, which every side may know; empty where nobody is named."""
    account = Dispute.objects.filter(case=reader.case.pk).values_list("mediator", flat=True).first()
    return next((one.name for one in colleagues(account=account)), "") if account is not None else ""


def _step(entry: Mapping[str, Any]) -> Step:
    name, by = entry["move"]["name"], entry["by"]
    coded = [(fact["label"], fact["shown"] or fact["value"]) for key, fact in entry["facts"].items() if key != "party"]
    written = [(words["label"], words["text"]) for key, words in entry["words"].items() if key not in OF_THE_OFFICE]
    pairs = [pair for pair in (*coded, *written) if pair[1]]
    return Step(at=entry["at"], label=SAID.get(name, entry["move"]["label"]), by=by.get("unit") or by.get("label"),
                written=pairs)  # fmt: skip


def _order(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The page `/disputes/mine/<number>/moves/<name>`: one form, one button."""
    actor = party_of(request, number)
    reader = reader_for(actor)
    found = reader.procedure.move(name)
    if found is None or name not in LEADS:
        raise NoSuchMove(procedure=reader.procedure.label, move=name[:60])
    if name == SIGN:  # by a code, on the page of the agreement
        return redirect("dispute_own_copy", number=actor.number)
    extra = ONLINE if name in SIGNED_HERE else OWN_PARTY
    if request.method != "POST":
        if (why := refusal_of(found, reader=reader)) is not None:
            raise why
        return _page(request, reader, begin(found, extra=extra, parties=(), case=reader.case,
                                            expects=reader.case.entry_count, typed=given_back(request)))  # fmt: skip
    filling = receive(request, found, actor=actor, extra=extra, parties=())
    if carry_out(filling, request, actor=actor, number=actor.number) is None:
        filling.expects = reader.case.entry_count if filling.stale else filling.expects
        return _page(request, reader, filling)
    messages.success(request, str(DONE))
    return redirect("dispute_mine", number=actor.number)


def _page(request: HttpRequest, reader: Reader, filling: Filling) -> HttpResponse:
    made: Move = filling.form.move
    context = {
        "filling": filling, "form": filling.form, "move": made, "lead": LEADS[made.name], "number": reader.case.number,
        "title": reader.case.title, "rights": RIGHTS if made.name == "told_rights" else (),
    }  # fmt: skip
    return render(request, "disputes/move.html", context, status=filling.status)


def reader_for(actor: PartyActor) -> Reader:
    """The case as its party reads it, loaded to be listed or acted on, which is no look. Raises `NoSuchCase`."""
    case = visible_cases(actor).defer("search").filter(pk=actor.case_id, procedure="dispute").first()
    if case is None:
        raise NoSuchCase(number=actor.number[:40])
    return reader_of(case, actor=actor)


@never_cache
@require_safe
def file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file of a dispute that is for this side, saved and never opened in the page."""
    actor = party_of(request, number)
    if not belongs_to(actor.number, cases=HOME):
        raise NoSuchCase(number=number[:40])
    case = get_case(actor.number, actor=actor, purpose=Purpose.OWN_CASE)
    attachment, chunks = read_attachment(case, reference, actor=actor, purpose=Purpose.OWN_CASE)
    response = StreamingHttpResponse(chunks, content_type=attachment.content_type)
    name = shown_name(attachment, case, actor=actor)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
