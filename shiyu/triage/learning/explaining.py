"""Which words of a text spoke for a label: what its characters and pairs said, told in words people read."""

import heapq
from collections.abc import Iterable, Mapping

import numpy as np
import rjieba
from numpy.typing import NDArray

from shiyu.base.search import STOP_WORDS
from shiyu.triage.learning.terms import LONGEST_TITLE, Terms

MOST = 5
LOOKED_AT = 300  # characters of a detail: enough words to choose five from
LONGEST_WORD = 12


def spoke(title: str, detail: str, *, terms: Terms, said: NDArray[np.float32]) -> tuple[tuple[str, ...], ...]:
    """For each column of `said` (what each of the terms said for one label) the words that said the most, best first.

    A word says what its characters and pairs say together; one that speaks against the label is not named.
    """
    words, at, begins = _filed(title, detail, dict(zip(terms.tolist(), range(len(terms)), strict=True)))
    if not words:
        return tuple(() for _ in range(said.shape[1]))
    sums = np.add.reduceat(said[at], begins, axis=0)
    return tuple(_most(words, sums[:, label].tolist()) for label in range(said.shape[1]))


def _most(words: list[str], sums: list[float]) -> tuple[str, ...]:
    best: list[tuple[float, int, str]] = heapq.nlargest(MOST, zip(sums, range(0, -len(words), -1), words, strict=True))
    return tuple(word for said, _, word in best if said > 0)


def _filed(title: str, detail: str, rows: Mapping[int, int]) -> tuple[list[str], list[int], list[int]]:
    """The words that hold a known term, the rows of all their terms in one list, and where in it each word begins."""
    words: list[str] = []
    at: list[int] = []
    begins: list[int] = []
    for word in _words(title, detail):
        known, before = len(at), 0
        for code in map(ord, word):
            if code in rows:
                at.append(rows[code])
            if before and (pair := before << 16 | code) in rows:
                at.append(rows[pair])
            before = code
        if len(at) > known:
            words.append(word)
            begins.append(known)
    return words, at, begins


def _words(title: str, detail: str) -> Iterable[str]:
    """The telling words, each once. Half characters become `?`: the segmenter refuses them."""
    text = f"{title[:LONGEST_TITLE]}\n{detail[:LOOKED_AT]}".lower().encode(errors="replace").decode()
    words = dict.fromkeys(rjieba.cut(text, hmm=False))
    return (word for word in words if 1 < len(word) <= LONGEST_WORD and word.isalpha() and word not in STOP_WORDS)
