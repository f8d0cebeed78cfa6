"""Whether the board opens as quickly among many disputes, and a long talk as a short one. See docs/benchmarks.md."""

from collections.abc import Iterable

from shiyu.base.benches import Bench, Measured, Site
from shiyu.base.words import Words


def run(site: Site) -> Iterable[Measured]:
    """Imports only when it runs: the names of benches are asked before there are models."""
    from shiyu.disputes import bench_board, bench_room  # noqa: PLC0415 -- they ask models

    yield from bench_room.measure(site)
    yield from bench_board.measure(site)


BENCHES = (
    Bench(
        name="disputes",
        help=Words("矛盾纠纷：长的调解室，二十万件的指挥台", "Disputes: a long room, a board of 200,000"),
        run=run, rows=20_000,
    ),
)  # fmt: skip
