"""The papers that moves of an order issue, in their transaction: a refused move leaves no paper and no number."""

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import PostHolder
from shiyu.cases.change import Change
from shiyu.cases.who import LEAD
from shiyu.documents.issuing import PaperOrder, plan_paper
from shiyu.documents.models import Paper
from shiyu.documents.writing import Writing, writing_of
from shiyu.supervision import paper_orders as orders
from shiyu.supervision.models import Order
from shiyu.supervision.orders import open_order
from shiyu.supervision.papers import URGING_NOTICE

UNSENT = "paper_not_made"
"""The fact by which an automatic urge says that its paper could not be made, and why (the code of the error)."""


def write_notice(change: Change) -> None:
    """督查任务通知单."""
    plan_paper(change, orders.supervision_notice(writing_of(change), open_order(change)))


def write_report(change: Change) -> None:
    """督查专报."""
    plan_paper(change, orders.supervision_report(writing_of(change), open_order(change)))


def write_urging(change: Change) -> None:
    """催办通知 to each unit that is late. The clock urges also where its paper cannot be made, and says so."""
    try:
        for order in urgings(writing_of(change), open_order(change)):
            plan_paper(change, order)
    except ShiyuError as error:
        if isinstance(change.actor, PostHolder):
            raise
        change.facts.codes[UNSENT] = error.code


def urgings(writing: Writing, order: Order) -> list[PaperOrder]:
    """The notices that this urge is, one for each unit concerned."""
    leads = {share.unit_code for share in writing.state.live() if share.kind == LEAD}
    return [
        orders.urging_notice(
            writing, order, clock=clock, unit=unit, times=order.urged if unit in leads else _times(writing, unit)
        )
        for unit, clock in orders.urged_clocks(writing).items()
    ]


def next_urging(writing: Writing, order: Order) -> PaperOrder | None:
    """The first notice that an urge would send now; the count is that of the urge to come."""
    order.urged += 1  # of the row as read for the form, which nobody writes
    return next(iter(urgings(writing, order)), None)


def _times(writing: Writing, unit: str) -> int:
    """How often a joint unit is urged with this notice: the order counts the urges of its lead unit alone."""
    sent = Paper.objects.filter(case=writing.state.case.pk, kind=URGING_NOTICE.name, units__contains=[unit])
    return sent.count() + 1
