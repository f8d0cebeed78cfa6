"""The one table that `make pages` prints, and the same as lines of JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Column, Table

from tools.pages.budgets import Broken
from tools.pages.figures import Figures, Seen, Served

KINDS = ("Document", "Stylesheet", "Script", "Font", "Image")
_HEADS = (
    "页面 page", "axe", "kB", "html", "css", "js", "font", "image", "shift", "first ms", "again ms",
    "status", "p50 ms", "p95 ms", "cpu ms", "queries", "",
)  # fmt: skip


def drawn(seen: Sequence[tuple[Figures, Sequence[Broken]]]) -> Table:
    """Every page a row; the last column names what is over its budget."""
    table = Table(*(Column(head, no_wrap=True) for head in _HEADS), box=None)
    for figures, broken in seen:
        table.add_row(*row(figures), " ".join(fault.what for fault in broken))
    return table


def row(figures: Figures) -> list[str]:
    """The cells of a page."""
    return [figures.page.name, *_seen(figures.seen), *_served(figures.served)]


def _seen(seen: Seen | None) -> list[str]:
    if seen is None:
        return [""] * 10
    kinds = [f"{seen.sent.get(kind, 0) / 1024:.0f}" for kind in KINDS]
    return [
        str(seen.count_of_grave), f"{seen.kilobytes:.0f}", *kinds, f"{seen.shift:.3f}", f"{seen.first_ms:.0f}",
        f"{seen.again_ms:.0f}",
    ]  # fmt: skip


def _served(served: Served | None) -> list[str]:
    if served is None:
        return [""] * 5
    times = (served.p50_ms, served.p95_ms, served.processor_ms)
    return [str(served.status), *(f"{took:.1f}" for took in times), str(served.queries)]


def grave(figures: Figures) -> list[str]:
    """What axe found, one line for each rule and place, with the languages and sizes it was found at."""
    found: dict[str, list[str]] = {}
    for at, faults in (figures.seen.grave if figures.seen else {}).items():
        for fault in faults:
            found.setdefault(fault, []).append(at)
    return [f"{figures.page.name}: {fault} ({', '.join(dict.fromkeys(at))})" for fault, at in found.items()]


def line(figures: Figures, broken: Sequence[Broken], *, facts: Mapping[str, Any]) -> str:
    """One page as an object: its figures, what is over its budget, and what it was measured on."""
    kilobytes = None if figures.seen is None else round(figures.seen.kilobytes, 1)
    whole = {
        **asdict(figures),
        "kilobytes": kilobytes,
        "over": [asdict(fault) for fault in broken],
        "machine": dict(facts),
    }
    return json.dumps(whole, ensure_ascii=False)
