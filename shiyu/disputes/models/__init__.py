"""The tables of disputes: one module each for the dispute, its room and its agreement."""

from shiyu.disputes.models.dispute import Dispute, DisputeParty, Session, SteppedBack, Tie
from shiyu.disputes.models.room import RoomAnswer, RoomMessage, RoomSeen, RoomText

__all__ = [
    "Dispute", "DisputeParty", "RoomAnswer", "RoomMessage", "RoomSeen", "RoomText", "Session", "SteppedBack", "Tie",
]  # fmt: skip
