"""The papers that moves of a proposal issue, in their transaction: a refused move leaves no paper and no number."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shiyu.cases.change import Change
from shiyu.cases.gate import visible_cases
from shiyu.cases.registry import newest
from shiyu.cases.who import LEAD
from shiyu.documents.issuing import PaperOrder, plan_paper
from shiyu.documents.kinds import day_words
from shiyu.documents.writing import Writing, last_day_before, said_last, writing_of
from shiyu.proposals import paper_orders as orders
from shiyu.proposals.keeping import GROWN_FROM, READER, proposal_of
from shiyu.proposals.models import Proposal
from shiyu.proposals.queries import PROMISE
from shiyu.proposals.vocabulary import CLASSES

if TYPE_CHECKING:
    from shiyu.cases.models import Case

OrderOf = Callable[[Writing, Proposal], PaperOrder | None]
MOST_PROMISES = 100


def write_assignment(change: Change) -> None:
    """交办单."""
    _issue(change, orders.assignment_sheet)


def write_consultation(change: Change) -> None:
    """面商记录, of what counts as one."""
    _issue(change, orders.consultation_record)


def write_joint_opinion(change: Change) -> None:
    """会办意见函."""
    _issue(change, orders.joint_opinion)


def write_answer(change: Change) -> None:
    """提案答复函 and a 征询意见表 for everybody who signed; before what was promised leaves the draft."""
    _issue(change, drafted_letter)
    proposal, writing = proposal_of(change), writing_of(change)
    for party in change.state.everybody_who_raised_it():
        plan_paper(change, orders.opinion_form(writing, proposal, party))


def write_non_filing(change: Change) -> None:
    """委员告知书."""
    _issue(change, orders.non_filing_notice)


def write_register(change: Change) -> None:
    """B类答复件办理落实情况登记表, where something was promised; an answer in addition is a letter before that."""
    if change.move.name == "supplementary_answer":
        _issue(change, orders.supplementary_letter)
    _issue(change, register)


def drafted_letter(writing: Writing, proposal: Proposal) -> PaperOrder:
    """The letter of the draft that is being signed."""
    promises = [(one["text"], date.fromisoformat(one["due"]), one["unit"]) for one in proposal.drafted_promises]
    answer = said_last(writing.state.case, "draft_answer").get("answer", "")
    return _letter(writing, proposal, answer=answer, letter=proposal.drafted_class, promises=promises)


def typed_letter(writing: Writing, proposal: Proposal) -> PaperOrder:
    """The letter that would come of a draft as typed; nothing is issued before it is signed."""
    promises = [(one["text"], one["due"], one["unit"].code) for one in writing.facts.get("promises") or ()]
    answer, letter = writing.facts.text("answer"), writing.facts.codes.get("reply_class", "")
    return _letter(writing, proposal, answer=answer, letter=letter, promises=promises)


def register(writing: Writing, proposal: Proposal) -> PaperOrder | None:
    """The register of a proposal's promises, with the word of who fills it in."""
    said = writing.facts.text("answer") or writing.facts.text("note")
    leads = [share.unit_code for share in writing.state.assignments if share.kind == LEAD]
    rows = [_row(one, writing, proposal, said=said) for one in _promises(writing.state.case.pk)]
    return orders.follow_up_register(writing, proposal, rows=rows, unit=leads[-1] if leads else writing.unit)


def _issue(change: Change, order_of: OrderOf) -> None:
    order = order_of(writing_of(change), proposal_of(change))
    if order is not None:
        plan_paper(change, order)


def _letter(
    writing: Writing, proposal: Proposal, *, answer: str, letter: str, promises: Sequence[tuple[str, date, str]]
) -> PaperOrder:
    words = [
        orders.promise_words(text, day_words(due), unit, nth=nth) for nth, (text, due, unit) in enumerate(promises, 1)
    ]
    return orders.answer_letter(writing, proposal, answer=answer, letter=letter, promises=words)


def _promises(case_id: int) -> Sequence["Case"]:
    found = visible_cases(READER).filter(procedure=PROMISE, links_out__target=case_id, links_out__kind=GROWN_FROM)
    return list(found.prefetch_related("clocks").order_by("pk")[:MOST_PROMISES])


def _row(promise: "Case", writing: Writing, proposal: Proposal, *, said: str) -> dict[str, str]:
    dues = [clock.due_at for clock in promise.clocks.all() if clock.rule == "promised"]
    letter = writing.facts.codes.get("reply_class") or proposal.reply_class
    stage = newest(PROMISE).stage(promise.stage).label.zh
    return {
        "number": str(proposal.serial), "subject": writing.state.case.title, "promised": promise.title,
        "due": day_words(last_day_before(max(dues))) if dues else "—",
        "present_class": CLASSES[letter].zh if letter in CLASSES else "—", "progress": f"{stage}。{said}",
    }  # fmt: skip
