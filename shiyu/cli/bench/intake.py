"""Intake over HTTP by 16 clients, beside `pgbench` running the same INSERTs on a copy of the same tables."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench import pgbench, written
from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.errors import BenchFailed, GeneratorTooBusy
from shiyu.cli.bench.filling import OPENING, PROCEDURE, ROLE
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite, environment
from shiyu.cli.postgres import roles
from shiyu.cli.postgres.places import DATABASE

CLIENTS = 16
SAMPLES = 24
BODIES = 2_000
WARM_UP_SECONDS = 4
# Above this the generator takes from the server what the figure is about.
MOST_OF_A_CORE = 0.25
PATH = f"/api/v1/cases/{PROCEDURE}/{OPENING}"
GOALS = (Goal("ratio", "≥", 0.10), Goal("value", "≥", 300))


@dataclass(frozen=True, kw_only=True)
class Load:
    """What the clients are given: their tokens, and a file with the bodies they send."""

    tokens: list[str]
    bodies: Path

    def drive(self, url: str, *, seconds: float, clients: int = CLIENTS) -> dict[str, Any]:
        """Run the generator in a process of its own. Raises `BenchFailed` when an answer was not 201."""
        address = urlsplit(url)
        task = {
            "host": address.hostname, "port": address.port, "path": PATH, "seconds": seconds, "clients": clients,
            "tokens": self.tokens, "bodies": str(self.bodies),
        }  # fmt: skip
        program = Path(__file__).with_name("load.py")
        done = subprocess.run(
            [sys.executable, "-S", str(program)], input=json.dumps(task), capture_output=True, text=True, check=False,
            env={"PATH": os.environ.get("PATH", "")},
        )  # fmt: skip
        if done.returncode:
            raise BenchFailed(reason=done.stderr[-400:])
        said: dict[str, Any] = json.loads(done.stdout)
        if set(said["statuses"]) != {"201"} or said["broken"]:
            raise BenchFailed(reason=f"{said['statuses']}, broken {said['broken']}: {said['complaint']}")
        return said


def run(site: OwnSite) -> Iterable[Measured]:
    """The rate, with its latency and the generator's share of a core among the notes."""
    said, machine_facts = _measure(site)
    pace = _baseline(site)
    yield Measured(
        name="intake",
        value=said["answers"] / said["seconds"],
        unit="cases/s",
        baseline=pace.per_second,
        goals=GOALS,
        notes={
            **{f"p{share}_ms": took for share, took in said["took_ms"].items()},
            "clients": CLIENTS,
            "seconds": round(said["seconds"], 1),
            "rows": site.rows,
            "generator_core_share": round(said["cpu_share"], 3),
            "pgbench_latency_ms": pace.latency_ms,
            **machine_facts,
        },
    )


def prepare(site: OwnSite) -> Load:
    """Tokens and bodies; inside `site.database()`."""
    from shiyu.city.directory import directory
    from shiyu.cli.bench.accounts import posts_with
    from shiyu.cli.bench.invented import Inventor

    inventor = Inventor.of(directory(), seed=site.seed)
    bodies = site.home / "bodies.jsonl"
    with bodies.open("w", encoding="utf-8") as out:
        for number in range(BODIES):
            out.write(json.dumps({"facts": inventor.facts(number)}, ensure_ascii=False) + "\n")
    return Load(tokens=site.tokens(*posts_with(ROLE, count=CLIENTS)), bodies=bodies)


def _measure(site: OwnSite) -> tuple[dict[str, Any], dict[str, Any]]:
    with site.database():
        load = prepare(site)
        with site.served() as served:
            load.drive(served.url, seconds=min(WARM_UP_SECONDS, site.seconds))
            tree, before = Tree(served), _stored(site)
            used = Used.by(tree)
            said = load.drive(served.url, seconds=site.seconds)
            spent = Used.by(tree).since(used, cases=said["answers"], seconds=said["seconds"])
            stored = _stored(site) - before
            if stored != said["answers"]:
                raise BenchFailed(reason=f"{said['answers']} cases acknowledged, {stored} stored")
            facts = {**spent, **machine(site.places)}
    refuse_busy(said["cpu_share"])
    return said, facts


def refuse_busy(share: float) -> None:
    """Raises `GeneratorTooBusy` where the generator took too much of a core for the figure to be the server's."""
    if share > MOST_OF_A_CORE:
        raise GeneratorTooBusy(share=round(share * 100), most=round(MOST_OF_A_CORE * 100))


def _stored(site: OwnSite) -> int:
    with roles.connect(site.places, database=DATABASE) as server:
        row = server.execute("SELECT count(*) FROM cases_case").fetchone()
        return int(row[0]) if row else 0


def _baseline(site: OwnSite) -> pgbench.Pace:
    """On a copy of what the intake began with: take down what intakes write, then let pgbench write the same."""
    with ExitStack() as stack:
        twin = stack.enter_context(site.twin("baseline"))
        stack.enter_context(twin.cluster().running())
        subprocess.run([sys.executable, "-m", "shiyu.cli.bench.intake"], check=True, env=environment(twin.home))
        scripts = sorted(twin.home.glob("intake-*.sql"))
        pgbench.run(twin.places, scripts, seconds=min(WARM_UP_SECONDS, site.seconds))
        return pgbench.run(twin.places, scripts, seconds=site.seconds)


def write_scripts(site: OwnSite) -> list[Path]:
    """Makes `SAMPLES` intakes, one by one on the web process alone, and a script from the rows of each."""
    with site.database(), roles.connect(site.places, database=DATABASE) as server:
        load = prepare(site)
        with site.served(only="web") as served:
            load.drive(served.url, seconds=1, clients=1)  # the first requests note the token's use and fill caches
            known = written.tables(server)
            before = written.counts(server, list(known))
            marks: list[tuple[int, datetime]] = []
            for _ in range(SAMPLES):
                marks.append((written.next_transaction(server), _moment(server)))
                load.drive(served.url, seconds=0, clients=1)
            marks.append((written.next_transaction(server), _moment(server)))
        names = written.grown(before, written.counts(server, list(known)))
        return [
            _write_script(site.home / f"intake-{place:02}.sql", server, [known[name] for name in names], span=span)
            for place, span in enumerate(pairwise(marks))
        ]


def _write_script(
    path: Path,
    server: written.Server,
    tables: list[written.Table],
    *,
    span: tuple[tuple[int, datetime], tuple[int, datetime]],
) -> Path:
    (first, at), (last, _) = span
    rows = [row for table in tables for row in written.rows_since(server, table, first=first, before=last)]
    text = pgbench.script(rows, known=written.tables(server), at=at)
    path.write_text(text, encoding="utf-8")
    return path


def _moment(server: written.Server) -> datetime:
    row = server.execute("SELECT clock_timestamp()").fetchone()
    moment: datetime = row[0] if row else datetime.min  # noqa: DTZ901 -- there is always a row
    return moment


if __name__ == "__main__":
    from django.conf import settings

    from shiyu.cli.ground import django_ready

    django_ready()
    write_scripts(OwnSite(home=settings.SHIYU_HOME, template=settings.SHIYU_HOME, rows=0))
