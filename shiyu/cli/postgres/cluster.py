"""One embedded server: made, started, watched, stopped. The only speaker to its processes."""

import atexit
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from shiyu.cli.postgres import access, roles, tuning
from shiyu.cli.postgres.account import Account, server_account
from shiyu.cli.postgres.binaries import Binaries, kept, wheel_binaries
from shiyu.cli.postgres.errors import DidNotStart, ListensAbroad
from shiyu.cli.postgres.leases import Lease, alone
from shiyu.cli.postgres.places import PORT, Places

# Recovery after a crash replays the log and may take minutes; a server that still lives is waited for.
_READY_SECONDS = 600.0
_STOP_SECONDS = 60.0
_LARGEST_LOG = 16 * 1024 * 1024
# Servers this process started, by their data: whoever asks after one also clears away a killed one's zombie.
_CHILDREN: dict[Path, subprocess.Popen[bytes]] = {}
_ORPHANS = "pre-existing shared memory block"


class Cluster:
    """The embedded server of one data folder.

    `extra` settings go above every file; nothing makes it listen abroad. `older` names the folder with the programs of
    an earlier major version, for an upgrade.
    """

    def __init__(
        self,
        home: Path,
        *,
        user: str = "",
        extra: Mapping[str, str] | None = None,
        binaries: Binaries | None = None,
        older: Path | None = None,
    ) -> None:
        self.places = Places(home)
        self.account: Account = server_account(user)
        self.older = older
        self._extra = dict(extra or {})
        self._given = binaries

    @property
    def binaries(self) -> Binaries:
        """The server's programs where its account can run them."""
        return kept(self._given or wheel_binaries(), places=self.places)

    def sibling(self, name: str, *, binaries: Binaries | None = None) -> "Cluster":
        """The server of another data folder of this installation; only one of them runs at a time."""
        other = Cluster(self.places.home, extra=self._extra, binaries=binaries or self._given)
        other.account, other.places = self.account, Places(self.places.home, name)
        return other

    @contextmanager
    def running(self) -> Iterator[None]:
        """A server that answers inside the block; the last process that uses it stops it."""
        with self._alone():
            lease = Lease(self.places.home / "db.in-use")
            self._bring_up()
        try:
            yield
        finally:
            with self._alone():
                if lease.give_up():
                    self.stop()

    def start(self) -> None:
        """Start the server unless it runs already; makes or upgrades the data folder first where that is needed."""
        with self._alone():
            self._bring_up()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else makes, starts or stops anything of this data folder meanwhile, its first folder included."""
        self.places.home.mkdir(parents=True, exist_ok=True)
        with alone(self.places.home / "db.lock"):
            yield

    def stop(self) -> None:
        """Stop a running server: open transactions are rolled back, everything committed is on disk."""
        pid = self.pid()
        if pid is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            os.kill(pid, how)
            if self._gone(_STOP_SECONDS):
                return

    def pid(self) -> int | None:
        """Process id of the running server of this data folder; None when it does not run, killed ones included."""
        if self._child is not None:
            self._child.poll()
        pid = _noted_pid(self.places.data / "postmaster.pid")
        return pid if pid is not None and _serves(pid, self.places.data) else None

    @property
    def _child(self) -> subprocess.Popen[bytes] | None:
        return _CHILDREN.get(self.places.data)

    def _bring_up(self) -> None:
        from shiyu.cli.postgres.upgrade import settle_version

        self.places.prepare(self.account)
        if not self._answers():
            settle_version(self)
            if not (self.places.data / "PG_VERSION").exists():
                self.make_data(self.places.data)
            self.launch()
        roles.make_roles(self.places)

    def _answers(self) -> bool:
        """Whether a server runs already and can be used; one that is just being killed still shows for a moment."""
        if self.pid() is None:
            return False
        try:
            self._wait()
        except DidNotStart:
            return False
        return True

    def make_data(self, data: Path) -> None:
        """A fresh data folder; sorted by code point, which is the same on every machine."""
        locale: tuple[str, ...] = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        if self.binaries.major < 17:
            locale = ("--locale=C.UTF-8",)
        fresh = data.with_name(f"{data.name}.making")
        self.account.run(["rm", "-rf", fresh])
        rest = [*locale, "--data-checksums", "--auth=reject", "--no-instructions"]
        if self._extra.get("fsync") == "off":
            rest.append("--no-sync")
        self.account.run([self.binaries.program("initdb"), "-D", fresh, "-U", "postgres", "-E", "UTF8", *rest])
        self.account.write(fresh / "postgresql.conf", "include = 'tuning.conf'\n")
        fresh.rename(data)  # a folder under its own name is whole

    def launch(self) -> None:
        """Start the server's process and wait until it answers; orphans of a killed one are given time to end."""
        data = self.places.data
        self.account.write(data / "tuning.conf", tuning.tuning_file())
        self._refuse_to_listen()
        for note in (data / "postmaster.pid", self.places.socket / f".s.PGSQL.{PORT}.lock"):
            _drop_stale(note, data)
        for _ in range(20):
            self._spawn()
            try:
                self._wait()
            except DidNotStart as refused:
                if _ORPHANS not in refused.facts["tail"]:
                    raise
                time.sleep(0.5)
            else:
                return
        self._wait()

    def _spawn(self) -> None:
        access.write_access(self.places, account=self.account)
        if self._child is not None:
            self._child.wait()  # it has ended: nobody starts a server beside a running one
        fixed = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.places.socket),
            "unix_socket_permissions": "0700",
            **access.files(self.places),
            **self._extra,
        }
        options = [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]
        with _log_of(self.places.log) as log:
            _CHILDREN[self.places.data] = subprocess.Popen(
                [self.binaries.program("postgres"), "-D", self.places.data, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the operator's terminal is ours to answer
                **self.account.popen,
            )

    def _wait(self) -> None:
        end = time.monotonic() + _READY_SECONDS
        while time.monotonic() < end:
            try:
                roles.connect(self.places).close()
            except psycopg.OperationalError:
                if self._child is not None and self._child.poll() is not None:
                    break
                if self._child is None and self.pid() is None:
                    break
                time.sleep(0.05)
            else:
                return
        raise DidNotStart(log=self.places.log, tail=_tail(self.places.log))

    def _refuse_to_listen(self) -> None:
        extra = [part for name, value in self._extra.items() for part in ("-c", f"{name}={value}")]
        ask = ("-C", "listen_addresses")
        value = self.account.run([self.binaries.program("postgres"), "-D", self.places.data, *extra, *ask]).strip()
        # `localhost` is what PostgreSQL says when nobody said anything; our own start line says none.
        if value not in {"", "localhost"}:
            raise ListensAbroad(file=self.places.data / "postgresql.conf", name="listen_addresses", value=value)

    def _gone(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.pid() is None:
                return True
            time.sleep(0.02)
        return False


@atexit.register
def _let_go() -> None:
    """A server may outlive who started it: that is its purpose, and no reason for a warning at the end."""
    for child in _CHILDREN.values():
        if child.poll() is None:
            child.returncode = 0


def _noted_pid(note: Path) -> int | None:
    try:
        return int(note.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether the process `pid` is the server of `data`: the number may have passed to somebody else."""
    try:
        if Path("/proc").exists():
            return Path(f"/proc/{pid}/cwd").readlink() == data
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False
    return True


def _drop_stale(note: Path, data: Path) -> None:
    """Remove the note of a killed server whose number still exists: passed to another process, or a zombie.

    PostgreSQL would take that process for a running server. A note of a number nobody has is left to PostgreSQL.
    """
    pid = _noted_pid(note)
    if pid is not None and Path(f"/proc/{pid}").exists() and not _serves(pid, data):
        note.unlink()


@contextmanager
def _log_of(path: Path) -> Iterator[int]:
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_suffix(".log.old"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-8:]) if path.exists() else ""
