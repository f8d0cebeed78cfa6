"""The only way to a paper: who sees its case and is addressed by it. "Not yours" and "not there" look the same.

Every look at a sheet and every download is written into the access log.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from shiyu.base.errors import NotYours
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Clockwork, PartyActor, PostHolder
from shiyu.cases.gate import Purpose, holds_for, is_shielded, log_access, procedure_for, visible_cases
from shiyu.cases.hearing import joining_of, kept_entries
from shiyu.cases.registry import registered
from shiyu.documents.archive import store
from shiyu.documents.errors import NoSuchPaper
from shiyu.documents.models import Paper

if TYPE_CHECKING:
    from shiyu.cases.models import Case

LOOK = "paper"
"""What the access log calls a look at a paper; `detail.way` is `sheet` or `file`."""
NAMES_PERSONS = Words(
    "下载写有个人信息的公文（可以看隐去号码的版面）",
    "taking a paper that names persons (its sheet can be seen, numbers masked)",
)


def readable_papers(actor: Actor) -> QuerySet[Paper]:
    """Every paper the actor may see, with its case."""
    papers = _with_beside()
    match actor:
        case Clockwork():
            return papers
        case PartyActor():
            return _for_party(papers, actor)
        case PostHolder():
            return papers.filter(_for_officer(actor))
        case _:
            return papers.none()


def _with_beside() -> QuerySet[Paper]:
    return Paper.objects.select_related("case", "corrects", "corrected_by").defer("case__search")


def _for_party(papers: QuerySet[Paper], actor: PartyActor) -> QuerySet[Paper]:
    """Of his case as far as he sees it; one that was merged is another case: its papers stay with it."""
    own = Q(everyone=True) | Q(parties__contains=[actor.party_id])
    found = papers.filter(own, Exists(visible_cases(actor).filter(pk=OuterRef("case_id"))), case_id=actor.case_id)
    late = any(actor.role in procedure.heard_from_joining for procedure in registered().values())
    return found.filter(signed_at__gte=joining_of(actor)) if late else found


def _for_officer(actor: PostHolder) -> Q:
    # Asked of each paper, not of all cases at once: a city has few papers among very many cases.
    sees_case = Exists(visible_cases(actor).filter(pk=OuterRef("case_id")))
    hidden = kept_entries(actor)  # a paper is kept as the words are that it was issued by
    kept = Exists(hidden.filter(case=OuterRef("case_id"), seq=OuterRef("entry_seq")))
    of_case = Q(sees_case) & _addressed(actor) & ~Q(kept)
    of_none = Q(case=None) & (_named(actor) | Q(everyone=True))
    return of_case | Q(sent_to__overlap=_offices(actor)) | of_none


def _named(actor: PostHolder) -> Q:
    """Papers of his unit, or addressed to it or to what he is."""
    return Q(unit_code=actor.unit_code) | Q(units__contains=[actor.unit_code]) | Q(roles__overlap=sorted(actor.roles))


def _addressed(actor: PostHolder) -> Q:
    """Those, and papers for everybody who sees the case."""
    return Q(units=[], roles=[]) | _named(actor)


def _offices(actor: PostHolder) -> list[str]:
    """The offices of an officer as a paper is sent to them: of its case he sees nothing but this paper."""
    return [f"{actor.unit_code}:{role}" for role in sorted(actor.roles)]


def papers_of(case: "Case", *, actor: Actor, most: int | None = None) -> list[Paper]:
    """The newest papers of one case that the actor may see; that he sees the case is known already, and not asked."""
    if isinstance(actor, PostHolder):  # its own procedure alone says which words are kept from him
        hidden = kept_entries(actor, procedure_for(case)).filter(case=case, seq=OuterRef("entry_seq"))
        rule = _addressed(actor) & ~Q(Exists(hidden)) | Q(sent_to__overlap=_offices(actor))
        found = Paper.objects.select_related("corrects", "corrected_by").filter(rule, case=case)
    else:
        found = readable_papers(actor).filter(case=case)
    papers = list(found.order_by("-id")[:most])
    for paper in papers:
        paper.case = case
    return papers


def read_paper(reference: UUID, *, actor: Actor, purpose: Purpose) -> tuple[Paper, bytes]:
    """A paper with its file, for looking at. Logged. Raises `NoSuchPaper`; `DamagedFile` of one tampered with."""
    paper = _found(reference, actor)
    _log(paper, actor, purpose=purpose, way="sheet")
    return paper, b"".join(store().read(paper.address))


def take_paper(reference: UUID, *, actor: Actor, purpose: Purpose) -> tuple[Paper, Iterator[bytes]]:
    """A paper with its file, for taking away. Logged. Raises `NoSuchPaper`; `NotYours` as `may_take` says."""
    paper = _found(reference, actor)
    if not may_take(paper, actor=actor):
        raise NotYours(what=NAMES_PERSONS)
    _log(paper, actor, purpose=purpose, way="file")
    return paper, store().read(paper.address)


def may_take(paper: Paper, *, actor: Actor) -> bool:
    """Whether the actor may have the file of a paper he sees.

    One that names persons is for the unit that issued it, for those it is addressed to, and for officers who may open
    contacts of its case (个人信息保护法 第六条).
    """
    if not paper.personal or not isinstance(actor, PostHolder) or paper.unit_code == actor.unit_code:
        return True
    if actor.unit_code in paper.units or actor.roles & set(paper.roles) or {*_offices(actor)} & set(paper.sent_to):
        return True
    case = paper.case
    if case is None:
        return False
    return holds_for(case, procedure_for(case).sees_contact, actor=actor) and not is_shielded(case, actor=actor)


def _found(reference: UUID, actor: Actor) -> Paper:
    paper = readable_papers(actor).filter(reference=reference).first()
    if paper is None:
        raise NoSuchPaper
    return paper


def _log(paper: Paper, actor: Actor, *, purpose: Purpose, way: str) -> None:
    detail: dict[str, str | int] = {"paper": str(paper.reference), "way": way}
    log_access(actor, what=LOOK, purpose=purpose, case=paper.case, detail=detail)
