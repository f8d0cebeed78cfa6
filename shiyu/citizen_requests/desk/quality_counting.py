"""What the page of routing quality counts: the last twelve weeks, each question once, kept for a minute.

Drift is the population stability index: Σ (now − then) · ln(now ÷ then) over the labels suggested, `then` being what
the model said of the cases held out from its training. Below 0.1 nothing moved, above 0.25 much did: the usual reading.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import TruncWeek

from shiyu.base.clock import city_zone, today
from shiyu.base.figures import Scope
from shiyu.base.reckoned import Reckoned, reckoned
from shiyu.citizen_requests.counting import lead_unit
from shiyu.citizen_requests.routing_rates import ABSTAINED, SENT, TAKEN, WRONG, routed

WEEKS, MIXED_UP = 12, 20
MOVED, MUCH = 0.1, 0.25
FEW = 50
"""With fewer suggestions in a week, shares of labels say nothing."""
_LEAST = 1e-4  # a label that never came counts as this share: the logarithm of nothing is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week, Monday first: counts of requests, and what the models said."""

    begin: date
    routed: int
    abstained: int
    sent: int
    wrong: int
    suggested: int
    taken: int
    taken_wrong: int
    sureness: Mapping[str, float | None]  # percent, by what the model suggests
    drift: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Weeks, the newest first; what was suggested and what it became, the most frequent first."""

    weeks: Sequence[Week]
    units: Sequence[tuple[str, str, int]]
    categories: Sequence[tuple[str, str, int]]


Expected = Mapping[str, Mapping[str, float]]
"""By what a model suggests, the share of each label among the held-out cases."""


def quality(expected: Expected, *, versions: Mapping[str, int]) -> Reckoned[Quality]:
    """The last twelve weeks, against what the active versions said of their held-out cases."""
    last = today()
    scope = Scope(start=last - timedelta(days=last.weekday() + 7 * (WEEKS - 1)), end=last)
    said = ".".join(f"{what}{version}" for what, version in sorted(versions.items()))
    name = f"routing_quality.{scope.start}.{last}.{said}"
    return reckoned(name, lambda: _quality(scope, expected, versions))


def stability(now: Mapping[str, int], then: Mapping[str, float]) -> float | None:
    """The population stability index; None where there is too little to say."""
    total = sum(now.values())
    if total < FEW or not then:
        return None
    return sum(_moved(now.get(label, 0) / total, then.get(label, 0.0)) for label in now.keys() | then.keys())


def _moved(now: float, then: float) -> float:
    now, then = max(now, _LEAST), max(then, _LEAST)
    return (now - then) * math.log(now / then)


def _quality(scope: Scope, expected: Expected, versions: Mapping[str, int]) -> Quality:
    cases = routed(scope).annotate(week=TruncWeek("routing__at", tzinfo=city_zone()))
    said = {what: _said(cases, what, version) for what, version in versions.items()}
    weeks = [
        Week(
            begin=row.pop("week").date(),
            sureness={what: row.pop(f"{what}_sureness", None) for what in ("category", "unit")},
            drift={}, **row,
        )
        for row in _by_week(cases, versions)
    ]  # fmt: skip
    weeks = [_with_drift(week, said, expected) for week in weeks]
    final = cases.annotate(final=lead_unit())
    return Quality(
        weeks=weeks,
        units=_mixed_up(final.filter(~Q(final=""), routing__unit_sure=True), "routing__unit", "final"),
        categories=_mixed_up(
            cases.filter(category__isnull=False, routing__category_sure=True), "routing__category", "category__code"
        ),
    )


def _by_week(cases: Any, versions: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    sureness = {
        f"{what}_sureness": Avg(f"routing__{what}_confidence", filter=Q(**{f"routing__{what}_model": version}))
        for what, version in versions.items() if version
    }  # fmt: skip
    rows = cases.order_by("-week").values("week").annotate(
        routed=Count("pk"), abstained=Count("pk", filter=ABSTAINED), sent=Count("pk", filter=SENT),
        wrong=Count("pk", filter=SENT & WRONG), suggested=Count("pk", filter=SENT & ~ABSTAINED),
        taken=Count("pk", filter=SENT & TAKEN), taken_wrong=Count("pk", filter=SENT & TAKEN & WRONG), **sureness,
    )  # fmt: skip
    return [dict(row) for row in rows]


def _said(cases: Any, what: str, version: int) -> Mapping[date, Counter[str]]:
    """How often the version suggested what, by week."""
    found: dict[date, Counter[str]] = {}
    if version:
        rows = cases.filter(**{f"routing__{what}_model": version}).exclude(**{f"routing__{what}": ""}).order_by()
        for week, label, count in rows.values_list("week", f"routing__{what}").annotate(Count("pk")):
            found.setdefault(week.date(), Counter())[label] += count
    return found


def _with_drift(week: Week, said: Mapping[str, Mapping[date, Counter[str]]], expected: Expected) -> Week:
    drift = {what: stability(weeks.get(week.begin, Counter()), expected.get(what, {})) for what, weeks in said.items()}
    return replace(week, drift=drift)


def _mixed_up(cases: Any, suggested: str, final: str) -> list[tuple[str, str, int]]:
    rows = cases.exclude(**{suggested: F(final)}).order_by().values_list(suggested, final).annotate(n=Count("pk"))
    return [*rows.order_by("-n", suggested, final)[:MIXED_UP]]
