"""What the archive of papers does by the clock."""

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.documents.archive import sweep


@app.periodic(cron="47 17 * * *")
@app.task(queueing_lock="documents.sweep", name="documents.sweep")
def sweep_archive(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Takes away files whose paper was rolled back."""
    close_old_connections()
    try:
        sweep()
    finally:
        close_old_connections()
