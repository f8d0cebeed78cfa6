"""A city of its own for one bench: own data folder, own embedded server with production settings, own processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.postgres.cluster import Cluster
from shiyu.cli.postgres.places import Places
from shiyu.cli.processes import die_with_parent, kill_group

_SECONDS_TO_SERVE = 90.0
_SECONDS_TO_STOP = 60.0
# Of the operator's environment only what says how to serve; never where: a bench must not meet a real city's data.
_PASSED_ON = (
    "SHIYU_WEB_WORKERS",
    "SHIYU_WEB_THREADS",
    "SHIYU_DB_POOL",
    "SHIYU_DB_USER",
    "SHIYU_CITY",
    "SHIYU_LOG_LEVEL",
)


def environment(home: Path, *, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that works on the site in `home` and on nothing else."""
    told = os.environ if given is None else given
    ours = ("SHIYU_", "DATABASE_", "DJANGO_", "PG")
    kept = {name: value for name, value in told.items() if not name.startswith(ours)}
    passed = {name: told[name] for name in _PASSED_ON if name in told}
    return kept | {"SHIYU_LOG_LEVEL": "warning"} | passed | {"SHIYU_HOME": str(home), "SHIYU_ENV": "demo"}


def copy_home(source: Path, target: Path) -> None:
    """A copy of a stopped site; blocks are shared where the file system can."""
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["/bin/cp", "-a", "--reflink=auto", source, target], check=True)
    # Whatever is measured next would share the disk with gigabytes that are still on their way to it.
    os.sync()


@dataclass(frozen=True, kw_only=True)
class OwnSite:
    """The `Site` of `shiyu.base.benches` in the process whose settings lead to `home`."""

    home: Path
    template: Path
    rows: int
    seconds: int = 20
    rounds: int = 3
    seed: int = 1

    @contextmanager
    def database(self) -> Iterator[None]:
        """The site's server runs inside the block."""
        from shiyu.cli.ground import database

        with database():
            yield

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The whole of `shiyu serve` runs inside the block; gives its address."""
        with self.served() as served:
            yield served.url

    @contextmanager
    def served(self, *, only: str = "") -> Iterator["Serving"]:
        """`shiyu serve` or a part of it, in a session of its own; ends it and what it started."""
        serving = Serving(self.home, only=only)
        serving.start()
        try:
            serving.wait()
            yield serving
        finally:
            serving.stop()

    @contextmanager
    def twin(self, name: str) -> Iterator["OwnSite"]:
        """Another copy of what this site began with, for a baseline on tables of the same size."""
        home = self.home.with_name(f"{self.home.name}-{name}")
        copy_home(self.template, home)
        try:
            yield OwnSite(home=home, template=self.template, rows=self.rows, seconds=self.seconds, seed=self.seed)
        finally:
            shutil.rmtree(home, ignore_errors=True)

    @property
    def places(self) -> Places:
        """Where its server keeps everything."""
        return Places(self.home)

    def cluster(self) -> Cluster:
        """Its server, for work that needs no Django."""
        return Cluster(self.home, user=os.environ.get("SHIYU_DB_USER", ""))

    def token(self, post_code: str) -> str:
        """The token of a new account that holds this post."""
        return self.tokens(post_code)[0]

    def tokens(self, *post_codes: str) -> list[str]:
        """A new account for each post, one account's token for each."""
        from shiyu.cli.bench.accounts import token_for

        return [token_for([post_code]) for post_code in post_codes]


class Serving:
    """The tree of `shiyu serve` on the data folder `home`."""

    def __init__(self, home: Path, *, only: str = "") -> None:
        self.home = home
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._only = ["--only", only] if only else []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it says goes to `serve.log` in the data folder."""
        with (self.home / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "shiyu.cli", "serve", "--port", str(self.port), *self._only],
                env=environment(self.home),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 -- one thread only when it is called
            )

    def wait(self, seconds: float = _SECONDS_TO_SERVE) -> str:
        """Wait until it is ready; gives its address. Raises `BenchFailed`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            if self.ready():
                return self.url
            time.sleep(0.05)
        raise BenchFailed(reason=f"shiyu serve: {tail(self.home / 'serve.log')}")

    def ready(self) -> bool:
        """Whether it would serve a request now."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:  # noqa: S310 -- our own address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop it in order, then insist."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                kill_group(self.process.pid)
                self.process.wait()
        self.process = None


def tail(path: Path, lines: int = 6) -> str:
    """The last lines of a log."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
