"""Periodic jobs of supervision; each may be run by several workers, or twice, without harm."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.supervision import urging


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="supervision.urging", name="supervision.urging")
def urge_late_orders(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Urges again what stays late."""
    close_old_connections()
    try:
        urging.urge_again()
    finally:
        close_old_connections()
