"""The tables of disputes: one module each for the dispute, its room, its agreement and the centre."""

from shiyu.disputes.models.agreement import Agreement, PerformanceItem, Signature, SigningLink
from shiyu.disputes.models.command import BreakGlass, CountedBoard, Passage, Training
from shiyu.disputes.models.dispute import Dispute, DisputeParty, HandOver, Session, SteppedBack, Tie
from shiyu.disputes.models.room import RoomAnswer, RoomMessage, RoomSeen, RoomText

__all__ = [
    "Agreement", "BreakGlass", "CountedBoard", "Dispute", "DisputeParty", "HandOver", "Passage", "PerformanceItem",
    "RoomAnswer", "RoomMessage", "RoomSeen", "RoomText", "Session", "Signature", "SigningLink", "SteppedBack", "Tie",
    "Training",
]  # fmt: skip
