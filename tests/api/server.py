"""A real server process on a free port, for tests that must see what granian and the whole middleware do."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import httpx
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN = 300  # seconds; four of them quiet, forty on a machine that does a dozen other things
ANSWERS_WITHIN = 120


def collect_static() -> None:
    """Styles and scripts as `shiyu serve` delivers them, where they are not of what was built last.

    Workers share the folder, and each of them lists its files when it makes its first client: the conftest calls this
    before there is one, and nobody writes there afterwards.
    """
    with (settings.SHIYU_HOME / "static.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        stamp, found = settings.SHIYU_HOME / "static.stamp", _sources()
        if stamp.exists() and stamp.read_text() == found:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)


def _sources() -> str:
    """Every file that is collected, with its size and time, as one hash."""
    files = sorted((name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    seen = [(name, (kept := Path(path).stat()).st_size, kept.st_mtime_ns) for name, path in files]
    return sha256(repr(seen).encode()).hexdigest()


@contextmanager
def running_server(environment: dict[str, str], *, log: Path | None = None) -> Iterator[str]:
    """The address of a server on the database that `environment` names, for a while. `log` keeps what it says."""
    with log.open("wb") if log else nullcontext() as said:
        yield from _served(environment, said)


def _served(environment: dict[str, str], said: IO[bytes] | None) -> Iterator[str]:
    port = _free_port()
    path = os.pathsep.join(filter(None, (environment.get("PYTHONPATH"), str(ROOT))))
    process = subprocess.Popen(
        [sys.executable, "-m", "shiyu.cli.serving.web", str(os.getpid())],
        cwd=ROOT,
        stdout=said,
        stderr=said,
        env={**os.environ, "SHIYU_DB_POOL": "4", **environment, "SHIYU_PORT": str(port), "PYTHONPATH": path},
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address
    finally:
        for asker in _askers:
            asker.close()
        _askers.clear()
        process.terminate()
        process.wait(ANSWERS_WITHIN)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}.")
        try:
            httpx.get(f"{address}/healthz", timeout=10, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer in time.")


_askers: list[httpx.Client] = []


class Asker:
    """Somebody who speaks to the server."""

    def __init__(self, address: str, **headers: str) -> None:
        self._client = httpx.Client(
            base_url=f"{address}/api/v1", headers=headers, timeout=ANSWERS_WITHIN, trust_env=False
        )
        _askers.append(self._client)

    def get(self, path: str) -> Any:
        """GET under /api/v1."""
        return self._client.get(path)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """POST of JSON under /api/v1."""
        return self._client.post(path, json=body or {}, headers={"Idempotency-Key": key or "once"})

    def send(self, method: str, path: str, **other: Any) -> Any:
        """Anything else."""
        return self._client.request(method, path, **other)
