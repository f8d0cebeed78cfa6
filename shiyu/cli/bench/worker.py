"""One step of a bench in a process of its own: `prepare` a city, `renew` a kept one, or run a bench and print it."""

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from shiyu.base.errors import ShiyuError
from shiyu.cli.ground import database, django_ready
from shiyu.cli.processes import die_with_parent


def prepare(rows: int) -> None:
    """Make the database, load the city, fill it."""
    from django.conf import settings
    from django.core.management import call_command

    from shiyu.city.loading import load_pack
    from shiyu.cli.bench.filling import fill

    with database():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        load_pack(settings.SHIYU_CITY)
        fill(rows)


def renew() -> None:
    """Bring a city that was kept up to date with the tables and the pack of this release."""
    from django.conf import settings
    from django.core.management import call_command

    from shiyu.city.loading import load_pack

    with database():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        load_pack(settings.SHIYU_CITY)


def run(name: str, *, given: argparse.Namespace) -> None:
    """Run one bench; each measurement is one line of JSON on standard output as soon as it is there."""
    from django.conf import settings

    from shiyu.cli.bench.register import find
    from shiyu.cli.bench.site import OwnSite

    site = OwnSite(
        home=settings.SHIYU_HOME, template=given.template, rows=given.rows, seconds=given.seconds, rounds=given.rounds,
        seed=given.seed,
    )  # fmt: skip
    try:
        for measured in find(name).run(site):
            sys.stdout.write(json.dumps(measured.line(), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    except ShiyuError as refused:  # what it needs is not there; whoever asked reads why
        sys.exit(str(refused))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("step")
    parser.add_argument("--template", type=Path, default=Path())
    for name, default in (("rows", 0), ("seconds", 20), ("rounds", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def _leave_nothing_behind() -> None:
    """When the command ends, however it went, stop in order: servers are stopped, copies removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    die_with_parent(os.getppid())


if __name__ == "__main__":
    _leave_nothing_behind()
    told = _arguments()
    django_ready()
    if told.step == "prepare":
        prepare(told.rows)
    elif told.step == "renew":
        renew()
    else:
        run(told.step, given=told)
