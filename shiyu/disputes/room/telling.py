"""“有新留言”: whoever a message is meant for is told that there is one, never what it says nor who said it.

Once, until he has looked or the case has moved: a talk of a hundred lines is not a hundred short messages.
"""

from collections.abc import Iterable

from shiyu.cases.gate import procedure_for
from shiyu.cases.nudging import Nudged, nudge
from shiyu.cases.who import LIVE, OfUnit
from shiyu.disputes.models import RoomMessage, RoomSeen
from shiyu.disputes.room.reading import Room
from shiyu.disputes.room.rules import ALL, SIDE

NEW_MESSAGE = "dispute_room_message"


def tell_of(message: RoomMessage, *, room: Room) -> None:
    """Writes the notices of one message, in its transaction. The author is not told of his own words."""
    parties = _parties(message, room)
    units = _units(message, room)
    # An officer who has looked is one of the mediators: his row has no party, like the notice to his unit.
    looked = RoomSeen.objects.filter(case_id=room.case.pk, seq__gte=message.seq - 1)
    read = set(looked.values_list("party_id", flat=True))
    again = [one for one in (*parties, *units) if one.party_id in read]
    nudge(room.case, NEW_MESSAGE, to=[*parties, *units], again=again)


def _parties(message: RoomMessage, room: Room) -> list[Nudged]:
    present = room.case.parties.filter(erased_at=None)
    if message.audience != ALL:
        present = present.filter(pk__in=room.sides.members(message.audience.removeprefix(SIDE)))
    others = present.exclude(pk=message.author.get("party", 0))
    return [Nudged(party_id=pk) for pk in others.values_list("pk", flat=True)]


def _units(message: RoomMessage, room: Room) -> list[Nudged]:
    """The mediators' units, told of what a party says; among themselves they see it in the room."""
    if message.author.get("kind") != "party":
        return []
    shares = room.case.assignments.filter(state__in=LIVE).values_list("unit_code", "kind")
    return [Nudged(unit_code=unit, role=role) for unit, kind in shares for role in _roles(room, kind)]


def _roles(room: Room, kind: str) -> Iterable[str]:
    ways = procedure_for(room.case).sees
    return sorted({way.role for way in ways if isinstance(way, OfUnit) and way.named and kind in way.kinds})
