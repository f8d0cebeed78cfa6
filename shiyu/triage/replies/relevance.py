"""Whether an answer speaks of what was asked: one number, learnt from answered matters. Pure.

Three things speak for it: pairs of characters that question and answer share, rare ones more (names of places and
things are rare); whether the answers given to questions like this one are like this answer; and, the other way round,
whether the questions that had answers like this one are like this question. How much each counts is fitted on the
answered matters themselves, each right answer against wrong ones, with the matter itself left out. Long numbers and the
names under which people write are taken out first.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

LONGEST, NEAREST, WRONG_EACH = 4_000, 20, 2
FEWEST = 30
"""Pairs below which nothing is fitted: then the share of rare pairs stands alone, and nothing is claimed from it."""
FITTED_ON = 500
"""Of the learnt pairs at most so many are asked for the weights; more cost time and change them little."""
_NOBODY = re.compile(r"UU\d+|\d{5,}")
_RUN = re.compile(r"[一-鿿0-9A-Za-z]+")
_FEATURES = 6


def pairs_of(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text, with how often each stands there."""
    found: Counter[str] = Counter()
    for run in _RUN.findall(_NOBODY.sub(" ", text[:LONGEST])):
        found.update(map(add, run, run[1:]))
    return found


class _Side:
    """The questions, or the answers: for any text its likeness to each of them in one walk over its pairs."""

    def __init__(self, texts: Sequence[Counter[str]]) -> None:
        self.size = len(texts)
        seen = Counter(pair for text in texts for pair in text)
        self.idf = {pair: math.log((self.size + 1) / (n + 0.5)) for pair, n in seen.items() if n > 1}
        filed: dict[str, tuple[list[int], list[float]]] = {pair: ([], []) for pair in self.idf}
        for place, text in enumerate(texts):
            for pair, weight in self._unit(text).items():
                filed[pair][0].append(place)
                filed[pair][1].append(weight)
        self._filed = {pair: (np.array(at), np.array(weight)) for pair, (at, weight) in filed.items()}

    def _unit(self, text: Mapping[str, int]) -> dict[str, float]:
        weights = {pair: (1 + math.log(n)) * self.idf[pair] for pair, n in text.items() if pair in self.idf}
        length = math.sqrt(sum(w * w for w in weights.values()))
        return {pair: w / length for pair, w in weights.items()} if length else {}

    def likeness(self, text: Mapping[str, int]) -> "Numbers":
        """The cosine to each text of this side."""
        out = np.zeros(self.size)
        for pair, weight in self._unit(text).items():
            at, theirs = self._filed[pair]
            out[at] += weight * theirs
        return out


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text on its way through: its pairs, and its likeness to each learnt text of its side."""

    pairs: Counter[str]
    likeness: "Numbers"


class Background:
    """What was learnt from answered matters: how rare a pair is, which answers such questions had, the weights."""

    def __init__(self, learnt: Sequence[tuple[str, str]]) -> None:
        """`learnt`: question and answer of each matter. With none, every pair counts the same."""
        questions, answers = [pairs_of(q) for q, _ in learnt], [pairs_of(a) for _, a in learnt]
        self.size = len(learnt)
        seen = Counter(pair for text in (*questions, *answers) for pair in text)
        self._idf = {pair: math.log((2 * self.size + 1) / (n + 0.5)) for pair, n in seen.items()}
        self._unseen = math.log((2 * self.size + 1) / 0.5)
        self._questions, self._answers = _Side(questions), _Side(answers)
        self._weights, self._mean, self._spread = np.eye(_FEATURES + 1)[0], np.zeros(_FEATURES), np.ones(_FEATURES)
        if self.size >= FEWEST:
            self._fit(questions, answers)

    @property
    def is_fitted(self) -> bool:
        """Whether enough was learnt for `score` to be read as odds."""
        return self.size >= FEWEST

    def rarity(self, pair: str) -> float:
        """How much a pair tells: the logarithm of how seldom it is; the most where it was never seen."""
        return self._idf.get(pair, self._unseen)

    def score(self, question: str, answer: str) -> float:
        """How much speaks for the answer being one to the question: above 0 more than against it, where fitted."""
        said, told = pairs_of(question), pairs_of(answer)
        asked = _Asked(said, self._questions.likeness(said)), _Asked(told, self._answers.likeness(told))
        return self._scored(self._seen(*asked))

    def _scored(self, seen: "Numbers") -> float:
        return float(((seen - self._mean) / self._spread) @ self._weights[:-1] + self._weights[-1])

    def _seen(self, question: _Asked, answer: _Asked, leave_out: Sequence[int] = ()) -> "Numbers":
        alike, shared = self._shared(question.pairs, answer.pairs)
        asked, told = question.likeness, answer.likeness
        if leave_out:
            asked, told = asked.copy(), told.copy()
            asked[list(leave_out)] = told[list(leave_out)] = 0
        asked_z, told_z = _standard(asked), _standard(told)
        n = min(NEAREST, self.size)
        there = told_z[np.argpartition(-asked, n - 1)[:n]].mean() if n else 0.0
        back = asked_z[np.argpartition(-told, n - 1)[:n]].mean() if n else 0.0
        together = float((asked_z * told_z).mean()) if n else 0.0
        return np.array([alike, together, there, back, math.log1p(len(answer.pairs)), math.log1p(shared)])

    def _shared(self, question: Mapping[str, int], answer: Mapping[str, int]) -> tuple[float, float]:
        """The root of the cosine by rarity, and the summed rarity of what both say."""
        lengths = [
            math.sqrt(sum(((1 + math.log(n)) * self.rarity(p)) ** 2 for p, n in t.items())) for t in (question, answer)
        ]
        both = [pair for pair in question if pair in answer]
        dot = sum((1 + math.log(question[p])) * (1 + math.log(answer[p])) * self.rarity(p) ** 2 for p in both)
        return math.sqrt(dot / (lengths[0] * lengths[1])) if dot else 0.0, sum(self.rarity(p) for p in both)

    def _fit(self, questions: Sequence[Counter[str]], answers: Sequence[Counter[str]]) -> None:
        """Weighs what speaks for an answer: right pairs against pairs of a question and a later one's answer."""
        step = max(1, self.size // FITTED_ON)
        chosen = range(0, self.size, step)
        asked = {i: _Asked(questions[i], self._questions.likeness(questions[i])) for i in chosen}
        told = {i: _Asked(answers[i], self._answers.likeness(answers[i])) for i in chosen}
        places, right, wrong = list(chosen), [], []
        for at, i in enumerate(places):
            right.append(self._seen(asked[i], told[i], (i,)))
            for away in range(1, WRONG_EACH + 1):
                j = places[(at + away * 7) % len(places)]
                wrong.append(self._seen(asked[i], told[j], (i, j)))
        seen = np.array(right + wrong)
        self._mean, self._spread = seen.mean(0), np.maximum(seen.std(0), 1e-9)
        truth = np.r_[np.ones(len(right)), np.zeros(len(wrong))]
        self._weights = _logistic((seen - self._mean) / self._spread, truth)


def _standard(numbers: "Numbers") -> "Numbers":
    spread = numbers.std() if len(numbers) else 0.0
    return (numbers - numbers.mean()) / spread if spread else np.zeros(len(numbers))


def _logistic(seen: "Numbers", truth: "Numbers") -> "Numbers":
    """The weights of a logistic regression by Newton's steps, right and wrong counted alike; the constant is last."""
    wide = np.c_[seen, np.ones(len(seen))]
    each = np.where(truth == 1, 0.5 / truth.sum(), 0.5 / (len(truth) - truth.sum())) * len(truth)
    weights, hold = np.zeros(wide.shape[1]), np.eye(wide.shape[1])
    for _ in range(25):
        odds = 1 / (1 + np.exp(-np.clip(wide @ weights, -30, 30)))
        slope = wide.T @ (each * (truth - odds)) - hold @ weights
        bend = (wide * (each * odds * (1 - odds))[:, None]).T @ wide + hold
        weights = weights + np.linalg.solve(bend, slope)
    return weights


NOTHING_LEARNT = Background(())
