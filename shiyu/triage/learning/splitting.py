"""Parts of texts that keep copies together: what is learnt from one part says nothing of a text in another.

The hash of the text decides, so a text falls into the same part whatever stands beside it and in whatever order; texts
that are copies of each other, nearly or wholly, fall into the part of one of them.
"""

import hashlib
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.terms import codes, normal

PIECE = 8  # characters: so long a piece is seldom the same by chance
SKETCH, SHARED = 8, 4  # of the eight least pieces of a text, copies share four
MOST_ALIKE = 50  # a piece of more texts than that is a phrase everybody uses

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def parts_of(texts: Sequence[tuple[str, str]], *, parts: int) -> NDArray[np.intp]:
    """The part (0 to `parts` - 1) of each text."""
    written = [normal(*text).replace(" ", "") for text in texts]
    first_of = _copies(written)
    return np.array([_hashed(text) % parts for text in first_of], dtype=np.intp)


def _copies(written: Sequence[str]) -> list[str]:
    """For each text the least of those it is a copy of, itself among them."""
    alike = {text: text for text in written}

    def root(text: str) -> str:
        while alike[text] != text:
            text = alike[text]
        return text

    for one, other in _pairs(sorted(alike)):
        least, most = sorted((root(one), root(other)))
        alike[most] = least
    return [root(text) for text in written]


def _pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of different texts that share enough of their least pieces."""
    holders: dict[int, list[int]] = {}
    for at, text in enumerate(texts):
        for piece in _sketch(text):
            holders.setdefault(piece, []).append(at)
    shared: dict[tuple[int, int], int] = {}
    for held in holders.values():
        for pair in combinations(held, 2) if len(held) <= MOST_ALIKE else ():
            shared[pair] = shared.get(pair, 0) + 1
    return [(texts[one], texts[other]) for (one, other), count in shared.items() if count >= SHARED]


def _sketch(text: str) -> list[int]:
    """The least hashes of the pieces of a text: texts that say the same have the same."""
    written = codes([text])[:-1].astype(np.uint64)
    if len(written) < PIECE:
        return []
    pieces = np.zeros(len(written) - PIECE + 1, dtype=np.uint64)
    for step in range(PIECE):
        pieces = (pieces + written[step : step + len(pieces)]) * _MULTIPLIER
        pieces ^= pieces >> np.uint64(29)
    return [int(piece) for piece in np.unique(pieces)[:SKETCH]]


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
