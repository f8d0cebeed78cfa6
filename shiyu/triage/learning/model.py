"""A learned model of texts: which label, how surely, and which words spoke for it. numpy alone; no pickle anywhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shiyu.triage.learning.terms import terms

Floats = NDArray[np.float32]
WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """One label, its calibrated probability (0 to 1) and the words of the text that spoke for it, first the most."""

    label: str
    probability: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextModel:
    """`weights` has a row for each term and a column for each label; below `sure_at` whoever asks should abstain."""

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: Floats
    bias: Floats
    sharpness: float
    sure_at: float

    def guess(self, title: str, detail: str, *, most: int = 3) -> tuple[Guess, ...]:
        """The likeliest labels, best first. A text without a known word is given how frequent each label is."""
        known, values = self._values(title, detail)
        probabilities = self._probabilities(values @ self.weights[known] + self.bias)
        best = np.argsort(-probabilities, kind="stable")[:most]
        names = self._names(title, detail)
        return tuple(
            Guess(self.labels[i], float(probabilities[i]), self._spoke(known, values, int(i), names)) for i in best
        )

    def guess_many(self, texts: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
        """The likeliest label and its probability for each (title, detail)."""
        return [(best.label, best.probability) for text in texts for best in self.guess(*text, most=1)]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of the model as plain arrays, to be stored without pickle."""
        return {
            "labels": np.array(self.labels),
            "vocabulary": np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8),
            "weights": self.weights,
            "bias": self.bias,
            "numbers": np.array([self.sharpness, self.sure_at]),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "TextModel":
        """The model of what `arrays` gave. Raises KeyError or ValueError where something is missing or does not fit."""
        vocabulary = arrays["vocabulary"].tobytes().decode().split("\n")
        weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
        labels = tuple(str(label) for label in arrays["labels"])
        if weights.shape != (len(vocabulary), len(labels)) or bias.shape != (len(labels),):
            raise ValueError(weights.shape)
        sharpness, sure_at = (float(number) for number in arrays["numbers"])
        return cls(
            labels=labels, vocabulary={term: at for at, term in enumerate(vocabulary)}, weights=weights, bias=bias,
            sharpness=sharpness, sure_at=sure_at,
        )  # fmt: skip

    def _values(self, title: str, detail: str) -> tuple[NDArray[np.intp], Floats]:
        counts = Counter(self.vocabulary[term] for term in terms(title, detail) if term in self.vocabulary)
        known = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        values = 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        return known, values / (np.linalg.norm(values) or 1)

    def _probabilities(self, scores: Floats) -> Floats:
        powers = np.exp((scores - scores.max()) * self.sharpness)
        shares: Floats = powers / powers.sum()
        return shares

    def _names(self, title: str, detail: str) -> dict[int, str]:
        return {self.vocabulary[term]: term for term in terms(title, detail) if term in self.vocabulary}

    def _spoke(self, known: NDArray[np.intp], values: Floats, label: int, names: Mapping[int, str]) -> tuple[str, ...]:
        said = values * self.weights[known, label]
        best = np.argsort(-said, kind="stable")[:WORDS_SHOWN]
        return tuple(names[int(known[i])] for i in best if said[i] > 0)
