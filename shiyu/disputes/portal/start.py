"""纠纷引导 `/disputes/start`: one question a page, each answer a link, the answers in the address and nowhere else.

Nothing is kept of what somebody answers: no session, no row, no line of a log. Back is the browser's own.
"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.city.yeardays import FIRST_YEAR
from shiyu.disputes.guide.reading import guide
from shiyu.disputes.guide.showing import shown_talk, shown_walk
from shiyu.disputes.guide.tree import Tree, WayOut
from shiyu.disputes.guide.walking import LONGEST, Walk, answers_with, walk
from shiyu.web.refusals import NoSuchAddress

APPLY, REPORT = "dispute_apply", "report"
NO_DAY = Words("请选一个日子，或选“记不清”。", "Please choose a day, or say that you do not remember.")
LATER = Words("日子不能在今天以后。", "The day cannot lie in the future.")
TOO_EARLY = Words("这个日子太早，请核对年份。", "That day is too long ago; please check the year.")
STALE = Words("引导内容更新过，请从这一问接着答。", "The guide has changed meanwhile; please go on from this question.")


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The page: the question the answers lead to, or where they end. Raises `NoSuchAddress` where there is no guide."""
    tree = guide()
    if tree is None:
        raise NoSuchAddress
    here = walk(tree, request.GET.get("a", "")[:LONGEST])
    wrong: Words | None = None
    if here.question is not None and here.question.period and "day" in request.GET:
        day, wrong = _day(request.GET["day"], may_come=tree.periods[here.question.period].may_come)
        if day is not None:
            return redirect(address_of(answers_with(here, day)))
    return render(request, "disputes/start.html", _context(tree, here, wrong), status=422 if wrong else 200)


def address_of(answers: str) -> str:
    """The page with these answers given."""
    query = f"?{urlencode({'a': answers})}" if answers else ""
    return reverse("dispute_start") + query


def _context(tree: Tree, here: Walk, wrong: Words | None) -> dict[str, Any]:
    shown = shown_walk(tree, here, today=today())
    for way in filter(None, [shown["end"], *shown["others"]]):
        way["ways_on"] = ways_on(way)
    question = shown["question"]
    return {
        "shown": shown, "question": question, "end": shown["end"], "others": shown["others"], "wrong": wrong,
        "talk": shown_talk(tree) | {"call_back": _address(REPORT, type="help")},
        "back": here.answers_before(len(here.given) - 1) if here.given else None,
        "of": shown["asked"] + max(shown["left"] - 1, 0), "unknown": answers_with(here, None),
        "last_day": "" if question is None or question["may_come"] else today().isoformat(),
        "stale": STALE if here.stale else None,
    }  # fmt: skip


def ways_on(way: dict[str, Any]) -> list[tuple[Words, str]]:
    """What may be done here and now on this platform: apply for mediation, or report to the office."""
    if way["way"] == WayOut.MEDIATION:
        address = _address(APPLY, kind=way["kind"])
        return [(Words("网上申请调解", "Apply for mediation here"), address)] if address else []
    if way["way"] in {WayOut.OFFICE, WayOut.ADVICE} and way["category"]:
        kind = "consultation" if way["way"] == WayOut.ADVICE else "complaint"
        address = _address(REPORT, category=way["category"], type=kind)
        return [(Words("网上提交诉求", "Report it here"), address)] if address else []
    return []


def _address(name: str, **query: str) -> str:
    """A page of the platform with what is filled in there; empty where no system brings it."""
    try:
        return f"{reverse(name)}?{urlencode(query)}"
    except NoReverseMatch:
        return ""


def _day(written: str, *, may_come: bool) -> tuple[date | None, Words | None]:
    """The day somebody named, or what is wrong with it."""
    try:
        day = date.fromisoformat(written.strip()[:10])
    except ValueError:
        return None, NO_DAY
    if day > today() and not may_come:
        return None, LATER
    return (None, TOO_EARLY) if day.year < FIRST_YEAR else (day, None)
