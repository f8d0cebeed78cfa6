"""Keeps the city's processes running until it is told to stop, then stops them in order."""

import signal
import threading
import time
from collections.abc import Sequence

import structlog

from shiyu.cli.postgres.cluster import Cluster
from shiyu.cli.serving.service import Pause, Supervised

_LOG = structlog.get_logger("shiyu.serve")
_LOOK_EVERY = 0.1


class EmbeddedDatabase:
    """The embedded server as something to supervise."""

    name = "database"

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def start(self) -> None:
        """Start it, or take over one that still runs after its supervisor was killed."""
        self._cluster.start()
        _LOG.info("started", service=self.name, pid=self._cluster.pid())

    def alive(self) -> bool:
        """Whether the server runs; logs its end."""
        running = self._cluster.pid() is not None
        if not running:
            _LOG.warning("ended", service=self.name)
        return running

    def stop(self) -> None:
        """Its lease ends with the command; the last user stops it (`Cluster.running`)."""


class Supervisor:
    """Services in the order they start; they stop the other way round."""

    def __init__(self, services: Sequence[Supervised]) -> None:
        self._services = list(services)
        self._pauses = {service.name: Pause() for service in services}
        self._due: dict[str, float] = {}
        self._told = threading.Event()

    def run(self) -> None:
        """Start everything, keep it running, and return after SIGTERM or SIGINT when all of it has stopped."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._told.set())
        try:
            for service in self._services:
                service.start()
            while not self._told.wait(_LOOK_EVERY):
                for service in self._services:
                    self._look_after(service)
        finally:
            for service in reversed(self._services):
                service.stop()
                _LOG.info("stopped", service=service.name)

    def _look_after(self, service: Supervised) -> None:
        now = time.monotonic()
        if service.name in self._due:
            if now >= self._due[service.name]:
                del self._due[service.name]
                self._start_again(service)
        elif not service.alive():
            self._due[service.name] = now + self._pauses[service.name].after_death()

    def _start_again(self, service: Supervised) -> None:
        self._pauses[service.name].started()
        try:
            service.start()
        except Exception:  # noqa: BLE001 -- whatever keeps one service down must not take the others with it
            _LOG.exception("did not start", service=service.name)
            self._due[service.name] = time.monotonic() + self._pauses[service.name].after_death()
