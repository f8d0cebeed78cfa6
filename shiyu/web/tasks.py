"""What the doors do by the clock."""

from uuid import UUID

from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.web.background import running
from shiyu.web.background.keeping import forget_tasks
from shiyu.web.drafts import forget_drafts
from shiyu.web.kept import forget_kept
from shiyu.web.login.phone import forget_codes, send_code
from shiyu.web.team.reminders import note_ended
from shiyu.web.throttle import forget_old


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_tries", pass_context=False)
def forget_tries(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the moment
    """Forgets wrong guesses of days gone by, what was kept for a form, old drafts, and codes nobody can use."""
    forget_old()
    forget_kept()
    forget_drafts()
    forget_codes()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="web.reminders", name="web.reminders", pass_context=False)
def note_ended_reminders(timestamp: int) -> None:  # noqa: ARG001
    """Tells who wanted to be reminded of a case that it has ended."""
    note_ended()


@app.task(name="web.phone_code")
def send_phone_code(row: int) -> None:
    """Sends a code to a telephone: by a job, so that asking takes the same time whoever the number belongs to."""
    send_code(row)


@app.task(name="web.task")
def work_on(reference: str) -> None:
    """Does one of the tasks that officers asked for; the job of a killed worker comes again and goes on."""
    close_old_connections()
    try:
        running.work_on(UUID(reference))
    finally:
        close_old_connections()


@app.periodic(cron="29 * * * *")
@app.task(queueing_lock="web.forget_tasks", name="web.forget_tasks")
def forget_results(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the moment
    """Erases tasks and their files whose days are over."""
    forget_tasks()
