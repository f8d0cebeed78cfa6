"""Fifty sessions beside one: list pages, the yearly report, the import of a list. See docs/benchmarks.md.

One session is told through the door; the others are its rows, copied with other keys. Their chains of history are not
proved: what is measured only reads them.
"""

from collections.abc import Iterable

from shiyu.base.benches import Bench, Measured, Site
from shiyu.base.words import Words

PROPOSALS = 50 * 443
"""Fifty sessions of the size of the founding one."""


def run(site: Site) -> Iterable[Measured]:
    """Imports only when it runs: the names of benches are asked before there are models."""
    from shiyu.proposals.bench_session import measure  # noqa: PLC0415 -- it asks models

    yield from measure(site)


BENCHES = (
    Bench(
        name="proposals",
        help=Words("提案：五十届与一届相比的清单、通报、导入", "Proposals: fifty sessions beside one"),
        run=run, rows=PROPOSALS,
    ),
)  # fmt: skip
