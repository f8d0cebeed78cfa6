"""The tables of a case. Only the engine touches them: everybody else goes through `door` and `gate`."""

from shiyu.cases.models.case import Attachment, Case, Link
from shiyu.cases.models.history import Entry, EntryText, Seal, SealedHead
from shiyu.cases.models.notice import Access, Notice
from shiyu.cases.models.party import Party, Reply, Verdict
from shiyu.cases.models.reckoned import Reckoned
from shiyu.cases.models.work import Assignment, Clock

__all__ = [
    "Access",
    "Assignment",
    "Attachment",
    "Case",
    "Clock",
    "Entry",
    "EntryText",
    "Link",
    "Notice",
    "Party",
    "Reckoned",
    "Reply",
    "Seal",
    "SealedHead",
    "Verdict",
]
