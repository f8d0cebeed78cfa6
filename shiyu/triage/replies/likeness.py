"""套话率: how much of an answer stands word for word, or nearly, in the unit's other answers. Pure and bounded."""

from collections.abc import Sequence
from dataclasses import dataclass

from shiyu.triage.replies.relevance import pairs_of
from shiyu.triage.replies.sentences import Span, sentences

SAME, SHORTEST, MOST_OTHERS = 0.8, 8, 20
"""Pairs shared from which two sentences are one; a sentence shorter than this is a greeting and counts for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`share` of the answer's characters in sentences that others have too; those sentences, and in how many others."""

    share: float
    repeated: Sequence[tuple[Span, int]]


def likeness(answer: Sequence[Span], others: Sequence[str]) -> Likeness:
    """Compares sentence by sentence with at most `MOST_OTHERS` other answers."""
    known = [[frozenset(pairs_of(one.text)) for one in sentences(other)] for other in others[:MOST_OTHERS]]
    long = [sentence for sentence in answer if len(sentence.text) >= SHORTEST]
    repeated = []
    for sentence in long:
        said = frozenset(pairs_of(sentence.text))
        count = sum(any(_same(said, theirs) for theirs in other) for other in known)
        if count:
            repeated.append((sentence, count))
    whole = sum(len(sentence.text) for sentence in long)
    return Likeness(share=sum(len(s.text) for s, _ in repeated) / whole if whole else 0.0, repeated=repeated)


def _same(said: frozenset[str], theirs: frozenset[str]) -> bool:
    if not said or not theirs or min(len(said), len(theirs)) < SAME * max(len(said), len(theirs)):
        return False
    return len(said & theirs) >= SAME * max(len(said), len(theirs))
