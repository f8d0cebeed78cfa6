"""Budgets of pages, and whether figures keep them: pure, so that a test can say what fails and what does not."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from tools.pages.figures import Figures, Seen, Served

# A page that says no is a page all the same; one that leads on was not measured at all.
PAGES_ALL_THE_SAME = frozenset({200, 403, 404})
FILE = Path(__file__).with_name("budgets.toml")


@dataclass(frozen=True, kw_only=True)
class Budgets:
    """`every` bounds hold for all pages, `own` ones for a route beside them, `pinned` counts of queries by page.

    `heavy` are routes that show a map, charts or photos; `known` names what is over its bound for now, up to where it
    may go, and why: beyond that it fails like everything else.
    """

    every: Mapping[str, float]
    heavy: frozenset[str]
    own: Mapping[str, Mapping[str, float]]
    pinned: Mapping[str, int]
    known: Mapping[tuple[str, str], float]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Budgets":
        """From the parsed file; raises `KeyError` or `ValueError` for one that is not whole."""
        unexplained = [one for one in told.get("known", []) if not one["why"].strip()]
        if unexplained:
            raise ValueError(f"known without a reason: {unexplained}")
        return cls(
            every=dict(told["every"]),
            heavy=frozenset(told["heavy"]["routes"]),
            own=dict(told.get("own", {})),
            pinned=dict(told.get("queries", {})),
            known={(one["page"], one["what"]): float(one["up_to"]) for one in told.get("known", [])},
        )

    def bound(self, figures: Figures, what: str) -> float | None:
        """The bound of one figure; None where there is none."""
        page = figures.page
        if (page.name, what) in self.known:
            return self.known[page.name, what]
        if what == "status":
            return 0
        if what == "queries":
            return self.pinned.get(page.name)
        if what == "kilobytes" and page.route in self.heavy:
            return self.every["kilobytes_heavy"]
        return self.own.get(page.route, {}).get(what, self.every.get(what))


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A figure above its bound, or a page that is not pinned."""

    page: str
    what: str
    found: float
    bound: float | None

    @override
    def __str__(self) -> str:
        if self.bound is None:
            return f"{self.page}: {self.what} {self.found:g} 未定基线 is not pinned (make pages PIN=1)"
        return f"{self.page}: {self.what} {self.found:g} > {self.bound:g}"


def load(path: Path = FILE) -> Budgets:
    """The budgets that are checked in."""
    return Budgets.read(tomllib.loads(path.read_text(encoding="utf-8")))


def judge(figures: Figures, budgets: Budgets) -> list[Broken]:
    """What of a page is over its budget."""
    broken = []
    for what, found in _found(figures):
        bound = budgets.bound(figures, what)
        if (bound is None and what == "queries") or (bound is not None and found > bound):
            broken.append(Broken(page=figures.page.name, what=what, found=found, bound=bound))
    return broken


def _found(figures: Figures) -> Iterator[tuple[str, float]]:
    if figures.seen is not None:
        yield from _of_browser(figures.seen)
    if figures.served is not None:
        yield from _of_server(figures.served)


def _of_browser(seen: Seen) -> Iterator[tuple[str, float]]:
    yield "axe", seen.count_of_grave
    yield "kilobytes", round(seen.kilobytes, 1)
    yield "shift", round(seen.shift, 4)
    yield "first_ms", round(seen.first_ms)
    yield "again_ms", round(seen.again_ms)


def _of_server(served: Served) -> Iterator[tuple[str, float]]:
    if served.status not in PAGES_ALL_THE_SAME:
        yield "status", served.status
    yield "server_p95_ms", round(served.p95_ms, 1)
    yield "queries", served.queries


def pinned(found: Mapping[str, int], *, text: str) -> str:
    """The budgets' text with the counts of queries written anew; pages that were not measured keep theirs."""
    head, _, _ = text.partition("[queries]")
    kept = tomllib.loads(text).get("queries", {})
    lines = [f'"{name}" = {count}' for name, count in sorted({**kept, **found}.items())]
    return head + "\n".join(("[queries]", *lines, ""))
