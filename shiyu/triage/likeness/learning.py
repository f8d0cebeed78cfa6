"""Fitting the weights on decided pairs, and choosing the threshold on pairs they were not fitted on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.likeness.model import BY_HAND, Weights

STRENGTH = 2.0  # how much of a decided pair the weights before are worth
_ROUNDS = 50
_ENOUGH_CHANGE = 1e-8
LEAST_OF_A_KIND = 20
"""From so many pairs joined and so many told apart on, the city's own decisions are learnt from."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decided:
    """One comparison, and whether somebody said it is one matter."""

    numbers: tuple[float, ...]
    same: bool


def fit(
    pairs: Sequence[Decided], *, before: Weights = BY_HAND, strength: float = STRENGTH, source: str = ""
) -> Weights:
    """The weights most likely after these pairs, drawn towards those `before`; its threshold is left as it was.

    Newton's steps on a logistic model: the same pairs give the same weights. Kinds are weighed alike, however many.
    """
    rows = np.array([(1.0, *pair.numbers) for pair in pairs])
    same = np.array([pair.same for pair in pairs], dtype=np.float64)
    if not len(pairs) or same.min() == same.max():
        return before  # of one kind only nothing can be learnt
    share = np.where(same > 0, 0.5 / same.mean(), 0.5 / (1 - same.mean()))
    prior = np.array([before.bias, *before.weights])
    weights: Matrix = prior.copy()
    for _ in range(_ROUNDS):
        step = _step(rows, same, share=share, weights=weights, prior=prior, strength=strength)
        weights += step
        if np.abs(step).max() < _ENOUGH_CHANGE:
            break
    bias, *others = (float(weight) for weight in weights)
    return replace(before, bias=bias, weights=tuple(others), source=source or before.source)


def _step(rows: Matrix, same: Matrix, *, share: Matrix, weights: Matrix, prior: Matrix, strength: float) -> Matrix:
    likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -60, 60)))
    slope = rows.T @ (share * (same - likely)) - strength * (weights - prior)
    curve = (rows * (share * likely * (1 - likely))[:, None]).T @ rows + strength * np.eye(len(weights))
    step = np.linalg.solve(curve, slope).astype(np.float64)
    return np.clip(step, -2.0, 2.0)  # far from the top a whole step may lead away from it


def with_threshold(weights: Weights, pairs: Sequence[Decided], *, least_precision: float = 0.0) -> Weights:
    """The threshold of the best F1 on these pairs, of those whose precision is at least the given."""
    likely = 1 / (1 + np.exp(-np.array([weights.sum(pair.numbers) for pair in pairs])))
    same = np.array([pair.same for pair in pairs])
    if not len(pairs) or not same.any():
        return weights
    threshold = best_threshold(likely, same, least_precision=least_precision)
    return weights if threshold is None else replace(weights, threshold=threshold)


def best_threshold(scores: Matrix, same: NDArray[np.bool_], *, least_precision: float = 0.0) -> float | None:
    """The score from which on F1 is best; None where no score is precise enough."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(same[order])
    shown = np.arange(1, len(ranked) + 1)
    precision, f1 = hits / shown, 2 * hits / (shown + same.sum())
    ends = np.append(ranked[1:] < ranked[:-1], True)  # equal scores stand or fall together
    allowed = ends & (precision >= least_precision)
    if not allowed.any():
        return None
    last = int(np.argmax(np.where(allowed, f1, -1.0)))
    # Half way to the next: a threshold on the very score of a pair would hang on the last digit of its sum.
    return float((ranked[last] + ranked[min(last + 1, len(ranked) - 1)]) / 2)
