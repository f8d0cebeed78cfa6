"""The rows and files of tasks: ordered once, seen by their owner alone, erased when their days are over.

Files (what was sent, what came out) lie under the task's reference in `$SHIYU_HOME/tasks`, readable by the service
alone. They may hold personal data, so they are in no backup and no longer there than the setting says.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from shiyu.base.clock import now
from shiyu.base.crypto import decrypt, encrypt
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import KeyReused
from shiyu.web.models import Task

SHOWN = 100
_CONTEXT = b"web.task"
TASK = Words("该任务", "The task")
OPEN = (Task.State.WAITING, Task.State.RUNNING)


def order(
    kind: str, *, actor: PostHolder, key: str, title: Words, order: Mapping[str, Any], given: BinaryIO | None = None
) -> Task:
    """Writes the task and its job in one transaction; the same key gives the task it gave before.

    Raises `KeyReused` where that task was of another kind or asked for something else.
    """
    from shiyu.web.tasks import work_on  # noqa: PLC0415 -- the job imports what does the work

    key = key[:64]
    asked = {**order, "given": _digest(given)} if given is not None else dict(order)
    known = Task.objects.filter(account_id=actor.account_id, key=key).first()
    if known is not None:
        return _the_same(known, kind=kind, asked=asked)
    content = json.dumps({**asked, "language": get_language() or settings.LANGUAGE_CODE}, ensure_ascii=False)
    task = Task(
        account_id=actor.account_id, post_code=actor.post_code, kind=kind, key=key,
        title={"zh": title.zh, "en": title.en}, asked_at=now(), until=now() + lasts(),
        sealed=encrypt(content.encode(), context=_CONTEXT),
    )  # fmt: skip
    if given is not None:
        with fresh(given_of(task)) as out:
            shutil.copyfileobj(given, out)
    try:
        with transaction.atomic():
            task.save()
            work_on.defer(reference=str(task.reference))
    except IntegrityError:  # the same form from another tab at the same moment
        given_of(task).unlink(missing_ok=True)
        return _the_same(Task.objects.get(account_id=actor.account_id, key=key), kind=kind, asked=asked)
    return task


def _digest(given: BinaryIO) -> str:
    """What tells one file from another."""
    given.seek(0)
    digest = hashlib.file_digest(given, "sha256").hexdigest()  # type: ignore[arg-type]
    given.seek(0)
    return digest


def _the_same(known: Task, *, kind: str, asked: Mapping[str, Any]) -> Task:
    """The task of an earlier request, if that asked for this. Raises `KeyReused`."""
    before = {name: value for name, value in order_of(known).items() if name != "language"}
    if known.kind != kind or before != json.loads(json.dumps(asked)):
        raise KeyReused
    return known


def lasts() -> timedelta:
    """How long a task and its files are kept after it was asked for, and again after it ended."""
    return timedelta(days=settings.SHIYU_TASK_DAYS)


def order_of(task: Task) -> dict[str, Any]:
    """What was asked for."""
    found: dict[str, Any] = json.loads(decrypt(bytes(task.sealed), context=_CONTEXT))
    return found


def tasks_of(actor: PostHolder) -> list[Task]:
    """The account's tasks, newest first."""
    return list(Task.objects.filter(account_id=actor.account_id).order_by("-asked_at")[:SHOWN])


def task_of(actor: PostHolder, reference: UUID) -> Task:
    """One task of the account's own. Raises `NoSuchThing` for another's as for none."""
    found = Task.objects.filter(account_id=actor.account_id, reference=reference).first()
    if found is None:
        raise NoSuchThing(what=TASK)
    return found


def stop(task: Task) -> None:
    """What has not begun never begins; what runs stops at its next step. What has ended stays as it is."""
    mine = Task.objects.filter(pk=task.pk)
    if not mine.filter(state=Task.State.WAITING).update(state=Task.State.STOPPED, ended_at=now()):
        mine.filter(state=Task.State.RUNNING).update(stop_asked=True)


def given_of(task: Task) -> Path:
    """Where what was sent with the order lies."""
    return _folder() / f"{task.reference}.given"


def result_of(task: Task) -> Path:
    """Where what came out lies."""
    return _folder() / f"{task.reference}.result"


def forget_tasks() -> int:
    """Erases tasks whose days are over, with their files, and files whose row never came; answers how many tasks."""
    over = list(Task.objects.filter(until__lte=now()).exclude(state=Task.State.RUNNING))
    for task in over:
        given_of(task).unlink(missing_ok=True)
        result_of(task).unlink(missing_ok=True)
        task.delete()
    known = {str(reference) for reference in Task.objects.values_list("reference", flat=True)}
    for path in _folder().iterdir():
        young = now().timestamp() - path.stat().st_mtime < timedelta(days=1).total_seconds()
        if path.name.partition(".")[0] not in known and not young:
            path.unlink(missing_ok=True)
    return len(over)


def _folder() -> Path:
    folder: Path = settings.SHIYU_HOME / "tasks"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def fresh(path: Path) -> BinaryIO:
    """A new file that only the service may read; one of an earlier try is written over."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
