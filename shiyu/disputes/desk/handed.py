"""移送来的纠纷 `/disputes/handed`: what was handed to a clerk's unit, the letter, the files, and the receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access
from shiyu.city.names import names_of, unit_words
from shiyu.disputes.handing import (
    ReceivedAlready,
    acknowledge,
    hand_over_of,
    handed_files,
    handed_to,
    letter_of,
    read_handed,
)
from shiyu.disputes.handing_office import CLERK
from shiyu.disputes.models import Dispute
from shiyu.web.casework.files import as_download
from shiyu.web.officers import officer
from shiyu.web.typed import whole_number

HANDED, LOOK, PAGE = Words("移送来的纠纷", "Disputes handed over"), "handed", 50
RECEIVED = Words("已回执：各方和调解员会得到通知。", "Acknowledged: the sides and the mediator are told.")


@never_cache
@require_safe
def handed(request: HttpRequest) -> HttpResponse:
    """The list, the newest first, by fifties."""
    actor = _clerk(request)
    found = handed_to(actor)
    if before := whole_number(request.GET.get("before", "")):
        found = found.filter(pk__lt=before)
    rows = list(found[: PAGE + 1])
    context = {"rows": rows[:PAGE], "further": rows[PAGE - 1].pk if len(rows) > PAGE else None}
    return render(request, "disputes/handed.html", context)


@never_cache
@require_safe
def handed_one(request: HttpRequest, number: str) -> HttpResponse:
    """One of them: number, kind and place, the letter, the files, the receipt. Logged."""
    actor = _clerk(request)
    found = hand_over_of(number, actor=actor)
    log_access(actor, what=LOOK, purpose=Purpose.HANDLING, case=found.case)
    body = Dispute.objects.filter(case=found.case_id).values_list("body_code", flat=True).first()
    context = {
        "handed": found, "letter": letter_of(found, actor=actor), "files": handed_files(found),
        "body": unit_words(body) if body else None,
        "by": names_of([found.received_by]).get(found.received_by, "") if found.received_by else "",
    }  # fmt: skip
    return render(request, "disputes/handed_one.html", context)


@never_cache
@require_safe
def handed_file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file that was handed with it, saved and never opened in the page. Raises `NothingHanded`, `NoSuchThing`."""
    actor = _clerk(request)
    found, chunks = read_handed(hand_over_of(number, actor=actor), reference, actor=actor)
    return as_download(found.name, chunks, content_type=found.content_type)


@require_POST
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """POST to `/disputes/handed/<number>/receipt`."""
    try:
        acknowledge(number, actor=_clerk(request))
    except ReceivedAlready as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(request, str(RECEIVED))
    return redirect("disputes_handed_one", number)


def _clerk(request: HttpRequest) -> PostHolder:
    """A clerk. Raises `NotYourMove` for everybody else."""
    return officer(request, frozenset({CLERK}), page=HANDED)
