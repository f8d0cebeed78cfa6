"""Work behind the asker's back: one thread, each errand by one at a time; nobody waits for it, a failure is logged."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import structlog
from django.db import connections

log = structlog.get_logger(__name__)


class Behind:
    """A thread of its own under a name that stands in lists of threads."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._under_way: set[str] = set()
        self._one_begins = Lock()

    def send(self, errand: str, work: Callable[[], object], *, said: str, failed: Callable[[], object]) -> None:
        """Has `work` done soon, unless this errand is under way already.

        Where it fails the log says `said`, and `failed` is called.
        """
        with self._one_begins:
            if errand in self._under_way:
                return
            self._under_way.add(errand)

        def do() -> None:
            try:
                work()
            except Exception:  # the database may be away; what its asker holds answers on
                log.exception(said, errand=errand)
                failed()
            finally:
                self._under_way.discard(errand)
                connections.close_all()

        self._thread.submit(do)
