"""How citizen requests are counted: spans, parts and the questions behind the figures. No figure is defined here.

Every question starts from what happened in the span (an index says when) and looks up the rest of those rows alone, so
it costs by what is asked, not by all that is stored.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Substr

from shiyu.base.figures import By, Scope, moments_of
from shiyu.base.shares import Share
from shiyu.cases.actors import Clockwork
from shiyu.cases.dividing import padded, part_digits
from shiyu.cases.permission import division_prefix
from shiyu.cases.who import LIVE
from shiyu.citizen_requests.queries import requests

if TYPE_CHECKING:
    from shiyu.cases.models import Case

    Cases = QuerySet[Case]

COUNTING = Clockwork(name="figures")
OWN = (*LIVE, "closed")
"""States of an assignment whose limits count: not those returned or taken back."""


def every_request(scope: Scope) -> "Cases":
    """The requests of the place asked for, of every unit."""
    cases = requests(COUNTING)
    return cases.filter(place_code__startswith=division_prefix(scope.division)) if scope.division else cases


def taken_in(scope: Scope) -> "Cases":
    """The requests of the place that were taken in during the span."""
    begin, end = moments_of(scope)
    return every_request(scope).filter(opened_at__gte=begin, opened_at__lt=end)


def of_unit(cases: "Cases", scope: Scope, unit: Any) -> "Cases":
    """Those of the unit asked for; `unit` says whose they are, and `part_key` reads it as `of_unit`."""
    return cases.annotate(of_unit=unit).filter(of_unit=scope.unit) if scope.unit else cases


def lead_unit() -> Coalesce:
    """The unit that answers for a request: its newest lead assignment that was not returned; empty before dispatch."""
    leads = requests(COUNTING).filter(
        Q(assignments__kind="lead", assignments__state__in=(*OWN, "withdrawn")), pk=OuterRef("pk")
    )
    newest = leads.order_by("-assignments__id").values("assignments__unit_code")[:1]
    return Coalesce(Subquery(newest), Value(""))


def shares(cases: "Cases", scope: Scope, by: By, *, rows: str, met: Q, unit: Any = None) -> Mapping[str, Share]:
    """The share of `rows` that are `met`, by parts; `unit` says whose they are.

    `rows` is a relation that the cases are filtered by already: only what passed is counted.
    """
    counted = tally(cases, scope, by, unit=unit, part=Count(rows, filter=met), whole=Count(rows))
    return {key: Share(found["part"], found["whole"]) for key, found in counted.items()}


def tally(
    cases: "Cases", scope: Scope, by: By, *, unit: Any = None, **counts: Aggregate
) -> Mapping[str, Mapping[str, int]]:
    """Each count of `counts`, by parts; of the whole there is one part, with an empty key."""
    unit = unit if unit is not None else lead_unit()
    cases = of_unit(cases, scope, unit)
    if by is By.WHOLE:
        return {"": cases.aggregate(**counts)}
    parts = cases.annotate(key=part_key(scope, by, unit=unit)).order_by().values("key").annotate(**counts)
    rows = parts.values_list("key", *counts)
    return {padded(key or "", by): dict(zip(counts, numbers, strict=True)) for key, *numbers in rows}


def part_key(scope: Scope, by: By, *, unit: Any) -> Any:
    """The part a row belongs to, as the database says it."""
    match by:
        case By.UNIT:
            return F("of_unit") if scope.unit else unit
        case By.PLACE:
            return Substr("place_code", 1, part_digits(scope))
        case By.TYPE:
            opening = requests(COUNTING).filter(pk=OuterRef("pk"), entries__seq=1)
            kind = Subquery(opening.values(said=KeyTextTransform("type", "entries__facts"))[:1])
            return Coalesce(kind, Value(""), output_field=TextField())
        case _:
            raise ValueError(by)
