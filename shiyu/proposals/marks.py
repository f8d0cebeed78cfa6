"""What stands beside the title of a proposal in every list: 案号, 重点, and the class of its answer."""

from collections.abc import Sequence

from shiyu.base.words import Words
from shiyu.cases.rows import CaseRow
from shiyu.proposals.models import Proposal
from shiyu.proposals.vocabulary import CLASSES, SUBMITTER_KINDS
from shiyu.web.listing import Mark, Marks

KEY = Mark(label=Words("重点", "Key"))


def marks_of(rows: Sequence[CaseRow]) -> Marks:
    """The marks of a page of rows, in one question."""
    found = Proposal.objects.filter(case__in=[row.case_id for row in rows]).select_related("session")
    return {proposal.case_id: _marks(proposal) for proposal in found}


def _marks(proposal: Proposal) -> list[Mark]:
    marks = [KEY] if proposal.is_key else []
    if proposal.serial is not None:
        marks.append(Mark(label=serial_words(proposal), plain=True))
    if proposal.reply_class:
        marks.append(Mark(label=CLASSES[proposal.reply_class], plain=True))
    if proposal.submitter_kind != "member":
        marks.append(Mark(label=SUBMITTER_KINDS[proposal.submitter_kind], plain=True))
    return marks


def serial_words(proposal: Proposal) -> Words:
    """案号 as it is written: 七届五次第12号."""
    session = proposal.session
    return Words(f"{session.name}第{proposal.serial}号", f"No. {proposal.serial} of the {session.name_en}")
