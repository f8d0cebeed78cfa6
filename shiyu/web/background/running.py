"""Doing a task: by the jobs process, again after a worker was killed, to its end with a file or an honest word."""

from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import F
from django.utils import translation

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError, places_of
from shiyu.base.text import storable
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.city.models import Account
from shiyu.web.background.keeping import OPEN, given_of, lasts, order_of, result_of
from shiyu.web.background.kinds import Going, Kind, NoLongerHeld, Stopped, kind_named
from shiyu.web.models import Task

log = structlog.get_logger("shiyu.tasks")
MOST_TRIES = 3
TOLD_EVERY = timedelta(seconds=1)
BROKEN = Words(
    "任务因系统错误中断，已完成的部分有效，重新提交不会重复办理。请把编号 {reference} 告诉系统管理员。",
    "The task broke off by a fault of ours; what was done stays done, and asking again does nothing twice. Tell your "
    "administrator the number {reference}.",
)
GIVEN_UP = Words(
    "执行任务的进程已中断 {tries} 次，不再重试；已完成的部分有效。",
    "The process that did this was broken off {tries} times; it is not tried again. What was done stays done.",
)
BEGUN_AGAIN = Words(
    "执行进程中断过，任务已从头续做；此前已办的没有重复。",
    "The process was broken off and the task begun again; nothing was done twice.",
)


def work_on(reference: UUID) -> None:
    """Does the task, unless it has ended; never raises, so that the queue does not try what would fail again."""
    task = _begun(reference)
    if task is None:
        return
    if task.tries > MOST_TRIES:
        _end(task, Task.State.FAILED, trouble=GIVEN_UP.fill(tries=MOST_TRIES))
        return
    going = None
    try:
        kind, going = _prepared(task)
        with translation.override(str(going.order.get("language", ""))):
            kind.work(going)
    except Stopped as error:
        _end(task, Task.State.STOPPED, going=going, trouble=error.words)
    except ShiyuError as error:
        _end(task, Task.State.FAILED, going=going, trouble=error.words)
    except Exception as error:  # noqa: BLE001 -- whatever it was, the person who waits is told
        _log(error, task)
        _end(task, Task.State.FAILED, going=going, trouble=BROKEN.fill(reference=str(task.reference)[:8]))
    else:
        _end(task, Task.State.DONE, going=going)


def _begun(reference: UUID) -> Task | None:
    """The task, marked as running by this try; None where it was stopped before, has ended, or is gone."""
    open_one = Task.objects.filter(reference=reference, state__in=OPEN)
    open_one.update(state=Task.State.RUNNING, tries=F("tries") + 1, began_at=now(), seen_at=now())
    return open_one.first()


def _prepared(task: Task) -> tuple[Kind, Going]:
    kind = kind_named(task.kind)
    if kind is None:
        raise NoLongerHeld
    going = Going(
        actor=_actor(task), order=order_of(task), given=given_of(task), result=result_of(task),
        step=_Telling(task), said=[BEGUN_AGAIN] if task.tries > 1 else [],
    )  # fmt: skip
    return kind, going


def _actor(task: Task) -> PostHolder:
    """The person at the post he asked from, with the rights he has now. Raises `NoLongerHeld`."""
    account = Account.objects.filter(pk=task.account_id, is_active=True).first()
    held = actors_of(account) if account is not None else []
    found = next((actor for actor in held if actor.post_code == task.post_code), None)
    if found is None:
        raise NoLongerHeld
    return found


class _Telling:
    """Writes how far it is, once a second, and hears there whether it is to stop."""

    def __init__(self, task: Task) -> None:
        self._task, self._told = task, now() - TOLD_EVERY

    def __call__(self, done: int, total: int) -> None:
        if done < total and now() - self._told < TOLD_EVERY:
            return
        self._told = now()
        row = Task.objects.filter(pk=self._task.pk)
        row.update(done=done, total=total, seen_at=self._told)
        if done < total and row.filter(stop_asked=True).exists():
            raise Stopped


def _end(task: Task, state: Task.State, *, going: Going | None = None, trouble: Words | None = None) -> None:
    given_of(task).unlink(missing_ok=True)  # what was sent is needed no more
    has_file = result_of(task).exists()
    said = [*(going.said if going else ()), *((trouble,) if trouble else ())]
    Task.objects.filter(pk=task.pk).update(
        state=state, ended_at=now(), until=now() + lasts(), refused=going.refused if going else 0,
        did=going.done if going else 0, said=[{"zh": storable(words.zh), "en": storable(words.en)} for words in said],
        result_name=f"{going.name}.{going.form}" if going and has_file else "",
        size=result_of(task).stat().st_size if has_file else 0,
    )  # fmt: skip


def _log(error: Exception, task: Task) -> None:
    log.error("task_failed", kind=task.kind, reference=str(task.reference)[:8], error=type(error).__name__,
              places=places_of(error))  # fmt: skip
