"""Short signs beside an order in every list: where it comes from, how often it was urged, 问责移送."""

from collections.abc import Sequence

from shiyu.base.words import Words
from shiyu.cases.rows import CaseRow
from shiyu.supervision.models import Order
from shiyu.supervision.vocabulary import ACCOUNTABILITY, PROJECT, REFERRAL, SOURCES
from shiyu.web.listing import Mark, Marks

QUIET = (PROJECT, REFERRAL)
HANDED_OVER = Words("问责移送", "Accountability")


def marks_of(rows: Sequence[CaseRow]) -> Marks:
    """The signs of a page of orders, in one question."""
    found = Order.objects.filter(case__in=[row.case_id for row in rows])
    kept = found.values_list("case_id", "source", "urged", "case__marks")
    return {case_id: _marks(source, urged, marks) for case_id, source, urged, marks in kept}


def _marks(source: str, urged: int, marks: Sequence[str]) -> list[Mark]:
    shown = [Mark(label=SOURCES[source], plain=True)] if source in QUIET else []
    if urged:
        shown.append(Mark(label=Words(f"催办{urged}次", f"Urged {urged}×")))
    return shown + [Mark(label=HANDED_OVER)] * (ACCOUNTABILITY in marks)
