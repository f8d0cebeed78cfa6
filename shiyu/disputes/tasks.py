"""Periodic jobs of disputes; each may be run by several workers, or twice, without harm."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.disputes import counting
from shiyu.disputes.agreements import links, performance


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="disputes.board", name="disputes.board")
def count_board(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Counts the centre's board anew."""
    close_old_connections()
    try:
        counting.keep_board()
    finally:
        close_old_connections()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="disputes.signing_links", name="disputes.signing_links")
def send_signing_links(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Sends the links by which parties sign."""
    close_old_connections()
    try:
        links.send_links()
    finally:
        close_old_connections()


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="disputes.reminding", name="disputes.reminding")
def remind_of_performance(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Reminds of what is to be performed soon or is late."""
    close_old_connections()
    try:
        performance.remind()
    finally:
        close_old_connections()
