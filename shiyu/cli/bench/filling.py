"""Filling a city with stored cases: every one through the one door, several processes side by side.

After the door has opened them their notices are marked as sent and their clocks set a year ahead: in a running city the
outbox is nearly empty and the clocks due at any moment are few, not a hundred thousand opened within the same minute.
Nothing else is touched, so every chain verifies.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import TYPE_CHECKING

from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.machine import cores

if TYPE_CHECKING:
    from shiyu.cases.door import MoveRequest

PROCEDURE, OPENING, ROLE = "citizen_request", "report", "agent"
BATCH = 500
ONE_IN = 10  # of so many cases one has been sent to a unit
FILL_SEED = 140500


def fill(rows: int) -> None:
    """Opens `rows` cases in the database that the environment names; inside `ground.database()`."""
    share = -(-rows // cores())
    spans = [(first, min(first + share, rows)) for first in range(0, rows, share)]
    workers = [
        subprocess.Popen([sys.executable, "-m", "shiyu.cli.bench.filling", str(first), str(last)])
        for first, last in spans
    ]
    if any([worker.wait() for worker in workers]):  # noqa: C419 -- every one is waited for
        raise BenchFailed(reason="filling")
    _settle()


def _settle() -> None:
    from django.db import connection, connections

    from shiyu.cases.turns_stored import rewrite

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_notice SET state = 'sent', attempts = 1, sent_at = written_at, next_at = NULL, "
            "receipt = 'bench' WHERE state = 'waiting'"
        )
        later = "interval '1 year'"
        cursor.execute(
            f"UPDATE cases_clock SET started_at = started_at + {later}, due_at = due_at + {later}, "  # noqa: S608
            f"warn_at = warn_at + {later}, next_at = next_at + {later}"
        )
    rewrite()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def openings(first: int, last: int, *, seed: int, prefix: str) -> "Iterator[MoveRequest]":
    """Requests to open invented cases numbered from `first` to before `last`."""
    from shiyu.cases.door import MoveRequest
    from shiyu.city.directory import directory
    from shiyu.cli.bench.accounts import holder_of
    from shiyu.cli.bench.invented import Inventor

    actor, inventor = holder_of(ROLE), Inventor.of(directory(), seed=seed)
    for number in range(first, last):
        yield MoveRequest(
            actor=actor, procedure=PROCEDURE, move=OPENING, facts=inventor.facts(number), key=f"{prefix}-{number}"
        )


def _open(first: int, last: int) -> None:
    requests = openings(first, last, seed=FILL_SEED, prefix="fill")
    to_units = _Dispatching()
    while batch := list(islice(requests, BATCH)):
        opened = made(batch)
        made(to_units.of(opened[::ONE_IN]))


def made(asked: "Sequence[MoveRequest]") -> list[str]:
    """Makes these moves and gives the numbers of the cases; raises what refused one of them."""
    from shiyu.cases.door import Made, Refused, make_moves

    outcomes = make_moves(asked)
    refused = [outcome.error for outcome in outcomes if isinstance(outcome, Refused)]
    if refused:
        raise refused[0]
    return [outcome.number for outcome in outcomes if isinstance(outcome, Made)]


class _Dispatching:
    """Sends cases to every unit that has a clerk, round and round, so that clerks have something on their lists too."""

    def __init__(self) -> None:
        from shiyu.city.directory import directory
        from shiyu.cli.bench.accounts import holder_of

        self._actor = holder_of("dispatcher")
        self._units = cycle(sorted({post.unit_code for post in directory().posts_with("clerk")}))

    def of(self, numbers: list[str]) -> "list[MoveRequest]":
        from shiyu.cases.door import MoveRequest

        return [
            MoveRequest(
                actor=self._actor, move="dispatch", number=number, facts={"lead": unit}, key=f"fill-dispatch-{number}"
            )
            for number, unit in zip(numbers, self._units, strict=False)
        ]


if __name__ == "__main__":
    from shiyu.cli.ground import django_ready

    django_ready()
    _open(int(sys.argv[1]), int(sys.argv[2]))
