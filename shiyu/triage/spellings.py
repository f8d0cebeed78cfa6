"""How people here say it and what is meant (前晌: 上午): dialect words of the city pack, put into everyday words.

Pure; `city_words.py` reads them from the loaded city.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meant:
    """A text in everyday words. `origins[i]` is where its sign `i` stood in what was written, the end included."""

    text: str
    origins: Sequence[int]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The span of the written text that a span of this text stands for."""
        return self.origins[start], self.origins[end]


@dataclass(frozen=True, slots=True)
class Spellings:
    """The dialect words of one edition; the longest word that stands somewhere is the one that is read."""

    meant: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def read(self, text: str) -> Meant:
        """`text` in everyday words, with where each sign stood."""
        if self.pattern is None or not self.pattern.search(text):
            return Meant(text, range(len(text) + 1))
        pieces, origins, position = list[str](), list[int](), 0
        for match in self.pattern.finditer(text):
            word = self.meant[match[0]]
            pieces += [text[position : match.start()], word]
            origins += [*range(position, match.start()), *[match.start()] * len(word)]
            position = match.end()
        return Meant("".join([*pieces, text[position:]]), [*origins, *range(position, len(text) + 1)])


def spellings_of(rows: Sequence[Mapping[str, str]]) -> Spellings:
    """Spellings of the rows of a rule set: `said` and `meant`."""
    meant = {row["said"]: row["meant"] for row in rows}
    longest_first = sorted(meant, key=lambda said: (-len(said), said))
    return Spellings(meant, re.compile("|".join(map(re.escape, longest_first))) if meant else None)
