"""The marks by which lists pick requests out. Pure: a case or a row of a list goes in."""

from collections.abc import Collection
from typing import Protocol

EVENT, SUPERVISED, SAMPLED = "event", "supervised", "sampled"
"""群体性事件, 督办件, and those of whose many callers a few were drawn to be called."""


class Marked(Protocol):
    """What is asked of a case or of a row of a list."""

    @property
    def marks(self) -> Collection[str]:
        """Its marks."""

    @property
    def stage(self) -> str:
        """Where it stands."""


def is_event(case: Marked) -> bool:
    """群体性事件: a dispatcher declared it a mass event."""
    return EVENT in case.marks


def is_supervised(case: Marked) -> bool:
    """督办件: a supervisor watches over it."""
    return SUPERVISED in case.marks


def is_deferred(case: Marked) -> bool:
    """缓办: its limits stand still until a day."""
    return case.stage == "deferred"
