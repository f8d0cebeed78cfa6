"""Learning from the city's own decisions: fitted on three fifths, kept only if no worse on the fifth held back."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from shiyu.base.clock import now
from shiyu.triage.likeness.features import FEATURES
from shiyu.triage.likeness.learning import LEAST_OF_A_KIND, Decided, fit, with_threshold
from shiyu.triage.likeness.model import SHIPPED, Weights
from shiyu.triage.models import LikenessDecision, LikenessWeights

NEWEST, EVERY = 5_000, 20
"""How many decisions are learnt from, and after how many new ones it is done by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What came of it: the weights in force afterwards, whether they are new, and F1 on the part held back."""

    weights: Weights
    is_new: bool
    decisions: int
    f1_before: float | None = None
    f1_after: float | None = None


def in_force() -> Weights:
    """The weights learnt last; those shipped while there are none, or where they are of another version."""
    kept = LikenessWeights.objects.order_by("-pk").first()
    if kept is None or len(kept.weights) != len(FEATURES):
        return SHIPPED
    return Weights(
        bias=kept.bias, weights=tuple(kept.weights), threshold=kept.threshold, source="本市判定 the city's own"
    )


def relearn() -> Learnt:
    """Fits anew on the newest decisions. With too few of a kind, or no better, the weights stay as they are."""
    rows = LikenessDecision.objects.order_by("-pk").values_list("first", "second", "numbers", "same")[:NEWEST]
    decided = [(first, second, Decided(tuple(n), same)) for first, second, n, same in rows if len(n) == len(FEATURES)]
    weights, same = in_force(), sum(pair.same for *_, pair in decided)
    if min(same, len(decided) - same) < LEAST_OF_A_KIND:
        return Learnt(weights=weights, is_new=False, decisions=len(decided))
    parts: tuple[list[Decided], list[Decided], list[Decided]] = ([], [], [])
    for first, second, pair in decided:
        parts[_part(first, second)].append(pair)
    fitted, chosen, held = parts
    learnt = with_threshold(fit(fitted, before=SHIPPED), chosen)
    before, after = f1_of(weights, held), f1_of(learnt, held)
    if after < before or not held:
        return Learnt(weights=weights, is_new=False, decisions=len(decided), f1_before=before, f1_after=after)
    measured: dict[str, Any] = {"decisions": len(decided), "held": len(held), "f1_before": before, "f1_after": after}
    LikenessWeights.objects.create(
        bias=learnt.bias, weights=list(learnt.weights), threshold=learnt.threshold, measured=measured, made_at=now()
    )
    return Learnt(weights=learnt, is_new=True, decisions=len(decided), f1_before=before, f1_after=after)


def relearn_if_due(key: int) -> None:
    """After about every EVERY decisions, by the key of the newest; called in the transaction of the decision."""
    if key % EVERY == 0:
        relearn()


def f1_of(weights: Weights, pairs: Sequence[Decided]) -> float:
    """F1 of what these weights would have shown as one matter; 0 of no pairs."""
    shown = np.array([weights.sum(pair.numbers) for pair in pairs]) >= _logit(weights.threshold)
    same = np.array([pair.same for pair in pairs], dtype=bool)
    hits, said = int((shown & same).sum()), int(shown.sum()) + int(same.sum())
    return 2 * hits / said if said else 0.0


def _logit(likelihood: float) -> float:
    bounded = min(max(likelihood, 1e-12), 1 - 1e-12)
    return float(np.log(bounded / (1 - bounded)))


def _part(first: int, second: int) -> int:
    """0: fitted on (three fifths), 1: chooses the threshold, 2: held back to judge. By the pair: it never changes."""
    return max(0, sha256(f"{first}-{second}".encode()).digest()[0] % 5 - 2)
