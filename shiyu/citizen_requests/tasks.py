"""Periodic jobs of citizen requests; each may be run by several workers, or twice, without harm."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.citizen_requests import topics


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="citizen_requests.topics", name="citizen_requests.topics")
def place_in_topics(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Places what came in since the last time in the rising topics."""
    close_old_connections()
    try:
        topics.catch_up()
    finally:
        close_old_connections()
