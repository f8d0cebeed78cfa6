"""`make pages`: measures every page, prints one table, and ends with 1 where a budget is not kept."""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import Serving
from tools.pages import budgets, table
from tools.pages.browser import eyes
from tools.pages.city import Prepared, prepared
from tools.pages.figures import Figures, Page
from tools.pages.server import watching

_WIDTH = 240
FOLDER = Path("var") / "pages"


def main() -> int:
    """Measures and judges."""
    told = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # servers are stopped in order, however it ends
    kept = budgets.load()
    seen: list[tuple[Figures, list[budgets.Broken]]] = []
    with prepared(told.folder, rows=told.rows) as city:
        facts = {"rows": told.rows, **machine(city.site.places)}
        chosen = [page for page in city.pages if not told.only or told.only in page.name]
        with city.site.served() as serving:
            for figures in _measured(serving, city, chosen, told=told):
                broken = budgets.judge(figures, kept)
                seen.append((figures, broken))
                if told.json:
                    print(table.line(figures, broken, facts=facts), flush=True)
    if told.pin:
        _pin([figures for figures, _ in seen])
    if not told.json:
        _print(seen, facts=facts)
    return 1 if any(broken for _, broken in seen) else 0


def _measured(
    serving: Serving, city: Prepared, pages: Sequence[Page], *, told: argparse.Namespace
) -> Iterator[Figures]:
    """The server's times first, while no browser runs beside it."""
    known = []
    with watching(serving, city) as watch:
        for page in pages:
            known.append(Figures(page=page, served=watch.look(page)))
            _say(f"server {page.name}")
    if told.server_only:
        yield from known
        return
    url = serving.url.replace("127.0.0.1", "localhost")
    with eyes(url, city.cookies, rounds=told.rounds) as look:
        for one in known:
            yield replace(one, seen=look.look(one.page))
            _say(f"browser {one.page.name}")


def _pin(figures: Sequence[Figures]) -> None:
    found = {one.page.name: one.served.queries for one in figures if one.served is not None}
    text = budgets.FILE.read_text(encoding="utf-8")
    budgets.FILE.write_text(budgets.pinned(found, text=text), encoding="utf-8")


def _print(seen: Sequence[tuple[Figures, list[budgets.Broken]]], *, facts: dict[str, Any]) -> None:
    """One table, what it was measured on, a line for each figure over its budget and for each finding of axe."""
    console = Console(highlight=False, soft_wrap=True, width=_WIDTH)
    console.print(table.drawn(seen))
    console.print("  ".join(f"{name}={value}" for name, value in facts.items()))
    for figures, broken in seen:
        for sentence in (*map(str, broken), *table.grave(figures)):
            console.print(sentence, markup=False)


def _say(what: str) -> None:
    sys.stderr.write(f"\r\033[K{what}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make pages", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="stored cases beside the demo's")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the filled city is kept")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--rounds", type=int, default=3, help="slow visits of each page; the median counts")
    parser.add_argument("--server-only", action="store_true", help="times and queries of the server, no browser")
    parser.add_argument("--pin", action="store_true", help="write the counts of queries into budgets.toml")
    parser.add_argument("--json", action="store_true", help="one object a line")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
