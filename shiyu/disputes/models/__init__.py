"""The tables of disputes: one module each for the dispute, its room and its agreement."""

from shiyu.disputes.models.agreement import Agreement, PerformanceItem, Signature, SigningLink
from shiyu.disputes.models.dispute import Dispute, DisputeParty, Session, SteppedBack, Tie

__all__ = [
    "Agreement", "Dispute", "DisputeParty", "PerformanceItem", "Session", "Signature", "SigningLink", "SteppedBack",
    "Tie",
]  # fmt: skip
