"""What a unit's page says of its requests: the rates of the last thirty days, and what it returned."""

from datetime import timedelta
from typing import Any

from shiyu.base.clock import now, today
from shiyu.base.figures import By, Scope, figure
from shiyu.citizen_requests.counting import COUNTING
from shiyu.citizen_requests.desk.overview import RATES, Rate
from shiyu.citizen_requests.desk.overview_span import numbers, parts_of
from shiyu.citizen_requests.queries import requests
from shiyu.city.directory import UnitFact

DAYS = 30


def rates_of(unit: UnitFact) -> dict[str, Any]:
    """The section; the mean it is compared with is that of all units."""
    day = today()
    scope = Scope(start=day - timedelta(days=DAYS - 1), end=day)
    held = numbers(scope, By.UNIT)
    parts = parts_of(held.value, scope).get(unit.code, {})
    rates = [
        Rate(
            figure=figure(f"citizen_requests_{name}"), raw=parts[name], adjusted=parts.get(f"{name}_adjusted"),
            address="", adjusted_address="",
        )
        for name in RATES
        if parts
    ]  # fmt: skip
    since = now() - timedelta(days=DAYS)
    back = requests(COUNTING).filter(
        assignments__unit_code=unit.code, assignments__state="returned", assignments__ended_at__gte=since
    )
    return {"rates": rates, "at": held.at, "days": DAYS, "returned": back.values("pk").distinct().count()}
