"""反映问题 in three steps: say it, place it, leave a number. Going back and forth keeps everything that was typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Newcomer
from shiyu.cases.errors import BadFact, KeyReused
from shiyu.citizen_requests.portal import checking, receipt, similar
from shiyu.citizen_requests.portal.draft import Draft, brought_back, draft_of, forget, keep, sealed
from shiyu.citizen_requests.portal.found import TAKE, place_in, with_place
from shiyu.citizen_requests.portal.places import (
    category_groups,
    last_level,
    offered_beside,
    streets,
    suggestion,
    villages,
)
from shiyu.citizen_requests.portal.privacy import kept_for
from shiyu.citizen_requests.vocabulary import TYPES
from shiyu.web.refusals import TooManyTries
from shiyu.web.throttle import HINTS, REPORT, UPLOAD, count_try, refuse_exhausted
from shiyu.web.uploads import said_together, take_files

Errors = dict[str, Words]
SENDER, MOST_FILES = Newcomer(role="sender"), 9
View = Callable[[HttpRequest], HttpResponse]
STEPS = (
    ("report", "report_say.html", Words("说事", "Say it")),
    ("report_place", "report_place.html", Words("定地点", "Place it")),
    ("report_contact", "report_contact.html", Words("留联系方式", "Leave a number")),
)
SAYS_NOTHING = "…"  # in place of the text that is gone, where only the place is looked at
GONE = Words(
    "这份内容已不在此浏览器中（超过12小时，或已经提交），请重新填写。",
    "What you typed is no longer kept in this browser (after 12 hours, or it was sent); please write it again.",
)
FOUND = Words(
    "浏览器中途断开过，您前面填写的内容都已找回，请接着填。",
    "This browser had lost its place; everything you had typed is back. Please go on.",
)
OTHER_DRAFT = Words(
    "您在另一页改过内容，以下是现在的内容，请核对后再提交。",
    "You changed this on another page. Below is how it stands now: check it, then send.",
)


def _page(view: View) -> View:
    wrapped: View = never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))
    return wrapped


@_page
def say(request: HttpRequest) -> HttpResponse:
    """The page `/report`: what happened, photos and recordings."""
    if request.method != "POST":
        return _say(request, led_here(request, draft_of(request)), {})
    draft = draft_of(request)
    files, refused = _files(request, draft)
    typed = replace(checking.said(request.POST, draft), files=files)
    errors = checking.errors_of_saying(typed)
    # What cannot be kept (too long, unreadable) is only shown again; files that came are kept in any case.
    keep(request, replace(draft, files=files) if errors else typed)
    if refused:
        errors = {**errors, "files": said_together(refused)}
    if errors:
        return _say(request, typed, errors)
    if request.POST.get("remove"):
        return redirect("report")
    if not typed.join:
        return redirect("report_place")
    # Whoever joins a case has said where it is and what: the case knows.
    keep(request, replace(typed, category=typed.category or ""))
    return redirect("report_contact")


def led_here(request: HttpRequest, draft: Draft) -> Draft:
    """The draft with the type and category of a page that led here, where nothing was typed yet; it is not kept."""
    if draft.said:
        return draft
    kind, category = request.GET.get("type", ""), last_level(request.GET.get("category", ""))
    return replace(draft, type=kind if kind in TYPES else draft.type, offered=category or draft.offered)


@never_cache
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """A part of the first page, asked for while it is typed: what it seems to be, and who reported the same."""
    refuse_exhausted(request, HINTS)
    count_try(request, HINTS)
    typed = checking.said(request.POST, draft_of(request))
    return render(request, "citizen_requests/_beside.html", {"draft": typed, **_beside(typed)})


def _beside(draft: Draft) -> dict[str, Any]:
    """What stands beside the text; nothing where there is none, or it cannot be taken."""
    if not draft.said or checking.errors_of_saying(draft):
        return {"likely": None, "similar": ()}
    return {"likely": suggestion(draft), "similar": similar.nearby(draft)}


@_page
def place(request: HttpRequest) -> HttpResponse:
    """The page `/report/place`: where it is, what it seems to be, whether others reported it."""
    draft = _so_far(request)
    if not draft.said:
        return _expired(request)
    if request.method != "POST":
        return _place(request, draft, {})
    typed = checking.placed(request.POST, draft)
    asked = request.POST.get("do", "stay")
    if asked == TAKE:
        typed = with_place(typed)
    errors = checking.errors_of_placing(typed)
    if errors and asked == "next":
        return _place(request, typed, errors)
    if not errors:
        # Where the page is only asked for villages or left backwards, the category stays open for a suggestion.
        chosen = typed.category if asked == "next" or typed.category else draft.category
        keep(request, replace(typed, category=chosen))
    return redirect({"next": "report_contact", "back": "report"}.get(asked, "report_place"))


@_page
def contact(request: HttpRequest) -> HttpResponse:
    """The page `/report/contact`: the number, what is done with it, and sending."""
    done = receipt.sent_before(request, request.POST.get("key", ""))
    if done:
        return redirect("report_receipt", number=done)
    draft = _so_far(request)
    if not draft.placed:
        return redirect("report_place") if draft.said else _expired(request)
    if request.method != "POST":
        return _contact(request, draft, {})
    typed = checking.signed(request.POST, draft)
    errors = checking.errors_of_signing(typed)
    if request.POST.get("do") == "back":
        keep(request, draft if errors else typed)
        return redirect("report_place")
    if errors:
        return _contact(request, typed, errors)
    if request.POST.get("key") != draft.key:
        keep(request, typed)
        return _contact(request, typed, {"form": OTHER_DRAFT}, status=409)
    return _send(request, replace(typed, phone=checking.spelt(typed.phone)))


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Through the engine's door; whatever is refused, the page stands as it was."""
    keep(request, draft)
    try:
        refuse_exhausted(request, REPORT)
        count_try(request, REPORT)
        made = similar.open_or_join(draft)
    except KeyReused:
        # Sent before with other words, by a browser that missed the answer: this is a report of its own.
        fresh = replace(draft, key=Draft().key)
        keep(request, fresh)
        return _contact(request, fresh, {"form": OTHER_DRAFT}, status=409)
    except TooManyTries as error:
        return _contact(request, draft, {"form": error.words}, status=429, wait=error.retry_after)
    except BadFact as error:
        return _contact(request, draft, {str(error.facts["field"]): error.words})
    except ShiyuError as error:
        return _contact(request, draft, {"form": error.words}, status=error.http_status)
    receipt.note(request, made, key=draft.key, joined=bool(draft.join) and similar.joining(draft) is not None)
    forget(request)
    return redirect("report_receipt", number=made.number)


def _files(request: HttpRequest, draft: Draft) -> tuple[tuple[tuple[str, str], ...], Sequence[Words]]:
    """The files of the draft with those that just came; nobody is known here, so an address sends only so many."""
    removed = request.POST.get("remove", "")
    held = tuple(file for file in draft.files if file[0] != removed)
    try:
        for _ in request.FILES.getlist("files"):
            refuse_exhausted(request, UPLOAD)
            count_try(request, UPLOAD)
    except TooManyTries as error:
        return held, [error.words]
    taken = take_files(
        request, new="files", held=[reference for reference, _ in held], actor=SENDER, key=draft.key, most=MOST_FILES
    )
    return tuple((str(one.reference), one.name) for one in taken.files), taken.faults


def _so_far(request: HttpRequest) -> Draft:
    """The draft of this browser; where its cookie is gone, as the form brings it back, unless that was sent."""
    draft = draft_of(request)
    again = None if draft.said else brought_back(request)
    if again is None or receipt.sent_before(request, again.key):
        return draft
    keep(request, again)
    messages.info(request, str(FOUND))
    return again


def _expired(request: HttpRequest) -> HttpResponse:
    """To the first step, which says why; what this form brought with it is kept for the later ones."""
    if request.method != "POST":
        messages.warning(request, str(GONE))
        return redirect("report")
    there = checking.placed(request.POST, Draft())
    usable = not checking.errors_of_placing(replace(there, detail=SAYS_NOTHING))
    typed = checking.signed(request.POST, replace(there, category=None) if usable else Draft())
    keep(request, typed)
    return _say(request, typed, {"form": GONE}, status=409)


def _say(request: HttpRequest, draft: Draft, errors: Errors, *, status: int = 422) -> HttpResponse:
    context = {"types": TYPES, "longest": checking.LONGEST, **_beside(draft)}
    return _shown(request, draft, errors, step=0, status=status, **context)


def _place(request: HttpRequest, draft: Draft, errors: Errors) -> HttpResponse:
    likely, offered = suggestion(draft), last_level(draft.offered)
    context: dict[str, Any] = {
        "found": place_in(draft), "streets": streets(), "villages": villages(draft.street),
        "groups": [*offered_beside(offered), *category_groups()],
        "likely": likely if not offered else None,
        "chosen": draft.category if draft.category is not None else offered or (likely.category if likely else ""),
        "similar": () if errors else similar.nearby(draft),  # a place that is none is nowhere near
    }  # fmt: skip
    return _shown(request, draft, errors, step=1, **context)


def _contact(
    request: HttpRequest, draft: Draft, errors: Errors, *, status: int = 422, wait: int | None = None
) -> HttpResponse:
    back = [(checking.STEP_OF[field], words) for field, words in errors.items() if field in checking.STEP_OF]
    response = _shown(
        request, draft, errors, step=2, status=status, back=back,
        type_label=TYPES.get(draft.type), is_tipoff=draft.type == "tipoff", kept_for=kept_for(),
    )  # fmt: skip
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _shown(
    request: HttpRequest, draft: Draft, errors: Errors, *, step: int, status: int = 422, **context: Any
) -> HttpResponse:
    steps = [
        {"name": name, "label": label, "past": n < step, "now": n == step} for n, (name, _, label) in enumerate(STEPS)
    ]
    return render(
        request,
        f"citizen_requests/{STEPS[step][1]}",
        {"draft": draft, "so_far": sealed(draft) if step else "", "errors": errors, "steps": steps, **context},
        status=status if errors else 200,
    )
