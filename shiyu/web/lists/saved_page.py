"""The page at `/views`: save what a list shows, rename, share, delete. A list's own menu sends here."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.web.browsing import staff_of
from shiyu.web.lists.component import LISTS
from shiyu.web.lists.saved import View, change_view, delete_view, kept_query, own_views, save_view
from shiyu.web.refusals import BadValue, bad_value
from shiyu.web.typed import whole_number

SAVED = Words("视图“{name}”已保存。", "The view “{name}” is saved.")
CHANGED = Words("视图“{name}”已修改。", "The view “{name}” is changed.")
NONE_YET = Words(
    "还没有保存视图。在任何清单筛选后，点“保存为视图”，下次一点就到。",
    "No view is saved yet. Filter any list, choose “Save as a view”, and come back to it in one click.",
)
TO_CASES = Words("到全部件筛选并保存", "Filter all cases and save")
DELETED = Words("视图“{name}”已删除。", "The view “{name}” is deleted.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """One's own views; a POST saves, changes or deletes one, and keeps what was typed where it cannot."""
    actor = staff_of(request)
    if request.method != "POST":
        return _page(request, actor)
    name, shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    try:
        return _saved(request, actor, name=name, shared=shared) if "list" in request.POST else _changed(
            request, actor, name=name, shared=shared
        )  # fmt: skip
    except BadValue as error:
        fault = {str(error.facts.get("field", "name")): error.facts.get("reason", error.words)}
        typed = {"name": name, "shared": shared, "view": request.POST.get("view", ""), "fault": fault}
        return _page(request, actor, typed=typed)


def _saved(request: HttpRequest, actor: PostHolder, *, name: str, shared: bool) -> HttpResponse:
    of = request.POST["list"]
    if of not in LISTS:
        raise bad_value("list", zh="没有这个清单，请从清单页保存", en="there is no such list; save from a list")
    view = save_view(actor, of=of, name=name, query=request.POST.get("query", ""), shared=shared)
    messages.success(request, str(SAVED.fill(name=view.name)))
    return redirect(view.at(LISTS[of].address))


def _changed(request: HttpRequest, actor: PostHolder, *, name: str, shared: bool) -> HttpResponse:
    view = whole_number(request.POST.get("view", ""))
    if view is None:
        raise bad_value("view", zh="请从列表中选择视图", en="choose a view from the list")
    if request.POST.get("action") == "delete":
        said = DELETED.fill(name=delete_view(actor, view))
    else:
        said = CHANGED.fill(name=change_view(actor, view, name=name, shared=shared))
    messages.success(request, str(said))
    return redirect("views")


def _page(request: HttpRequest, actor: PostHolder, *, typed: dict[str, Any] | None = None) -> HttpResponse:
    shown: dict[str, Any] = {
        "views": [_shown(view) for view in own_views(actor)], "typed": typed, "none_yet": NONE_YET,
        "way": (LISTS["cases"].address, TO_CASES),
    }  # fmt: skip
    of = request.POST.get("list", "") if typed else ""
    if typed and of in LISTS:
        shown["saving"] = {"list": of, "title": LISTS[of].title, "query": kept_query(request.POST.get("query", ""))}
    return render(request, "web/lists/views.html", shown, status=422 if typed else 200)


def _shown(view: View) -> dict[str, Any]:
    of = LISTS.get(view.list)
    address = view.at(of.address) if of else ""
    title = of.title if of else Words(view.list, view.list)
    return {
        "id": view.id, "key": str(view.id), "name": view.name, "shared": view.shared, "address": address,
        "title": title,
    }  # fmt: skip
