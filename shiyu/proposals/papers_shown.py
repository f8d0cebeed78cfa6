"""The papers of proposals on the pages: their kinds entered, the panel of a case, the draft beside a form."""

from collections.abc import Callable
from dataclasses import replace

from shiyu.documents.issuing import PaperOrder
from shiyu.documents.kinds import enter_paper
from shiyu.documents.panel import show_papers
from shiyu.documents.writing import Writing, preview
from shiyu.proposals import moves_papers, paper_orders
from shiyu.proposals.models import Proposal
from shiyu.proposals.papers import PAPERS
from shiyu.proposals.procedure import PROPOSAL
from shiyu.proposals.report_paper import PROPOSAL_REPORT
from shiyu.proposals.vocabulary import CHANNELS
from shiyu.web.forms import form_of, register_form

OrderOf = Callable[[Writing, Proposal], PaperOrder | None]
BESIDE: dict[str, OrderOf] = {
    **{f"assign_{channel}": paper_orders.assignment_sheet for channel in CHANNELS},
    "contact_log": paper_orders.consultation_record,
    "submit_joint_opinion": paper_orders.joint_opinion,
    "draft_answer": moves_papers.typed_letter,
    "approve": moves_papers.drafted_letter,
    "issue": moves_papers.drafted_letter,
    "decline_filing": paper_orders.non_filing_notice,
    "supplementary_answer": paper_orders.supplementary_letter,
    "look_back": moves_papers.register,
}
"""The paper beside the form of a move. A draft shows the letter it will become; who signs off sees the very letter."""


def enter_papers() -> None:
    """Called in the `ready` of the app, after its forms: what they say stays."""
    enter_paper(*PAPERS, PROPOSAL_REPORT)
    show_papers(PROPOSAL)
    for name, order_of in BESIDE.items():
        move = PROPOSAL.move(name)
        if move is not None:
            beside = preview(move, _of_stored(order_of))
            register_form(PROPOSAL.name, name, replace(form_of(PROPOSAL.name, name), beside=beside))


def _of_stored(order_of: OrderOf) -> Callable[[Writing], PaperOrder | None]:
    def order(writing: Writing) -> PaperOrder | None:
        proposal = Proposal.objects.select_related("session").get(case=writing.state.case.pk)
        return order_of(writing, proposal)

    return order
