"""How well a model learns a set of texts: every text is guessed by a model that has not seen it or a copy of it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.examples import Examples
from shiyu.triage.learning.measuring import Measures, measure_guesses
from shiyu.triage.learning.splitting import parts_of
from shiyu.triage.learning.training import train

FOLDS = 5
SHARES = (0.1, 0.3, 1.0)
THOUSANDTHS = 1000

Learner = Callable[[Examples, Examples], list[tuple[str, float]]]
"""Learns from the first examples and guesses the second, whose labels it must not look at."""


def learn(examples: Examples, asked: Examples, *, seed: int = 1) -> list[tuple[str, float]]:
    """The learner of the project."""
    return train(examples.texts, examples.labels, seed=seed).guess_many(asked.texts)


def crossed(examples: Examples, learner: Learner, *, share: float = 1.0) -> Measures:
    """The measures of a learner over `FOLDS` parts, each guessed by what was learnt from `share` of the others."""
    folds, parts = parts_of(examples.texts, parts=FOLDS), parts_of(examples.texts, parts=FOLDS * THOUSANDTHS)
    guesses: list[tuple[str, float]] = [("", 0.0)] * len(examples.texts)
    for fold in range(FOLDS):
        asked = np.flatnonzero(folds == fold)
        given = learner(examples.only(_learnt(folds != fold, parts, share)), examples.only(list(map(int, asked))))
        for row, guess in zip(asked, given, strict=True):
            guesses[row] = guess
    return measure_guesses(guesses, examples.labels)


def _learnt(allowed: NDArray[np.bool_], parts: NDArray[np.intp], share: float) -> Sequence[int]:
    """The rows of a share of what may be learnt from; a larger share holds the smaller."""
    return [int(row) for row in np.flatnonzero(allowed & (parts // FOLDS < share * THOUSANDTHS))]


def learnt_from(examples: Examples, share: float) -> float:
    """How many texts each fold learns from at this share, on average."""
    folds, parts = parts_of(examples.texts, parts=FOLDS), parts_of(examples.texts, parts=FOLDS * THOUSANDTHS)
    return sum(len(_learnt(folds != fold, parts, share)) for fold in range(FOLDS)) / FOLDS
