"""What keeps the engine's tables in order when releases, months and units change."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connections, transaction

from shiyu.base.clock import now
from shiyu.cases import history
from shiyu.cases.actors import Clockwork, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.models import Assignment, Case
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import registered
from shiyu.cases.state import lock_states
from shiyu.cases.turns import settle
from shiyu.cases.who import LIVE
from shiyu.city.models import Unit

MONTHS_AHEAD = 2
MOST_LINES = 200
RENAME_BATCH = 500
RELEASE = Clockwork(name="release")


def make_access_months(*, using: str = "default") -> None:
    """Partitions of the access log for this month and the two ahead; with the owner's rights, by its function."""
    with connections[using].cursor() as cursor:
        for month in range(MONTHS_AHEAD + 1):
            cursor.execute("SELECT cases_access_month(%s)", [now() + timedelta(days=31 * month)])


def after_migrating(*, using: str, **_: Any) -> None:
    """Receiver of `post_migrate`: a new database starts with its months, so no row falls into the rest."""
    make_access_months(using=using)


def open_work_of(unit: Unit) -> Sequence[str]:
    """One line for each case an abolished unit still has; the first lines stand for the rest where there are many."""
    open_work = Assignment.objects.filter(unit=unit, state__in=LIVE).select_related("case").order_by("case_id")
    found = list(open_work[: MOST_LINES + 1])
    lines = [f"{unit.name}: {row.case.number} {row.kind} {row.state}" for row in found[:MOST_LINES]]
    return [*lines, f"{unit.name}: …"] if len(found) > MOST_LINES else lines


def rename_stages() -> int:
    """Moves cases that stand on a stage this release calls otherwise; answers how many. Each gets an entry."""
    renamed = 0
    for procedure in registered().values():
        for old in procedure.renamed_stages:
            while done := _rename(procedure, old):
                renamed += done
    return renamed


def _rename(procedure: Procedure, old: str) -> int:
    standing = Case.objects.filter(procedure=procedure.name, procedure_version=procedure.version, stage=old)
    numbers = list(standing.order_by("pk").values_list("number", flat=True)[:RENAME_BATCH])
    new = procedure.renamed_stages[old]
    with transaction.atomic():
        batch, moved = Batch(), 0
        for state in lock_states(numbers).values():
            if state.case.stage != old:
                continue
            entry = history.begin(
                state.case, move="stage.renamed", actor=actor_record(RELEASE), facts={}, audience="staff", at=now()
            )
            history.finish(entry, to_stage=new, texts={})
            batch.add(entry)
            batch.change(state.case)
            settle(state, batch=batch)
            moved += 1
        batch.write()
    return moved
