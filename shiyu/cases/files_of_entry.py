"""Files of one entry, for somebody to whom this entry was handed and who sees nothing else of the case.

The caller has made sure that it was: a system hands over, and says itself to whom.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.attachments import store
from shiyu.cases.gate import Purpose, log_access
from shiyu.cases.models import Attachment, Case


def files_of_entry(case: Case, seq: int) -> Sequence[Attachment]:
    """What hangs on the entry."""
    return list(Attachment.objects.filter(case=case, seq=seq).order_by("pk"))


def read_of_entry(
    case: Case, seq: int, reference: UUID, *, actor: Actor, purpose: Purpose
) -> tuple[Attachment, Iterator[bytes]]:
    """One file of the entry with its content. Logged. Raises `NoSuchThing`."""
    found = Attachment.objects.filter(case=case, seq=seq, reference=reference).first()
    if found is None:
        raise NoSuchThing(what=Words("附件", "the file"))
    log_access(actor, what="file", purpose=purpose, case=case, detail={"file": str(reference)})
    return found, store().read(found.address)
