"""How two requests compare, as numbers from 0 to 1. Pure."""

import math
from dataclasses import dataclass
from datetime import timedelta

from shiyu.triage.likeness.texts import Rarity, Taken, Told

NEAR, FAR = 300.0, 3_000.0  # metres
_RAREST = 6.0  # ln 400: a word that one of four hundred titles has
_LONG_AGO = timedelta(days=365)
FEATURES = ("titles", "within", "matter", "rarest", "same_place", "other_place", "near", "far", "apart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How one request compares with another: the numbers by the names of FEATURES, and what both name."""

    numbers: tuple[float, ...]
    places: frozenset[str]
    metres: float | None


def compare(one: Taken, other: Taken, *, rarity: Rarity) -> Compared:
    """What two requests share. The order does not matter."""
    shared = one.titled & other.titled
    both = rarity.mass(shared)
    whole = rarity.mass(one.titled) + rarity.mass(other.titled)
    within = max(_within(one, other, rarity), _within(other, one, rarity))
    rarest = max((rarity.of(word) for word in (one.titled & other.said) | (other.titled & one.said)), default=0.0)
    places = _same_places(one, other)
    metres = apart_in_metres(one.told, other.told)
    numbers = (
        2 * both / whole if whole else 0.0,
        within,
        _matter(one, other, rarity),
        min(rarest / _RAREST, 1.0),
        1.0 if places else 0.0,
        1.0 if one.places and other.places and not places else 0.0,
        nearness(one.told, other.told, metres),
        0.0 if metres is None else min(max((metres - NEAR) / (FAR - NEAR), 0.0), 1.0),
        _days(one.told, other.told),
    )
    return Compared(numbers=numbers, places=places, metres=metres)


def _within(one: Taken, other: Taken, rarity: Rarity) -> float:
    """How much of one's title the other says anywhere."""
    whole = rarity.mass(one.titled)
    return rarity.mass(one.titled & other.said) / whole if whole else 0.0


def _matter(one: Taken, other: Taken, rarity: Rarity) -> float:
    """The same of the words that name no place: two quarrels in one estate share its long name and nothing else."""
    shared = rarity.mass(one.matter & other.said) + rarity.mass(other.matter & one.said)
    whole = rarity.mass(one.matter) + rarity.mass(other.matter)
    return shared / whole if whole else 0.0


def _same_places(one: Taken, other: Taken) -> frozenset[str]:
    """Places both name; 滨河苑 and 伊景园滨河苑 are one."""
    return frozenset(
        min(mine, theirs, key=len)
        for mine in one.places
        for theirs in other.places
        if mine.endswith(theirs) or theirs.endswith(mine)
    )


def nearness(one: Told, other: Told, metres: float | None) -> float:
    """1 within NEAR metres, 0 from FAR on; without positions by the divisions: village, township, county."""
    if metres is not None:
        return 1.0 if metres <= NEAR else max(0.0, 1 - (metres - NEAR) / (FAR - NEAR))
    for length, worth in ((12, 1.0), (9, 0.6), (6, 0.3)):
        if one.place and one.place[:length] == other.place[:length] and one.place[length - 3 : length].strip("0"):
            return worth
    return 0.0


def apart_in_metres(one: Told, other: Told) -> float | None:
    """Metres between two requests, where both positions are known."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    here, there = math.radians(one.lat), math.radians(other.lat)
    across = math.radians(other.lon - one.lon) * math.cos((here + there) / 2)
    return 6_371_000 * math.hypot(there - here, across)


def _days(one: Told, other: Told) -> float:
    """0 at the same moment, 1 a year apart, about a half after three weeks: by the logarithm of the days."""
    if one.at is None or other.at is None:
        return 0.0
    apart = min(abs(one.at - other.at), _LONG_AGO)
    return math.log1p(apart / timedelta(days=1)) / math.log1p(_LONG_AGO / timedelta(days=1))
