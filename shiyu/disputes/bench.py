"""Whether the centre's board opens as quickly among many disputes. See docs/benchmarks.md."""

from collections.abc import Iterable

from shiyu.base.benches import Bench, Measured, Site
from shiyu.base.words import Words


def run(site: Site) -> Iterable[Measured]:
    """Imports only when it runs: the names of benches are asked before there are models."""
    from shiyu.disputes.bench_board import measure  # noqa: PLC0415 -- it asks models

    yield from measure(site)


BENCHES = (
    Bench(
        name="disputes",
        help=Words("矛盾纠纷：二十万件的指挥台", "Disputes: the board of 200,000"),
        run=run,
        rows=200_000,
    ),
)
