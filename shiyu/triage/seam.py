"""What an understanding of text is asked and may answer. The active learned model answers, without one the rules.

Whoever answers gives its reason in both languages or abstains with one: a suggestion without a reason is not accepted,
and no suggestion is ever carried out by itself (个人信息保护法 Art. 24).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from shiyu.base.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is known of a matter when it is to be placed; `category` and `place` are codes of the city pack or empty."""

    title: str
    detail: str = ""
    category: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Where a matter belongs. `confidence` is a percentage; `record` is what history keeps: codes and duty words."""

    code: str
    confidence: int
    reason: Words
    record: Mapping[str, Any] = field(default_factory=dict)


class Why(StrEnum):
    """Why an understanding abstains."""

    NO_MATCH = "no_match"
    DISAGREE = "disagree"
    PLACE_UNKNOWN = "place_unknown"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """需要派单员研判: a dispatcher must look, and why. `offers`: what it may be, the likeliest first, at most three."""

    why: Why
    reason: Words
    record: Mapping[str, Any] = field(default_factory=dict)
    offers: tuple[Suggestion, ...] = ()


Answer = Suggestion | Abstention


class Router(Protocol):
    """Suggests the unit a matter belongs to."""

    def route(self, matter: Matter) -> Answer:
        """The suggested unit's code with its reason, or an abstention with its own."""
        ...


class Classifier(Protocol):
    """Suggests the category of a matter."""

    def classify(self, matter: Matter) -> Answer:
        """The suggested category's code with its reason, or an abstention with its own."""
        ...
