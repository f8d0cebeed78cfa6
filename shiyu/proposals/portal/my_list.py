"""What somebody proposed, co-signed or is invited to sign, and what he was promised, at a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.gate import visible_cases
from shiyu.proposals.keeping import GROWN_FROM, READER
from shiyu.proposals.portal import progress
from shiyu.proposals.portal.progress import Told, rows_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

CONFIRM = Words("请您确认联名", "Please confirm that you co-sign")
SUBMIT = Words("请您完善后提交", "Please finish and submit it")
AGAIN = Words("请您修改后再次提交", "Please revise and submit it again")
JUDGE = Words("请您填写征询意见表", "Please fill in the opinion form")
ROLES = {
    "submitter": Words("第一提案人", "Submitter"),
    "co_signer": Words("联名人", "Co-signer"),
    "invited": Words("受邀联名", "Invited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MyRow:
    """One proposal: where it stands, whose turn it is, and whether this person is asked for something."""

    number: str
    title: str
    file_number: Words | None
    role: Words
    begun_at: datetime
    sentence: Words
    turn: Words | None
    promise: Told | None
    asked: Words | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise of an answer."""

    number: str
    title: str
    unit: Words
    state: Told
    kept: bool
    of: str


def my_rows(parties: Sequence[PartyActor]) -> list[MyRow]:
    """The proposals of these parties: what waits for them first, then the newest. Who left one does not see it."""
    mine = {party.case_id: party for party in parties if party.role in ROLES}
    cases = visible_cases(READER).filter(pk__in=mine, procedure="proposal").select_related("proposal__session")
    with_all = cases.defer("search", "tally", "head_hash").order_by("-pk")
    found = [_row(case, mine[case.pk]) for case in with_all.prefetch_related("assignments", "clocks", "parties")]
    return sorted(found, key=lambda row: row.asked is None)


def my_promises(parties: Sequence[PartyActor]) -> list[PromiseRow]:
    """What these parties were promised, the nearest day first; what is kept comes last."""
    cases = visible_cases(READER).filter(pk__in=[party.case_id for party in parties])
    return _promises(cases)


def promises_of(case: "Case") -> list[PromiseRow]:
    """The promises of the answers of one proposal."""
    return _promises(visible_cases(READER).filter(links_out__target=case.pk, links_out__kind=GROWN_FROM))


def asked_of(case: "Case", *, role: str, verdict: str) -> Words | None:
    """What this person is asked for now; nothing where it is another's turn."""
    match case.stage:
        case "draft" | "returned" if role == "invited":
            return CONFIRM
        case "draft" if role == "submitter":
            return SUBMIT
        case "returned" if role == "submitter":
            return AGAIN
        case "answered" | "to_decide" if role in {"submitter", "co_signer"} and not verdict:
            return JUDGE
        case _:
            return None


def file_number(case: "Case") -> Words | None:
    """案号 within its session; none before it is filed."""
    row = case.proposal
    if row.serial is None:
        return None
    return Words(f"{row.session.name}第{row.serial}号", f"{row.session.name_en}, no. {row.serial}")


def _row(case: "Case", party: PartyActor) -> MyRow:
    rows = rows_of(case)
    verdict = next((one.verdict for one in case.parties.all() if one.pk == party.party_id), "")
    return MyRow(
        number=case.number, title=case.title, file_number=file_number(case), role=ROLES[party.role],
        begun_at=case.opened_at, sentence=progress.sentence(rows), turn=progress.turn(rows),
        promise=progress.promise(rows), is_open=case.is_open,
        asked=asked_of(case, role=party.role, verdict=verdict),
    )  # fmt: skip


def _promises(cases: "QuerySet[Case]") -> list[PromiseRow]:
    found = cases.filter(procedure="proposal_promise").defer("search", "tally", "head_hash")
    with_all = found.prefetch_related("assignments", "clocks", "links_out__target").distinct()
    rows = [_promise(case) for case in with_all]
    return sorted(rows, key=lambda row: (row.kept, row.state.due_at is None, row.state.due_at, row.number))


def _promise(case: "Case") -> PromiseRow:
    rows = rows_of(case)
    of = next((link.target.number for link in case.links_out.all() if link.kind == GROWN_FROM), "")
    return PromiseRow(
        number=case.number, title=case.title, unit=rows.unit, state=progress.promise_state(rows),
        kept=case.stage == "kept", of=of,
    )  # fmt: skip
