"""三率 and the on-time rate: what counts and what is met, each said once. Words and names stand in `figures`.

Raw rates count everything; adjusted ones leave out what two people excluded (`exclusions`), and are shown beside them.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from shiyu.base.figures import By, Counted, Scope, Split, moments_of
from shiyu.base.shares import Share, weighted
from shiyu.citizen_requests.counting import OWN, every_request, lead_unit, shares
from shiyu.citizen_requests.models import Exclusion
from shiyu.city.directory import directory

if TYPE_CHECKING:
    from shiyu.citizen_requests.counting import Cases

HANDLING_LIMITS = ("handle", "rework", "final_answer")
GOOD, BAD = ("satisfied", "basically_satisfied"), ("dissatisfied",)
WEIGHTS = "citizen_requests_rates"
"""The rule set of the pack that says how much each rate weighs."""

CONTACT_LIMITS = ("first_contact",)
MET = Q(clocks__stopped_at__lt=F("clocks__due_at"))
CONTACTED = MET & Q(tally__has_key="first_contact")
SOLVED, TOLD = Q(verdicts__entry__facts__solved=True), Q(verdicts__entry__facts__has_key="solved")
SATISFIED = Q(verdicts__grade__in=GOOD)
UNIT_OF_CLOCK = F("clocks__assignment__unit_code")
RateSplit = Callable[..., Mapping[str, Share]]


def response(scope: Scope, by: By, *, adjusted: bool = False) -> Mapping[str, Share]:
    """响应率: first contacts made in time, of those due."""
    due = limits(scope, CONTACT_LIMITS, rate="response" if adjusted else "")
    return shares(due, scope, by, rows="clocks", met=CONTACTED, unit=UNIT_OF_CLOCK)


def resolved(scope: Scope, by: By, *, adjusted: bool = False) -> Mapping[str, Share]:
    """解决率: found solved, of the verdicts that say whether it is solved."""
    told = verdicts(scope, TOLD, rate="resolved" if adjusted else "")
    return shares(told, scope, by, rows="verdicts", met=SOLVED)


def satisfied(scope: Scope, by: By, *, adjusted: bool = False) -> Mapping[str, Share]:
    """满意率: satisfied or basically satisfied, of the verdicts given."""
    given = verdicts(scope, Q(), rate="satisfied" if adjusted else "")
    return shares(given, scope, by, rows="verdicts", met=SATISFIED)


def on_time(scope: Scope, by: By) -> Mapping[str, Share]:
    """按时办结率: handling limits met, of those that ended in the span and those overdue and open at its end."""
    return shares(limits(scope, HANDLING_LIMITS), scope, by, rows="clocks", met=MET, unit=unit_of_limit())


def unit_of_limit() -> Coalesce:
    """Whose a handling limit is."""
    return Coalesce(UNIT_OF_CLOCK, lead_unit())


RATE_SPLITS: dict[str, RateSplit] = {"response": response, "resolved": resolved, "satisfied": satisfied}


def three_rates(scope: Scope, by: By, *, adjusted: bool = False) -> Mapping[str, Counted]:
    """三率综合: the three rates in the weights of the pack; no number where one of them has nothing to count by."""
    found = {name: split(scope, by, adjusted=adjusted) for name, split in RATE_SPLITS.items()}
    weight = weights(scope)
    keys = {key for parts in found.values() for key in parts}
    return {
        key: weighted((parts[key].percent if key in parts else None, weight[name]) for name, parts in found.items())
        for key in keys
    }


def weights(scope: Scope) -> dict[str, Decimal]:
    """What each rate weighs by the rule in force when the span ends; a city without one weighs them alike."""
    rules = directory().rule_sets.find(WEIGHTS, on=scope.end)
    if rules is None:
        return dict.fromkeys(RATE_SPLITS, Decimal(1))
    table: Mapping[str, Any] = rules.body.get("weights", {})
    return {name: Decimal(str(table.get(name, {}).get("weight", 0))) for name in RATE_SPLITS}


def adjusted(split: Callable[..., Mapping[str, Counted]]) -> Split:
    """The same rate without what was excluded."""
    return partial(split, adjusted=True)


def overdue(end: Any) -> Q:
    """A clock past its moment and not stopped when the span ends. One that stands still (挂账) is not late."""
    running = Q(clocks__stopped_at=None, clocks__state="running")
    stopped_later = Q(clocks__stopped_at__gte=end, clocks__stopped_at__gt=F("clocks__due_at"))
    return Q(clocks__due_at__lte=end) & (running | stopped_later)


def limits(scope: Scope, rules: tuple[str, ...], *, rate: str = "") -> "Cases":
    """The requests by their limits of these rules that count in the span; without what is excluded from `rate`."""
    begin, end = moments_of(scope)
    ended = Q(clocks__stopped_at__gte=begin, clocks__stopped_at__lt=end)
    own = Q(clocks__assignment=None) | Q(clocks__assignment__state__in=OWN)
    # In one filter: conditions on the same clock.
    return _kept(every_request(scope), rate).filter(Q(clocks__rule__in=rules) & (ended | overdue(end)) & own)


def verdicts(scope: Scope, more: Q, *, rate: str) -> "Cases":
    """The requests by their verdicts that count in the span; without what is excluded from `rate`."""
    begin, end = moments_of(scope)
    given = Q(verdicts__given_at__gte=begin, verdicts__given_at__lt=end, verdicts__grade__in=GOOD + BAD)
    return _kept(every_request(scope), rate).filter(given & more)


def is_excluded(rate: str) -> Exists:
    """Whether two people excluded the request from the rate."""
    return Exists(Exclusion.objects.filter(case=OuterRef("pk"), rate=rate, state=Exclusion.State.CONFIRMED))


def _kept(cases: "Cases", rate: str) -> "Cases":
    return cases.filter(~is_excluded(rate)) if rate else cases
