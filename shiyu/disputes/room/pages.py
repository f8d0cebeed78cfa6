"""调解室: the page where a dispute is talked about: for staff `/disputes/<number>/room`, for a party `…/mine/…`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from shiyu.base.clock import city_zone, now
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.files_beside import read_beside
from shiyu.cases.gate import Purpose, procedure_for
from shiyu.disputes.room.door import answer_offer
from shiyu.disputes.room.errors import NoSuchOffer
from shiyu.disputes.room.labels import offer_told_of
from shiyu.disputes.room.reading import (
    PAGE,
    Page,
    Room,
    mark_seen,
    may_open,
    newest_of,
    newest_page,
    readable_messages,
    room_of,
)
from shiyu.disputes.room.rules import Answer, Kind
from shiyu.disputes.room.shown import is_open, show_messages
from shiyu.disputes.room.writing import (
    Filling,
    drawn,
    forget_unsent,
    keep_unsent,
    of_typed,
    receive,
    unsent,
)
from shiyu.web.browsing import party_of, staff_of
from shiyu.web.casework.files import as_download
from shiyu.web.casework.page import purpose_for
from shiyu.web.drafts import finish_draft, offered, typed_before
from shiyu.web.kept import given_back, takes_back
from shiyu.web.typed import whole_number

NOT_SENT = Words("这是您上次写好还没有发出的留言。", "This is what you wrote and have not sent yet.")
Reader = PostHolder | PartyActor


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """One of the two ways into the room: who comes, and the names of its addresses."""

    who: Callable[[HttpRequest, str], Reader]
    name: str

    def url(self, part: str, number: str, *rest: Any) -> str:
        """An address of this way."""
        return reverse(f"{self.name}{part}", args=[number, *rest])

    def room(self, request: HttpRequest, number: str, *, logged: bool = True) -> Room:
        """The room before whoever comes. Raises `NoRoom` and what asks for a login."""
        actor = self.who(request, number)
        purpose = Purpose.OWN_CASE if isinstance(actor, PartyActor) else purpose_for(actor)
        return room_of(number, actor=actor, purpose=purpose if logged else None)


STAFF = Doorway(who=lambda request, _number: staff_of(request), name="dispute_room")
MINE = Doorway(who=party_of, name="dispute_my_room")


def _page(request: HttpRequest, number: str, way: Doorway) -> HttpResponse:
    if request.method == "POST":
        return _sent(request, number, way)
    room = way.room(request, number)
    return _shown(request, room, way, filling=_begun(request, room))


def _sent(request: HttpRequest, number: str, way: Doorway) -> HttpResponse:
    room = way.room(request, number, logged=False)
    filling = receive(request, actor=room.actor, number=room.case.number)
    if filling.posted is None:
        return _shown(request, room, way, filling=filling)
    if isinstance(room.actor, PostHolder):
        finish_draft(room.actor.account_id, filling.key)
    else:
        forget_unsent(request)
    return redirect(f"{way.url('', room.case.number)}#m{filling.posted.message_id}")


def _begun(request: HttpRequest, room: Room) -> Filling:
    """An empty form, or what was typed ahead of a login, in a draft, or not sent."""
    if isinstance(room.actor, PostHolder):
        before = typed_before(request, _place(room), account_id=room.actor.account_id)
        return Filling() if before is None else of_typed(before.typed, why=before.why)
    typed = given_back(request) or unsent(request, room.case.number)
    return Filling() if typed is None else of_typed(typed, why=NOT_SENT)


def _place(room: Room) -> str:
    return f"room:{room.case.number}"


def _shown(request: HttpRequest, room: Room, way: Doorway, *, filling: Filling) -> HttpResponse:
    before = whole_number(request.GET.get("before", ""))
    newest = newest_of(room.case)
    page = newest_page(room, before=before)
    read = mark_seen(room, seq=newest) if before is None else newest
    context = {
        "room": room, "number": room.case.number, "title": room.case.title, "seat": room.seat,
        "stage": procedure_for(room.case).stage(room.case.stage).label, "page": page, "newest_page": before is None,
        "messages_shown": _rows(page, room, way, read=read), "open": is_open(room),
        "here": way.url("", room.case.number),
        "fresh": way.url("_fresh", room.case.number), "form": drawn(filling, room=room), "staff": way is STAFF,
        **_drafts(request, room, way),
    }  # fmt: skip
    return render(request, "disputes/room/page.html", context, status=filling.status)


def _drafts(request: HttpRequest, room: Room, way: Doorway) -> dict[str, Any]:
    if not isinstance(room.actor, PostHolder):
        return {"draft_place": _place(room), "draft_save": way.url("_draft", room.case.number), "drafts": ()}
    place = _place(room)
    found = offered(request, place, account_id=room.actor.account_id)
    return {"draft_place": place, "draft_save": reverse("draft_save"), "drafts": found}


def _rows(page: Page, room: Room, way: Doorway, *, read: int) -> list[dict[str, Any]]:
    rows = show_messages(page.messages, room=room)
    for message, row in zip(page.messages, rows, strict=True):
        row["is_new"] = message.seq > read > 0 and not row["own"]
        row["answer_at"] = way.url("_answer", room.case.number, row["id"])
        for file in row["files"]:
            file["at"] = way.url("_file", room.case.number, file["reference"])
    return rows


def _fresh(request: HttpRequest, number: str, way: Doorway) -> HttpResponse:
    """What came after a message, as lines of the log, and anew the offers that were answered; logged if there is any.

    A look at nothing new is no look: a page that stands open would fill the access log.
    """
    room = way.room(request, number, logged=False)
    newest = newest_of(room.case)
    page = newest_page(room, after=whole_number(request.GET.get("after", "")) or 0)
    if not page.messages:
        return HttpResponse(status=204)
    room = way.room(request, number)
    answered = {offer_told_of(message.text.body) for message in page.messages if message.kind == Kind.SYSTEM}
    answered -= {message.pk for message in page.messages}
    offers = readable_messages(room.case, actor=room.actor).filter(pk__in=answered).prefetch_related("answers")
    rows = _rows(Page(messages=[*offers, *page.messages], older=None), room, way, read=0)
    mark_seen(room, seq=newest if len(page.messages) < PAGE else page.messages[-1].seq)
    return render(request, "disputes/room/messages.html", {"messages_shown": rows})


def _answer(request: HttpRequest, way: Doorway, *, number: str, message_id: int) -> HttpResponse:
    actor = way.who(request, number)
    given = request.POST.get("answer", "")
    if given not in set(Answer):
        raise NoSuchOffer
    answer_offer(number, message_id, Answer(given), actor=actor)
    return redirect(f"{way.url('', number)}#m{message_id}")


def _file(request: HttpRequest, way: Doorway, *, number: str, reference: UUID) -> HttpResponseBase:
    room = way.room(request, number, logged=False)
    purpose = Purpose.OWN_CASE if isinstance(room.actor, PartyActor) else purpose_for(room.actor)
    found = read_beside(room.case, reference, actor=room.actor, purpose=purpose) if may_open(room, reference) else None
    if found is None:
        raise NoSuchThing(what=Words("附件", "the file"))
    name, content_type, chunks = found
    return as_download(name, chunks, content_type=content_type)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_room(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/disputes/<number>/room`."""
    return _page(request, number, STAFF)


@takes_back
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_room(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/disputes/mine/<number>/room`."""
    return _page(request, number, MINE)


@never_cache
@require_GET
def staff_fresh(request: HttpRequest, number: str) -> HttpResponse:
    """The new lines, for the script of the page."""
    return _fresh(request, number, STAFF)


@never_cache
@require_GET
def my_fresh(request: HttpRequest, number: str) -> HttpResponse:
    """The new lines, for the script of a party's page."""
    return _fresh(request, number, MINE)


@require_POST
def staff_answer(request: HttpRequest, number: str, message_id: int) -> HttpResponse:
    """Takes back an offer."""
    return _answer(request, STAFF, number=number, message_id=message_id)


@require_POST
def my_answer(request: HttpRequest, number: str, message_id: int) -> HttpResponse:
    """Accepts or refuses an offer, or takes back one's own."""
    return _answer(request, MINE, number=number, message_id=message_id)


@never_cache
@require_safe
def staff_file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file of the room, saved and never opened in the page."""
    return _file(request, STAFF, number=number, reference=reference)


@never_cache
@require_safe
def my_file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """The same for a party."""
    return _file(request, MINE, number=number, reference=reference)


@require_POST
def my_draft(request: HttpRequest, number: str) -> HttpResponse:
    """Keeps what a party is writing, for the script of the page, which says when it was kept."""
    room = MINE.room(request, number, logged=False)
    if not keep_unsent(request, room.case.number):
        return HttpResponse(status=422)
    return JsonResponse({"at": f"{now().astimezone(city_zone()):%H:%M:%S}"})
