"""How good a model is on texts it has not seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shiyu.triage.learning.model import TextModel

SUREST = 0.8
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLabel:
    """How well one label is found. `texts` is how many truly have it."""

    precision: float
    recall: float
    f1: float
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Guesses of about the same probability: how many, what they said and how many of them were right, as shares."""

    texts: int
    said: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All shares are 0 to 1. `confusion` counts by (true, guessed); `bins`: ten, the empty left out."""

    texts: int
    macro_f1: float
    accuracy: float
    accuracy_surest: float
    calibration_error: float
    labels: Mapping[str, OfLabel]
    confusion: Mapping[tuple[str, str], int]
    bins: tuple[Bin, ...]


def measure(model: TextModel, texts: Sequence[tuple[str, str]], labels: Sequence[str]) -> Measures:
    """The measures of the model's best guesses for texts of known label. Raises ValueError if there are none."""
    return measure_guesses(model.guess_many(texts), labels)


def measure_guesses(guesses: Sequence[tuple[str, float]], labels: Sequence[str]) -> Measures:
    """The same for guesses already made: (label, probability) beside the true label."""
    if not guesses:
        raise ValueError("no texts")
    confusion = Counter(zip(labels, (label for label, _ in guesses), strict=True))
    of_labels = {label: _of_label(confusion, label) for label in sorted(set(labels))}
    rights = sorted(((sure, label == true) for (label, sure), true in zip(guesses, labels, strict=True)), reverse=True)
    surest = rights[: max(1, round(len(rights) * SUREST))]
    bins = _bins(rights)
    return Measures(
        texts=len(rights),
        macro_f1=sum(one.f1 for one in of_labels.values()) / len(of_labels),
        accuracy=sum(right for _, right in rights) / len(rights),
        accuracy_surest=sum(right for _, right in surest) / len(surest),
        calibration_error=sum(one.texts * abs(one.said - one.right) for one in bins) / len(rights),
        labels=of_labels,
        confusion=confusion,
        bins=bins,
    )


def _of_label(confusion: Mapping[tuple[str, str], int], label: str) -> OfLabel:
    hit = confusion.get((label, label), 0)
    true = sum(count for (is_, _), count in confusion.items() if is_ == label)
    guessed = sum(count for (_, said), count in confusion.items() if said == label)
    return OfLabel(
        precision=hit / guessed if guessed else 0.0, recall=hit / true, f1=2 * hit / (guessed + true), texts=true
    )


def _bins(rights: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    made = []
    for low, high in pairwise(step / BINS for step in range(BINS + 1)):
        inside = [(sure, right) for sure, right in rights if low < sure <= high]
        if inside:
            said, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            made.append(Bin(texts=len(inside), said=said, right=right))
    return tuple(made)
