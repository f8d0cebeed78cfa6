"""Finding the processes of one served city and ending them with -9, at a random moment, in a random way."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shiyu.cli.bench.site import Serving
from shiyu.cli.postgres.places import APP_ROLE, Places

WEB, JOBS = "shiyu.cli.serving.web", "shiyu.cli.serving.jobs"


@dataclass(frozen=True, slots=True)
class Victim:
    """A process of the served city and what it is."""

    what: str
    pid: int

    def kill(self) -> None:
        """End it at once; it may have ended by itself."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@dataclass(frozen=True, slots=True)
class Tree:
    """The processes that one `shiyu serve` started, by what they do; only those are ever killed."""

    serving: Serving

    def web(self) -> list[Victim]:
        """The web server's main process and its workers."""
        mains = self._ours(WEB)
        return [Victim("web", pid) for pid in mains] + [
            Victim("web worker", child) for pid in mains for child in children(pid)
        ]

    def jobs(self) -> list[Victim]:
        """The jobs process."""
        return [Victim("jobs", pid) for pid in self._ours(JOBS)]

    def database(self) -> list[Victim]:
        """The server and those of its processes that work for us."""
        noted = Places(self.serving.home).data / "postmaster.pid"
        if not noted.exists():
            return []
        main = int(noted.read_text().split("\n", 1)[0])
        backends = [pid for pid in children(main) if f"postgres: {APP_ROLE}" in command(pid)]
        return [Victim("postmaster", main)] + [Victim("backend", pid) for pid in backends]

    def groups(self) -> dict[str, Callable[[], list[Victim]]]:
        """What can be killed, each with how to find it."""
        return {"web": self.web, "jobs": self.jobs, "database": self.database}

    def _ours(self, module: str) -> list[int]:
        if self.serving.process is None:
            return []
        return [pid for pid in children(self.serving.process.pid) if module in command(pid)]


def order_of_groups(chance: random.Random, rounds: int) -> Iterator[str]:
    """A group for each round: every one comes in turn, in an order that changes."""
    groups: list[str] = []
    for _ in range(rounds):
        if not groups:
            groups = chance.sample(["web", "jobs", "database"], 3)
        yield groups.pop()


def choose(chance: random.Random, found: list[Victim]) -> Victim | None:
    """One victim: each kind is as likely as the others, however many of it there are."""
    kinds = sorted({victim.what for victim in found})
    if not kinds:
        return None
    kind = chance.choice(kinds)
    return chance.choice([victim for victim in found if victim.what == kind])


def children(pid: int) -> list[int]:
    """The processes that `pid` started; none once it is gone."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except OSError:
            continue
    return found


def command(pid: int) -> str:
    """The command line of a process; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
