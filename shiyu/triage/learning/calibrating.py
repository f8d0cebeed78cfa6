"""Turning scores into honest probabilities, by texts the scores were not learnt from. scipy only when it calibrates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.model import Floats, shares

WANTED = 0.95  # of the guesses that are not abstained from so many should be right
HELD_BACK = 0.01  # how much each label's leaning is held back, so that rare labels do not get a large one by chance
NEVER = 1.01  # above every probability: always abstain


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scores times `sharpness` plus each label's `leaning` give probabilities; below `sure_at` one should abstain."""

    sharpness: float
    leaning: Floats
    sure_at: float


def uncalibrated(labels: int) -> Calibration:
    """Where too few texts were there to find one: moderate probabilities, and never sure."""
    return Calibration(1.0, np.zeros(labels, dtype=np.float32), NEVER)


def calibrate(scores: Floats, numbers: NDArray[np.intp]) -> Calibration:
    """The calibration under which the true labels are likeliest; `scores` has a row for each text.

    Every label is left a little doubt, less with more texts (Platt 1999): where none was wrong, one still might be.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 -- only where it trains

    labels = scores.shape[1]
    doubt = 1 / (len(numbers) + labels)
    true = np.full(scores.shape, doubt / labels)
    true[np.arange(len(numbers)), numbers] += 1 - doubt

    def loss(asked: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        leaning = asked[1:]
        likely = shares(scores * np.exp(asked[0]) + leaning)
        wrong = (likely - true) / len(true)
        slope = np.concatenate([[float((wrong * scores).sum() * np.exp(asked[0]))], wrong.sum(axis=0)])
        slope[1:] += 2 * HELD_BACK * leaning
        unlikely = -(true * np.log(np.maximum(likely, 1e-30))).sum() / len(true)
        return float(unlikely + HELD_BACK * (leaning @ leaning)), slope

    found = minimize(loss, np.zeros(labels + 1), jac=True, method="L-BFGS-B", bounds=[(-3, 4)] + [(-3, 3)] * labels)
    sharpness, leaning = float(np.exp(found.x[0])), found.x[1:].astype(np.float32)
    return Calibration(sharpness, leaning, _sure_at(shares(scores * sharpness + leaning), numbers))


def _sure_at(probabilities: Floats, numbers: NDArray[np.intp]) -> float:
    """The least probability of which, and of all above it, WANTED are right; if it holds, WANTED itself is enough."""
    best = probabilities.max(axis=1)
    order = np.argsort(-best, kind="stable")
    right = (probabilities.argmax(axis=1) == numbers)[order]
    enough = np.flatnonzero(np.cumsum(right) / np.arange(1, len(right) + 1) >= WANTED)
    return min(float(best[order][enough[-1]]), WANTED) if len(enough) else NEVER
