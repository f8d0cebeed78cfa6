"""Fitting the linear model. scikit-learn and scipy are imported only when it fits: serving does without them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.model import Floats, valued
from shiyu.triage.learning.terms import Counted, Terms, count, vocabulary_of

LEAST = 2  # texts a term must stand in, where there are enough texts
FEW_TEXTS = 50
STRENGTH = 4.0  # how little the weights are held back
RARELY = 2.0  # how much more a rare term counts than a frequent one; the usual way is 1


def terms_worth_learning(texts: Sequence[str]) -> Terms:
    """The vocabulary of normal texts; may be empty."""
    return vocabulary_of(texts, least=LEAST if len(texts) >= FEW_TEXTS else 1)


def rarity_of(counted: Counted, *, terms: int, texts: int) -> Floats:
    """How much each term counts: the more, the fewer texts it stands in."""
    found_in = np.bincount(counted.term, minlength=terms)
    rarity = (np.log((1 + texts) / (1 + found_in)) + 1) ** RARELY
    return np.asarray(rarity, dtype=np.float32)


def fit(
    texts: Sequence[str], numbers: NDArray[np.intp], *, vocabulary: Terms, seed: int
) -> tuple[Floats, Floats, Floats]:
    """Rarity, weights and bias learnt from normal texts and the numbers of their labels (two or more)."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 -- only where it trains
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    counted = count(texts, vocabulary)
    rarity = rarity_of(counted, terms=len(vocabulary), texts=len(texts))
    values = valued(counted, rarity, texts=len(texts))
    matrix = csr_matrix((values, (counted.text, counted.term)), shape=(len(texts), len(vocabulary)))
    fitted = LinearSVC(C=STRENGTH, random_state=seed, tol=1e-3).fit(matrix, numbers)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if weights.shape[1] == 1:  # of two labels the second's score is the first's turned round
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    return rarity, weights.astype(np.float32), bias.astype(np.float32)
