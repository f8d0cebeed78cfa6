"""What understanding of text is worth and costs, on real texts. See docs/triage.md.

Each part is a module of its own with `measure(site)`; adding one is a name in PARTS.
"""

from collections.abc import Iterable
from importlib import import_module

from shiyu.base.benches import Bench, Measured, Site
from shiyu.base.words import Words

PARTS = ("bench_category", "bench_speed", "bench_replies", "bench_duplicates", "bench_topics")


def run(site: Site) -> Iterable[Measured]:
    """Every part; each is imported only when it runs: the names of benches are asked before there are models."""
    for part in PARTS:
        yield from import_module(f"shiyu.triage.{part}").measure(site)


BENCHES = (
    Bench(
        name="triage",
        help=Words("智能研判：判类准不准、快不快", "Understanding text: how right and how quick"),
        run=run, rows=0,
    ),
)  # fmt: skip
