"""Routing by rules: category, place, words of the duty list, units the text names. It states its reason or abstains.

On 1,169 real messages with a known first-level category, the words alone suggested a unit for half of them, and for
81 in 100 of those a unit that handles that category (with STRONG evidence 88); ENOUGH and CLEARLY trade one against the
other. The confidences are rounded from that; a learned model brings its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shiyu.triage.city_words import in_everyday_words
from shiyu.triage.reasons import reason_of
from shiyu.triage.seam import Abstention, Answer, Matter, Router, Suggestion, Why
from shiyu.triage.serving.answers import learned_router
from shiyu.triage.serving.examples import What
from shiyu.triage.serving.held import held
from shiyu.triage.table import CATEGORY, NAMED, PLACE_LEVELS, WEIGHTS, Claim, RoutingTable, routing_table

LOOKED_AT = 3_000  # characters of a text; what a matter is about stands at its beginning
ENOUGH = 16  # e.g. one duty word of four characters, or one of two in the title
STRONG = 24  # e.g. one duty word of three characters in the title
CLEARLY = 1.5  # how much more one unit must be meant than any other
IN_TITLE = 2  # a word in the title counts so many times
CONFIDENCE = {CATEGORY: 90, "strong": 85, "words": 70, NAMED: 50}


@dataclass(slots=True)
class _Case:
    """What speaks for one unit."""

    score: int = 0
    claims: dict[tuple[str, str], None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleRouter:
    """Routes by the rules of one table."""

    table: RoutingTable

    def route(self, matter: Matter) -> Answer:
        """The unit that category, or else the words of the text, point to."""
        found = self._find(matter)
        place = matter.place or self._place_in(found)
        claim = self.table.of_category.get(matter.category)
        if claim is not None:
            return self._by_category(claim, matter, place)
        return self._by_words(found, matter, place)

    def place_of(self, matter: Matter) -> str:
        """Where the matter is: the place given, else the one its text names, else empty."""
        return matter.place or self._place_in(self._find(matter))

    def by_category(self, matter: Matter) -> Answer | None:
        """What the duty list says of the category a person chose; None where it says nothing of it."""
        claim = self.table.of_category.get(matter.category)
        return self._by_category(claim, matter, self.place_of(matter)) if claim is not None else None

    def _find(self, matter: Matter) -> list[str]:
        return self.table.finder.find(in_everyday_words(f"{matter.title}\n{matter.detail[:LOOKED_AT]}"))

    def _place_in(self, found: Iterable[str]) -> str:
        """The one place the text names: the narrowest, if all it names lie within each other."""
        codes = sorted({self.table.places[word] for word in found if word in self.table.places}, key=_narrowness)
        narrowest = codes[-1] if codes else ""
        return narrowest if all(narrowest.startswith(code.rstrip("0")) for code in codes) else ""

    def _by_category(self, claim: Claim, matter: Matter, place: str) -> Answer:
        facts = {"by": CATEGORY, "category": matter.category}
        unit = claim.unit or self.table.unit_of_place(place, level=claim.level)
        if not unit:
            return self._abstain(Why.PLACE_UNKNOWN, {**facts, "level": claim.level})
        return self._suggest(unit, CONFIDENCE[CATEGORY], _with_place(facts, claim, place))

    def _by_words(self, found: list[str], matter: Matter, place: str) -> Answer:
        cases: dict[str, _Case] = {}
        lacking: set[str] = set()
        for word in found:
            for claim in self.table.claims.get(word, ()):
                unit = claim.unit or self.table.unit_of_place(place, level=claim.level)
                if not unit:
                    lacking.add(claim.level)
                    continue
                _strengthen(cases.setdefault(unit, _Case()), claim, word, in_title=word in matter.title)
        ranked = sorted(cases.items(), key=lambda item: (-item[1].score, item[0]))
        if not ranked or ranked[0][1].score < ENOUGH:
            return self._nothing(lacking)
        return self._decide(ranked, place)

    def _nothing(self, lacking: set[str]) -> Answer:
        level = next((level for level in reversed(PLACE_LEVELS) if level in lacking), "")
        return self._abstain(Why.PLACE_UNKNOWN, {"level": level}) if level else self._abstain(Why.NO_MATCH, {})

    def _decide(self, ranked: list[tuple[str, _Case]], place: str) -> Answer:
        (unit, best), *others = ranked
        close = [other for other, case in others if case.score * CLEARLY > best.score]
        if close:
            return self._abstain(Why.DISAGREE, {"among": [unit, *close[:2]], "words": [*best.words][:5]})
        only_named = all(by == NAMED for by, _ in best.claims)
        facts: dict[str, Any] = {"by": NAMED if only_named else "words", "words": [*best.words][:5]}
        facts |= {by: code for by, code in reversed(best.claims) if by != NAMED}
        if place:
            facts["place"] = place
        how = "strong" if best.score >= STRONG and not only_named else facts["by"]
        return self._suggest(unit, CONFIDENCE[how], facts)

    def _suggest(self, unit: str, confidence: int, facts: Mapping[str, Any]) -> Suggestion:
        record = {**facts, "unit": unit, "confidence": confidence}
        return Suggestion(
            code=unit, confidence=confidence, reason=reason_of(record, city=self.table.city), record=record
        )

    def _abstain(self, why: Why, facts: Mapping[str, Any]) -> Abstention:
        record = {**facts, "abstains": why.value}
        return Abstention(why=why, reason=reason_of(record, city=self.table.city), record=record)


def router() -> Router:
    """The router of the loaded city: its learned model where one is in use, else the rules."""
    return learned_router(held(What.UNIT), rules=rule_router())


def rule_router() -> RuleRouter:
    """The rules of the loaded city."""
    return RuleRouter(routing_table())


def _strengthen(case: _Case, claim: Claim, word: str, *, in_title: bool) -> None:
    case.score += WEIGHTS[claim.by] * len(word) * (IN_TITLE if in_title else 1)
    case.claims[claim.by, claim.code] = None
    case.words[word] = None


def _with_place(facts: Mapping[str, Any], claim: Claim, place: str) -> dict[str, Any]:
    return {**facts, "place": place} if claim.level else dict(facts)


def _narrowness(code: str) -> int:
    return len(code.rstrip("0"))
