"""The way into the room from the page of the case: for who sits there, with how much is new to him."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from shiyu.cases.actors import PartyActor
from shiyu.disputes.models import RoomSeen
from shiyu.disputes.room.reading import meant_for, reader_key
from shiyu.disputes.room.seats import seat_of
from shiyu.web.reader import Reader

MOST_COUNTED = 99


def way_in(reader: Reader) -> Mapping[str, Any] | None:
    """The address of the room and the number of messages not read yet; None for who does not sit there."""
    actor, case = reader.actor, reader.case
    seat = seat_of(case, actor=actor, is_seen=True)
    if seat is None:
        return None
    seen = RoomSeen.objects.filter(case_id=case.pk, **reader_key(actor)).values_list("seq", flat=True).first() or 0
    unread = meant_for(case, seat, actor=actor).filter(seq__gt=seen).order_by().values("pk")
    fresh = unread[: MOST_COUNTED + 1].count()
    name = "dispute_my_room" if isinstance(actor, PartyActor) else "dispute_room"
    return {"address": reverse(name, args=[case.number]), "fresh": fresh, "many": fresh > MOST_COUNTED}
