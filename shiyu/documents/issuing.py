"""签发: a paper is made, numbered, archived and entered in the register, all of it with the move that orders it.

`plan_paper` is for the effects of a move; `issue_paper` for papers outside of one. `draft_paper` only shows.
"""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction

from shiyu.base.clock import city_day, now
from shiyu.cases.actors import Actor, actor_record
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.state import lock_states
from shiyu.city.directory import directory
from shiyu.documents import numbers
from shiyu.documents.archive import store
from shiyu.documents.errors import CorrectedAlready, NoSuchPaper
from shiyu.documents.kinds import PaperKind, checked, clean_title, day_words, paper_kind
from shiyu.documents.models import Paper
from shiyu.documents.rendering import NO_NUMBER_YET, Unnumbered, rendered, with_number

if TYPE_CHECKING:
    from shiyu.cases.change import Change
    from shiyu.cases.models import Case, Entry, Party

FACT = "papers"
"""The fact under which an entry of the history names the papers its move issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """To whom a paper is addressed, besides the unit that issues it.

    `parties` of the case (rows, as a move has them, or their ids) and, of officers, `units` and `roles`. A paper of a
    case that names neither unit nor role is for every officer who sees the case. `everyone`: all parties too.
    `sent_to`: offices (`unit:role`) that read this paper though they see nothing else of the case.
    """

    parties: Sequence["Party | int"] = ()
    units: Sequence[str] = ()
    roles: Sequence[str] = ()
    everyone: bool = False
    sent_to: Sequence[str] = ()


STAFF = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """What is to be made: the same value for the paper that is issued and for the draft that is shown before.

    `unit_code` is the organ whose paper it is; `facts` are those its kind declares; `corrects` the reference of an
    earlier paper of the same case and unit that this one takes the place of.
    """

    kind: str
    unit_code: str
    title: str
    facts: Mapping[str, Any]
    audience: Audience = STAFF
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A paper that will be issued when its move is written; until then it has a reference and no number."""

    kind: PaperKind
    reference: UUID
    unit_code: str
    title: str
    code_word: str
    paper: Unnumbered = field(repr=False)
    audience: Audience
    signed_by: Mapping[str, str | int]
    signed_at: datetime
    case: "Case | None" = None
    entry: "Entry | None" = None
    corrects: int | None = None

    @property
    def row(self) -> numbers.Row:
        """The row of numbers it takes its number from."""
        return self.code_word, city_day(self.signed_at).year


def plan_paper(change: "Change", order: PaperOrder) -> Planned:
    """In an effect of a move: the paper is made now and refused now, numbered and archived when the move is written.

    The entry of the move names it. Raises `BadPaperFact`, `BadPaperTemplate`, `NoCodeWord`, `NoSuchPaper`,
    `CorrectedAlready`.
    """
    planned = _planned(order, by=actor_record(change.actor), at=change.now, case=change.case, entry=change.written)
    change.facts.codes.setdefault(FACT, []).append({"kind": order.kind, "reference": str(planned.reference)})
    change.batch.gather(write_papers, planned)
    return planned


def issue_paper(order: PaperOrder, *, actor: Actor, number: str = "") -> Paper:
    """Outside of a move: issues a paper of the case `number`, or of none, within the caller's transaction.

    Raises as `plan_paper`, and `NoSuchCase`. Whether the actor may sign is the caller's to decide.
    """
    with transaction.atomic():
        case = None
        if number:
            state = lock_states([number]).get(number)  # before any counter
            if state is None:
                raise NoSuchCase(number=number[:40])
            case = state.case
        (paper,) = write_papers([_planned(order, by=actor_record(actor), at=now(), case=case)])
        return paper


def draft_paper(order: PaperOrder) -> bytes:
    """The .docx as it would be signed now, without a number; nothing is kept. Raises as `issue_paper`."""
    kind = paper_kind(order.kind)
    paper = rendered(
        kind, checked(kind, order.facts), issuer=issuer_of(order.unit_code), title=clean_title(kind, order.title),
        day=day_words(city_day(now())),
    )  # fmt: skip
    return with_number(paper, NO_NUMBER_YET if kind.numbered else "")


def issuer_of(unit_code: str) -> str:
    """发文机关: the full name of a unit."""
    unit = directory().unit(unit_code)
    return unit.name if unit else unit_code


def write_papers(planned: Sequence[Planned]) -> list[Paper]:
    """Numbers, archives and enters papers, in the order they were planned; inside the caller's transaction.

    Every case is locked already; the counters are locked here, all at once and in one order.
    """
    taken = numbers.take(Tally(paper.row for paper in planned if paper.kind.numbered))
    left = {row: iter(run) for row, run in taken.items()}
    papers = [_paper(one, next(left[one.row]) if one.kind.numbered else None) for one in planned]
    files = [with_number(one.paper, paper.number) for one, paper in zip(planned, papers, strict=True)]
    for paper, file, address in zip(papers, files, store().put_all(files), strict=True):
        paper.size, paper.address = len(file), address
    return Paper.objects.bulk_create(papers)


def _paper(planned: Planned, sequence: int | None) -> Paper:
    """The row of a paper, but for its file."""
    (code_word, year), audience = planned.row, planned.audience
    return Paper(
        reference=planned.reference, kind=planned.kind.name, title=planned.title,
        number=numbers.written(planned.kind, planned.row, sequence) if sequence else "", code_word=code_word, year=year,
        sequence=sequence, unit_code=planned.unit_code, case_id=planned.case.pk if planned.case else None,
        entry_seq=planned.entry.seq if planned.entry else None, dated=city_day(planned.signed_at),
        signed_by=dict(planned.signed_by), signed_at=planned.signed_at, template_sm3=planned.paper.template_sm3,
        personal=planned.kind.personal,
        parties=[party if isinstance(party, int) else party.pk for party in audience.parties],
        units=list(audience.units), roles=list(audience.roles), everyone=audience.everyone,
        sent_to=list(audience.sent_to), corrects_id=planned.corrects,
    )  # fmt: skip


def _planned(
    order: PaperOrder, *, by: Mapping[str, str | int], at: datetime, case: "Case | None", entry: "Entry | None" = None
) -> Planned:
    kind, unit_code, day = paper_kind(order.kind), order.unit_code, city_day(at)
    title, facts = clean_title(kind, order.title), checked(kind, order.facts)
    code_word = numbers.code_word_of(kind, unit_code, on=day) if kind.numbered else ""
    old = _corrected(order.corrects, case=case, unit_code=unit_code)
    paper = rendered(kind, facts, issuer=issuer_of(unit_code), title=title, day=day_words(day))
    return Planned(
        kind=kind, reference=uuid4(), unit_code=unit_code, title=title, code_word=code_word, paper=paper,
        audience=order.audience, signed_by=by, signed_at=at, case=case, entry=entry,
        corrects=old,
    )  # fmt: skip


def _corrected(reference: UUID | None, *, case: "Case | None", unit_code: str) -> int | None:
    """The paper that the new one takes the place of: of the same case and unit, and the newest."""
    if reference is None:
        return None
    old = Paper.objects.filter(reference=reference, case=case.pk if case else None, unit_code=unit_code).first()
    if old is None:
        raise NoSuchPaper
    if Paper.objects.filter(corrects=old).exists():
        raise CorrectedAlready(title=old.title)
    return old.pk
