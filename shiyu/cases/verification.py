"""`shiyu verify`: recomputes every chain and every seal, and says what does not hold."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from typing_extensions import override

from shiyu.base.crypto import public_key, verify_signature
from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.attachments import store
from shiyu.cases.history import GENESIS, entry_hash, text_hash
from shiyu.cases.models import Attachment, Case, Clock, Entry, EntryText, Seal, SealedHead
from shiyu.cases.registry import registered
from shiyu.cases.sealing import seal_digest
from shiyu.cases.verification_standing import RAISED, standing_faults

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Break:
    """A place where history does not hold."""

    number: str
    words: Words

    @override
    def __str__(self) -> str:
        return f"{self.number}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at and what was found."""

    cases: int
    entries: int
    seals: int
    breaks: tuple[Break, ...]


def verify_all() -> tuple[Break, ...]:
    """Every place where a chain or a seal does not hold; empty when all is well."""
    return verify().breaks


def verify() -> Verification:
    """Looks at every case, entry and seal, a chunk at a time; memory stays flat however many there are."""
    cases = entries = 0
    breaks: list[Break] = []
    last = 0
    while chunk := list(Case.objects.filter(pk__gt=last).order_by("pk").defer("search")[:CHUNK]):
        last = chunk[-1].pk
        cases += len(chunk)
        chains = _chains(chunk)
        raised = _raised(chains)
        for case in chunk:
            chain = chains[case.pk]
            entries += len(chain)
            broken = list(_check_chain(case, chain))
            # A history that does not hold itself says nothing about anything else.
            also = standing_faults(case, chain, raised[case.pk]) if not broken else ()
            breaks += [*broken, *(Break(case.number, words) for words in also)]
        breaks.extend(_check_sealed(chunk, chains))
    breaks.extend(_vanished())
    breaks.extend(_check_files())
    seals, broken = _check_seals()
    return Verification(cases=cases, entries=entries, seals=seals, breaks=(*breaks, *broken))


def _chains(cases: list[Case]) -> dict[int, list[Entry]]:
    chains: dict[int, list[Entry]] = {case.pk: [] for case in cases}
    for entry in Entry.objects.filter(case__in=chains).order_by("case_id", "seq").select_related("text"):
        chains[entry.case_id].append(entry)
    return chains


def _raised(chains: dict[int, list[Entry]]) -> dict[int, list[Clock]]:
    """Clocks that say they have warned or gone past, and all of a case whose history tells that one has."""
    clocks: dict[int, list[Clock]] = {pk: [] for pk in chains}
    told = [pk for pk, chain in chains.items() if any(entry.move in RAISED for entry in chain)]
    asked = Clock.objects.filter(Q(level__gt=0) | Q(case__in=told), case__in=chains)
    for clock in asked.select_related("assignment").order_by("pk"):
        clocks[clock.case_id].append(clock)
    return clocks


def _check_chain(case: Case, chain: list[Entry]) -> Iterator[Break]:
    previous, stage = GENESIS, ""
    for place, entry in enumerate(chain, start=1):
        if entry.seq != place or bytes(entry.previous_hash) != previous or entry.from_stage != stage:
            yield Break(
                case.number, Words(f"第 {place} 条接不上前一条", f"entry {place} does not follow the one before")
            )
        if bytes(entry.hash) != entry_hash(entry, number=case.number):
            yield Break(case.number, Words(f"第 {place} 条被改动", f"entry {place} was changed"))
        if not _text_holds(entry):
            yield Break(case.number, Words(f"第 {place} 条的文字被改动", f"the words of entry {place} were changed"))
        previous, stage = bytes(entry.hash), entry.to_stage
    if any(_is_erased(entry) for entry in chain) and not any(entry.move == "erase" for entry in chain):
        yield Break(case.number, Words("文字被删除而没有删除记录", "words were erased and no erasure is recorded"))
    stands = (case.entry_count, bytes(case.head_hash), case.stage) == (len(chain), previous, stage)
    if not stands or case.is_open == _is_end(case):
        yield Break(case.number, Words("办件现状与办理记录不符", "the case does not stand where its history ends"))


def _is_end(case: Case) -> bool:
    """Whether the case stands at an end; of a stage this release does not know, the case itself is believed."""
    procedure = registered().get((case.procedure, case.procedure_version))
    ends = {stage.name: stage.end for stage in procedure.stages} if procedure else {}
    return ends.get(case.stage, not case.is_open)


def _is_erased(entry: Entry) -> bool:
    text: EntryText | None = getattr(entry, "text", None)
    return text is not None and text.erased_at is not None


def _text_holds(entry: Entry) -> bool:
    text: EntryText | None = getattr(entry, "text", None)
    if entry.text_hash is None:
        return text is None
    if text is None:
        return False
    if text.erased_at is not None:
        return text.body is None and text.salt is None
    return text_hash(bytes(text.salt or b""), text.body or "") == bytes(entry.text_hash)


def _check_sealed(cases: list[Case], chains: dict[int, list[Entry]]) -> Iterator[Break]:
    """Each sealed head must still be a place in the chain: a cut or rewritten tail is not."""
    numbers = {case.pk: case.number for case in cases}
    for head in SealedHead.objects.filter(case_id__in=numbers):
        chain = chains[head.case_id]
        kept = len(chain) >= head.entry_count > 0
        if not kept or bytes(chain[head.entry_count - 1].hash) != bytes(head.head_hash):
            yield Break(
                numbers[head.case_id],
                Words(f"与 {head.seal_id} 号封存不符", f"does not agree with seal {head.seal_id}"),
            )


def _vanished() -> Iterator[Break]:
    gone = SealedHead.objects.filter(~Q(case_id__in=Case.objects.values("pk"))).values_list("number").distinct()
    for (number,) in gone.iterator():
        yield Break(number, Words("已封存的办件不见了", "a sealed case is gone"))


def _check_files() -> Iterator[Break]:
    """Every file that a case names must be there with the content its address is the hash of."""
    files = Attachment.objects.exclude(case=None).select_related("case").order_by("pk")
    for attachment in files.iterator(chunk_size=CHUNK):
        for address in filter(None, (attachment.address, attachment.public_address)):
            try:
                deque(store().read(address), maxlen=0)
            except ShiyuError:
                name = attachment.reference
                yield Break(
                    attachment.case.number if attachment.case else "",
                    Words(f"附件 {name} 缺失或被改动", f"file {name} is missing or was changed"),
                )


def _check_seals() -> tuple[int, list[Break]]:
    previous, broken, count, own_key = GENESIS, [], 0, public_key()
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=50):
        count += 1
        heads = list(SealedHead.objects.filter(seal=seal).order_by("case_id"))
        digest = seal_digest(heads, previous=previous, day=seal.day.isoformat())
        signed = verify_signature(digest, bytes(seal.signature), public_key=bytes(seal.public_key))
        if digest != bytes(seal.digest) or len(heads) != seal.heads or not signed:
            broken.append(Break(f"{seal.day}", Words(f"{seal.pk} 号封存不成立", f"seal {seal.pk} does not hold")))
        elif bytes(seal.public_key) != own_key:
            broken.append(
                Break(f"{seal.day}", Words(f"{seal.pk} 号封存不是本系统密钥所签", f"seal {seal.pk} bears another key"))
            )
        previous = bytes(seal.digest)
    return count, broken
