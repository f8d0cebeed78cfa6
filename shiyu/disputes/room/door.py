"""The only way words come into a room: checked, numbered under the lock of the case, written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from shiyu.base.clock import now
from shiyu.base.crypto import blind_index
from shiyu.base.text import clean
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder, actor_record
from shiyu.cases.errors import KeyReused
from shiyu.cases.files_beside import keep_beside
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.cases.history import canonical
from shiyu.cases.replay import scoped_key
from shiyu.disputes.models import DisputeParty, RoomAnswer, RoomMessage, RoomText
from shiyu.disputes.room.errors import (
    EmptyMessage,
    MinorDoesNotAnswer,
    NoFile,
    NoRoom,
    NoSuchOffer,
    NotYourAudience,
    NotYoursToAnswer,
    NotYourWord,
    OfferSettled,
    RoomClosed,
    TooManyFiles,
)
from shiyu.disputes.room.labels import KINDS, audience_words
from shiyu.disputes.room.reading import Room, asked_sides, newest_of, offer_state, readable_messages, side_of
from shiyu.disputes.room.rules import (
    LONGEST,
    MOST_FILES,
    OPEN_STAGES,
    Answer,
    As,
    Kind,
    audiences_of,
    kinds_of,
    suits,
)
from shiyu.disputes.room.seats import seat_of, sides_of
from shiyu.disputes.room.telling import tell_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

MESSAGE = Words("留言", "The message")
FILES_AUDIENCE, LARGEST_ID = "room", 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody would say: to whom (`all`, `side:<role>`, `mediators`), what kind of thing, words, files."""

    audience: str
    text: str = ""
    kind: Kind = Kind.TEXT
    files: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message that stands in the room; `replayed`: the same request came before."""

    message_id: int
    seq: int
    replayed: bool


def post_message(number: str, written: Written, *, actor: PostHolder | PartyActor, key: str) -> Posted:
    """Says something in the room of a case. The same key again is the same message.

    Raises `NoRoom` for who does not sit there, `RoomClosed`, `NotYourAudience`, `NotYourWord`, `EmptyMessage`,
    `NoFile`, `TooManyFiles`, `KeyReused`, the refusals of `shiyu.base.text`; `BadFact` for files not his or used.
    """
    text = clean(written.text, limit=LONGEST, field=MESSAGE)
    files = tuple(dict.fromkeys(written.files))
    stored_key = scoped_key(key, actor=actor)
    asked = blind_index(
        canonical([written.audience, written.kind.value, text, [str(file) for file in files]]).decode(), purpose="room"
    )
    with transaction.atomic():
        room = _locked(number, actor=actor)
        before = RoomMessage.objects.filter(case_id=room.case.pk, request_key=stored_key).first()
        if before is not None:
            if bytes(before.request_print) != asked:
                raise KeyReused
            return Posted(message_id=before.pk, seq=before.seq, replayed=True)
        _refuse(written, room, text=text, files=files)
        keep_beside(room.case, files, actor=actor, audience=FILES_AUDIENCE)
        message = RoomMessage(
            case=room.case, at=now(), author=actor_record(actor), audience=written.audience,
            kind=written.kind.value, files=[str(file) for file in files], request_key=stored_key, request_print=asked,
        )  # fmt: skip
        _append(message, text)
        tell_of(message, room=room)
    return Posted(message_id=message.pk, seq=message.seq, replayed=False)


def answer_offer(number: str, message_id: int, answer: Answer, *, actor: PostHolder | PartyActor) -> str:
    """Accepts or refuses an offer for the actor's side, or withdraws one's own; answers how the offer stands then.

    The same answer again changes nothing. Raises `NoRoom`, `RoomClosed`, `NoSuchOffer` (also for one that is not meant
    for him), `NotYoursToAnswer`, `MinorDoesNotAnswer` and `OfferSettled`.
    """
    with transaction.atomic():
        room = _locked(number, actor=actor)
        offer = (
            readable_messages(room.case, actor=actor)
            .filter(kind=Kind.OFFER.value, pk=min(message_id, LARGEST_ID))
            .prefetch_related("answers")
            .first()
        )
        if offer is None:
            raise NoSuchOffer
        if any(one.side == room.seat.side and one.answer == answer for one in offer.answers.all()):
            return offer_state(offer, room=room)
        _refuse_closed(room)
        _refuse_answer(offer, answer, room)
        RoomAnswer.objects.create(
            message=offer, side=room.seat.side, answer=answer.value, author=actor_record(actor), at=now()
        )
        _say_answered(offer, answer, room=room)
        offer = RoomMessage.objects.prefetch_related("answers").get(pk=offer.pk)
        return offer_state(offer, room=room)


def _locked(number: str, *, actor: PostHolder | PartyActor) -> Room:
    """The room with its case locked, so that numbers follow each other and the stage stays while it is written."""
    number = actor.standing_number(number) if isinstance(actor, PartyActor) else number
    cases = visible_cases(actor).defer("search").select_for_update(no_key=True, of=("self",))
    case = cases.filter(number=number[:40]).first()
    seat = seat_of(case, actor=actor) if case is not None else None
    if case is None or seat is None:
        raise NoRoom(number=number[:40])
    return Room(case=case, actor=actor, seat=seat, sides=sides_of(case))


def _refuse_closed(room: Room) -> None:
    if room.case.stage not in OPEN_STAGES or not room.seat.writes:
        raise RoomClosed(stage=procedure_for(room.case).stage(room.case.stage).label)


def _refuse(written: Written, room: Room, *, text: str, files: Sequence[UUID]) -> None:
    """Everything that is not allowed, in the order in which somebody would put it right."""
    _refuse_closed(room)
    if written.audience not in audiences_of(room.seat, sides=room.sides.keys):
        raise NotYourAudience(audience=audience_words(written.audience, labels=room.sides.labels))
    if written.kind not in kinds_of(room.seat) or not suits(written.kind, written.audience, seat=room.seat):
        raise NotYourWord(kind=KINDS[written.kind])
    if not text and (not files or written.kind is Kind.OFFER):
        raise EmptyMessage
    if written.kind is Kind.EVIDENCE and not files:
        raise NoFile
    if len(files) > MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def _refuse_answer(offer: RoomMessage, answer: Answer, room: Room) -> None:
    seat = room.seat
    made_it = seat.as_ is not As.EXPERT and side_of(offer.author, room=room) == seat.side
    takes_back = answer is Answer.WITHDRAWN
    asked = seat.as_ is As.SIDE and seat.side in asked_sides(offer, room=room)
    if not (made_it if takes_back else asked):
        raise NotYoursToAnswer(what=KINDS[Kind.OFFER])
    if (
        isinstance(room.actor, PartyActor)
        and DisputeParty.objects.filter(party=room.actor.party_id, minor=True).exists()
    ):
        raise MinorDoesNotAnswer
    if offer_state(offer, room=room) != "open" or any(one.side == seat.side for one in offer.answers.all()):
        raise OfferSettled


def _is_minor(party: PartyActor) -> bool:
    return DisputeParty.objects.filter(party=party.party_id, minor=True).exists()


def _say_answered(offer: RoomMessage, answer: Answer, *, room: Room) -> None:
    """The answer as a line of the room, for those who read the offer: who looks only at what is new hears of it."""
    said = f"{answer.value}:{offer.pk}:{room.seat.side}"
    line = RoomMessage(
        case=room.case, at=now(), author=actor_record(room.actor), audience=offer.audience,
        kind=Kind.SYSTEM.value, request_key=f"answer:{offer.pk}:{room.seat.side}",
        request_print=blind_index(said, purpose="room"),
    )  # fmt: skip
    _append(line, said)
    tell_of(line, room=room)


def _append(message: RoomMessage, text: str) -> None:
    """Writes a message under the next number; the case is locked, so nobody else takes it."""
    message.seq = newest_of(message.case) + 1
    message.save(force_insert=True)
    RoomText.objects.create(message=message, body=text)


def erase_room(case: "Case", why: str) -> int:
    """Takes away the words of a case's room when the case is erased; answers how many there were."""
    texts = RoomText.objects.filter(message__case_id=case.pk, erased_at=None)
    return texts.update(body=None, erased_at=now(), erased_why=why)
