"""What of a text a model looks at: its characters and their neighbouring pairs. The same for training and answering.

Single characters and pairs of them found more than the words of a segmenter did (docs/triage-attempts.md), and numpy
takes them out of thousands of texts at once. A term is one number: the codes of both characters, 16 bits each; of a
single character the first is nought. Terms do not reach across punctuation, so between sentences there are none.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LOOKED_AT = 3_000  # characters of a detail; what a matter is about stands at its beginning
LONGEST_TITLE = 200
AT_ONCE = 1_024  # texts counted together: more take memory, fewer take time

Terms = NDArray[np.uint32]
Whole = NDArray[np.int32]

_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_MASKED_PLACE = re.compile(r"[a-z]\d*(?=[市县区])")  # A市, B2区: a letter says which, not what about
_GAP, _END = ord(" "), ord("\n")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each term stands in each text: three columns of equal length, sorted by text and term."""

    text: Whole
    term: Whole  # its position in the vocabulary
    times: Whole


def normal(title: str, detail: str) -> str:
    """The bounded beginning of a text with one way to write: small, half-width, every number a nought, gaps blank.

    Whatever is no letter or digit (emoji, control characters, half characters) is a gap.
    """
    text = _NO_WORD.sub(" ", f"{title[:LONGEST_TITLE]}\n{detail[:LOOKED_AT]}")
    if not unicodedata.is_normalized("NFKC", text):
        text = _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text))
    return _DIGITS.sub("0", _MASKED_PLACE.sub("某", text.lower()))


def codes(texts: Sequence[str]) -> NDArray[np.uint16]:
    """The characters of normal texts one after another, each text ended by a line feed."""
    joined = "".join([f"{text}\n" for text in texts])
    return np.frombuffer(joined.encode("utf-16-le", errors="surrogatepass"), dtype=np.uint16)


def terms_of(written: NDArray[np.uint16]) -> tuple[Terms, Terms]:
    """The single characters and the pairs of `codes`, gaps and ends among them; of pairs there is one less."""
    single = written.astype(np.uint32)
    pairs: Terms = (single[:-1] << np.uint32(16)) | single[1:]
    return single, pairs


def telling(terms: Terms) -> NDArray[np.bool_]:
    """Which terms hold neither a gap nor an end."""
    first, second = terms >> 16, terms & 0xFFFF
    kept: NDArray[np.bool_] = (first != _GAP) & (first != _END) & (second != _GAP) & (second != _END)
    return kept


def vocabulary_of(texts: Sequence[str], *, least: int) -> Terms:
    """The terms that stand in at least so many of the normal texts, sorted."""
    each = [np.unique(np.concatenate(terms_of(codes([text])))) for text in texts]
    terms, found_in = np.unique(np.concatenate(each), return_counts=True)
    often: Terms = terms[found_in >= least]
    return often[telling(often)]


def count(texts: Sequence[str], vocabulary: Terms) -> Counted:
    """How often each term of the sorted vocabulary stands in each of the normal texts."""
    if len(texts) <= AT_ONCE:
        return _counted(texts, vocabulary, first=0)
    parts = [
        _counted(texts[first : first + AT_ONCE], vocabulary, first=first) for first in range(0, len(texts), AT_ONCE)
    ]
    text, term, times = (
        np.concatenate(column) for column in zip(*((p.text, p.term, p.times) for p in parts), strict=True)
    )
    return Counted(text, term, times)


def _counted(texts: Sequence[str], vocabulary: Terms, *, first: int) -> Counted:
    """Sorted and counted before they are looked up: so near ones are looked up one after another, each once."""
    written = codes(texts)
    ends = written == _END
    of_text = (np.cumsum(ends) - ends).astype(np.uint64) << np.uint64(32)
    single, pairs = terms_of(written)
    both, times = np.unique(np.concatenate([of_text | single, of_text[: len(pairs)] | pairs]), return_counts=True)
    terms = both.astype(np.uint32)  # its lower half
    at = np.minimum(np.searchsorted(vocabulary, terms), len(vocabulary) - 1)
    known = vocabulary[at] == terms
    text = (both[known] >> np.uint64(32)).astype(np.int32) + np.int32(first)
    return Counted(text, at[known].astype(np.int32), times[known].astype(np.int32))


def spelled(term: int) -> str:
    """A term as it is written."""
    return (chr(term >> 16) if term >> 16 else "") + chr(term & 0xFFFF)
