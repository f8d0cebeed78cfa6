"""What the overview counts over a span: received, and the rates raw and adjusted, by parts, one question each.

The definitions are those of `figures` and `rates`; here they are asked for together, and the whole is the sum of its
parts. The same span is asked by every supervisor and by a screen on the wall, so it is reckoned once a minute.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Count, Q

from shiyu.base.divided import Part, part_of
from shiyu.base.figures import By, Counted, Scope, plain_value
from shiyu.base.reckoned import Reckoned, reckoned
from shiyu.base.shares import Share, weighted
from shiyu.citizen_requests.counting import taken_in, tally
from shiyu.citizen_requests.rates import (
    CONTACT_LIMITS,
    CONTACTED,
    HANDLING_LIMITS,
    MET,
    RATE_SPLITS,
    SATISFIED,
    SOLVED,
    TOLD,
    UNIT_OF_CLOCK,
    is_excluded,
    limits,
    unit_of_limit,
    verdicts,
    weights,
)

RATES = tuple(RATE_SPLITS)
Numbers = Mapping[str, Mapping[str, int]]


def numbers(scope: Scope, by: By) -> Reckoned[Numbers]:
    """Every count of every part, and when they were reckoned."""
    name = f"overview.{scope.start}.{scope.end}.{scope.division}.{scope.unit}.{by.value}"
    return reckoned(name, partial(_numbers, scope, by))


def _numbers(scope: Scope, by: By) -> Numbers:
    found: dict[str, dict[str, int]] = {}
    for counting in (_received, _contacts, _judged, _handled):
        for key, counts in counting(scope, by).items():
            found.setdefault(key, {}).update(counts)
    return found


def parts_of(found: Numbers, scope: Scope) -> dict[str, dict[str, Part]]:
    """The parts by key, each figure against the mean of all; the whole stands under an empty name of a figure's map."""
    whole = _summed(found)
    means = {name: plain_value(counted) for name, counted in _figures(whole, scope).items()}
    keys = {**found, WHOLE: whole}
    return {
        key: {
            name: part_of(key, counted, mean=means[name]) for name, counted in _figures(counts, scope).items()
        }
        for key, counts in keys.items()
    }  # fmt: skip


WHOLE = "*"
"""The key of the whole; no unit and no place is called so."""


def _summed(found: Numbers) -> dict[str, int]:
    whole: dict[str, int] = {}
    for counts in found.values():
        for name, number in counts.items():
            whole[name] = whole.get(name, 0) + number
    return whole


def _figures(counts: Mapping[str, int], scope: Scope) -> dict[str, Counted]:
    found: dict[str, Counted] = {"received": counts.get("received", 0), "on_time_rate": _share(counts, "on_time")}
    weight = weights(scope)
    for ending, kept in (("", ""), ("_adjusted", "_kept")):
        shares = {rate: _share(counts, f"{rate}{kept}") for rate in RATES}
        found |= {f"{rate}_rate{ending}": share for rate, share in shares.items()}
        found[f"three_rates{ending}"] = weighted((share.percent, weight[rate]) for rate, share in shares.items())
    return found


def _share(counts: Mapping[str, int], name: str) -> Share:
    return Share(counts.get(name, 0), counts.get(f"{name}_of", 0))


def _received(scope: Scope, by: By) -> Numbers:
    return tally(taken_in(scope), scope, by, received=Count("pk"))


def _contacts(scope: Scope, by: By) -> Numbers:
    due = limits(scope, CONTACT_LIMITS).annotate(excluded=is_excluded("response"))
    return tally(due, scope, by, unit=UNIT_OF_CLOCK, **_counts("response", rows="clocks", met=CONTACTED))


def _judged(scope: Scope, by: By) -> Numbers:
    given = verdicts(scope, Q(), rate="").annotate(
        out_resolved=is_excluded("resolved"), out_satisfied=is_excluded("satisfied")
    )
    counts = partial(_counts, rows="verdicts")
    resolved = counts("resolved", met=SOLVED, of=TOLD, out="out_resolved")
    return tally(given, scope, by, **resolved, **counts("satisfied", met=SATISFIED, out="out_satisfied"))


def _handled(scope: Scope, by: By) -> Numbers:
    counts = {"on_time": Count("clocks", filter=MET), "on_time_of": Count("clocks")}
    return tally(limits(scope, HANDLING_LIMITS), scope, by, unit=unit_of_limit(), **counts)


def _counts(rate: str, *, rows: str, met: Q, of: Q | None = None, out: str = "excluded") -> dict[str, Any]:
    """Counted and of how many, with everything and without what was excluded."""
    of, kept = of or Q(pk__isnull=False), Q(**{out: False})
    return {
        rate: Count(rows, filter=met & of), f"{rate}_of": Count(rows, filter=of),
        f"{rate}_kept": Count(rows, filter=met & of & kept), f"{rate}_kept_of": Count(rows, filter=of & kept),
    }  # fmt: skip
