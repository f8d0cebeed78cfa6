"""移送与接收: what is handed to a court, an arbitration or another office, who opens it there, and the receipt.

The office that receives sees nothing of the case but the letter and the files handed with it; each look is logged.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from shiyu.base.clock import now
from shiyu.base.errors import AlreadyDone, NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PostHolder
from shiyu.cases.door import make_move
from shiyu.cases.files_of_entry import files_of_entry, read_of_entry
from shiyu.cases.gate import Purpose
from shiyu.disputes import papers_outcome as o
from shiyu.disputes.handing_office import CLERK
from shiyu.disputes.models import HandOver
from shiyu.documents.gate import readable_papers
from shiyu.documents.models import Paper

if TYPE_CHECKING:
    from shiyu.cases.models import Attachment

RECEIVING = Clockwork(name="dispute_receipt")
"""Writes the receipt into the history of a case that the clerk himself does not see."""


class NothingHanded(NoSuchThing):
    """Nothing of that number was handed to the unit of this clerk: both look the same."""

    code = "nothing_handed"
    sentence = Words("没有移送给您单位的“{number}”。", "Nothing of “{number}” was handed to your unit.")


class ReceivedAlready(AlreadyDone):
    """Somebody of the unit has acknowledged it already."""

    code = "received_already"
    sentence = Words("您单位已于 {at} 接收。", "Your unit received it at {at}.")


def handed_to(actor: PostHolder) -> QuerySet[HandOver]:
    """What was handed to the unit of a clerk, the newest first; nothing for anybody else."""
    rows = HandOver.objects.select_related("case").order_by("-pk")
    return rows.filter(unit_code=actor.unit_code) if CLERK in actor.roles else rows.none()


def hand_over_of(number: str, *, actor: PostHolder) -> HandOver:
    """The latest hand-over of a dispute to the unit of this clerk. Raises `NothingHanded`."""
    found = handed_to(actor).filter(case__number=number[:40]).first()
    if found is None:
        raise NothingHanded(number=number[:40])
    return found


def letter_of(handed: HandOver, *, actor: PostHolder) -> Paper | None:
    """The 移送函 of a hand-over."""
    papers = readable_papers(actor).filter(case=handed.case_id, entry_seq=handed.seq, kind=o.HANDOVER_LETTER.name)
    return papers.first()


def handed_files(handed: HandOver) -> "Sequence[Attachment]":
    """The files that were handed with the letter."""
    return files_of_entry(handed.case, handed.seq)


def read_handed(handed: HandOver, reference: UUID, *, actor: PostHolder) -> "tuple[Attachment, Iterator[bytes]]":
    """One of them with its content. Logged. Raises `NoSuchThing`."""
    return read_of_entry(handed.case, handed.seq, reference, actor=actor, purpose=Purpose.HANDLING)


def acknowledge(number: str, *, actor: PostHolder) -> HandOver:
    """接收回执: once, by a clerk of the unit; the sides and the mediators are told. Raises `NothingHanded`,
    `ReceivedAlready` where another was first.
    """
    handed = hand_over_of(number, actor=actor)
    with transaction.atomic():
        mine = HandOver.objects.filter(pk=handed.pk, received_at=None)
        if not mine.update(received_at=now(), received_by=actor.account_id):
            handed.refresh_from_db()
            raise ReceivedAlready(at=f"{handed.received_at:%Y-%m-%d %H:%M} UTC")
        make_move(number, "note_receipt", actor=RECEIVING, key=f"receipt-{handed.pk}", unit=handed.unit_code)
    handed.refresh_from_db()
    return handed
