"""任务: the pages of background tasks: a list, one task with its progress and its result, stopping it."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.web.background.keeping import OPEN, result_of, stop, task_of, tasks_of
from shiyu.web.background.kinds import kind_named
from shiyu.web.browsing import staff_of
from shiyu.web.exporting.tables import CONTENT_TYPES
from shiyu.web.models import Task

STATES = {
    Task.State.WAITING: Words("等待执行", "Waiting its turn"),
    Task.State.RUNNING: Words("正在执行", "Under way"),
    Task.State.DONE: Words("已完成", "Done"),
    Task.State.FAILED: Words("未完成", "Not done"),
    Task.State.STOPPED: Words("已停止", "Stopped"),
}
STOPPING = Words("正在停止", "Stopping")
RESULT = Words("结果文件", "The result file")


@never_cache
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The page at `/tasks`."""
    rows = [shown(task) for task in tasks_of(staff_of(request))]
    return render(request, "web/tasks/list.html", {"rows": rows, "live": any(row["open"] for row in rows)})


@never_cache
@require_safe
def task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """The page at `/tasks/<reference>`."""
    found = shown(task_of(staff_of(request), reference))
    return render(request, "web/tasks/one.html", {"task": found, "live": found["open"]})


@never_cache
@require_safe
def result(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """The file at `/tasks/<reference>/file`, saved and never shown."""
    return as_file(task_of(staff_of(request), reference))


@never_cache
@require_POST
def stop_task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """POST to `/tasks/<reference>/stop`."""
    stop(task_of(staff_of(request), reference))
    return redirect("task", reference=reference)


def as_file(task: Task) -> FileResponse:
    """The result as an answer. Raises `NoSuchThing` where there is none, or none any more."""
    path = result_of(task)
    if task.state in OPEN or not task.result_name or not path.exists():
        raise NoSuchThing(what=RESULT)
    kind = CONTENT_TYPES.get(task.result_name.rpartition(".")[2], "application/octet-stream")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=task.result_name, content_type=kind)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def shown(task: Task) -> dict[str, Any]:
    """A task as pages and programs show it."""
    kind = kind_named(task.kind)
    state = STOPPING if task.stop_asked and task.state == Task.State.RUNNING else STATES[Task.State(task.state)]
    return {
        "reference": task.reference, "kind": kind.label if kind else Words(task.kind, task.kind),
        "title": Words(**task.title), "state": task.state, "state_words": state, "open": task.state in OPEN,
        "stopping": task.stop_asked, "done": task.done, "total": task.total,
        "percent": 100 * task.done // task.total if task.total else 0, "did": task.did, "refused": task.refused,
        "said": [Words(**words) for words in task.said], "file": task.result_name, "size": task.size,
        "asked_at": task.asked_at, "ended_at": task.ended_at, "until": task.until,
    }  # fmt: skip
