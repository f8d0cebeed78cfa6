"""Figures many read and nobody should wait for: reckoned, served for a while, and renewed behind the reader's back.

Kept by each process for itself. Who asks for figures that are a little old gets them at once, with the moment they were
taken, and starts their renewal; one renews at a time, so a crowd of readers costs the database no more than one.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Generic, TypeVar

import structlog
from django.core.cache import cache
from django.db import connection, connections

from shiyu.base.clock import now

T = TypeVar("T")
FRESH_SECONDS = 60
"""How old figures may be before somebody who reads them has them renewed."""
SERVED_SECONDS = 15 * 60
"""How old figures may be and still be shown; the page says of when they are. After a quiet night one reader waits."""
_BUSY_SECONDS = 60
_LOCKS = tuple(RLock() for _ in range(16))
_RENEWING = ThreadPoolExecutor(1, thread_name_prefix="reckoned")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reckoned(Generic[T]):
    """A value, and the moment it was taken."""

    at: datetime
    value: T


def reckoned(name: str, reckon: Callable[[], T], *, fresh_seconds: int = FRESH_SECONDS) -> Reckoned[T]:
    """What `reckon` gave when it was last asked under this name.

    `reckon` runs in another thread at times: it depends on nothing but what it was made with, and is not nested.
    """
    held = _held(name, reckon)
    if _age(held) > timedelta(seconds=fresh_seconds):
        if connection.in_atomic_block:  # another connection would not see what this transaction does
            return _reckon(name, reckon)
        if cache.add(_busy(name), 1, _BUSY_SECONDS):
            _RENEWING.submit(_renew, name, reckon)
    return held


def _held(name: str, reckon: Callable[[], T]) -> Reckoned[T]:
    """What may still be shown; else reckoned here by one, while others who ask for the same wait for it."""
    held: Reckoned[T] | None = cache.get(name)
    if held is None or not _may_be_shown(held):
        with _LOCKS[hash(name) % len(_LOCKS)]:
            held = cache.get(name)
            if held is None or not _may_be_shown(held):
                return _reckon(name, reckon)
    return held


def _reckon(name: str, reckon: Callable[[], T]) -> Reckoned[T]:
    held = Reckoned(now(), reckon())
    cache.set(name, held, SERVED_SECONDS)
    return held


def _renew(name: str, reckon: Callable[[], T]) -> None:
    try:
        _reckon(name, reckon)
    except Exception:  # the reader has his figures; the next one tries again, or is told when they are too old
        log.exception("figures_not_renewed")
    finally:
        cache.delete(_busy(name))
        connections.close_all()


def _may_be_shown(held: Reckoned[T]) -> bool:
    return _age(held) <= timedelta(seconds=SERVED_SECONDS)


def _age(held: Reckoned[T]) -> timedelta:
    return abs(now() - held.at)


def _busy(name: str) -> str:
    return f"{name}.busy"
