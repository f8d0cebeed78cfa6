"""The part of a page that checks an answer while it is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shiyu.cases.errors import NoSuchMove
from shiyu.triage.web.reply_check import need_checked, shown
from shiyu.web.browsing import staff_of
from shiyu.web.casework.page import reader_for
from shiyu.web.shown_moves import refusal_of


@never_cache
@require_POST
def reply_check(request: HttpRequest, number: str, move: str) -> HttpResponse:
    """The part at `/cases/<number>/moves/<move>/check`: for whoever may make the move now. Nothing is kept of it."""
    reader = reader_for(staff_of(request), number)
    wanted, need = reader.procedure.move(move), need_checked(reader.procedure.name, move)
    if wanted is None or need is None:
        raise NoSuchMove(procedure=reader.procedure.label, move=move[:60])
    if (why := refusal_of(wanted, reader=reader)) is not None:
        raise why
    return render(request, "triage/reply_findings.html", {"panel": shown(reader, request.POST.get(need, ""))})
