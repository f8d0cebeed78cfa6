"""The cases of one resident as a list, at a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PartyActor
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests import progress
from shiyu.citizen_requests.portal.next_steps import rows_of
from shiyu.citizen_requests.progress import ANSWERED, Promise
from shiyu.web.resident_home import belongs_to

if TYPE_CHECKING:
    from shiyu.cases.models import Case

LISTING = Clockwork(name="my_cases")
"""Reads for a resident exactly the cases he was found to be a party of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyRow:
    """One case: where it stands, and whether the resident is asked for something."""

    number: str
    title: str
    opened_at: datetime
    sentence: Words
    promise: Promise | None
    asks_you: bool
    is_open: bool


def my_rows(parties: Sequence[PartyActor]) -> list[MyRow]:
    """The cases of these parties, the newest first. A case that was joined shows no title of the first caller."""
    keys = [party.case_id for party in parties if belongs_to(party.number, cases="my_cases")]
    cases = visible_cases(LISTING).filter(pk__in=keys).defer("search", "tally", "head_hash").order_by("-pk")
    with_all = cases.prefetch_related("assignments", "clocks")
    joined = {party.case_id for party in parties if party.came_from}
    return [_row(case, joined=case.pk in joined) for case in with_all]


def _row(case: "Case", *, joined: bool) -> MyRow:
    rows = rows_of(case)
    return MyRow(
        number=case.number, title="" if joined else case.title, opened_at=case.opened_at,
        sentence=progress.sentence(rows), promise=progress.promise(rows), asks_you=case.stage in ANSWERED,
        is_open=case.is_open,
    )  # fmt: skip
