"""The papers that moves of an order issue, in their transaction: a refused move leaves no paper and no number."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING

from shiyu.base.clock import city_day, city_zone
from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import PostHolder
from shiyu.cases.change import Change
from shiyu.cases.who import LEAD
from shiyu.documents.issuing import PaperOrder, plan_paper
from shiyu.documents.writing import Writing, writing_of
from shiyu.supervision import paper_orders as orders
from shiyu.supervision.models import Order
from shiyu.supervision.orders import open_order

if TYPE_CHECKING:
    from shiyu.cases.models import Entry

URGED, UNSENT = "urged_units", "paper_not_made"
"""Facts of an urge: the units that got a 催办通知 by it; or that it could not be made, and why (an error's code)."""


def write_notice(change: Change) -> None:
    """督查任务通知单."""
    plan_paper(change, orders.supervision_notice(writing_of(change), open_order(change)))


def write_report(change: Change) -> None:
    """督查专报."""
    plan_paper(change, orders.supervision_report(writing_of(change), open_order(change)))


def write_urging(change: Change) -> None:
    """催办通知 to each unit that is late. By the clock a unit gets at most one a day, however many limits it missed.

    The clock urges also where its paper cannot be made, and the history says so.
    """
    by_hand = isinstance(change.actor, PostHolder)
    planned = urgings(writing_of(change), open_order(change), without=() if by_hand else _urged_today(change))
    try:
        for unit, order in planned.items():
            plan_paper(change, order)
            change.facts.codes.setdefault(URGED, []).append(unit)
    except ShiyuError as error:
        if by_hand:
            raise
        change.facts.codes[UNSENT] = error.code


def urgings(writing: Writing, order: Order, *, without: Iterable[str] = ()) -> dict[str, PaperOrder]:
    """The notices that this urge is, by the unit each goes to."""
    leads = {share.unit_code for share in writing.state.live() if share.kind == LEAD}
    return {
        unit: orders.urging_notice(
            writing, order, clock=clock, unit=unit, times=order.urged if unit in leads else _times(writing, unit)
        )
        for unit, clock in orders.urged_clocks(writing).items()
        if unit not in without
    }


def next_urging(writing: Writing, order: Order) -> PaperOrder | None:
    """The first notice that an urge would send now; the count is that of the urge to come."""
    order.urged += 1  # of the row as read for the form, which nobody writes
    return next(iter(urgings(writing, order).values()), None)


def _times(writing: Writing, unit: str) -> int:
    """Which notice to a joint unit this is: the order counts the urges of its lead unit alone."""
    return writing.state.case.entries.filter(facts__contains={URGED: [unit]}).count() + 1


def _urged_today(change: Change) -> set[str]:
    """Whom the clock has urged on this city day already, in this very batch too."""
    midnight = datetime.combine(city_day(change.now), time(), city_zone())
    stored = change.case.entries.filter(move=change.move.name, at__gte=midnight)
    planned: Iterable[Entry] = change.batch.added(type(change.written))
    here = [entry for entry in planned if entry.case_id == change.case.pk and entry.move == change.move.name]
    return {unit for entry in (*stored, *here) for unit in entry.facts.get(URGED, ())}
