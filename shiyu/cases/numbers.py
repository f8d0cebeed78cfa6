"""Reading the numbers of a rule set: limits, warnings, escalation delays, caps. Pure.

A limit stands in the rule set as `limits.<name> = {amount, unit, …}`, or as one such table per limit class with
`default` among them. `warn` is the share of the time after which the clock warns, `escalate` the delays after the due
moment at which it goes one and two levels up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shiyu.city.workdays import Limit, TimeUnit

DEFAULT_WARN_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitNumbers:
    """What a rule set says of one limit."""

    limit: Limit
    warn_share: float
    escalate: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How often and by how much a limit may be extended, in the limit's own unit."""

    times: int
    amount: int


def limit_table(body: Mapping[str, Any], name: str, limit_class: str) -> Mapping[str, Any] | None:
    """The table of limit `name` for a limit class, or None where the rule set has none."""
    table: Mapping[str, Any] | None = body.get("limits", {}).get(name)
    if table is None or "amount" in table:
        return table
    chosen: Mapping[str, Any] | None = table.get(limit_class) or table.get("default")
    return chosen


def read_limit(table: Mapping[str, Any]) -> Limit:
    """One `{amount, unit, rolls}` table as a limit."""
    return Limit(amount=int(table["amount"]), unit=TimeUnit(table["unit"]), rolls=bool(table.get("rolls", False)))


def limit_numbers(body: Mapping[str, Any], name: str, limit_class: str) -> LimitNumbers | None:
    """The limit, its warning share and its escalation delays; None where the rule set does not know the limit."""
    table = limit_table(body, name, limit_class)
    if table is None:
        return None
    return LimitNumbers(
        limit=read_limit(table),
        warn_share=float(table.get("warn", DEFAULT_WARN_SHARE)),
        escalate=tuple(read_limit(step) for step in table.get("escalate", ())),
    )


def extension_cap(body: Mapping[str, Any], rule: str) -> Cap | None:
    """The cap on extending clock `rule`; None where extending is not provided for."""
    table = body.get("extensions", {}).get(rule)
    return None if table is None else Cap(times=int(table["times"]), amount=int(table["amount"]))
