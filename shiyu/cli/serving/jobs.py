"""The jobs process: procrastinate's worker, which also keeps the clock (periodic jobs), each due job taken once."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from shiyu.cli.ground import django_ready
from shiyu.cli.processes import die_with_parent

# A job that waits (an import, a slow notice) must not hold up the clock.
_AT_ONCE = 4
_SECONDS_TO_FINISH = 20


# Jobs may wait, people may not: where both want the processor, the web process gets the larger part.
_NICER_BY = 10


def _give_way() -> None:
    os.nice(_NICER_BY)
    # Where the kernel shares the processors between sessions first, niceness counts within a session alone.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICER_BY), encoding="ascii")


def run() -> None:
    """Work until told to stop; a job under way is given time to finish."""
    _give_way()
    django_ready()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(concurrency=_AT_ONCE, shutdown_graceful_timeout=_SECONDS_TO_FINISH)


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    run()
