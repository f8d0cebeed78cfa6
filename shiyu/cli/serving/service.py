"""One supervised process: started, watched, started again after a pause that grows, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Protocol

import structlog

from shiyu.cli.processes import kill_group

_LOG = structlog.get_logger("shiyu.serve")
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
# A process that lived this long was well; its next death is a new story.
_WELL_AFTER = 30.0
_SECONDS_TO_STOP = 30.0


class Supervised(Protocol):
    """What the supervisor can keep running."""

    name: str

    def start(self) -> None:
        """Start it."""

    def alive(self) -> bool:
        """Whether it runs."""

    def stop(self) -> None:
        """Stop it and wait until it is gone."""


class Pause:
    """How long to wait before starting something again that keeps ending."""

    def __init__(self) -> None:
        self._length = 0.0
        self._began = time.monotonic()

    def started(self) -> None:
        """Note a start."""
        self._began = time.monotonic()

    def after_death(self) -> float:
        """Seconds to wait now: doubling from one death to the next, from the beginning after a long life."""
        if time.monotonic() - self._began > _WELL_AFTER:
            self._length = 0.0
        self._length = min(max(self._length * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
        return self._length


class Service:
    """A module of ours run as a process of its own, in a process group of its own."""

    def __init__(self, name: str, module: str, *, environment: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._module = module
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process. What an earlier one left behind is ended first: it may hold the port."""
        if self._process is not None:
            kill_group(self._process.pid)
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, str(os.getpid())], env=self._environment, start_new_session=True
        )
        _LOG.info("started", service=self.name, pid=self._process.pid)

    def alive(self) -> bool:
        """Whether the process runs; logs its end."""
        assert self._process is not None, "start() comes first"  # noqa: S101 -- a mistake of ours, not of the world
        status = self._process.poll()
        if status is not None:
            _LOG.warning("ended", service=self.name, status=status)
        return status is None

    def stop(self) -> None:
        """Ask it to stop, wait, then insist."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                _LOG.warning("did not stop in time", service=self.name)
        kill_group(self._process.pid)
        self._process.wait()
