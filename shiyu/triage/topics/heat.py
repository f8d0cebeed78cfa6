"""How hot a topic is: what was said fades by half in HALF_LIFE, what is usual is remembered longer. Pure arithmetic."""

from datetime import UTC, datetime, timedelta
from math import log, log2, sqrt

HALF_LIFE = timedelta(days=14)
"""After so long half of a topic's heat is gone: two weeks, in which units have to answer most requests."""
USUAL_HALF_LIFE = timedelta(days=56)
"""What is usual somewhere is what came there in the last two to three months."""
ALARM_HEAT, ALARM_VOICES = 5.0, 4.0
"""From here on a topic is alarming, if it is beyond what is usual too: about five voices in a week."""
COOLED = 0.5
"""A topic below this share of the threshold may alarm once more."""
SIGMAS = 2.0
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def fade(since: datetime, until: datetime) -> float:
    """The share of heat left at `until` of what was said at `since`; 1 where `until` is not later."""
    return float(0.5 ** (max((until - since).total_seconds(), 0.0) / HALF_LIFE.total_seconds()))


def rank(heat: float, at: datetime) -> float:
    """A number that orders topics by their heat of any later moment, as all fade alike: nothing is reckoned anew."""
    return log2(max(heat, 1e-9)) + (at - EPOCH) / HALF_LIFE


def liked(likes: int) -> float:
    """The weight of a message others agreed with: each doubling of their number counts as half a voice more."""
    return 1.0 + 0.5 * log2(1 + max(likes, 0))


def growing(at: datetime, half_life: timedelta) -> float:
    """What a count at `at` weighs beside earlier ones, so that a sum need not be faded (forward decay).

    A double holds this for five centuries at the shortest half-life used.
    """
    return float(2.0 ** ((at - EPOCH) / half_life))


def usual_of_late(kept: float, at: datetime) -> float:
    """Voices one would expect in a topic's `voices`, from the forward-decayed sum kept of its place and category.

    A steady rate r leaves r * H / ln 2 in a sum that fades with half-life H.
    """
    return kept / growing(at, USUAL_HALF_LIFE) * (HALF_LIFE / USUAL_HALF_LIFE)


def beyond_luck(voices: float, usual: float) -> bool:
    """Whether more spoke than chance brings: what comes by chance scatters by the root of its mean (Poisson)."""
    return voices > usual + SIGMAS * sqrt(max(usual, 1.0))


def alarming(heat: float, voices: float, usual: float) -> bool:
    """Whether a topic is over its threshold."""
    return heat >= ALARM_HEAT and voices >= ALARM_VOICES and beyond_luck(voices, usual)


def growth(voices: float, usual: float) -> float:
    """How many times what is usual there; what is hardly ever heard there counts as one voice."""
    return voices / max(usual, 1.0)


def rarity(times: float, total: float) -> float:
    """How much a sign tells: the logarithm of how few say it, smoothed; 0 where every message does."""
    return max(log((total + 1.0) / (times + 0.5)), 0.0)
