"""What topics are found from, and what is known of one: plain values, no person and no word among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One matter as it came in.

    `ref` names it to whoever feeds; `weight` is 1 or more where others agreed with it; `earlier` are refs of what the
    same voice said before: who the voice is, topics never learn. `place` and `category` are codes, or empty.
    """

    ref: int
    title: str
    at: datetime
    detail: str = ""
    place: str = ""
    category: str = ""
    weight: float = 1.0
    earlier: Sequence[int] = ()


@dataclass(slots=True, kw_only=True)
class Topic:
    """A group of messages about one thing at one place.

    `heat`, and `voices` of late, are what they were at `heat_at` and fade from there (`heat.py`); `counted` are all
    voices, each once; `usual` is what one would expect of late at its place in its category, when it began.
    """

    key: int
    started_at: datetime
    last_at: datetime
    heat_at: datetime
    peak_at: datetime
    heat: float = 0.0
    voices: float = 0.0
    peak: float = 0.0
    messages: int = 0
    counted: int = 0
    named: int = 0
    """Voices that named a place or a firm."""
    usual: float = 0.0
    place: str = ""
    category: str = ""
    signs: dict[int, float] = field(default_factory=dict)
    """Weight of each sign its messages share, by slot; bounded."""
    best: dict[int, float] = field(default_factory=dict)
    """The refs nearest to its middle when they came, and how near; bounded."""
    alarmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where one message went. `counts`: its voice was not counted there before; `crossed`: with it the alarm went."""

    ref: int
    topic: Topic
    is_new: bool
    counts: bool
    crossed: bool


Belongs = Mapping[int, int]
"""To which topic an earlier ref belongs."""
