"""A learned model asked through the seam: it suggests with the words that spoke, abstains with three offers, or says
nothing, and then the rules answer.

It says nothing where no word can be named that spoke for its best guess, where that is gone from the pack, and where
the rules point to what no closed case taught it: of hospitals a model of street lamps knows nothing, however sure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.triage.reasons import quoted, reason_of
from shiyu.triage.seam import Abstention, Answer, Classifier, Matter, Router, Suggestion, Why
from shiyu.triage.serving.examples import OF_PLACE
from shiyu.triage.serving.held import Held
from shiyu.triage.serving.texts import speakable, text_of
from shiyu.triage.table import routing_table

if TYPE_CHECKING:
    from shiyu.triage.learning.model import Guess, TextModel

OFFERS = 3
LOOKED_AT = OFFERS + 3
"""Guesses asked for: some may name what the pack no longer has."""
LEARNED = "learned"
FITS = Words(
    "因为文中说到{quoted}，以往这类件多归入“{category}”",
    "because the text says {quoted}; such matters were mostly filed under “{category}”",
)
UNSURE = Words("把握不够，可能是下面几类，请选择", "not sure enough; it may be one of these, please choose")


class RulesOfRouting(Router, Protocol):
    """What a learned router asks the rules."""

    def place_of(self, matter: Matter) -> str:
        """Where the matter is, or empty."""
        ...

    def by_category(self, matter: Matter) -> Answer | None:
        """What the duty list says of a category that a person chose."""
        ...


@dataclass(frozen=True, slots=True)
class LearnedClassifier:
    """Classifies by a model; what it knows nothing of, or calls by a category that is gone, the rules classify."""

    model: "TextModel"
    rules: Classifier

    def classify(self, matter: Matter) -> Answer:
        """The likeliest category if it is sure enough, else the three likeliest."""
        title, detail = text_of(matter)
        guesses, text = self.model.guess(title, detail, most=LOOKED_AT), f"{title}\n{detail}"
        by_rules, best = self.rules.classify(matter), guesses[0]
        unheard = isinstance(by_rules, Suggestion) and by_rules.code not in self.model.labels
        if unheard or not speakable(best.words, text) or not _stands(best.label):
            return by_rules
        if best.probability >= self.model.sure_at:
            return _category(best, text)
        offers = [_category(guess, text) for guess in guesses if _stands(guess.label)]
        return Abstention(why=Why.UNSURE, reason=UNSURE, offers=_offered(by_rules, offers))


@dataclass(frozen=True, slots=True)
class LearnedRouter:
    """Routes by a model; where it is unsure the duty list still says whose a category is that a person chose."""

    model: "TextModel"
    version: int
    rules: RulesOfRouting

    def route(self, matter: Matter) -> Answer:
        """The likeliest unit if it is sure enough, else the three likeliest."""
        title, detail = text_of(matter, with_category=True)
        guesses = self.model.guess(title, detail, most=LOOKED_AT)
        place, text = self.rules.place_of(matter), f"{matter.title}\n{matter.detail}"
        matter = replace(matter, place=place)  # the rules need not look for it again
        known = [(guess, unit) for guess in guesses if (unit := unit_of(guess.label, place))]
        by_rules = self.rules.route(matter)
        unheard = isinstance(by_rules, Suggestion) and not self._learnt(by_rules.code, place)
        if unheard or not speakable(guesses[0].words, text) or not (known and known[0][0] is guesses[0]):
            return by_rules
        suggestions = [self._suggestion(guess, unit, place=place, text=text) for guess, unit in known]
        if guesses[0].probability >= self.model.sure_at:
            return suggestions[0]
        by_list = self.rules.by_category(matter)
        if isinstance(by_list, Suggestion):
            return by_list
        return self._unsure(_offered(by_rules, suggestions))

    def _learnt(self, unit: str, place: str) -> bool:
        """Whether the model may know better: of a unit that no closed case taught, the rules know more.

        Not so of the office of a place: that it taught nothing yet says something of the place, not of the matter.
        """
        return unit in self.model.labels or any(unit_of(label, place) == unit for label in OF_PLACE)

    def _suggestion(self, guess: "Guess", unit: str, *, place: str, text: str) -> Suggestion:
        record: dict[str, Any] = {
            "by": LEARNED, "unit": unit, "confidence": _percent(guess), "words": speakable(guess.words, text),
            "model": self.version,
        }  # fmt: skip
        if guess.label in OF_PLACE:
            record["place"] = place
        reason = reason_of(record, city=directory())
        return Suggestion(code=unit, confidence=record["confidence"], reason=reason, record=record)

    def _unsure(self, offers: tuple[Suggestion, ...]) -> Abstention:
        record: Mapping[str, Any] = {
            "abstains": Why.UNSURE.value, "model": self.version, "offers": [dict(offer.record) for offer in offers]
        }  # fmt: skip
        return Abstention(why=Why.UNSURE, reason=reason_of(record, city=directory()), record=record, offers=offers)


def learned_classifier(held: Held, *, rules: Classifier) -> Classifier:
    """The classifier of what is held: its model, or the rules."""
    return LearnedClassifier(held.model, rules) if held.model is not None else rules


def learned_router(held: Held, *, rules: RulesOfRouting) -> Router:
    """The router of what is held: its model, or the rules."""
    return LearnedRouter(held.model, held.version, rules) if held.model is not None else rules


def unit_of(label: str, place: str) -> str:
    """The unit a label means today: itself if it still stands, or the one of the place; empty where there is none."""
    table = routing_table()
    if label in OF_PLACE:
        return table.unit_of_place(place, level=OF_PLACE[label])
    return label if table.city.units.find(label) is not None else ""


def _stands(category: str) -> bool:
    return directory().categories.find(category) is not None


def _category(guess: "Guess", text: str) -> Suggestion:
    fact = directory().categories.find(guess.label)
    reason = FITS.fill(quoted=quoted(speakable(guess.words, text)), category=fact.label if fact else guess.label)
    return Suggestion(code=guess.label, confidence=_percent(guess), reason=reason)


def _offered(by_rules: Answer, offers: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The three likeliest, each code once; what the rules suggest stands first, since it gives a rule."""
    kept: dict[str, Suggestion] = {}
    for offer in [*([by_rules] if isinstance(by_rules, Suggestion) else []), *offers]:
        kept.setdefault(offer.code, offer)
    return tuple(kept.values())[:OFFERS]


def _percent(guess: "Guess") -> int:
    return int(guess.probability * 100)
