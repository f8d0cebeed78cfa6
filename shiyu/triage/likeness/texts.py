"""What is compared of a request: its words, how rare each is, and the places it names. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from shiyu.base.search import words
from shiyu.triage.extraction.places import addresses_in

LOOKED_AT = 300  # characters of a detail; what a matter is about stands at its beginning
_BEFORE_NAME = re.compile(r".*(?:市|县|省|(?<![小社校园厂])区|镇|街道|[A-Z]\d{1,2}区?)(?=.{2,})")
_NUMBERS_BEHIND = re.compile(r"\d+(?:号楼|号院|号|栋|幢|期|单元|室).*$")
_SHORTEST_PLACE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One request as it is compared; `place` is a code of the city pack. What is not known is left out."""

    title: str
    detail: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A request taken apart. `said`: words of title and detail; `matter`: those of the title that name no place."""

    told: Told
    titled: frozenset[str]
    matter: frozenset[str]
    said: frozenset[str]
    places: frozenset[str]


class Rarity:
    """How rare words are among the titles a request is compared with: ln((n + BEFORE) / (titles with it + 1)).

    BEFORE stands for titles not seen: among a handful every word is about as rare as any other.
    """

    BEFORE, LEAST = 30, 0.01

    def __init__(self, titles: Iterable[frozenset[str]] = ()) -> None:
        counted: Counter[str] = Counter()
        count = self.BEFORE
        for titled in titles:
            counted.update(titled)
            count += 1
        self._titles, self._count = counted, count
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """The rarity of one word; never below LEAST."""
        known = self._known.get(word)
        if known is None:
            known = max(math.log(self._count / (self._titles[word] + 1)), self.LEAST)
            self._known[word] = known
        return known

    def mass(self, among: Iterable[str]) -> float:
        """The rarity of several words together."""
        return sum(map(self.of, among))


@lru_cache(maxsize=8_192)
def titled(title: str) -> frozenset[str]:
    """The words of a title. A thousand are ranked for whoever asks: each is read once, for its words only."""
    return frozenset(words(title))


def take_apart(told: Told) -> Taken:
    """A request's words and the places it names."""
    mine, (places, matter) = titled(told.title), _of_title(told.title)
    said = mine
    if told.detail:
        detail = told.detail[:LOOKED_AT]
        said, places = mine | frozenset(words(detail)), places | places_in(detail)
    return Taken(told=told, titled=mine, matter=matter, said=said, places=places)


@lru_cache(maxsize=2_048)
def _of_title(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """The places a title names, and its words beside them; few of those ranked are compared, again and again."""
    bare = title
    for span in addresses_in(title, divisions=[]):
        bare = bare.replace(span.text, " ")
    return places_in(title), frozenset(words(bare)) or titled(title)


def places_in(text: str) -> frozenset[str]:
    """Bare names of roads, estates and villages in a text: without the district before and numbers behind."""
    bare = (_BEFORE_NAME.sub("", _NUMBERS_BEHIND.sub("", span.value)) for span in addresses_in(text, divisions=[]))
    return frozenset(name for name in bare if len(name) >= _SHORTEST_PLACE)
