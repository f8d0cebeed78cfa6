"""Periodic jobs of disputes; each may be run by several workers, or twice, without harm."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.disputes import counting


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="disputes.board", name="disputes.board")
def count_board(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Counts the centre's board anew."""
    close_old_connections()
    try:
        counting.keep_board()
    finally:
        close_old_connections()
