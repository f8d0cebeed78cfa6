"""Jobs that keep the queue itself in order."""

from datetime import timedelta

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateWorker

from shiyu.base.clock import now

_KEPT_HOURS = 72
_SILENT = timedelta(seconds=30)  # a worker beats every ten seconds


def clock_is_kept() -> bool:
    """Whether a jobs process is at work somewhere, and with it the city's clock."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=now() - _SILENT).exists()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="base.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Give the jobs of a worker that was killed back to the queue."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="base.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Remove jobs that were done days ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=_KEPT_HOURS)
