"""常用语: the page on which somebody keeps his phrases, and the head of a unit its."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import AlreadyDone, BadInput
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.city.phrases import phrases_for, scenes
from shiyu.web.browsing import staff_of
from shiyu.web.team import phrases as keeping
from shiyu.web.typed import typed_moment, whole_number

SAVED = Words("已保存。", "Saved.")
DELETED = Words("已删除。", "Deleted.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: HttpRequest) -> HttpResponse:
    """The page at `/phrases`."""
    actor = staff_of(request)
    if request.method != "POST":
        return _shown(request, actor)
    try:
        _WAYS.get(request.POST.get("do", ""), _add)(request, actor)
    except (BadInput, AlreadyDone) as refused:
        return _shown(request, actor, refused=refused)
    return redirect("phrases")


def _add(request: HttpRequest, actor: PostHolder) -> None:
    of_unit = request.POST.get("whose") == "unit"
    keeping.add(actor, request.POST.get("text", ""), scene=request.POST.get("scene", ""), of_unit=of_unit)
    messages.success(request, str(SAVED))


def _change(request: HttpRequest, actor: PostHolder) -> None:
    given = request.POST
    keeping.change(
        actor, _pk(request), given.get("text", ""), scene=given.get("scene", ""),
        seen=typed_moment(given.get("seen", "")),
    )  # fmt: skip
    messages.success(request, str(SAVED))


def _remove(request: HttpRequest, actor: PostHolder) -> None:
    keeping.remove(actor, _pk(request))
    messages.success(request, str(DELETED))


def _up(request: HttpRequest, actor: PostHolder) -> None:
    keeping.move_up(actor, _pk(request))


_WAYS: dict[str, Callable[[HttpRequest, PostHolder], None]] = {
    "add": _add, "change": _change, "remove": _remove, "up": _up,
}  # fmt: skip


def _shown(request: HttpRequest, actor: PostHolder, *, refused: BadInput | AlreadyDone | None = None) -> HttpResponse:
    (_, own), (_, of_unit) = keeping.phrases_offered(actor)
    reason = (refused.facts.get("reason") or refused.words) if refused else None
    pk = _pk(request) if refused and request.POST.get("do") == "change" else 0
    context: dict[str, Any] = {
        "groups": [("own", keeping.MINE, own, True), ("unit", keeping.OF_UNIT, of_unit, keeping.keeps_unit(actor))],
        "city": [(scene, phrases_for(scene)) for scene in scenes()], "scenes": scenes(),
        "keeps_unit": keeping.keeps_unit(actor), "longest": keeping.LONGEST, "reason": reason, "wrong": pk,
        "typed": {name: request.POST.get(name, "") for name in ("text", "scene", "whose")} if refused else {},
    }  # fmt: skip
    return render(request, "web/team/phrases.html", context, status=refused.http_status if refused else 200)


def _pk(request: HttpRequest) -> int:
    return whole_number(request.POST.get("phrase", "")) or 0
