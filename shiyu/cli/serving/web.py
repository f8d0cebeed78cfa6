"""The web process: granian and its workers, started by the supervisor as `python -m shiyu.cli.serving.web`."""

import os
import sys

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from shiyu.cli.ground import django_ready
from shiyu.cli.processes import die_with_parent

# Threads beside those that work and those that wait their turn (`shiyu.config.overload`): they refuse, and answer
# probes.
_REFUSING = 4
# Connections a worker keeps open, most of them idle. Far more than are answered at once: whoever comes beyond that is
# to be told so, and not to hang in the kernel's queue without a word.
_CONNECTIONS = 4096
_BACKLOG = 2048


def run() -> None:
    """Serve until told to stop; a worker that dies is replaced."""
    django_ready()
    main = os.getpid()
    os.register_at_fork(after_in_child=lambda: die_with_parent(main))
    Server(
        "shiyu.config.wsgi:application",
        address=settings.SHIYU_LISTEN,
        port=settings.SHIYU_PORT,
        interface=Interfaces.WSGI,
        workers=settings.SHIYU_WEB_WORKERS,
        blocking_threads=settings.SHIYU_WEB_THREADS + settings.SHIYU_WEB_WAITING + _REFUSING,
        backlog=_BACKLOG,
        backpressure=_CONNECTIONS,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    run()
