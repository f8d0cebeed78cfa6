"""案卷: what a dossier holds in its order, what is there and what is missing (手册E3：人民调解卷宗的排列顺序).

A named mediator has the whole, a party what the gates of papers and attachments give him: what was said in everybody's
presence and what is his own. Nobody else has a dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.attachments import readable_attachments
from shiyu.cases.gate import procedure_for
from shiyu.cases.hearing import confided_in_vain
from shiyu.cases.who import LEAD, LIVE, OfUnit
from shiyu.disputes import papers as p
from shiyu.disputes import papers_outcome as o
from shiyu.disputes.agreements.errors import NotItsMediator
from shiyu.disputes.room.reading import readable_messages
from shiyu.documents.gate import papers_of
from shiyu.documents.models import Paper

if TYPE_CHECKING:
    from shiyu.cases.models import Attachment, Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of the order: papers of these kinds and files. `must`: 必; `settled`: only if it was settled."""

    name: str
    label: Words
    kinds: tuple[str, ...] = ()
    must: bool = False
    settled: bool = False


ORDER = (
    Slot(name="register", label=Words("受理登记表或申请书", "Register sheet or application"), must=True,
         kinds=(p.REGISTER.name, p.APPLICATION.name)),
    Slot(name="rights", label=Words("权利义务告知书", "Notice of rights and duties"), must=True,
         kinds=(p.RIGHTS_NOTICE.name,)),
    Slot(name="identity", label=Words("当事人身份证明", "Proof of identity"), must=True),
    Slot(name="attorney", label=Words("授权委托书", "Power of attorney"), kinds=(p.POWER_OF_ATTORNEY.name,)),
    Slot(name="inquiry", label=Words("调查记录", "Record of inquiries"), kinds=(p.INQUIRY_RECORD.name,)),
    Slot(name="evidence", label=Words("证据", "Evidence")),
    Slot(name="sessions", label=Words("调解记录", "Record of sessions"), must=True, kinds=(p.MEDIATION_RECORD.name,)),
    Slot(name="agreement", label=Words("调解协议书或口头协议登记表", "Agreement, or record of an oral one"), must=True,
         settled=True, kinds=(o.AGREEMENT.name, o.ORAL_AGREEMENT.name)),
    Slot(name="performance", label=Words("履行凭证", "Proof of performance"), kinds=(o.PERFORMANCE_PAGE.name,)),
    Slot(name="follow_up", label=Words("回访记录", "Record of the follow-up"), kinds=(o.FOLLOW_UP_RECORD.name,)),
    Slot(name="confirmation", label=Words("司法确认材料", "Papers of the confirmation"),
         kinds=(o.CONFIRMATION_APPLICATION.name,)),
    Slot(name="statement", label=Words("情况说明、终止告知、移送函", "Statements, notice of the end, hand-over"),
         kinds=(o.STATEMENT.name, o.END_NOTICE.name, o.HANDOVER_LETTER.name)),
    Slot(name="closing", label=Words("结案报告", "Closing report"), kinds=(o.CLOSING_REPORT.name,)),
)  # fmt: skip
"""封面、目录 come before, 封底 after; they are made when the dossier is bound."""
OTHERWISE = "evidence"
FILED_BY: Mapping[str, str] = {
    "add_party": "identity", "told_rights": "rights", "record_consent": "rights", "investigate": "inquiry",
    "private_talk": "sessions", "hold_session": "sessions", "sign": "agreement", "performed": "performance",
    "file_confirmation": "confirmation", "confirmation_result": "confirmation", "tell_ways": "statement",
    "refer_on": "statement", "state_facts": "statement", "to_police": "statement",
}  # fmt: skip
"""Where a file belongs, by the move that brought it; `file_in_dossier` says it itself."""
UNSETTLED = frozenset({"failed", "ended", "referred", "police", "withdrawn", "not_accepted"})
PRIVATE = "private_talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A slot with what lies in it."""

    slot: Slot
    papers: Sequence[Paper]
    files: "Sequence[Attachment]"
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What a reader gets of a dossier, in its order; the cover where one was issued."""

    filed: Sequence[Filed] = field(default=())
    cover: Paper | None = None

    @property
    def missing(self) -> list[Words]:
        """What must be there and is not."""
        return [one.slot.label for one in self.filed if one.is_missing]

    @property
    def papers(self) -> list[Paper]:
        """Every paper in order."""
        return [paper for one in self.filed for paper in one.papers]


def mediates(case: "Case", *, actor: PostHolder) -> bool:
    """Whether an officer is a named mediator of the dispute, or was when it ended: he binds what he has gathered.

    One whose share ended before (he stepped back, or mediated an earlier round) is none.
    """
    roles = {way.role for way in procedure_for(case).sees if isinstance(way, OfUnit) and way.named}
    if not roles & actor.roles:
        return False
    himself = reduce(or_, (Q(handlers__contains=[account]) for account in sorted(actor.one_with)))
    at_work = Q(state__in=LIVE)
    if case.closed_at is not None:
        at_work |= Q(state__in=("closed", "withdrawn"), ended_at__gte=case.closed_at)
    return case.assignments.filter(himself, at_work, unit_id=actor.unit_id, kind=LEAD).exists()


def dossier_of(case: "Case", *, actor: PostHolder | PartyActor) -> Dossier:
    """The dossier as its reader may have it; that he sees the case is known already. Raises `NotItsMediator`."""
    if isinstance(actor, PostHolder) and not mediates(case, actor=actor):
        raise NotItsMediator
    return gathered(case, actor=actor, papers=papers_of(case, actor=actor)[::-1])


def gathered(case: "Case", *, actor: PostHolder | PartyActor, papers: Sequence[Paper]) -> Dossier:
    """The dossier of his papers, oldest first; that he mediates the case, or is its party, is known already."""
    replaced = {paper.corrects_id for paper in papers}
    papers = [paper for paper in papers if paper.pk not in replaced]
    files: dict[str, list[Attachment]] = {}
    found = _files(case, actor)
    brought = _brought_by(case) if found else {}
    for file in found:
        files.setdefault(brought.get(file.seq or 0, OTHERWISE), []).append(file)
    settled = case.stage not in UNSETTLED
    filed = [_filed(slot, papers, files.get(slot.name, []), settled=settled) for slot in ORDER]
    cover = next((paper for paper in reversed(papers) if paper.kind == o.COVER.name), None)
    return Dossier(filed=filed, cover=cover)


def _files(case: "Case", actor: PostHolder | PartyActor) -> "Sequence[Attachment]":
    """A mediator has every file but those that one side brought for his predecessor alone; a party what he may open."""
    if isinstance(actor, PartyActor):
        return readable_attachments(case, actor=actor)
    files = list(case.attachments.order_by("pk"))
    if not files:
        return files
    not_his = set(case.entries.filter(confided_in_vain(actor)).values_list("seq", flat=True))
    lists = readable_messages(case, actor=actor).exclude(files=[]).values_list("files", flat=True)
    said = {UUID(one) for of_message in lists for one in of_message}
    return [file for file in files if (file.reference in said if file.seq is None else file.seq not in not_his)]


def _filed(slot: Slot, papers: Sequence[Paper], files: "Sequence[Attachment]", *, settled: bool) -> Filed:
    mine = [paper for paper in papers if paper.kind in slot.kinds]
    # A talk with one side alone is no session that every side was called to.
    counts = [paper for paper in mine if paper.kind != p.MEDIATION_RECORD.name or paper.everyone]
    there = bool(counts) or (bool(files) and not slot.kinds)
    return Filed(
        slot=slot, papers=mine, files=files, is_missing=slot.must and not there and (settled or not slot.settled)
    )


def _brought_by(case: "Case") -> dict[int, str]:
    """The slot of each entry that brought files."""
    rows = case.entries.filter(move__in=(*FILED_BY, "file_in_dossier")).values_list("seq", "move", "facts")
    return {
        seq: facts.get("slot", OTHERWISE) if move == "file_in_dossier" else FILED_BY[move] for seq, move, facts in rows
    }
