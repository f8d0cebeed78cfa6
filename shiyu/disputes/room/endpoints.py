"""The room for programs: read what is meant for the asker, say something, answer an offer, take a file."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.files_beside import read_beside
from shiyu.disputes.room.door import Written, answer_offer, post_message
from shiyu.disputes.room.reading import PAGE, mark_seen, may_open, newest_of, newest_page, room_of
from shiyu.disputes.room.rules import Answer, Kind
from shiyu.disputes.room.shown import show_messages
from shiyu.web.answers import as_json
from shiyu.web.asking import key_of, purpose_of
from shiyu.web.callers import actor_of
from shiyu.web.casework.files import as_download
from shiyu.web.describing import ERASING as SAYING
from shiyu.web.describing import READING
from shiyu.web.schemas import Strict

router = Router(tags=["矛盾纠纷 Disputes"])


class Asked(Schema):
    """Which fifty messages: the newest, those before the message of an id, or those after one."""

    before: int | None = Field(None, ge=1, le=2**62)
    after: int | None = Field(None, ge=0, le=2**62)
    purpose: str = ""


class MessageBody(Strict):
    """What is said, and to whom."""

    audience: str = Field(max_length=40, description="all、side:<role>、mediators")
    kind: Literal["text", "evidence", "offer", "call"] = "text"
    text: str = Field("", max_length=100_000)
    files: list[str] = Field(
        default_factory=list, max_length=100, description="POST /files 所答 as POST /files answered"
    )


class AnswerBody(Strict):
    """What is said to an offer."""

    answer: Literal["accepted", "refused", "withdrawn"]


@router.get("/disputes/{number}/room", summary="调解室留言 Messages of the room", **READING)
def messages(request: HttpRequest, number: str, asked: Query[Asked]) -> HttpResponse:
    """Up to fifty messages meant for the asker, oldest first; `older` is the `before` of the page above. Logged."""
    actor = actor_of(request)
    room = room_of(number, actor=actor, purpose=purpose_of(asked.purpose, actor=actor))
    newest = newest_of(room.case)
    page = newest_page(room, before=asked.before, after=asked.after)
    if asked.before is None:
        whole = asked.after is None or len(page.messages) < PAGE
        mark_seen(room, seq=newest if whole else page.messages[-1].seq)
    return as_json(
        {"number": room.case.number, "messages": show_messages(page.messages, room=room), "older": page.older}
    )


@router.post("/disputes/{number}/room", summary="在调解室留言 Say something in the room", **SAYING)
def post(request: HttpRequest, number: str, body: MessageBody) -> HttpResponse:
    """Says something to all, to one side or to the mediators. The same key again is the same message."""
    written = Written(audience=body.audience, kind=Kind(body.kind), text=body.text, files=_references(body.files))
    posted = post_message(number, written, actor=actor_of(request), key=key_of(request))
    return as_json({"id": posted.message_id, "replayed": posted.replayed})


@router.post("/disputes/{number}/room/{message_id}/answer", summary="答复方案 Answer an offer", **READING)
def answer(request: HttpRequest, *, number: str, message_id: int, body: AnswerBody) -> HttpResponse:
    """Accepts or refuses an offer for the asker's side, or withdraws one's own; the same again changes nothing."""
    state = answer_offer(number, message_id, Answer(body.answer), actor=actor_of(request))
    return as_json({"id": message_id, "state": state})


@router.get("/disputes/{number}/room/files/{reference}", summary="调解室附件 A file of the room", **READING)
def file(request: HttpRequest, *, number: str, reference: UUID, purpose: str = "") -> HttpResponseBase:
    """A file of a message that is meant for the asker; logged."""
    actor = actor_of(request)
    why = purpose_of(purpose, actor=actor)
    room = room_of(number, actor=actor, purpose=None)
    found = read_beside(room.case, reference, actor=actor, purpose=why) if may_open(room, reference) else None
    if found is None:
        raise NoSuchThing(what=Words("附件", "the file"))
    name, content_type, chunks = found
    return as_download(name, chunks, content_type=content_type)


def _references(given: list[str]) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(one) for one in given)
    except ValueError:
        raise NoSuchThing(what=Words("附件", "the file")) from None
