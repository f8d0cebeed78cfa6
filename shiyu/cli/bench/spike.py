"""Ten times what the city can do, for some seconds: nobody may be left without a polite answer, and it must pass."""

from collections.abc import Iterable
from typing import Any

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.driving import Driven, drive
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite, Serving

TIMES = 10
CLIENTS = 8
READ = 500
# Seconds after the spike within which everything must be as before, and how long is looked afterwards.
CALM_AFTER, LOOKED_AT = 10, 10
SUSTAINED_FOR = 5
NORMAL = 0.5  # of what can be sustained: a working day
_POLITE = frozenset({200, 429, 503})


def measure(site: OwnSite) -> Iterable[Measured]:
    """How many answers were impolite, and the p95 ten seconds after the spike beside the one before it."""
    with site.database():
        reading = reading_of(site)
        with site.served() as served:
            rate = _sustained(served.url, reading, seconds=min(SUSTAINED_FOR, site.seconds))
            normal, tree = {**reading, "rate": rate * NORMAL}, Tree(served)
            before, busy_before = _watched(served, tree, {**normal, "seconds": LOOKED_AT})
            spike, busy_in = _watched(served, tree, {**reading, "rate": rate * TIMES, "seconds": site.seconds})
            after, busy_after = _watched(served, tree, {**normal, "seconds": CALM_AFTER + LOOKED_AT})
        busy = {"others_busy_before": busy_before, "others_busy_in_spike": busy_in, "others_busy_after": busy_after}
        facts = {"rows": site.rows, **busy, **machine(site.places)}
    yield politeness(spike, rate=rate, facts=facts)
    yield Measured(
        name="requests: after the spike", value=after.p95_ms(since=CALM_AFTER), unit="ms p95",
        baseline=before.p95_ms(), goals=(Goal("ratio", "≤", 1.5),),
        notes={
            "normal_per_s": round(rate * NORMAL, 1), "p95_at_once_ms": after.p95_ms(),
            "statuses_before": before.statuses(), "statuses_after": after.statuses(), **facts,
        },
    )  # fmt: skip


def _watched(served: Serving, tree: Tree, task: dict[str, Any]) -> tuple[Driven, float]:
    """What the clients saw, and how many cores everybody else on the machine (the clients too) kept busy meanwhile."""
    used = Used.by(tree)
    said = drive(served.url, task)
    return said, Used.by(tree).since(used, cases=1, seconds=said.seconds)["other_busy_cores"]


def politeness(spike: Driven, *, rate: float, facts: dict[str, Any]) -> Measured:
    """The line of the spike: answers that nobody should get, however many came."""
    impolite = [one for one in spike.answers if one.status not in _POLITE or not one.polite]
    served = sum(one.status == 200 for one in spike.answers)
    return Measured(
        name="requests: impolite answers in the spike", value=len(impolite), unit="answers",
        goals=(Goal("value", "≤", 0),),
        notes={
            "sustainable_per_s": round(rate, 1), "offered_per_s": round(len(spike.answers) / spike.seconds, 1),
            "served_per_s": round(served / spike.seconds, 1), "statuses": spike.statuses(),
            "p95_of_served_ms": spike.p95_ms(), "not_sent": spike.unsent,
            "generator_core_share": round(spike.cpu_share, 2), "complaint": spike.complaint if impolite else "",
            **facts,
        },
    )  # fmt: skip


def reading_of(site: OwnSite) -> dict[str, Any]:
    """Stored cases, read by a dispatcher one after another, as a task for the clients; inside `site.database()`."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cases_case ORDER BY id DESC LIMIT %s", [READ])
        paths = [f"/api/v1/cases/{number}" for (number,) in cursor.fetchall()]
    from shiyu.cli.bench.accounts import posts_with

    token = site.token(posts_with("dispatcher", count=1)[0])
    return {"paths": paths, "headers": {"Authorization": f"Bearer {token}"}}


def _sustained(url: str, reading: dict[str, Any], *, seconds: float) -> float:
    """Reads a second by clients that wait for each answer."""
    life = [{"by": "Authorization", "secret": reading["headers"]["Authorization"], "path": path}
            for path in reading["paths"][:50]]  # fmt: skip
    said = drive(url, {"lives": [life], "clients": CLIENTS, "seconds": seconds})
    return len(said.answers) / said.seconds
