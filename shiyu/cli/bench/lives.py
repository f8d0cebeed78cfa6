"""Whole lives of requests by API: created, dispatched, signed for, answered, reviewed, judged, read."""

from collections.abc import Mapping
from typing import Any

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.driving import drive, percentile_ms
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.filling import OPENING, PROCEDURE
from shiyu.cli.bench.intake import refuse_busy
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite
from shiyu.cli.bench.tenth import HARDLY_SLOWER, rows_of_tenth, watched_in_tenth

CLIENTS = 8
LIVES = 400
WARM_UP_SECONDS = 4
# Of this type every answer passes a reviewer, so that each life has all the steps.
REVIEWED = "complaint"
COMPARED = ("p95_ms", "web_cpu_ms", "database_cpu_ms", "other_busy_cores")
GOALS = (Goal("value", "≥", 40), HARDLY_SLOWER)
TOKEN, CODE = "Authorization", "X-Query-Code"
_CASES = "/api/v1/cases"


def measure(site: OwnSite) -> Measured:
    """Lives a second beside those of a city with a tenth of the cases; the latency of one request among the notes."""
    few = watched_in_tenth("lives", site)
    return measured(watch(site), few, rows=site.rows)


def measured(many: Mapping[str, Any], few: Mapping[str, Any], *, rows: int) -> Measured:
    """The line of this city beside that of the smaller one."""
    held_against = {f"{name}_of_baseline": few["notes"][name] for name in COMPARED}
    notes = {**many["notes"], "rows": rows, "rows_of_baseline": rows_of_tenth(rows), **held_against}
    return Measured(
        name="requests: lives", value=many["rate"], unit="lives/s", baseline=few["rate"], goals=GOALS, notes=notes
    )


def watch(site: OwnSite) -> dict[str, Any]:
    """Lives a second on this city, as plain data. Raises `BenchFailed` where a step was refused."""
    with site.database():
        prepared = lives(site)
        with site.served() as served:
            drive(served.url, task(prepared, seconds=min(WARM_UP_SECONDS, site.seconds)))
            tree = Tree(served)
            used = Used.by(tree)
            said = drive(served.url, task(prepared, seconds=site.seconds))
            spent = Used.by(tree).since(used, cases=said.whole, seconds=said.seconds)
            facts = machine(site.places)
    if set(said.statuses()) - {"200", "201"}:
        raise BenchFailed(reason=f"{said.statuses()}: {said.complaint}")
    refuse_busy(said.cpu_share)
    took = [one.took for one in said.answers]
    return {
        "rate": said.whole / said.seconds,
        "notes": {
            "requests_per_s": round(len(took) / said.seconds, 1), "p50_ms": percentile_ms(took, 50),
            "p95_ms": percentile_ms(took, 95), "clients": CLIENTS, "steps": len(prepared[0]),
            "generator_core_share": round(said.cpu_share, 3), **spent, **facts,
        },
    }  # fmt: skip


def task(prepared: list[list[dict[str, Any]]], *, seconds: float) -> dict[str, Any]:
    """What the clients are told."""
    return {"lives": prepared, "clients": CLIENTS, "seconds": seconds}


def lives(site: OwnSite) -> list[list[dict[str, Any]]]:
    """Lives to play, each of another request and by the people of one client; inside `site.database()`."""
    from shiyu.city.directory import directory
    from shiyu.cli.bench.accounts import posts_with
    from shiyu.cli.bench.invented import Inventor

    inventor = Inventor.of(directory(), seed=site.seed)
    clerks = posts_with("clerk", count=CLIENTS)
    units = [post.unit_code for code in clerks if (post := directory().post(code))]
    staff = {role: site.tokens(*posts_with(role, count=CLIENTS)) for role in ("agent", "dispatcher", "reviewer")} | {
        "clerk": site.tokens(*clerks)
    }
    return [
        life(inventor.facts(number) | {"type": REVIEWED}, unit=units[number % CLIENTS],
             tokens={role: own[number % CLIENTS] for role, own in staff.items()})
        for number in range(LIVES)
    ]  # fmt: skip


def life(facts: dict[str, Any], *, unit: str, tokens: dict[str, str]) -> list[dict[str, Any]]:
    """The steps of one life; `{number}` and `{code}` become known with the first."""

    def step(role: str, path: str, facts: dict[str, Any]) -> dict[str, Any]:
        return {"by": TOKEN, "secret": f"Bearer {tokens[role]}", "path": path, "body": {"facts": facts}}

    moves = f"{_CASES}/{{number}}/moves"
    return [
        step("agent", f"{_CASES}/{PROCEDURE}/{OPENING}", facts),
        step("dispatcher", f"{moves}/dispatch", {"lead": unit}),
        step("clerk", f"{moves}/sign", {}),
        step("clerk", f"{moves}/answer", {"answer": "已到现场处理完毕，欢迎监督。", "outcome": "resolved"}),
        step("reviewer", f"{moves}/pass_review", {}),
        {"by": CODE, "secret": "{code}", "path": f"{moves}/judge", "body": {"facts": {"verdict": "satisfied"}}},
        {"by": TOKEN, "secret": f"Bearer {tokens['dispatcher']}", "path": f"{_CASES}/{{number}}"},
    ]
