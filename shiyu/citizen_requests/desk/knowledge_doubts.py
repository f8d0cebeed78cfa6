"""待核对 pages: the answers a keeper should look at again, and the one press that says one still holds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.errors import NotYours, ShiyuError
from shiyu.base.words import Words
from shiyu.cases.errors import NotYourMove
from shiyu.citizen_requests.knowledge_doubts import AGE, LISTED, confirm, doubtful, may_confirm, units_kept_by
from shiyu.web.browsing import staff_of
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.typed import whole_number

PAGE = Words("核对知识库", "Checking the knowledge base")
HOLDS = Words("已记录：“{question}”仍然有效。", "Noted: “{question}” still holds.")


@never_cache
@require_safe
def doubts(request: HttpRequest) -> HttpResponse:
    """The page at `/knowledge/doubts`: for who keeps answers, those of his unit or all."""
    actor = staff_of(request)
    if not may_confirm(actor):
        raise NotYourMove(move=PAGE)
    rows = [(one, fresh_key()) for one in doubtful(unit=units_kept_by(actor))]
    context = {"rows": rows, "days": AGE.days, "full": len(rows) == LISTED}
    return render(request, "citizen_requests/desk/knowledge_doubts.html", context)


@never_cache
@require_POST
def holds(request: HttpRequest, number: int) -> HttpResponse:
    """仍然有效, at `/knowledge/<number>/confirm`; leads back to where it was pressed."""
    actor = staff_of(request)
    if not may_confirm(actor):
        raise NotYourMove(move=PAGE)
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        said = confirm(number, version, actor=actor, key=key_in(request.POST))
    except NotYours:
        raise
    except ShiyuError as error:
        if error.http_status == 404:
            raise
        messages.warning(request, str(error.words))
    else:
        messages.success(request, str(HOLDS.fill(question=said.question)))
    if request.POST.get("back") == "knowledge_doubts":
        return redirect("knowledge_doubts")
    return redirect("knowledge_answer", number=number)
