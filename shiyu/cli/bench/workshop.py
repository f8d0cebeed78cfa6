"""Where benches work: a city filled once, and a copy of it for each bench, in processes of their own."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shiyu.base.benches import Bench
from shiyu.cli.bench.site import copy_home, environment

_WORKER = "shiyu.cli.bench.worker"
_WHOLE = "filled.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator asked for; `rows` None leaves it to each bench."""

    rows: int | None = None
    seconds: int = 20
    rounds: int = 3
    seed: int = 1


@dataclass(slots=True)
class Workshop:
    """One folder of filled cities and copies. `failed` names the benches that gave no figure."""

    folder: Path
    failed: list[str] = field(default_factory=list)
    _renewed: set[Path] = field(default_factory=set)

    def measure(self, bench: Bench, *, wish: Wish) -> Iterator[dict[str, Any]]:
        """The measurements of one bench, as its process prints them; what it complains of goes to standard error."""
        rows = bench.rows and (wish.rows or bench.rows)
        home = self.folder / bench.name
        filled = self._furnished(home, rows)
        if filled is None:
            self.failed.append(bench.name)
            return
        told = {"template": filled, "rows": rows, "seconds": wish.seconds, "rounds": wish.rounds, "seed": wish.seed}
        options = [part for name, value in told.items() for part in (f"--{name}", str(value))]
        command = [sys.executable, "-m", _WORKER, bench.name, *options]
        try:
            with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True) as worker:
                for line in worker.stdout or ():
                    yield json.loads(line)
            if worker.returncode:
                self.failed.append(bench.name)
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def _furnished(self, home: Path, rows: int) -> Path | None:
        """Makes the home of a bench, empty or a copy of a filled city; gives what it came from, None if that fails."""
        if not rows:
            home.mkdir()
            return home
        filled = self.filled(rows)
        if filled is not None:
            copy_home(filled, home)
        return filled

    def filled(self, rows: int) -> Path | None:
        """A city with so many stored cases, made on the first asking; None where that fails.

        One that was kept from an earlier release gets the tables of this one.
        """
        home = self.folder / f"filled-{rows}"
        if (home / _WHOLE).exists():
            return home if home in self._renewed or self._renew(home) else None
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        home.chmod(0o711)  # a borrowed account's server must be able to enter
        sys.stderr.write(f"正在填充 {rows} 件 filling {rows} cases …\n")
        command = [sys.executable, "-m", _WORKER, "prepare", "--rows", str(rows)]
        if subprocess.run(command, env=environment(home), check=False).returncode:
            return None
        (home / _WHOLE).write_text(json.dumps({"rows": rows}))  # a city that says so is filled to the end
        self._renewed.add(home)
        return home

    def _renew(self, home: Path) -> bool:
        done = subprocess.run([sys.executable, "-m", _WORKER, "renew"], env=environment(home), check=False)
        self._renewed.add(home)
        return not done.returncode


@contextmanager
def workshop(keep: Path | None) -> Iterator[Workshop]:
    """A folder that is removed afterwards, unless `keep` names one; on a disk, never in memory."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield Workshop(keep.resolve())
        return
    with tempfile.TemporaryDirectory(prefix="shiyu-bench-", dir="/var/tmp", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        yield Workshop(Path(folder))
