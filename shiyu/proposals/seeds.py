"""Believable stories of invented proposals, told through the real door, each move at its own moment."""

from datetime import date

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.proposals.seed_members import tell_members
from shiyu.proposals.seed_session import Telling, tell_session

STORIES = {"members": 4, "session": 443}
"""Stories by name: how many proposals."""


def tell(story: str, *, until: str, seed: int, last_day: date) -> Telling:
    """Tells a story that ends on `last_day`; that of members has no dice and no stage to stop at.

    The first one is what `shiyu demo` tells; the session of 443 takes longer and is asked for. Raises `NoSuchThing`.
    """
    match story:
        case "members":
            return Telling(proposals=STORIES[story], moves=tell_members(last_day))
        case "session":
            return tell_session(until=until, seed=seed, last_day=last_day)
        case _:
            raise NoSuchThing(what=Words(f"故事“{story}”", f"story “{story}”"))
