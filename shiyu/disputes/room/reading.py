"""Reading the room: exactly those messages that are meant for the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from shiyu.cases.actors import Actor, PartyActor, PostHolder
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.hearing import heard_in_time
from shiyu.disputes.models import RoomMessage, RoomSeen
from shiyu.disputes.room.errors import NoRoom
from shiyu.disputes.room.rules import ALL, As, Kind, Seat, asked_of, state_of
from shiyu.disputes.room.seats import Sides, seat_of, sides_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room before one who sits in it."""

    case: "Case"
    actor: PostHolder | PartyActor
    seat: Seat
    sides: Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some messages, oldest first. `older` is the id to ask before for still older ones, None where none are.

    Outside the room's own tables a message is named by its id, which counts the messages of the whole city. By its
    number in the case a side would see from the gaps how often the mediator talks with the other.
    """

    messages: Sequence[RoomMessage]
    older: int | None


def room_of(number: str, *, actor: PostHolder | PartyActor, purpose: Purpose | None) -> Room:
    """The room of a case, for who sits in it; with a purpose the look is logged. Raises `NoRoom` for anybody else."""
    number = actor.standing_number(number) if isinstance(actor, PartyActor) else number
    case = visible_cases(actor).defer("search").filter(number=number[:40]).first()
    seat = seat_of(case, actor=actor) if case is not None else None
    if case is None or seat is None:
        raise NoRoom(number=number[:40])
    if purpose is not None:
        log_access(actor, what="room", purpose=purpose, case=case)
    return Room(case=case, actor=actor, seat=seat, sides=sides_of(case))


def readable_messages(case: "Case", *, actor: Actor) -> QuerySet[RoomMessage]:
    """The messages of a case that are meant for the actor, oldest first; none for who does not sit in its room."""
    return meant_for(case, seat_of(case, actor=actor), actor=actor)


def meant_for(case: "Case", seat: Seat | None, *, actor: Actor) -> QuerySet[RoomMessage]:
    """A mediator hears what is said in his time; of what a predecessor was told alone, what that side opened to him."""
    messages = RoomMessage.objects.filter(case_id=case.pk).select_related("text").order_by("seq")
    if seat is None:
        return messages.none()
    match seat.as_:
        case As.MEDIATOR if isinstance(actor, PostHolder):
            return messages.filter(Q(audience=ALL) | heard_in_time(actor))
        case As.SIDE:
            return messages.filter(audience__in=(ALL, seat.own))
        case As.EXPERT:
            return messages.filter(audience=ALL, at__gte=seat.since)
        case _:
            return messages.none()


def newest_page(room: Room, *, before: int | None = None, after: int | None = None) -> Page:
    """The latest fifty messages, those before the message of an id, or up to fifty after one; with answers to offers.

    A handful of questions, however long the talk is. An id that names no message for this reader is the beginning.
    """
    readable = meant_for(room.case, room.seat, actor=room.actor).prefetch_related("answers")
    if after is not None:
        return Page(messages=list(readable.filter(seq__gt=_seq_of(after, room=room))[:PAGE]), older=None)
    upwards = readable.order_by("-seq")
    rows = list((upwards.filter(seq__lt=_seq_of(before, room=room)) if before is not None else upwards)[: PAGE + 1])
    page = rows[:PAGE][::-1]
    return Page(messages=page, older=page[0].pk if len(rows) > PAGE else None)


def _seq_of(message_id: int, *, room: Room) -> int:
    readable = meant_for(room.case, room.seat, actor=room.actor).filter(pk=message_id)
    seq: int | None = readable.values_list("seq", flat=True).first()
    return seq or 0


def offer_state(message: RoomMessage, *, room: Room) -> str:
    """How an offer stands, read with its answers; empty for what is no offer."""
    if message.kind != Kind.OFFER:
        return ""
    answers = {answer.side: answer.answer for answer in message.answers.all()}
    return state_of(answers, asked=asked_sides(message, room=room))


def asked_sides(message: RoomMessage, *, room: Room) -> tuple[str, ...]:
    """The sides an offer waits for."""
    return asked_of(message.audience, author_side=side_of(message.author, room=room), sides=room.sides.keys)


def side_of(author: Mapping[str, Any], *, room: Room) -> str:
    """The side of who wrote; empty for a mediator, and for an expert, who is on none."""
    return room.sides.of.get(int(author.get("party", 0)), "") if author.get("kind") == "party" else ""


def may_open(room: Room, reference: UUID) -> bool:
    """Whether a file hangs on a message that is meant for the reader."""
    return meant_for(room.case, room.seat, actor=room.actor).filter(files__contains=[str(reference)]).exists()


def newest_of(case: "Case") -> int:
    """The number of the newest message of all, whoever it is for: up to where one who looks now has looked."""
    newest: int | None = (
        RoomMessage.objects.filter(case_id=case.pk).order_by("-seq").values_list("seq", flat=True).first()
    )
    return newest or 0


def mark_seen(room: Room, *, seq: int) -> int:
    """Remembers that the room was looked at up to `seq`; answers up to where it had been before."""
    who = reader_key(room.actor)
    row, is_new = RoomSeen.objects.get_or_create(case_id=room.case.pk, **who, defaults={"seq": seq})
    before = 0 if is_new else row.seq
    if seq > before and not is_new:
        RoomSeen.objects.filter(pk=row.pk, seq__lt=seq).update(seq=seq)
    return before


def reader_key(actor: PostHolder | PartyActor) -> dict[str, int]:
    """By what it is remembered who has read: the account of an officer, the party itself."""
    return {"party_id": actor.party_id} if isinstance(actor, PartyActor) else {"account_id": actor.account_id}
