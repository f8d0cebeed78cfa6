"""More requests than can be answered: some wait their turn, the rest are told at once to come back.

A city that tries to answer everything at once answers nobody in time. So each web process works on a fixed number of
requests at once, lets a few wait, and refuses what comes beyond before it costs anything: no database, no session. The
server has threads for all three (`shiyu.cli.serving.web`), so that nothing waits where we do not see it.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter

from shiyu.web.answers import said
from shiyu.web.refusals import Overloaded

REFUSED = Counter("shiyu_requests_shed", "Requests refused because too many came at once")
# Who watches over the city must see it when it is at its worst.
EXEMPT = frozenset({"/healthz", "/readyz", "/metrics"})
# Those refused come back at different moments, not all at once again.
_SOONEST, _LATEST = 2, 6


class Gate:
    """Lets `working` in at once and `waiting` stand before it, each for at most `seconds`."""

    def __init__(self, *, working: int, waiting: int, seconds: float) -> None:
        self._turns = threading.Semaphore(working)
        self._places = threading.Semaphore(waiting)
        self._seconds = seconds

    @contextmanager
    def passed(self) -> Iterator[bool]:
        """Whether a request may be worked on inside the block; false at once where no place to wait is left."""
        inside = self._turns.acquire(blocking=False) or self._waited()
        try:
            yield inside
        finally:
            if inside:
                self._turns.release()

    def _waited(self) -> bool:
        if not self._places.acquire(blocking=False):
            return False
        try:
            return self._turns.acquire(timeout=self._seconds)
        finally:
            self._places.release()


def shed_load(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware before all that costs: answers 503 with Retry-After where the process has more than it can do."""
    gate = Gate(
        working=settings.SHIYU_WEB_THREADS,
        waiting=settings.SHIYU_WEB_WAITING,
        seconds=settings.SHIYU_WEB_WAIT_SECONDS,
    )

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info in EXEMPT:
            return get_response(request)
        with gate.passed() as inside:
            if inside:
                return get_response(request)
        REFUSED.inc()
        soon = random.randint(_SOONEST, _LATEST)  # noqa: S311 -- spreads people out, guards nothing
        refusal = said(request, Overloaded(seconds=soon))
        # What gives answers their length stands further in; without it the server would send this one in pieces.
        refusal.headers["Content-Length"] = str(len(refusal.content))
        return refusal

    return answer
