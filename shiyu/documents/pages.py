"""公文 on the pages: the register 发文登记簿, one paper as a sheet, its file."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import today
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.gate import Purpose, log_access
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.documents.errors import NoSuchPaper
from shiyu.documents.gate import may_take, read_paper, readable_papers, take_paper
from shiyu.documents.kinds import all_papers, label_of
from shiyu.documents.models import Paper
from shiyu.documents.numbers import code_words
from shiyu.documents.panel import signer_words
from shiyu.documents.sheets import sheet_of_archived
from shiyu.web.browsing import parties_of, sitter_of, staff_of
from shiyu.web.casework.files import as_download
from shiyu.web.casework.page import purpose_for
from shiyu.web.typed import whole_number

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE, LONGEST_SEARCH = 50, 60


@never_cache
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The register at `/papers`: what was issued, the newest first, as far as the officer may see it."""
    actor = staff_of(request)
    asked = {name: request.GET.get(name, "").strip()[:LONGEST_SEARCH] for name in ("unit", "year", "kind", "q")}
    before = whole_number(request.GET.get("before", ""))
    found = _narrowed(readable_papers(actor), asked)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PAGE + 1])
    log_access(actor, what="search", purpose=purpose_for(actor), detail={"papers": len(rows[:PAGE])})
    context = {
        "rows": [_row(paper) for paper in rows[:PAGE]],
        "asked": asked,
        "units": [unit for code in code_words(on=today()) if (unit := directory().unit(code))],
        "kinds": all_papers(),
        "further": _address(asked, rows[PAGE - 1].pk) if len(rows) > PAGE else "",
        "newest": _address(asked, None) if before else "",
        "all": (reverse("papers"), Words("看全部", "Show all")) if any(asked.values()) or before else None,
    }
    return render(request, "documents/register.html", context)


@never_cache
@require_safe
def paper(request: HttpRequest, reference: UUID) -> HttpResponse:
    """One paper at `/papers/<reference>`, drawn from its very file. Raises `NoSuchPaper`."""
    actor = _reader(request, reference)
    found, docx = read_paper(reference, actor=actor, purpose=_purpose(actor))
    whole = may_take(found, actor=actor)
    context = {
        "paper": found,
        "row": _row(found),
        "sheet": sheet_of_archived(docx, mask=None if whole else redact),
        "whole": whole,
        "corrected_by": getattr(found, "corrected_by", None),
        "is_staff": isinstance(actor, PostHolder),
    }
    return render(request, "documents/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """Its file at `/papers/<reference>/file`. Raises `NoSuchPaper`, `NotYours`."""
    actor = _reader(request, reference)
    found, chunks = take_paper(reference, actor=actor, purpose=_purpose(actor))
    return as_download(f"{found.number or label_of(found.kind).zh}.docx", chunks, content_type=DOCX)


def _reader(request: HttpRequest, reference: UUID) -> PostHolder | PartyActor:
    """The officer, or the resident as the party whose paper it is. Raises `LoginNeeded`, `NoSuchPaper`."""
    if sitter_of(request) is not None:
        return staff_of(request)
    for party in parties_of(request):
        if readable_papers(party).filter(reference=reference).exists():
            return party
    raise NoSuchPaper


def _purpose(actor: PostHolder | PartyActor) -> Purpose:
    return purpose_for(actor) if isinstance(actor, PostHolder) else Purpose.OWN_CASE


def _narrowed(found: QuerySet[Paper], asked: dict[str, str]) -> QuerySet[Paper]:
    if asked["unit"]:
        found = found.filter(unit_code=asked["unit"])
    if year := whole_number(asked["year"], digits=4):
        found = found.filter(year=year)
    if asked["kind"]:
        found = found.filter(kind=asked["kind"])
    if words := asked["q"].replace("\x00", ""):
        found = found.filter(Q(title__icontains=words) | Q(number__icontains=words))
    return found


def _row(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper,
        "kind": label_of(paper.kind),
        "unit": unit_words(paper.unit_code),
        "signer": signer_words(paper.signed_by),
        "number": paper.number or Words("不编号", "not numbered"),
    }


def _address(asked: dict[str, str], before: int | None) -> str:
    query = {name: value for name, value in {**asked, "before": before}.items() if value}
    return reverse("papers") + (f"?{urlencode(query)}" if query else "")
