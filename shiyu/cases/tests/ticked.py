"""Another moment, for the stories of systems: it is then, and what fell due meanwhile has been done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from shiyu.base.clock import standing_at
from shiyu.cases.tick import tick


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """It is that moment inside the block, and the clocks have ticked."""
    with standing_at(moment):
        tick()
        yield
