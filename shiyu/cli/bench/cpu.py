"""Who used the processors during a measurement: on a machine shared with others a rate alone says little."""

import os
from dataclasses import dataclass
from pathlib import Path

from shiyu.cli.bench.killing import Tree, children

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time since the beginning, by part of the served city, and of the whole machine."""

    parts: dict[str, float]
    machine: float

    @classmethod
    def by(cls, tree: Tree) -> "Used":
        """As it stands now."""
        database = [victim.pid for victim in tree.database() if victim.what == "postmaster"]
        roots = {
            "web": [victim.pid for victim in tree.web() if victim.what == "web"],
            "jobs": [victim.pid for victim in tree.jobs()],
            "database": database,
        }
        return cls({name: sum(map(_of_tree, pids)) for name, pids in roots.items()}, _of_machine())

    def since(self, before: "Used", *, cases: int, seconds: float) -> dict[str, float]:
        """Milliseconds a case of each part, and how many cores everybody else kept busy meanwhile."""
        spent = {name: self.parts[name] - before.parts[name] for name in self.parts}
        others = (self.machine - before.machine - sum(spent.values())) / seconds
        return {
            **{f"{name}_cpu_ms": round(used / max(cases, 1) * 1000, 2) for name, used in spent.items()},
            "other_busy_cores": round(max(others, 0.0), 2),
        }


def _of_tree(pid: int) -> float:
    return _of(pid) + sum(map(_of_tree, children(pid)))


def _of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # utime, stime, and those of children that have ended (proc(5), fields 14 to 17).
    return sum(map(int, fields[11:15])) / _TICKS


def _of_machine() -> float:
    user, nice, system, _idle, _wait, irq, soft = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]
    )
    return (user + nice + system + irq + soft) / _TICKS
