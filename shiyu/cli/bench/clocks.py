"""The clock's tick: 1,000 clocks due among a million that run, beside 1,000 due among ten thousand.

The cases are the same stored ones in both. The clocks that only run are filled in bulk through their own table, with
all its constraints and indexes; the due ones are the clocks the door started, one on each of 1,000 cases, made due
anew before each repetition and then raised by the same `tick` that the jobs process runs.
"""

import statistics
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.filling import PROCEDURE
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite

CLOCKS_A_CASE = 10  # at 100,000 cases a million clocks
SHARE_OF_FEW, SHARE_DUE = 100, 1000  # ten thousand and one thousand of a million
REPETITIONS, WARM_UPS = 7, 2
GOALS = (Goal("ratio", "≤", 1.5),)

# A case has at most one running clock of a rule; the filled ones are due a month from now and later.
_FILL = """
INSERT INTO cases_clock (case_id, rule, state, amount, unit, rolls, started_at, due_at, warn_at, next_at, level,
                         provisional, pauses, extensions)
SELECT c.id, r.rule, 'running', 30, 'natural_days', false, now(), later.at, later.at - interval '3 days',
       later.at - interval '3 days', 0, false, '[]', '[]'
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM cases_case ORDER BY id OFFSET %(due)s) AS c
CROSS JOIN unnest(%(rules)s::text[]) WITH ORDINALITY AS r(rule, turn)
CROSS JOIN LATERAL (SELECT now() + interval '30 days' + (c.place %% 300000) * interval '7 seconds' AS at) AS later
WHERE NOT EXISTS (SELECT FROM cases_clock k WHERE k.case_id = c.id AND k.rule = r.rule AND k.state = 'running')
ORDER BY r.turn, c.id LIMIT %(count)s
"""
_DUE = """
UPDATE cases_clock SET level = 1, due_at = now() - %(turn)s * interval '1 second', warn_at = now() - interval '1 hour',
       next_at = now() - %(turn)s * interval '1 second', started_at = now() - interval '1 day', state = 'running'
WHERE id = ANY(%(ids)s)
"""


def run(site: OwnSite) -> Iterable[Measured]:
    """Two copies of the city, ticked by turns, so that whatever else the machine does meets both alike."""
    many = site.rows * CLOCKS_A_CASE
    few, due = many // SHARE_OF_FEW, many // SHARE_DUE
    with site.database(), site.twin("few") as twin, twin.cluster().running():
        turns = {place: _prepared(place, total=total, due=due) for place, total in ((twin, few), (site, many))}
        times: dict[OwnSite, list[float]] = {place: [] for place in turns}
        for turn in range(WARM_UPS + REPETITIONS):
            for place, ids in turns.items():
                with _standing_on(place):
                    times[place].append(_once(ids, turn=turn + 1))
        notes = {"open": many, "open_in_baseline": few, "due": due, "repetitions": REPETITIONS, **machine(site.places)}
    among_many, among_few = (statistics.median(times[place][WARM_UPS:]) for place in (site, twin))
    yield Measured(name="clocks", value=among_many, unit="s/tick", baseline=among_few, goals=GOALS, notes=notes)


def _prepared(place: OwnSite, *, total: int, due: int) -> list[int]:
    """Fills a place up to `total` open clocks; answers those that will be due."""
    with _standing_on(place):
        ids = _due_clocks(due)
        _keep_only(ids)
        _fill(total - due, due=due)
        found = _execute("SELECT count(*) FROM cases_clock WHERE state = 'running'", {})[0][0]
    if found != total:
        raise BenchFailed(reason=f"{found} open clocks, not {total}")
    return ids


@contextmanager
def _standing_on(place: OwnSite) -> Iterator[None]:
    """Django's connections lead to the server of `place` inside the block."""
    from django.db import connections

    from shiyu.cli.ground import leave

    for alias in ("default", "owner"):
        leave(alias)
        connections[alias].settings_dict["HOST"] = str(place.places.socket)
    yield
    for alias in ("default", "owner"):
        leave(alias)


def _execute(statement: str, facts: dict[str, Any]) -> list[tuple[int, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall()) if cursor.description else []


def _due_clocks(count: int) -> list[int]:
    """The clocks of the stage of the first cases, one each."""
    found = _execute(
        "SELECT min(k.id) FROM cases_clock k WHERE k.state = 'running' AND k.assignment_id IS NULL "
        "GROUP BY k.case_id ORDER BY k.case_id LIMIT %(count)s",
        {"count": count},
    )
    if len(found) < count:
        raise BenchFailed(reason=f"{len(found)} cases with a running clock, {count} wanted")
    return [row[0] for row in found]


def _keep_only(ids: list[int]) -> None:
    """Clears the table down to the due clocks, as the owner: the role that serves may not delete."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM cases_clock WHERE NOT id = ANY(%s)", [ids])


def _fill(count: int, *, due: int) -> None:
    """`count` running clocks on the cases after the due ones."""
    from django.db import connections

    from shiyu.cases.registry import newest

    rules = [rule.name for rule in newest(PROCEDURE).clocks]
    _execute(_FILL, {"due": due, "rules": rules, "count": count})
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _once(ids: list[int], *, turn: int) -> float:
    """Seconds for the job's round of ticks that raises exactly these clocks."""
    from shiyu.cases import tick as ticking

    _execute(_DUE, {"turn": turn, "ids": ids})
    raised, began = 0, time.perf_counter()
    while (report := ticking.tick()).raised:
        raised += report.raised
        if report.raised < ticking.TICK_BATCH:
            break
    seconds = time.perf_counter() - began
    if raised != len(ids):
        raise BenchFailed(reason=f"{raised} clocks raised, {len(ids)} were due")
    return seconds
