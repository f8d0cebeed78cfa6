"""附件: the files that came with the text of a proposal, for everybody who signs it.

They are shown under their own names: who proposes is no secret among those who sign. What offices and others bring
later is told apart by the engine (`cases.attachments`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shiyu.cases.attachments import readable_attachments
from shiyu.cases.hearing import readable_entries
from shiyu.proposals.keeping import READER

if TYPE_CHECKING:
    from shiyu.cases.models import Attachment, Case

WROTE = ("draft", "draft_from_paper", "revise")
"""The moves that write the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A file that came with the text."""

    reference: UUID
    name: str
    size: int


def attached(case: "Case") -> "list[Attachment]":
    """The files that came with the text, first or with a revision, oldest first."""
    files = readable_attachments(case, actor=READER)
    if not files:
        return []
    wrote = readable_entries(case, actor=READER).filter(move__in=WROTE, seq__in={file.seq for file in files})
    seqs = set(wrote.values_list("seq", flat=True))
    return [file for file in files if file.seq in seqs]


def text_files(case: "Case") -> tuple[TextFile, ...]:
    """The same as they are named on a page."""
    return tuple(TextFile(reference=one.reference, name=one.name, size=one.size) for one in attached(case))
