"""提醒: the page of one's own reminders, and the form for a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import today
from shiyu.base.errors import BadInput
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.web.browsing import staff_of
from shiyu.web.team.reminders import DAY, MOST_BEFORE, NOTE, add, done, listed, snooze
from shiyu.web.typed import typed_day, whole_number

MADE = Words("{day} 提醒您看 {number}。", "You will be reminded of {number} on {day}.")
LATER = Words("推迟到 {day} 再提醒。", "You will be reminded again on {day}.")
DONE = Words("已处理，不再提醒。", "Done; no more of it.")
SNOOZES = (1, 3, 5)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """The page at `/reminders`; `number` opens the form for a case."""
    actor = staff_of(request)
    if request.method != "POST":
        return _shown(request, actor)
    given = request.POST
    try:
        if given.get("done"):
            done(actor, whole_number(given["done"]) or 0)
            messages.success(request, str(DONE))
        elif given.get("snooze"):
            days, _, pk = given["snooze"].partition(":")
            later = snooze(actor, whole_number(pk) or 0, days=whole_number(days) or 0)
            messages.success(request, str(LATER.fill(day=later.on)))
        else:
            _add(request, actor)
    except BadInput as refused:
        return _shown(request, actor, refused=refused)
    return redirect("reminders")


def _add(request: HttpRequest, actor: PostHolder) -> None:
    given = request.POST
    before = given.get("before", "").strip()
    made = add(
        actor, given.get("number", "").strip().upper(), on=typed_day(given.get("on", "")), note=given.get("note", ""),
        before=(whole_number(before) or 0) if before else None,
    )  # fmt: skip
    messages.success(request, str(MADE.fill(day=made.on, number=made.number)))


def _shown(request: HttpRequest, actor: PostHolder, *, refused: BadInput | None = None) -> HttpResponse:
    rows = listed(actor)
    typed = request.POST if refused else request.GET
    context: dict[str, Any] = {
        "due": [one for one in rows if one.due or one.ended],
        "coming": [one for one in rows if not (one.due or one.ended)],
        "typed": {name: typed.get(name, "") for name in ("number", "on", "before", "note")}, "snoozes": SNOOZES,
        "reason": refused.facts.get("reason") if refused else None, "most_before": MOST_BEFORE, "longest": NOTE,
        "wrong": ("on" if refused.facts.get("field") == DAY else "before") if refused else "",
        "today": today().isoformat(),
    }  # fmt: skip
    return render(request, "web/team/reminders.html", context, status=refused.http_status if refused else 200)
