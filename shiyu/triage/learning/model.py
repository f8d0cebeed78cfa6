"""A learned model of texts: which label, how surely, and which words spoke for it. numpy alone; no pickle anywhere."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.explaining import spoke
from shiyu.triage.learning.terms import Counted, Terms, count, normal

Floats = NDArray[np.float32]
AT_ONCE = 256  # texts worked on together: more take memory, fewer take time
SIDE_BY_SIDE = 2  # threads; sorting and searching leave the interpreter free for the other


@dataclass(frozen=True, slots=True)
class Guess:
    """One label, its calibrated probability (0 to 1) and the words of the text that spoke for it, first the most."""

    label: str
    probability: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextModel:
    """A linear model over terms: `weights` has a row for each term of `vocabulary` and a column for each label.

    `rarity` is how much each term counts. Scores become probabilities by `sharpness` and `leaning` (one for each
    label), which training finds on texts the scores were not learnt from. Below `sure_at` one should abstain.
    """

    labels: tuple[str, ...]
    vocabulary: Terms
    rarity: Floats
    weights: Floats
    bias: Floats
    sharpness: float
    leaning: Floats
    sure_at: float

    def guess(self, title: str, detail: str, *, most: int = 3) -> tuple[Guess, ...]:
        """The likeliest labels, best first. A text without a known term gets how frequent each label is, no words."""
        counted = count([normal(title, detail)], self.vocabulary)
        values = valued(counted, self.rarity, texts=1)
        probabilities = self._probabilities(summed(counted, values, self.weights, texts=1) + self.bias)[0]
        best = [int(at) for at in np.argsort(-probabilities, kind="stable")[:most]]
        said = values[:, None] * self.weights[counted.term][:, best]
        words = spoke(title, detail, terms=self.vocabulary[counted.term], said=said)
        return tuple(Guess(self.labels[at], float(probabilities[at]), why) for at, why in zip(best, words, strict=True))

    def guess_many(self, texts: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
        """The likeliest label and its probability for each (title, detail)."""
        parts = [texts[first : first + AT_ONCE] for first in range(0, len(texts), AT_ONCE)]
        if len(parts) < 2:
            return [guess for part in parts for guess in self._best(part)]
        with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
            return [guess for guesses in threads.map(self._best, parts) for guess in guesses]

    def scores_of(self, written: Sequence[str]) -> Floats:
        """What the linear model says of normal texts, not yet calibrated: a row for each, a column for each label."""
        counted = count(written, self.vocabulary)
        values = valued(counted, self.rarity, texts=len(written))
        return summed(counted, values, self.weights, texts=len(written)) + self.bias

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of the model as plain arrays, to be stored without pickle."""
        return {
            "labels": np.array(self.labels),
            "vocabulary": self.vocabulary,
            "rarity": self.rarity,
            "weights": self.weights,
            "bias": self.bias,
            "leaning": self.leaning,
            "numbers": np.array([self.sharpness, self.sure_at]),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "TextModel":
        """The model of what `arrays` gave. Raises KeyError or ValueError where something is missing or does not fit."""
        labels = tuple(str(label) for label in arrays["labels"])
        vocabulary = np.asarray(arrays["vocabulary"], dtype=np.uint32)
        shapes = {
            "rarity": vocabulary.shape, "weights": (vocabulary.size, len(labels)), "bias": (len(labels),),
            "leaning": (len(labels),), "numbers": (2,),
        }  # fmt: skip
        floats = {name: np.asarray(arrays[name], dtype=np.float32) for name in shapes}
        if vocabulary.ndim != 1 or not vocabulary.size or np.any(vocabulary[1:] <= vocabulary[:-1]):
            raise ValueError("vocabulary")
        for name, shape in shapes.items():
            if floats[name].shape != shape or not np.isfinite(floats[name]).all():
                raise ValueError(name)
        sharpness, sure_at = (float(number) for number in arrays["numbers"])
        del floats["numbers"]
        return cls(labels=labels, vocabulary=vocabulary, sharpness=sharpness, sure_at=sure_at, **floats)

    def _best(self, texts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, float]]:
        probabilities = self._probabilities(self.scores_of([normal(*text) for text in texts]))
        best = probabilities.argmax(axis=1)
        surely = probabilities[np.arange(len(best)), best]
        return ((self.labels[at], float(sure)) for at, sure in zip(best, surely, strict=True))

    def _probabilities(self, scores: Floats) -> Floats:
        return shares(scores * self.sharpness + self.leaning)


def valued(counted: Counted, rarity: Floats, *, texts: int) -> Floats:
    """How much each counted term weighs in its text: more times count less than in proportion, and all texts alike."""
    values = (1 + np.log(counted.times.astype(np.float32))) * rarity[counted.term]
    length = np.sqrt(np.bincount(counted.text, weights=values * values, minlength=texts))
    weighed: Floats = (values / length[counted.text]).astype(np.float32)
    return weighed


def summed(counted: Counted, values: Floats, weights: Floats, *, texts: int) -> Floats:
    """For each text and label the sum of its values times the weights."""
    products = values[:, None] * weights[counted.term]
    sums = np.zeros((texts, weights.shape[1]), dtype=np.float32)
    begins = np.flatnonzero(np.diff(counted.text, prepend=-1))
    if len(begins):
        sums[counted.text[begins]] = np.add.reduceat(products, begins, axis=0)
    return sums


def shares(scores: Floats) -> Floats:
    """Positive shares of one for each row, the larger the higher the score."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    of_one: Floats = powers / powers.sum(axis=1, keepdims=True)
    return of_one
