"""The part of a page that checks an answer while it is written. Asked again and again by one who has the case open."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shiyu.base.clock import now
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import NoSuchMove
from shiyu.cases.gate import visible_cases, who_looked
from shiyu.triage.web.reply_check import need_checked, shown
from shiyu.web.browsing import staff_of
from shiyu.web.casework.page import reader_for
from shiyu.web.reader import Reader, reader_of
from shiyu.web.shown_moves import refusal_of

SAME_LOOK, LOOKS = timedelta(hours=1), 20
"""While somebody writes, he looks once: a line in the list of looks for every pause would bury all others."""


@never_cache
@require_POST
def reply_check(request: HttpRequest, number: str, move: str) -> HttpResponse:
    """The part at `/cases/<number>/moves/<move>/check`: for whoever may make the move now. Nothing is kept of it."""
    reader = _reader(staff_of(request), number)
    wanted, need = reader.procedure.move(move), need_checked(reader.procedure.name, move)
    if wanted is None or need is None:
        raise NoSuchMove(procedure=reader.procedure.label, move=move[:60])
    if (why := refusal_of(wanted, reader=reader)) is not None:
        raise why
    return render(request, "triage/reply_findings.html", {"panel": shown(reader, request.POST.get(need, ""))})


def _reader(actor: PostHolder, number: str) -> Reader:
    """The officer before the case; the look is logged unless his last one was a moment ago. Raises `NoSuchCase`."""
    case = visible_cases(actor).defer("search").filter(number=number[:40]).first()
    if case is not None:
        looks = who_looked(case).filter(at__gt=now() - SAME_LOOK).values_list("actor", flat=True)[:LOOKS]
        if any(look.get("account") == actor.account_id for look in looks):
            return reader_of(case, actor=actor)
    return reader_for(actor, number)
