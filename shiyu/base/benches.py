"""What a bench is: a name, and measurements each beside its baseline of the same run. See docs/benchmarks.md.

A folder brings its own in `bench.py` as `BENCHES: tuple[Bench, ...]`; `shiyu bench` finds them by that name.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from typing_extensions import override

from shiyu.base.words import Words

Of = Literal["value", "ratio"]


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on a measurement's value or on its ratio to the baseline."""

    of: Of
    sense: Literal["≥", "≤"]
    bound: float

    def met_by(self, measured: "Measured") -> bool:
        """Whether the bound holds; a ratio without baseline holds none."""
        found = measured.value if self.of == "value" else measured.ratio
        if found is None:
            return False
        return found >= self.bound if self.sense == "≥" else found <= self.bound

    @override
    def __str__(self) -> str:
        return f"{self.of} {self.sense} {self.bound:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One number of a bench. `baseline` is in the same unit; `notes` are further facts of the same run."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    goals: tuple[Goal, ...] = ()
    notes: Mapping[str, Any] | None = None

    @property
    def ratio(self) -> float | None:
        """Value over baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether every goal is met; None where there is none."""
        return all(goal.met_by(self) for goal in self.goals) if self.goals else None

    def line(self) -> dict[str, Any]:
        """The measurement as one JSON object."""
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "baseline": _rounded(self.baseline),
            "ratio": _rounded(self.ratio),
            "goal": "; ".join(str(goal) for goal in self.goals) or None,
            "met": self.met,
            "notes": dict(self.notes or {}),
        }


class Site(Protocol):
    """A city of its own that a bench may load, break and throw away: see `shiyu.cli.bench.site`."""

    rows: int
    seconds: int
    rounds: int
    seed: int
    home: Path

    def database(self) -> AbstractContextManager[None]:
        """Django's connections lead to the site's own server inside the block."""

    def serving(self) -> AbstractContextManager[str]:
        """The whole of `shiyu serve` runs inside the block; gives its address."""

    def token(self, post_code: str) -> str:
        """The token of a new account that holds this post; inside `database()`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One bench. `rows` is how many stored cases it wants unless told otherwise; 0: none, and no database at all."""

    name: str
    help: Words
    run: Callable[[Any], Iterable[Measured]]  # called with a `Site`
    rows: int = 100_000


def quickest(work: Callable[[], object], *, rounds: int) -> float:
    """The seconds of the quickest of so many rounds, the first one not counted: it warms up.

    What others take of a shared machine only ever adds.
    """
    work()
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.4g}")
