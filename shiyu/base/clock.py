"""The only source of the time: stored in UTC, and "today" is the city's day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment set by `standing_at`."""
    return _fixed.get() or datetime.now(UTC)  # noqa: TID251 -- the one place that reads the machine's clock


def city_zone() -> ZoneInfo:
    """The zone of the city, as `city.toml` gives it to the settings."""
    return ZoneInfo(settings.TIME_ZONE)


def today() -> date:
    """The city's calendar day at `now()`."""
    return city_day(now())


def city_day(moment: datetime) -> date:
    """The city's calendar day of an aware `moment`."""
    return moment.astimezone(city_zone()).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` inside the block: for seeds that tell the past and for tests."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a zone.")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
