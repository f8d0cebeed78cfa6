"""Whether a long talk opens as quickly as a short one. See docs/benchmarks.md."""

from collections.abc import Iterable

from shiyu.base.benches import Bench, Measured, Site
from shiyu.base.words import Words


def run(site: Site) -> Iterable[Measured]:
    """Imports only when it runs: the names of benches are asked before there are models."""
    from shiyu.disputes.bench_room import measure  # noqa: PLC0415 -- it asks models

    yield from measure(site)


BENCHES = (
    Bench(
        name="disputes",
        help=Words("矛盾纠纷：两千条留言的调解室与五十条的相比", "Disputes: a room of 2,000 messages beside one of 50"),
        run=run, rows=2_000,
    ),
)  # fmt: skip
