"""What people look at. Everything begins at the gate, so nobody finds here what he may not see."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from shiyu.cases.actors import Actor
from shiyu.cases.gate import visible_cases
from shiyu.supervision.models import Order

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PROCEDURE = "supervision_order"


def order_cases(actor: Actor) -> "QuerySet[Case]":
    """The cases of every order the actor may see."""
    return visible_cases(actor).filter(procedure=PROCEDURE)


def orders(actor: Actor) -> "QuerySet[Order]":
    """Every order the actor may see, with its case, the newest first."""
    return Order.objects.filter(case__in=order_cases(actor)).select_related("case").order_by("-case")
