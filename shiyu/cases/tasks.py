"""Periodic jobs of the engine. Each takes what is there and may be run by several workers, or twice, without harm."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import wraps
from threading import Lock

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.base.clock import city_zone, today
from shiyu.cases import attachments, outbox, provisional, sealing, turns_stored, upkeep
from shiyu.cases import tick as ticking

_DRAINING = Lock()


def _daily_at(hour: int, minute: int) -> str:
    """A cron line for a time of the city's day; the queue reckons in UTC."""
    here = datetime.combine(today(), time(hour, minute), city_zone()).astimezone(UTC)
    return f"{here.minute} {here.hour} * * *"


def _with_fresh_connection(job: Callable[[int], None]) -> Callable[[int], None]:
    """A worker lives long and its database may have restarted since the last job."""

    @wraps(job)
    def run(timestamp: int) -> None:
        close_old_connections()
        try:
            job(timestamp)
        finally:
            close_old_connections()

    return run


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="cases.outbox", name="cases.outbox")
@_with_fresh_connection
def drain_outbox(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Sends what waits; where this process is at it already, another thread would only load the same notices."""
    if not _DRAINING.acquire(blocking=False):
        return
    try:
        outbox.drain_all()
    finally:
        _DRAINING.release()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases.tick", name="cases.tick")
@_with_fresh_connection
def tick_clocks(timestamp: int) -> None:  # noqa: ARG001
    """Warns, marks overdue, escalates."""
    for _ in range(outbox.ROUNDS):
        if ticking.tick().raised < ticking.TICK_BATCH:
            return


@app.periodic(cron=_daily_at(0, 5))
@app.task(queueing_lock="cases.seal", name="cases.seal")
@_with_fresh_connection
def seal_the_day(timestamp: int) -> None:  # noqa: ARG001
    """Seals the day's work."""
    sealing.seal_now()


@app.periodic(cron=_daily_at(0, 35))
@app.task(queueing_lock="cases.provisional", name="cases.provisional")
@_with_fresh_connection
def recompute_provisional(timestamp: int) -> None:  # noqa: ARG001
    """Recomputes due dates that were reckoned without an official calendar, once it is there."""
    for _ in range(outbox.ROUNDS):
        if provisional.recompute() < provisional.BATCH:
            return


@app.periodic(cron=_daily_at(1, 15))
@app.task(queueing_lock="cases.housekeeping", name="cases.housekeeping")
@_with_fresh_connection
def keep_house(timestamp: int) -> None:  # noqa: ARG001
    """Makes the coming months of the access log, sweeps uploads that no case took, reckons turns after a release."""
    upkeep.make_access_months()
    attachments.sweep()
    turns_stored.keep_up()
