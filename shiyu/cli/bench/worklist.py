"""The pages clerks live in, as HTML with a session and rights on: my work, a search, a filtered list.

Beside each stands the same page of a city with a tenth of the cases: a list must cost its page, not what is stored.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.cpu import Used
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.intake import refuse_busy
from shiyu.cli.bench.killing import Tree
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite
from shiyu.cli.bench.tenth import HARDLY_SLOWER, rows_of_tenth, watched_in_tenth

CLIENTS = 4
WARM_UP_SECONDS = 4
ROLE = "dispatcher"
PAGES = {
    "worklist": "/work",
    "search": f"/cases?q={quote('路灯')}",
    "filtered": "/cases?state=open&stage=received&place=140502000000",
}  # fmt: skip
RATE = (Goal("value", "≥", 80), HARDLY_SLOWER)
LATENCY = (Goal("value", "≤", 80),)


def run(site: OwnSite) -> Iterable[Measured]:
    """Rate and p95 of each page, beside the same at a tenth of the size."""
    few, many = watched_in_tenth("worklist", site), watch(site)
    for name in PAGES:
        yield from measured(name, many[name], few[name], rows=site.rows)


def measured(name: str, here: Mapping[str, Any], there: Mapping[str, Any], *, rows: int) -> Iterator[Measured]:
    """The two lines of a page, each with what it was measured on."""
    notes = {**here["notes"], "rows": rows, "rows_of_baseline": rows_of_tenth(rows)}
    yield Measured(
        name=name, value=here["rate"], unit="pages/s", baseline=there["rate"], goals=RATE,
        notes={**notes, "p95_ms": here["p95"], "p95_ms_of_baseline": there["p95"]},
    )  # fmt: skip
    yield Measured(name=f"{name}.p95", value=here["p95"], unit="ms", baseline=there["p95"], goals=LATENCY, notes=notes)


def watch(site: OwnSite) -> dict[str, Any]:
    """Of each page what the clients saw, as plain data."""
    with site.database():
        from shiyu.cli.bench.accounts import session_of

        cookies = [session_of(ROLE) for _ in range(CLIENTS)]
        with site.served() as served:
            tree = Tree(served)
            return {name: _page(served.url, path, cookies, site=site, tree=tree) for name, path in PAGES.items()}


def _page(url: str, path: str, cookies: list[str], *, site: OwnSite, tree: Tree) -> dict[str, Any]:
    _drive(url, path, cookies, seconds=min(WARM_UP_SECONDS, site.seconds))
    used = Used.by(tree)
    said = _drive(url, path, cookies, seconds=site.seconds)
    refuse_busy(said["cpu_share"])
    spent = Used.by(tree).since(used, cases=said["answers"], seconds=said["seconds"])
    notes = {"p50_ms": said["took_ms"]["50"], "p99_ms": said["took_ms"]["99"], **spent, **machine(site.places)}
    return {"rate": said["answers"] / said["seconds"], "p95": said["took_ms"]["95"], "notes": notes}


def _drive(url: str, path: str, cookies: list[str], *, seconds: float) -> dict[str, Any]:
    """Raises `BenchFailed` when an answer was not a page."""
    address = urlsplit(url)
    task = {
        "host": address.hostname, "port": address.port, "pages": [path], "cookies": cookies, "seconds": seconds,
        "clients": CLIENTS,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-S", str(Path(__file__).with_name("load.py"))], input=json.dumps(task), capture_output=True,
        text=True, check=False, env={"PATH": os.environ.get("PATH", "")},
    )  # fmt: skip
    if done.returncode:
        raise BenchFailed(reason=done.stderr[-400:])
    said: dict[str, Any] = json.loads(done.stdout)
    if set(said["statuses"]) != {"200"} or said["broken"]:
        raise BenchFailed(reason=f"{path}: {said['statuses']}, broken {said['broken']}: {said['complaint']}")
    return said
