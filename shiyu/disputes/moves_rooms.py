"""Sessions and the rooms they hold: one room holds one session at a time, whoever presses first.

Who convenes waits for whoever convenes at the same moment (a lock of the transaction) and then sees what he took; the
exclusion constraint of the table says the same of whatever would come by another way.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from shiyu.base.words import Words
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact
from shiyu.city.names import unit_words
from shiyu.disputes import vocabulary as v
from shiyu.disputes.models import Session
from shiyu.disputes.rooms import Room, meets, read_time, rooms, span, taken, times_of

_LOCK = 14052711  # advisory: one key for every room, so that nobody waits in a circle
NO_ROOM = Words("没有这间调解室", "there is no such room")
NO_TIME = Words(
    "用中心调解室的，须写开始时间，如 09:30", "a room of the centre takes a time to begin at, such as 09:30"
)
NO_LENGTH = Words("用中心调解室的，须写预计时长", "a room of the centre takes an expected length")
NO_PLACE = Words("请选调解室，或写明其他地点", "choose a room, or say where else")
TWO_PLACES = Words("已选中心调解室，其他地点请留空", "a room of the centre is chosen; leave this empty")
PAST = Words("这个时间已经过去", "that time is over")
TAKEN = Words(
    "{room} {on} {times} 已由{unit}的 {number} 使用，请换时间或房间",
    "{room} has {number} of {unit} on {on}, {times}; choose another time or room",
)
NOTHING_THAT_DAY = Words("这一天没有未取消的调解安排", "no session is set for that day")


def note_session(change: Change) -> None:
    """Keeps a session with its day, and its room where it takes one of the centre.

    The words of the history then say the room by name and from when until when, as they say any other place.
    Raises `BadFact` for a room that is not there or taken (naming which session has it), or without time and length;
    and where neither room nor place is given.
    """
    own, code = change.acting, change.facts.text("room")
    session = Session(
        case=change.case, seq=change.written.seq, on=change.facts.given["on"],
        unit_code=own.unit_code if own else "", convened_at=change.now,
    )  # fmt: skip
    if code:
        _take(change, session, _room(code))
    elif not change.facts.text("where"):
        raise BadFact(field="where", label=v.WHERE.label, reason=NO_PLACE)
    change.batch.add(session)


def _room(code: str) -> Room:
    room = rooms().get(code)
    if room is None:
        raise BadFact(field="room", label=v.ROOM.label, reason=NO_ROOM)
    return room


def _take(change: Change, session: Session, room: Room) -> None:
    session.room = room.code
    session.starts_at, session.ends_at = _times(change)
    _refuse_taken(change, session, room)
    texts = change.facts.texts
    del texts["room"]
    texts["when"], texts["where"] = times_of(session), room.label.zh


def _times(change: Change) -> tuple[datetime, datetime]:
    start, lasts = read_time(change.facts.text("when")), change.facts.get("lasts")
    if start is None:
        raise BadFact(field="when", label=v.WHEN.label, reason=NO_TIME)
    if lasts is None:
        raise BadFact(field="lasts", label=v.LASTS.label, reason=NO_LENGTH)
    if change.facts.text("where"):
        raise BadFact(field="where", label=v.WHERE.label, reason=TWO_PLACES)
    begins, ends = span(change.facts.given["on"], start, lasts)
    if ends <= change.now:
        raise BadFact(field="when", label=v.WHEN.label, reason=PAST)
    return begins, ends


def _refuse_taken(change: Change, session: Session, room: Room) -> None:
    """Raises `BadFact` where the room is held then. What a dispute that ended still has on paper is freed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    held = Session.objects.filter(
        room=room.code, freed_at=None, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at
    )
    waiting = [one for one in change.batch.added(Session) if meets(one, session)]
    other = next(iter([*taken(held).select_related("case").order_by("starts_at")[:1], *waiting]), None)
    if other is not None:
        raise BadFact(field="room", label=v.ROOM.label, reason=_why(other, room))
    held.update(freed_at=change.now)


def _why(other: Session, room: Room) -> Words:
    return TAKEN.fill(
        room=room.label, on=other.on.isoformat(), times=times_of(other),
        unit=unit_words(other.unit_code), number=other.case.number,
    )  # fmt: skip


def call_off_session(change: Change) -> None:
    """取消: what was set for that day takes place no more. Raises `BadFact` where nothing was."""
    found = list(Session.objects.filter(case=change.case, on=change.facts.given["on"], freed_at=None))
    if not found:
        raise BadFact(field="on", label=v.ON.label, reason=NOTHING_THAT_DAY)
    _free(change, found)


def end_session(change: Change) -> None:
    """A session that has begun and is recorded is over: its room is free from now on."""
    begun = Session.objects.filter(
        case=change.case, on=change.facts.given["on"], freed_at=None, starts_at__lte=change.now
    )
    _free(change, begun)


def free_rooms(change: Change) -> None:
    """A new round takes over no session of the one before."""
    _free(change, Session.objects.filter(case=change.case, freed_at=None))


def _free(change: Change, sessions: Iterable[Session]) -> None:
    for session in sessions:
        session.freed_at = change.now
        change.batch.change(session)
