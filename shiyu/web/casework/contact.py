"""查看联系方式: one party's own data, shown once, after the officer has said what for. Every view is logged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.cases.contact_view import OPENING, PartyView, shown_parties, view_contact
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import Purpose
from shiyu.web.browsing import staff_of
from shiyu.web.casework.page import purpose_for, reader_for
from shiyu.web.casework.saying import PURPOSES
from shiyu.web.form_parts import CONTACT_WORDS
from shiyu.web.reader import Reader

LONGEST_REASON = 200
CHOSEN = (Purpose.HANDLING, Purpose.CALL_BACK, Purpose.SUPERVISION, Purpose.AUDIT)
REASON_NEEDED = Words("请写明查看的理由，将记入访问记录。", "Say why you need it; the reason is recorded.")
PURPOSE_NEEDED = Words("请选择用途。", "Choose the purpose.")


@require_http_methods(["GET", "HEAD", "POST"])
def case_contact(request: HttpRequest, number: str, party: int) -> HttpResponse:
    """The page at `/cases/<number>/parties/<party>/contact`; the contact itself is answered to a POST alone."""
    actor = staff_of(request)
    reader = reader_for(actor, number)
    view = _party(reader, party)
    if not view.may_open:
        raise NotYourMove(move=OPENING)
    purpose, reason = request.POST.get("purpose", purpose_for(actor)), request.POST.get("reason", "")
    faults: dict[str, Words] = {}
    fields: dict[str, str] | None = None
    if request.method == "POST":
        reason, faults = _checked(purpose, reason)
        if not faults:
            fields = view_contact(reader.case, party, actor=actor, purpose=Purpose(purpose), reason=reason)
    context = {
        "reader": reader, "party": view, "faults": faults, "purpose": purpose, "reason": reason,
        "fields": _named(fields),
        "purposes": [(one.value, PURPOSES[one.value]) for one in CHOSEN], "shown": fields is not None,
        "longest": LONGEST_REASON,
    }  # fmt: skip
    response = render(request, "web/case/contact.html", context, status=422 if faults else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _party(reader: Reader, party: int) -> PartyView:
    found = list(reader.case.parties.filter(pk=party))
    if not found:
        raise NoSuchThing(what=Words("当事人", "the party"))
    return shown_parties(reader.case, actor=reader.actor, parties=found, named=reader.opens_contact)[0]


def _checked(purpose: str, reason: str) -> tuple[str, dict[str, Words]]:
    faults: dict[str, Words] = {}
    if purpose not in CHOSEN:
        faults["purpose"] = PURPOSE_NEEDED
    try:
        cleaned = clean_line(reason, limit=LONGEST_REASON)
    except ShiyuError as error:
        return reason, {**faults, "reason": error.words}
    if not cleaned:
        faults["reason"] = REASON_NEEDED
    return cleaned or reason, faults


def _named(fields: dict[str, str] | None) -> list[tuple[Words, str]]:
    return [(CONTACT_WORDS.get(name, Words(name, name)), value) for name, value in (fields or {}).items()]
