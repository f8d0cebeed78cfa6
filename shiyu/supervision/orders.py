"""The order, its set dates and its lead unit as they stand while a move is planned: planned in the batch, or stored."""

from typing import TYPE_CHECKING

from shiyu.cases.change import Change
from shiyu.cases.who import LEAD
from shiyu.supervision.models import Node, Order

if TYPE_CHECKING:
    from shiyu.cases.models import Assignment


def open_order(change: Change) -> Order:
    """The order of the case that moves; the case is locked."""
    planned = [*change.batch.added(Order), *change.batch.changed(Order)]
    for order in planned:
        if order.case_id == change.case.pk:
            return order
    return Order.objects.get(case=change.case.pk)


def nodes_of(change: Change) -> list[Node]:
    """Every set date of the case in its order, dropped ones too."""
    changed = {node.pk: node for node in change.batch.changed(Node)}
    stored = [changed.get(node.pk, node) for node in Node.objects.filter(case=change.case.pk).order_by("seq")]
    return [*stored, *(node for node in change.batch.added(Node) if node.case_id == change.case.pk)]


def nodes_ahead(change: Change) -> list[Node]:
    """The set dates that are not reported yet, the next first."""
    ahead = [node for node in nodes_of(change) if node.reported_at is None and node.dropped_at is None]
    return sorted(ahead, key=lambda node: (node.due_on, node.seq))


def lead_share(change: Change) -> "Assignment | None":
    """The live share of the lead unit."""
    return next((share for share in change.state.live() if share.kind == LEAD), None)
