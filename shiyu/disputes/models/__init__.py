"""The tables of disputes: one module each for the dispute, its room and its agreement."""

from shiyu.disputes.models.dispute import Dispute, DisputeParty, Session, SteppedBack, Tie

__all__ = ["Dispute", "DisputeParty", "Session", "SteppedBack", "Tie"]
