"""Judgements of what the centre counts: what is too few to show, what rises, what a mediator is allowed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

FEWEST = 5
"""Fewer than these are not shown: who knows the place would know the persons (issue: below five are withheld)."""
RISES_BY = 2.0
"""How many standard deviations above what is usual count as rising; of a Poisson count that is the root of its mean."""


def shown(count: int) -> int | None:
    """A count as it may be shown: None is 1 to 4."""
    return None if 0 < count < FEWEST else count


def rises(recent: int, *, usual: float) -> bool:
    """Whether `recent` is more than chance makes of what is `usual`, and enough to be shown at all."""
    return recent >= FEWEST and recent > usual + RISES_BY * sqrt(max(usual, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One dispute as the allowance scheme sees it: how it ended and what makes it heavy. `amount` is in yuan."""

    settled: bool
    oral: bool = False
    confirmed: bool = False
    parties: int = 2
    amount: int = 0


def allowance(one: Ended, scheme: Mapping[str, Any]) -> int:
    """以案定补: yuan for one ended dispute, after the scheme of the rule set (人民调解法 6、16: 误工补贴；分档为设计).

    Raises `KeyError` where the scheme leaves an amount out.
    """
    if not one.settled:
        return int(scheme["not_settled"])
    due = int(scheme["oral"] if one.oral else scheme["written"])
    if one.parties >= int(scheme["many_parties"]) or one.amount >= int(scheme["large_amount"]):
        due += int(scheme["heavy"])
    return due + (int(scheme["confirmed"]) if one.confirmed else 0)
