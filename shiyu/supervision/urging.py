"""再催: an order that stays late is urged again every few days, until its unit has reported."""

from datetime import datetime

from django.db.models import QuerySet

from shiyu.base.clock import now
from shiyu.cases.actors import Clockwork
from shiyu.cases.door import MoveRequest, Refused, make_moves
from shiyu.city.directory import directory
from shiyu.supervision import rules
from shiyu.supervision.models import Order
from shiyu.supervision.procedure_people import UNDER_WAY
from shiyu.supervision.queries import order_cases
from shiyu.supervision.vocabulary import CHECKPOINTS

URGING = Clockwork(name="supervision_urging")
MOST = 500
LATE_AT = ("sign", *CHECKPOINTS)


def urge_again() -> int:
    """Urges up to `MOST` late orders whose last urge is long enough ago; answers how many were urged.

    Run twice at once, each order is urged once: the key is that of the urge before.
    """
    moment = now()
    due = [order for order in _late(moment)[:MOST] if _is_time(order, moment)]
    asked = [
        MoveRequest(actor=URGING, move="urge_late", key=f"again:{order.case.number}:{order.urged_at}",
                    number=order.case.number)
        for order in due
    ]  # fmt: skip
    outcomes = make_moves(asked) if asked else []
    return sum(not isinstance(outcome, Refused) and not outcome.replayed for outcome in outcomes)


def _late(moment: datetime) -> QuerySet[Order]:
    cases = order_cases(URGING).filter(
        is_open=True, stage__in=UNDER_WAY, clocks__rule__in=LATE_AT, clocks__state="running",
        clocks__due_at__lte=moment,
    )  # fmt: skip
    return (
        Order.objects.filter(case__in=cases, urged_at__isnull=False).select_related("case").order_by("urged_at", "pk")
    )


def _is_time(order: Order, moment: datetime) -> bool:
    every = rules.cap(directory().rule_set_by_id(order.case.rule_set_id).body, "urge_every_days")
    return rules.urge_again(urged_at=order.urged_at, moment=moment, every_days=every)
