"""Turns of what is stored already, reckoned in the database: after a release that changes who owns a stage.

`keep_up` finds by a fingerprint of the procedures whether that is needed and goes on where it was interrupted. The city
works meanwhile: a batch locks its cases in the order in which the door does, for some hundredths of a second.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connections, transaction

from shiyu.base.clock import now
from shiyu.base.crypto import sm3
from shiyu.cases.history import canonical
from shiyu.cases.models import Reckoned
from shiyu.cases.registry import registered
from shiyu.cases.turns import NO_LIMIT, OWES, decider_of_return, owner_of_case, owns, role_of_share
from shiyu.cases.who import EVERY_KIND

STEP = 1_000
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
TURNS = "turns"
EDITION = 2
"""Counted up where the reckoning itself changes, so that what is stored is reckoned anew after the release."""
_LOCK = """
SELECT id FROM cases_case WHERE is_open AND id >= %(first)s AND id < %(last)s AND changed_at >= %(since)s
ORDER BY id FOR NO KEY UPDATE
"""
_CASES = """
UPDATE cases_case AS c SET due_at = new.due_at, due_level = new.due_level, turn_role = new.role,
    turn_in_place = new.in_place, turn_due_at = new.turn_due_at, turn_level = new.turn_level
FROM (
    SELECT me.id, soon.due_at, coalesce(soon.level, 0) AS due_level, found.role, found.in_place,
        CASE WHEN found.role <> '' THEN coalesce(turn.due_at, %(never)s) END AS turn_due_at,
        CASE WHEN found.role <> '' THEN coalesce(turn.level, 0) ELSE 0 END AS turn_level
    FROM cases_case AS me
    LEFT JOIN unnest(%(procedures)s::text[], %(versions)s::int[], %(names)s::text[], %(clocks)s::text[],
                     %(roles)s::text[], %(in_place)s::bool[], %(deciders)s::text[], %(by_place)s::bool[])
        AS s(procedure, version, name, clock, role, in_place, decider, by_place)
        ON (s.procedure, s.version, s.name) = (me.procedure, me.procedure_version, me.stage)
    CROSS JOIN LATERAL (SELECT coalesce(s.role, '') = '' AND EXISTS (
        SELECT FROM cases_assignment AS a WHERE a.case_id = me.id AND a.state = 'disputed') AS asked) AS wish
    CROSS JOIN LATERAL (SELECT coalesce(CASE WHEN wish.asked THEN s.decider ELSE s.role END, '') AS role,
        coalesce(CASE WHEN wish.asked THEN s.by_place ELSE s.in_place END, false) AS in_place) AS found
    LEFT JOIN LATERAL (
        SELECT k.due_at, k.level FROM cases_clock AS k WHERE k.case_id = me.id AND k.state = 'running'
        ORDER BY k.due_at LIMIT 1) AS soon ON true
    LEFT JOIN LATERAL (
        SELECT k.due_at, k.level FROM cases_clock AS k LEFT JOIN cases_assignment AS a ON a.id = k.assignment_id
        WHERE k.case_id = me.id AND k.state = 'running' AND (NOT wish.asked OR a.state = 'disputed')
        ORDER BY k.rule <> s.clock, k.assignment_id IS NOT NULL, k.due_at LIMIT 1) AS turn ON true
    WHERE me.id = ANY(%(ids)s)
) AS new
WHERE c.id = new.id AND (c.due_at, c.due_level, c.turn_role, c.turn_in_place, c.turn_due_at, c.turn_level)
    IS DISTINCT FROM (new.due_at, new.due_level, new.role, new.in_place, new.turn_due_at, new.turn_level)
"""
_SHARES = """
UPDATE cases_assignment AS a SET turn_role = new.role, due_level = new.level, due_at = new.due_at
FROM (
    SELECT me.id, found.role, CASE WHEN found.role <> '' THEN coalesce(own.level, 0) ELSE 0 END AS level,
        CASE WHEN found.role <> '' THEN coalesce(own.due_at, %(never)s) END AS due_at
    FROM cases_assignment AS me
    JOIN cases_case AS c ON c.id = me.case_id
    LEFT JOIN unnest(%(procedures)s::text[], %(versions)s::int[], %(names)s::text[], %(clocks)s::text[],
                     %(roles)s::text[], %(kinds)s::text[], %(owned)s::bool[])
        AS s(procedure, version, name, clock, role, kind, owned)
        ON (s.procedure, s.version, s.name, s.kind) = (c.procedure, c.procedure_version, c.stage, me.kind)
    CROSS JOIN LATERAL (SELECT CASE WHEN me.state IN ('sent', 'signed', 'disputed', 'submitted')
        AND (s.owned OR (me.kind <> 'lead' AND me.state = ANY(%(owes)s))) THEN coalesce(s.role, '') ELSE '' END
        AS role) AS found
    LEFT JOIN LATERAL (
        SELECT k.due_at, k.level FROM cases_clock AS k WHERE k.case_id = c.id AND k.state = 'running'
            AND (k.assignment_id = me.id OR (s.owned AND k.assignment_id IS NULL AND k.rule = s.clock))
        ORDER BY k.due_at LIMIT 1) AS own ON true
    WHERE c.id = ANY(%(ids)s)
) AS new
WHERE a.id = new.id AND (a.turn_role, a.due_level, a.due_at) IS DISTINCT FROM (new.role, new.level, new.due_at)
"""


def rewrite(*, using: str = "default") -> None:
    """Reckons the turns of every open case anew, some hundreds at a time, each batch in a transaction of its own."""
    for _ in _batches(using=using):
        pass


def keep_up() -> bool:
    """Reckons what is stored anew where the procedures have changed since; answers whether there was anything to do.

    Interrupted, it goes on from the last whole batch. A second call looks once more at what moved meanwhile: processes
    of the release before may still have worked by the old table.
    """
    wanted, began = fingerprint(), now()
    known, _ = Reckoned.objects.get_or_create(
        name=TURNS, defaults={"fingerprint": wanted, "upto": 0, "began_at": began}
    )
    if bytes(known.fingerprint) != wanted:
        known.fingerprint, known.upto, known.began_at = wanted, 0, began
        known.ended_at = known.looked_again_at = None
        known.save()
    if known.looked_again_at is not None:
        return False
    if known.ended_at is None:
        for upto in _batches(first=known.upto):
            known.upto = upto
            known.save(update_fields=("upto",))
        known.ended_at = now()
    else:
        for _ in _batches(since=known.began_at):
            pass
        known.looked_again_at = now()
    known.save()
    return True


def fingerprint() -> bytes:
    """What the turns depend on: who owns which stage of which procedure, and the way of reckoning."""
    tables = [sorted([*map(str, row)] for row in zip(*t.values(), strict=True)) for t in (_stages(), _shares())]
    return sm3(canonical([EDITION, *tables]))


def _batches(*, first: int = 0, since: datetime | None = None, using: str = "default") -> Iterator[int]:
    """Works through the open cases from `first` on; after each whole batch, up to which id."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM cases_case WHERE is_open")
        lowest, last = cursor.fetchone()
    of_cases, of_shares = _stages(), _shares()
    for start in range(max(first, lowest), last + 1, STEP):
        span = {"first": start, "last": start + STEP, "since": since or LONG_AGO}
        _reckon(span, of_cases=of_cases, of_shares=of_shares, using=using)
        yield start + STEP


def _reckon(span: dict[str, Any], *, of_cases: dict[str, Any], of_shares: dict[str, Any], using: str) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_LOCK, span)
        given: dict[str, Any] = {"ids": [pk for (pk,) in cursor.fetchall()], "never": NO_LIMIT, "owes": sorted(OWES)}
        if given["ids"]:
            cursor.execute(_CASES, of_cases | given)
            cursor.execute(_SHARES, of_shares | given)


def _stages() -> dict[str, list[Any]]:
    rows = [
        (
            procedure.name, procedure.version, stage.name, stage.clock or "", *owner_of_case(stage),
            *decider_of_return(procedure, stage),
        )
        for procedure in registered().values()
        for stage in procedure.stages
    ]  # fmt: skip
    names = ("procedures", "versions", "names", "clocks", "roles", "in_place", "deciders", "by_place")
    return _columns(names, rows)


def _shares() -> dict[str, list[Any]]:
    return _columns(("procedures", "versions", "names", "clocks", "roles", "kinds", "owned"), list(_share_rows()))


def _share_rows() -> Iterator[tuple[Any, ...]]:
    for procedure in registered().values():
        for stage in procedure.stages:
            for kind in EVERY_KIND:
                role = role_of_share(procedure, stage, kind=kind) if not stage.end else ""
                yield (
                    procedure.name, procedure.version, stage.name, stage.clock or "", role, kind.value,
                    owns(stage, kind=kind),
                )  # fmt: skip


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
