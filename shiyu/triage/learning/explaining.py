"""Which words of a text spoke for a label: what its characters and pairs said, told in words people read."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import rjieba
from numpy.typing import NDArray

from shiyu.base.search import STOP_WORDS
from shiyu.triage.learning.terms import LONGEST_TITLE, LOOKED_AT, Terms

MOST = 5
LONGEST_WORD = 12


def spoke(title: str, detail: str, *, terms: Terms, said: NDArray[np.float32]) -> tuple[tuple[str, ...], ...]:
    """For each column of `said` (what each of the terms said for one label) the words that said the most, best first.

    A word says what its characters and pairs say together; one that speaks against the label is not named.
    """
    rows = {int(term): row for row, term in enumerate(terms)}
    words = [(word, known) for word in _words(title, detail) if (known := _known(word, rows))]
    if not words:
        return ((),) * said.shape[1]
    at = np.concatenate([known for _, known in words])
    begins = np.cumsum([0, *(len(known) for _, known in words[:-1])])
    sums = np.add.reduceat(said[at], begins, axis=0)
    best = np.argsort(-sums, axis=0, kind="stable")[:MOST]
    return tuple(tuple(words[row][0] for row in column if sums[row, label] > 0) for label, column in enumerate(best.T))


def _words(title: str, detail: str) -> Iterable[str]:
    """The telling words, each once. Half characters become `?`: the segmenter refuses them."""
    text = f"{title[:LONGEST_TITLE]}\n{detail[:LOOKED_AT]}".encode(errors="replace").decode()
    words = dict.fromkeys(rjieba.cut(text, hmm=False))
    return (word for word in words if 1 < len(word) <= LONGEST_WORD and word.isalpha() and word not in STOP_WORDS)


def _known(word: str, rows: dict[int, int]) -> list[int]:
    codes = [ord(character) for character in word.lower()]
    terms = codes + [first << 16 | second for first, second in pairwise(codes)]
    return [rows[term] for term in terms if term in rows]
