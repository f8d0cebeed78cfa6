"""Which of the requests on one page look the same. Pure."""

from collections.abc import Collection, Iterable, Mapping
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


def alike(rows: Iterable[Seen], *, apart: Collection[frozenset[str]] = ()) -> Mapping[str, list[str]]:
    """By number, the others on the page that look the same: most words in common, and no two different townships.

    Pairs of numbers in `apart` were told apart by somebody: neither is named for the other.
    """
    # Every two of a page are compared, some five thousand: what is known of one row is reckoned once.
    said = [(row.number, frozenset(words(row.title)), *_township(row)) for row in rows]
    found: dict[str, list[str]] = {number: [] for number, *_ in said}
    for place, (number, mine, here, around) in enumerate(said):
        for other, theirs, there, around_there in said[place + 1 :]:
            shared = len(mine & theirs)
            if (
                shared
                and 2 * shared / (len(mine) + len(theirs)) >= ENOUGH
                and (here.startswith(around_there) or there.startswith(around))
                and not (apart and frozenset((number, other)) in apart)
            ):
                found[number].append(other)
                found[other].append(number)
    return found


def _township(row: Seen) -> tuple[str, str]:
    """The place down to the township, and what every place within it begins with; both empty where none is known."""
    here = row.place_code[:TOWNSHIP]
    return here, here.rstrip("0")
