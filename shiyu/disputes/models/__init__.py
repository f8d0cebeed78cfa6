"""The tables of disputes: one module each for the dispute, its room, its agreement and the centre."""

from shiyu.disputes.models.command import BreakGlass, CountedBoard, Passage, Training
from shiyu.disputes.models.dispute import Dispute, DisputeParty, Session, SteppedBack, Tie

__all__ = [
    "BreakGlass", "CountedBoard", "Dispute", "DisputeParty", "Passage", "Session", "SteppedBack", "Tie", "Training",
]  # fmt: skip
