"""The papers that moves of a dispute issue, in their transaction: a refused move leaves no paper and no number."""

from collections.abc import Callable, Mapping

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact
from shiyu.disputes import paper_orders as before
from shiyu.disputes import paper_orders_outcome as after
from shiyu.disputes import vocabulary as v
from shiyu.disputes.handing_office import CLERK
from shiyu.disputes.models import HandOver
from shiyu.disputes.sides import open_dispute
from shiyu.documents.issuing import PaperOrder, plan_paper

ISSUED_BY: Mapping[str, Callable[[Change], list[PaperOrder]]] = {
    "apply": before.application,
    "register": before.register_sheet,
    "report_from_grid": before.register_sheet,
    "accept_commission": before.register_sheet,
    "complete": before.register_sheet,
    "add_party": before.power_of_attorney,
    "told_rights": before.rights_notice,
    "investigate": before.inquiry_record,
    "private_talk": before.private_record,
    "hold_session": before.session_record,
    "sign": after.agreement_paper,
    "record_oral": after.oral_record,
    "performed": after.performance_page,
    "ask_confirmation": after.confirmation_application,
    "state_facts": after.statement,
    "tell_ways": after.end_notice,
    "refer_on": after.handover_letter,
    "follow_up": after.follow_up_record,
    "close": after.closing,
}
"""Which move issues what; a signature that is not the last issues nothing (`OnReaching`)."""
GONE = Words("该单位已不存在", "this unit is no more")


def hand_papers(change: Change) -> None:
    """Remembers which unit receives the papers, and tells it; it is told number, kind and place, and no name."""
    unit = change.facts.given["unit"]
    if not unit.in_force(city_day(change.now)):
        raise BadFact(field="unit", label=v.TO_UNIT.label, reason=GONE)
    dispute = open_dispute(change)
    dispute.handed_to = unit.code
    change.batch.change(dispute)
    change.batch.add(HandOver(case=change.case, seq=change.written.seq, unit_code=unit.code, handed_at=change.now))
    change.tell("dispute_handed", unit_code=unit.code, role=CLERK)


def write_papers(change: Change) -> None:
    """The papers of the move that is carried out."""
    for order in ISSUED_BY[change.move.name](change):
        plan_paper(change, order)
