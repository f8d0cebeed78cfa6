"""研判准不准: what was suggested for a request held against what became of it. Words and names stand in `figures`.

A request is sent wrongly where the unit it first went to returned it (退单), or where another unit got it afterwards
(改派). Each request counts in the span in which it was routed last before it was sent.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from shiyu.base.figures import By, Scope, moments_of
from shiyu.base.shares import Share
from shiyu.citizen_requests.counting import COUNTING, every_request, shares
from shiyu.citizen_requests.queries import requests

if TYPE_CHECKING:
    from shiyu.citizen_requests.counting import Cases

ABSTAINED = Q(routing__unit_sure=False)
SENT = Q(first_unit__gt="")
TAKEN = Q(routing__unit_sure=True, first_unit=F("routing__unit"))
WRONG = Q(went_wrong=True)


def routed(scope: Scope) -> "Cases":
    """The requests that were routed in the span, with the unit they first went to and whether that was wrong."""
    begin, end = moments_of(scope)
    found = every_request(scope).filter(routing__at__gte=begin, routing__at__lt=end)
    return found.annotate(first_unit=_first_unit()).annotate(went_wrong=_went_wrong())


def abstained(scope: Scope, by: By) -> Mapping[str, Share]:
    """弃权率: left to a dispatcher, of those routed."""
    return shares(routed(scope), scope, by, rows="routing", met=ABSTAINED)


def taken(scope: Scope, by: By) -> Mapping[str, Share]:
    """采用率: sent to the unit suggested, of those sent for which one was."""
    sent = routed(scope).filter(SENT, routing__unit_sure=True)
    return shares(sent, scope, by, rows="routing", met=TAKEN, unit=F("first_unit"))


def sent_wrongly(scope: Scope, by: By) -> Mapping[str, Share]:
    """派单差错率: returned or sent elsewhere afterwards, of those sent."""
    return shares(routed(scope).filter(SENT), scope, by, rows="routing", met=WRONG, unit=F("first_unit"))


def taken_wrongly(scope: Scope, by: By) -> Mapping[str, Share]:
    """建议差错率: the same of those sent as suggested."""
    return shares(routed(scope).filter(SENT & TAKEN), scope, by, rows="routing", met=WRONG, unit=F("first_unit"))


def _leads() -> "Cases":
    return requests(COUNTING).filter(pk=OuterRef("pk"), assignments__kind="lead")


def _first_unit() -> Coalesce:
    first = _leads().order_by("assignments__id").values("assignments__unit_code")[:1]
    return Coalesce(Subquery(first), Value(""))


def _went_wrong() -> Exists:
    # Of one and the same share: a condition on the relation itself would be asked of any share of the request.
    leads = _leads().annotate(state=F("assignments__state"), unit=F("assignments__unit_code"))
    return Exists(leads.filter(Q(state="returned") | ~Q(unit=OuterRef("first_unit"))))
