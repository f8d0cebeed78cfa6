"""Several people at once: each in a thread with a connection of its own, at the same pretended moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")
PATIENCE = "60s"  # whoever waits longer for a lock is not served at all: the test fails instead of hanging


def all_at_once(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Runs every job in its own thread and answers in the order of the jobs; raises what one of them raised."""

    def with_own_connection(job: Callable[[], T]) -> T:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        running = [pool.submit(copy_context().run, with_own_connection, job) for job in jobs]
        return [future.result() for future in running]
