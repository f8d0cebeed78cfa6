"""Classifying by rules: by what the text and the name of a category both say. It states its reason or abstains.

A part of a name that many categories share (管理, 建设) says little; one that few have (噪音, 自来水) says much.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shiyu.base.clock import today
from shiyu.base.search import words
from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.triage.city_words import in_everyday_words
from shiyu.triage.seam import Abstention, Answer, Classifier, Matter, Suggestion, Why
from shiyu.triage.serving.answers import learned_classifier
from shiyu.triage.serving.examples import What
from shiyu.triage.serving.held import held

LOOKED_AT = 500  # characters of a text; what a matter is about stands at its beginning
IN_TITLE = 2.0
ENOUGH, CLEARLY = 8.0, 1.25
CONFIDENCE = 60
OFFERS = 3
SAYS = Words("文中有“{words}”，与分类“{category}”相符", "the text says “{words}”, as does category “{category}”")
NOTHING = Words("文字没有对上分类名称，请人工选择", "the words match the name of no category; please choose one")
UNCLEAR = Words("“{words}”对上不止一个分类，请人工选择", "“{words}” match more than one category; please choose one")


@dataclass(frozen=True, slots=True)
class NameClassifier:
    """Classifies by the parts of the names: `names` by code; `weights` and the codes `having` it by part."""

    names: Mapping[str, frozenset[str]]
    having: Mapping[str, Sequence[str]]
    weights: Mapping[str, float]
    labels: Mapping[str, Words]

    def classify(self, matter: Matter) -> Answer:
        """The category whose name the text says most clearly."""
        title, detail = (set(words(in_everyday_words(text))) for text in (matter.title, matter.detail[:LOOKED_AT]))
        scores: dict[str, float] = {}
        for part in sorted(self.having.keys() & (title | detail)):  # sums of the same numbers in the same order
            for code in self.having[part]:
                scores[code] = scores.get(code, 0) + self.weights[part] * (IN_TITLE if part in title else 1)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < ENOUGH:
            return Abstention(why=Why.NO_MATCH, reason=NOTHING)
        best, most = ranked[0]
        close = [code for code, score in ranked if score * CLEARLY > most]
        offers = tuple(self._suggest(code, title | detail) for code in close[:OFFERS])
        if len(close) > 1:
            said = "、".join(_longest(self.names[best] & (title | detail)))
            return Abstention(why=Why.DISAGREE, reason=UNCLEAR.fill(words=said), offers=offers)
        return offers[0]

    def _suggest(self, code: str, said: set[str]) -> Suggestion:
        both = "、".join(_longest(self.names[code] & said))
        return Suggestion(code=code, confidence=CONFIDENCE, reason=SAYS.fill(words=both, category=self.labels[code]))


def _longest(parts: frozenset[str]) -> list[str]:
    """The parts without those that stand inside another."""
    return sorted(part for part in parts if not any(part != other and part in other for other in parts))


def classifier() -> Classifier:
    """The classifier of the loaded city: its learned model where one is in use, else the rules."""
    return learned_classifier(held(What.CATEGORY), rules=name_classifier())


def name_classifier() -> "NameClassifier":
    """The rules of the loaded city."""
    return _made(directory().edition_id, today().isoformat())


@lru_cache(maxsize=2)
def _made(_edition: int, _day: str) -> NameClassifier:
    known = [fact for fact in directory().categories.current() if fact.level > 2 and fact.name != "其他"]
    names = {fact.code: frozenset(part for part in words(fact.name) if len(part) > 1) for fact in known}
    count = Counter(part for parts in names.values() for part in parts)
    weights = {part: math.log(len(names) / n) for part, n in count.items()}
    having: dict[str, list[str]] = {}
    for code, parts in names.items():
        for part in parts:
            having.setdefault(part, []).append(code)
    return NameClassifier(names=names, having=having, weights=weights, labels={fact.code: fact.label for fact in known})
