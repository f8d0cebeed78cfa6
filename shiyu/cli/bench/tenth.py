"""The same city with a tenth of the cases, filled on the first asking: what a figure at full size stands beside.

What costs its page or its step, and not what is stored, is as quick in both.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from shiyu.base.benches import Goal
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.site import OwnSite, copy_home, environment
from shiyu.cli.bench.workshop import Workshop

SHARE = 10
MOST_TIMES_SLOWER = 1.5
# Of a rate. A time is held to `MOST_TIMES_SLOWER` itself.
HARDLY_SLOWER = Goal("ratio", "≥", round(1 / MOST_TIMES_SLOWER, 3))


def rows_of_tenth(rows: int) -> int:
    """How many cases stand in the smaller city."""
    return max(rows // SHARE, 1)


def watched_in_tenth(name: str, site: OwnSite) -> Any:
    """What `watch(site)` of that module of this folder gives in a copy of the smaller city. Raises `BenchFailed`."""
    with _smaller(site) as twin:
        return _in_own_process(name, twin)


@contextmanager
def _smaller(site: OwnSite) -> Iterator[OwnSite]:
    rows = rows_of_tenth(site.rows)
    filled = Workshop(site.template.parent).filled(rows)
    if filled is None:
        raise BenchFailed(reason=f"filling {rows}")
    home = site.home.with_name(f"{site.home.name}-tenth")
    copy_home(filled, home)
    try:
        yield OwnSite(home=home, template=filled, rows=rows, seconds=site.seconds, seed=site.seed)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _in_own_process(name: str, site: OwnSite) -> Any:
    """The settings of a process lead to one data folder, so another city is watched by another process."""
    told = [name, str(site.rows), str(site.seconds), str(site.seed)]
    done = subprocess.run(
        [sys.executable, "-m", "shiyu.cli.bench.tenth", *told],
        env=environment(site.home), stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BenchFailed(reason=f"{name}: the city with a tenth of the cases")
    return json.loads(done.stdout.splitlines()[-1])


def _watch(name: str, *, rows: int, seconds: int, seed: int) -> Any:
    from django.conf import settings

    from shiyu.cli.ground import django_ready

    django_ready()
    home = settings.SHIYU_HOME
    site = OwnSite(home=home, template=home, rows=rows, seconds=seconds, seed=seed)
    return import_module(f"shiyu.cli.bench.{name}").watch(site)


if __name__ == "__main__":
    _rows, _seconds, _seed = map(int, sys.argv[2:5])
    sys.stdout.write(json.dumps(_watch(sys.argv[1], rows=_rows, seconds=_seconds, seed=_seed)) + "\n")
