"""Citizen requests under load: whole lives by API, one answer for ten thousand callers, and a spike."""

from collections.abc import Iterable

from shiyu.base.benches import Measured
from shiyu.cli.bench import crowd, lives, spike
from shiyu.cli.bench.site import OwnSite


def run(site: OwnSite) -> Iterable[Measured]:
    """One after another on the same city; what one leaves behind is small beside what was stored."""
    yield lives.measure(site)
    yield from crowd.measure(site)
    yield from spike.measure(site)
