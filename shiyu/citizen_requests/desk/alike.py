"""Which of the requests on one page look the same. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shiyu.base.search import words

ENOUGH = 0.6
"""From this share of common words on, two titles look the same."""
TOWNSHIP = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is compared of a request."""

    number: str
    title: str
    place_code: str = ""


def alike(rows: Iterable[Seen]) -> Mapping[str, list[str]]:
    """By number, the others on the page that look the same: most words in common, and no two different townships."""
    said = [(row, frozenset(words(row.title))) for row in rows]
    found: dict[str, list[str]] = {row.number: [] for row, _ in said}
    for place, (row, mine) in enumerate(said):
        for other, theirs in said[place + 1 :]:
            if _near(row, other) and mine and theirs and 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= ENOUGH:
                found[row.number].append(other.number)
                found[other.number].append(row.number)
    return found


def _near(row: Seen, other: Seen) -> bool:
    here, there = row.place_code[:TOWNSHIP], other.place_code[:TOWNSHIP]
    return not here or not there or here.startswith(there.rstrip("0")) or there.startswith(here.rstrip("0"))
