"""Files of a case that stand beside its history: a system keeps them and says itself who may open them.

The history shows what its entries carry. What is said in a system's own place (the talk of a mediation) has its own
readers, so `readable_attachments` never names these files, whoever asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from shiyu.base.words import Words
from shiyu.cases.actors import Actor, PartyActor, actor_record
from shiyu.cases.attachments import name_of_its_own, shown_name, store
from shiyu.cases.errors import BadFact
from shiyu.cases.gate import Purpose, is_shielded, log_access
from shiyu.cases.models import Attachment, Case


def keep_beside(case: Case, references: Sequence[UUID], *, actor: Actor, audience: str) -> None:
    """Joins uploads of this actor to the case, beside its history. Called in the transaction that writes their owner.

    Raises `BadFact` where one is not his, not there or used already.
    """
    waiting = Attachment.objects.select_for_update().filter(
        reference__in=references, case=None, uploaded_by=actor_record(actor)
    )
    if waiting.count() < len(set(references)):
        raise BadFact(
            field="files",
            label=Words("附件", "attachment"),
            reason=Words(
                "附件不存在或已用于别处，请重新上传", "a file is not there or is already used; upload it again"
            ),
        )
    waiting.update(case=case, audience=audience)


def files_beside(case: Case, references: Sequence[UUID], *, actor: Actor) -> Mapping[UUID, tuple[str, int]]:
    """Name (as this actor may know it) and size of those of the files that are still there."""
    if not references:
        return {}
    rows = list(Attachment.objects.filter(case=case, seq=None, reference__in=references))
    bare = bool(rows) and (isinstance(actor, PartyActor) or is_shielded(case, actor=actor))
    return {row.reference: (name_of_its_own(row) if bare else row.name, row.size) for row in rows}


def read_beside(
    case: Case, reference: UUID, *, actor: Actor, purpose: Purpose
) -> tuple[str, str, Iterator[bytes]] | None:
    """Name, content type and bytes of one file; None where it is not there. Logged.

    The caller has made sure that it is for this actor. Parties get the copy without position.
    """
    row = Attachment.objects.filter(case=case, seq=None, reference=reference).first()
    if row is None:
        return None
    log_access(actor, what="file", purpose=purpose, case=case, detail={"file": str(reference)})
    bare = isinstance(actor, PartyActor) and row.public_address
    return (
        shown_name(row, case, actor=actor),
        row.content_type,
        store().read(row.public_address if bare else row.address),
    )
