"""案卷 on the pages: what it holds and misses, bound by a background task; the copy of a party."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.attachments import shown_name
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, get_case
from shiyu.disputes.agreements.dossier import Dossier, dossier_of, gathered, mediates
from shiyu.disputes.agreements.shown import agreement_shown
from shiyu.disputes.agreements.tasks_dossier import FORMS, order_dossier
from shiyu.disputes.agreements.written import people_of
from shiyu.disputes.vocabulary import SIDES
from shiyu.documents.gate import papers_of
from shiyu.documents.panel import MOST, newest_papers
from shiyu.web.browsing import party_of, staff_of
from shiyu.web.casework.page import purpose_for, reader_for
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.reader import Reader
from shiyu.web.typed import whole_number

DISPUTE = "dispute"
FORM = Words("装订方式", "The form")


@never_cache
@require_safe
def dossier(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/disputes/<number>/dossier`, for its mediators. Raises `NoSuchCase`, `NotItsMediator`."""
    actor = staff_of(request)
    reader = reader_for(actor, number)
    if reader.procedure.name != DISPUTE:
        raise NoSuchCase(number=reader.case.number)
    case = reader.case
    found = dossier_of(case, actor=actor)
    context = {
        "case": case, "rows": _rows(found, reader), "missing": found.missing, "key": fresh_key(), "forms": FORMS,
        "people": [(party.pk, f"{SIDES[party.role]} {n}") for n, (party, _) in enumerate(people_of(case), start=1)],
        "shown": agreement_shown(case, words=True), "cover": found.cover,
    }  # fmt: skip
    return render(request, "disputes/dossier.html", context)


@never_cache
@require_POST
def order_binding(request: HttpRequest, number: str) -> HttpResponse:
    """POST to `/disputes/<number>/dossier/bound`: binds it in the background; `copy_for` a party's copy."""
    actor = staff_of(request)
    form = request.POST.get("form", "")
    if form not in FORMS:
        raise NoSuchThing(what=FORM)
    task = order_dossier(
        number, form=form, copy_for=whole_number(request.POST.get("copy_for", "")), actor=actor,
        purpose=purpose_for(actor), key=key_in(request.POST),
    )  # fmt: skip
    return redirect("task", reference=task.reference)


@never_cache
@require_safe
def own_copy(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/disputes/mine/<number>/dossier`: a party's papers, his signature, the days left."""
    actor = party_of(request, number)
    case = get_case(actor.number, actor=actor, purpose=Purpose.OWN_CASE)
    if case.procedure != DISPUTE:
        raise NoSuchCase(number=number[:40])
    found = dossier_of(case, actor=actor)
    context: dict[str, Any] = {
        "case": case, "papers": found.papers, "shown": agreement_shown(case, words=case.stage != "signing"),
        "to_sign": case.stage == "signing",
    }  # fmt: skip
    return render(request, "disputes/own_copy.html", context)


def panel(reader: Reader) -> dict[str, Any] | None:
    """协议与案卷 on the page of a dispute: for its mediators alone."""
    if not isinstance(reader.actor, PostHolder) or not mediates(reader.case, actor=reader.actor):
        return None
    papers = reader.once(newest_papers)
    if len(papers) > MOST:  # the panel 文书 shows no more, a dossier holds them all
        papers = papers_of(reader.case, actor=reader.actor)
    found = gathered(reader.case, actor=reader.actor, papers=papers[::-1])
    return {"number": reader.case.number, "missing": found.missing, "shown": agreement_shown(reader.case, words=True)}


def _rows(found: Dossier, reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "slot": one.slot, "papers": one.papers, "missing": one.is_missing,
            "must": one.slot.must,
            "files": [(file, shown_name(file, reader.case, actor=reader.actor)) for file in one.files],
        }
        for one in found.filed
    ]  # fmt: skip
