"""移送: the form of a panel that refers a case to another system; each system says who may and in which words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.referring import LONGEST_REASON, refer
from shiyu.web.forms import key_in


def refer_and_return(request: HttpRequest, number: str, *, to: str, actor: PostHolder, done: Words) -> HttpResponse:
    """Refers the case for the reason typed and goes back to it, where `done` or the refusal stands.

    `done` may name the new case by {number}. Raises what says that the case is not there for him or that he may not.
    """
    reason = request.POST.get("reason", "").strip()
    try:
        # One character more than may be, so that the engine says that it is too long and nothing is cut off.
        made = refer(number, to=to, actor=actor, key=key_in(request.POST), reason=reason[: LONGEST_REASON + 1])
    except ShiyuError as refused:
        if refused.http_status in {403, 404}:
            raise
        messages.error(request, str(refused.words))
    else:
        messages.success(request, str(done.fill(number=made.number)))
    return redirect("case", number)
