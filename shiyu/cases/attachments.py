"""Files of a case: taken in before the move that joins them, checked by content, shown without their position."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path, PurePath
from typing import BinaryIO
from uuid import UUID, uuid4, uuid5

from django.conf import settings

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing
from shiyu.base.files import FileStore, FolderStore
from shiyu.base.media import check_attachment
from shiyu.base.pictures import public_copy
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, PartyActor, actor_record
from shiyu.cases.gate import Purpose, is_shielded, log_access, procedure_for
from shiyu.cases.hearing import heard_entries, readable_entries
from shiyu.cases.models import Attachment, Case

KEPT_UNUSED = timedelta(days=2)
"""How long an upload that no move has taken is kept."""
NAME_LENGTH = 200
CHUNK = 1024 * 1024
_FORMS = UUID("5f0c6f0e-6a4f-4e0b-9c3f-2d8b7a1e4c55")


@cache
def store() -> FileStore:
    """Where files lie."""
    return FolderStore(Path(settings.MEDIA_ROOT))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was taken in and belongs to no case yet."""

    reference: UUID
    name: str
    size: int
    content_type: str


def store_upload(name: str, source: BinaryIO, *, actor: Actor, form: str = "") -> UUID:
    """Checks and stores a file and answers the reference a move names it by.

    The file is on disk before its row is written. The same file sent again with the same `form` (its request key) has
    the same reference, so that a form sent twice asks for the same thing. Raises the refusals of `shiyu.base.media`
    and of the store.
    """
    shown = clean_line(PurePath(name.replace("\\", "/")).name, limit=NAME_LENGTH) or "file"
    kind = check_attachment(source, name=shown)
    size = source.seek(0, 2)
    source.seek(0)
    address = store().put(iter(partial(source.read, CHUNK), b""))
    public = ""
    if kind.is_image:
        source.seek(0)
        public = store().put([public_copy(source.read())])
    by = actor_record(actor)
    reference = uuid5(_FORMS, f"{sorted(by.items())} {form} {shown} {address}") if form else uuid4()
    Attachment.objects.get_or_create(
        reference=reference,
        defaults={
            "address": address, "public_address": public, "name": shown, "content_type": kind.content_type,
            "size": size, "uploaded_by": by, "uploaded_at": now(),
        },
    )  # fmt: skip
    return reference


def waiting_uploads(references: Sequence[UUID], *, actor: Actor) -> list[Waiting]:
    """Those of the named files that this actor sent, in the order named; others look as if they were not there.

    One that a move has taken already stays named: whether the move may have it is the door's to say.
    """
    rows = Attachment.objects.filter(reference__in=references, uploaded_by=actor_record(actor)) if references else ()
    known = {row.reference: Waiting(row.reference, row.name, row.size, row.content_type) for row in rows}
    return [known[reference] for reference in dict.fromkeys(references) if reference in known]


def readable_attachments(case: Case, *, actor: Actor) -> list[Attachment]:
    """The files of a case that the actor may open: those of the entries he may read.

    A party gets what the offices attached and what he brought himself, never what another party brought. What a system
    keeps beside the history (`files_beside`) is not among them.
    """
    files = list(Attachment.objects.filter(case=case).exclude(seq=None).order_by("pk"))
    seqs = {file.seq for file in files if file.seq is not None}
    if isinstance(actor, PartyActor):
        heard = heard_entries(case, actor=actor, among=seqs)
        return [file for file in files if file.seq in heard]
    if not procedure_for(case).reads_every_side:
        return [file for file in files if not file.audience.startswith("side:")]
    read = set(readable_entries(case, actor=actor).filter(seq__in=seqs).values_list("seq", flat=True))
    return [file for file in files if file.seq in read]


def read_attachment(
    case: Case, reference: UUID, *, actor: Actor, purpose: Purpose
) -> tuple[Attachment, Iterator[bytes]]:
    """A file with its content. Logged. Raises `NoSuchThing`.

    Parties get the copy without position, and so does whoever may not know who an anonymous reporter is.
    """
    for attachment in readable_attachments(case, actor=actor):
        if attachment.reference == reference:
            log_access(actor, what="file", purpose=purpose, case=case, detail={"file": str(reference)})
            bare = isinstance(actor, PartyActor) or is_shielded(case, actor=actor)
            address = attachment.public_address if bare and attachment.public_address else attachment.address
            return attachment, store().read(address)
    raise NoSuchThing(what=Words("附件", "the file"))


def read_public_copy(
    case: Case, reference: UUID, *, actor: Actor, purpose: Purpose
) -> tuple[Attachment, Iterator[bytes]]:
    """The copy of a picture without its position, fit to be handed out. Logged. Raises `NoSuchThing`."""
    for attachment in readable_attachments(case, actor=actor):
        if attachment.reference == reference and attachment.public_address:
            log_access(actor, what="file", purpose=purpose, case=case, detail={"file": str(reference), "copy": 1})
            return attachment, store().read(attachment.public_address)
    raise NoSuchThing(what=Words("附件", "the file"))


def shown_name(attachment: Attachment, case: Case, *, actor: Actor) -> str:
    """What the file is called for this actor: its own name may tell who brought it."""
    if isinstance(actor, PartyActor) or is_shielded(case, actor=actor):
        return name_of_its_own(attachment)
    return attachment.name


def name_of_its_own(attachment: Attachment) -> str:
    """A name that tells nothing but the kind of file."""
    return f"{attachment.reference.hex[:8]}{PurePath(attachment.name).suffix.lower()}"


def sweep() -> int:
    """Takes away uploads no case took and files no row names; answers how many files went."""
    Attachment.objects.filter(case=None, uploaded_at__lt=now() - KEPT_UNUSED).delete()
    known = set(Attachment.objects.values_list("address", flat=True))
    known |= set(Attachment.objects.exclude(public_address="").values_list("public_address", flat=True))
    return len(store().sweep_orphans(known, older_than=KEPT_UNUSED))
