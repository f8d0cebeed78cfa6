"""Messages as pages and programs are given them: by which side or office, for whom, what, and what may be done."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.files_beside import files_beside
from shiyu.disputes.models import RoomMessage
from shiyu.disputes.room.labels import (
    KINDS,
    STATES,
    audience_words,
    author_words,
    offer_told_of,
    said,
    side_words,
)
from shiyu.disputes.room.reading import Room, asked_sides, offer_state, side_of
from shiyu.disputes.room.rules import OPEN_STAGES, Answer, As, Kind

Files = Mapping[UUID, tuple[str, int]]


def show_messages(messages: Sequence[RoomMessage], *, room: Room) -> list[dict[str, Any]]:
    """The messages as data; one question for all of them: the files."""
    references = [UUID(file) for message in messages for file in message.files]
    files = files_beside(room.case, references, actor=room.actor)
    return [_shown(message, room=room, files=files) for message in messages]


def is_open(room: Room) -> bool:
    """Whether this reader may write now."""
    return room.case.stage in OPEN_STAGES and room.seat.writes


def _shown(message: RoomMessage, *, room: Room, files: Files) -> dict[str, Any]:
    kind, body = Kind(message.kind), message.text.body
    return {
        "id": message.pk,
        "at": message.at,
        "by": author_words(message.author, authors=room.sides.authors),
        "side": side_of(message.author, room=room),
        "own": _is_own(message, room),
        "audience": {"code": message.audience, "label": audience_words(message.audience, labels=room.sides.labels)},
        "kind": {"code": kind.value, "label": KINDS[kind]},
        "text": said(kind, body, labels=room.sides.labels) if kind is Kind.SYSTEM or body is None else body,
        "erased": body is None,
        "of": offer_told_of(body) if kind is Kind.SYSTEM else None,
        "files": [
            {"reference": file, "name": name, "size": size}
            for file in message.files
            for name, size in [files.get(UUID(file), ("", 0))]
            if name
        ],
        "offer": _offer(message, room=room) if kind is Kind.OFFER else None,
    }


def _is_own(message: RoomMessage, room: Room) -> bool:
    by, actor = message.author, room.actor
    if isinstance(actor, PartyActor):
        return bool(by.get("party") == actor.party_id)
    return by.get("account") in actor.one_with


def _offer(message: RoomMessage, *, room: Room) -> dict[str, Any]:
    """How the offer stands, what each side said, and what the reader may still do with it."""
    state = offer_state(message, room=room)
    given = {answer.side: answer.answer for answer in message.answers.all()}
    asked = asked_sides(message, room=room)
    return {
        "state": {"code": state, "label": STATES[state]},
        "answers": [
            {"side": side, "label": side_words(side, labels=room.sides.labels), "answer": given.get(side, ""),
             "shown": ANSWERS[given.get(side, "")]}
            for side in asked
        ],
        "may": _may(message, state=state, asked=asked, given=given, room=room),
    }  # fmt: skip


ANSWERS = {
    "": Words("待答复", "not answered"),
    "accepted": Words("接受", "accepts"),
    "refused": Words("不接受", "does not accept"),
}


def _may(
    message: RoomMessage, *, state: str, asked: Sequence[str], given: Mapping[str, str], room: Room
) -> tuple[str, ...]:
    seat = room.seat
    if state != "open" or not is_open(room) or seat.as_ is As.EXPERT:
        return ()
    if side_of(message.author, room=room) == seat.side:
        return (Answer.WITHDRAWN.value,)
    mine = seat.as_ is As.SIDE and seat.side in asked and seat.side not in given
    return (Answer.ACCEPTED.value, Answer.REFUSED.value) if mine else ()
