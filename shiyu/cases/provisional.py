"""Due dates reckoned in a year whose official calendar was not out yet, recomputed when it is."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from django.db import transaction

from shiyu.base.clock import now
from shiyu.cases import clocks, history
from shiyu.cases.actors import Clockwork, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.models import Clock
from shiyu.cases.numbers import limit_numbers
from shiyu.cases.state import CaseState, lock_states
from shiyu.cases.turns import settle
from shiyu.city.directory import Directory, directory

BATCH = 500
CALENDAR_CLOCK = Clockwork(name="calendar")


def recompute(*, limit: int = BATCH) -> int:
    """Recomputes up to `limit` provisional clocks that now fall into an official year; answers how many were looked at.

    What was recomputed is sure and is not found again, so the work ends; what still falls beyond the official years
    is not looked at. A date that moved is told in the case's history.
    """
    city = directory()
    years = city.calendar.official_years
    if not years:
        return 0
    horizon = datetime.combine(date(max(years) + 1, 1, 1), time(), tzinfo=UTC)
    sure = Clock.objects.filter(provisional=True, stopped_at=None, state=Clock.State.RUNNING, due_at__lt=horizon)
    found = dict(sure.order_by("pk").values_list("pk", "case__number")[:limit])
    with transaction.atomic():
        batch = Batch()
        for state in lock_states(found.values()).values():
            _recompute(state, [clock for clock in state.clocks if clock.pk in found], batch=batch, city=city)
        batch.write()
    return len(found)


def _recompute(state: CaseState, moved: Iterable[Clock], *, batch: Batch, city: Directory) -> None:
    rules = city.rule_set_by_id(state.case.rule_set_id)
    for clock in moved:
        numbers = limit_numbers(rules.body, state.procedure.clock(clock.rule).limit, state.case.limit_class)
        if numbers is None:
            continue
        before = clock.due_at
        clocks.set_due(clock, numbers=numbers, calendar=city.calendar)
        batch.change(clock)
        if clock.due_at != before:
            facts = {"rule": clock.rule, "was": before.isoformat(), "due": clock.due_at.isoformat()}
            entry = history.begin(
                state.case, move="clock.recomputed", actor=actor_record(CALENDAR_CLOCK), facts=facts, audience="staff",
                at=now(),
            )  # fmt: skip
            history.finish(entry, to_stage=state.case.stage, texts={})
            batch.add(entry)
            batch.change(state.case)
    settle(state, batch=batch)
