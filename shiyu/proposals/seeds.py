"""Believable stories of invented proposals, told through the real door, each move at its own moment."""

from dataclasses import dataclass
from datetime import date

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.proposals.seed_members import tell_members

STORIES = {"members": 4}
"""Stories by name: how many proposals."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How much was told."""

    proposals: int
    moves: int


def tell(story: str, *, until: str, seed: int, last_day: date) -> Telling:  # noqa: ARG001 -- what every system is asked
    """Tells a story that ends on `last_day`; it has no dice. Raises `NoSuchThing` for an unknown one."""
    if story not in STORIES:
        raise NoSuchThing(what=Words(f"故事“{story}”", f"story “{story}”"))
    return Telling(proposals=STORIES[story], moves=tell_members(last_day))
