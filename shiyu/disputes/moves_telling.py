"""Who is told what when a dispute ends, beyond those its row names."""

from shiyu.cases.change import Change
from shiyu.cases.referring import tell_back
from shiyu.disputes import vocabulary as v
from shiyu.disputes.funnel import ENDED, LEFT_BY, leave_layer
from shiyu.disputes.sides import open_dispute


def tell_source(change: Change) -> None:
    """A dispute that ends leaves its layer, and tells those who have the case it came from by referral.

    See `shiyu.cases.referring`.
    """
    leave_layer(change, by=LEFT_BY.get(change.move.name, ENDED))
    tell_back(change, template="dispute_back")


def tell_the_others(change: Change) -> None:
    """The other sides hear of a withdrawal where they were asked before, and of nothing where they were not."""
    if change.case.tally.get("appoint"):
        for party in change.state.parties:
            if party.role in {v.RESPONDENT, v.THIRD}:
                change.tell("dispute_ended", party=party)


def tell_mediators_of_receipt(change: Change) -> None:
    """The body that mediated hears that its papers arrived; nobody where it never came to one."""
    body = open_dispute(change).body_code
    if body:
        change.tell("dispute_received_there", unit_code=body, role="mediator")


def note_way(change: Change) -> None:
    """Keeps which legal way was told."""
    dispute = open_dispute(change)
    dispute.way = change.facts.codes["way"]
    change.batch.change(dispute)
