"""What residents find on the first page: what they can do, and a few honest figures, renewed every ten minutes."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest

from shiyu.base.clock import today
from shiyu.base.figures import Scope, Value, figure
from shiyu.base.reckoned import reckoned

SHOWN = (
    "citizen_requests_received",
    "citizen_requests_open",
    "citizen_requests_on_time_rate",
    "citizen_requests_satisfied_rate",
    "citizen_requests_resolved_rate",
)
"""The figures shown, as they are registered and defined."""
DAYS = 30
FRESH_SECONDS = 10 * 60


def section(_request: HttpRequest) -> dict[str, Any]:
    """What the section of the first page shows. Nobody waits for the figures."""
    return {"figures": figures_shown(), "days": DAYS}


def figures_shown() -> list[dict[str, Any]]:
    """The figures of the last thirty days with their definitions, and when they were reckoned."""
    day = today()
    held = reckoned(f"portal.figures.{day}", partial(_values, day), fresh_seconds=FRESH_SECONDS)
    return [{"figure": figure(each), "value": value, "at": held.at} for each, value in held.value.items()]


def _values(day: date) -> dict[str, Value]:
    scope = Scope(start=day - timedelta(days=DAYS - 1), end=day)
    return {each: figure(each).compute(scope) for each in SHOWN}
