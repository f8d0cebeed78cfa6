"""Background tasks, for programs: order a long export, see how far it is, fetch the file, stop it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from shiyu.base.words import Words
from shiyu.web.answers import as_json
from shiyu.web.asking import key_of, purpose_of
from shiyu.web.background.exports import order_export
from shiyu.web.background.keeping import stop, task_of, tasks_of
from shiyu.web.background.pages import as_file, shown
from shiyu.web.callers import officer_of
from shiyu.web.describing import ORDERING, STAFF_READING, TAKING
from shiyu.web.exporting.cases import ExportWanted

router = Router(tags=["任务 Tasks"])
TASKS = Words("查看后台任务", "see background tasks")
_TOLD = ("reference", "title", "state", "done", "total", "did", "refused", "said", "file", "size", "asked_at",
         "ended_at", "until")  # fmt: skip


@router.get("/tasks", summary="我的任务 My tasks", **STAFF_READING)
def tasks(request: HttpRequest) -> HttpResponse:
    """The account's own tasks, newest first."""
    return as_json({"tasks": [_told(task) for task in tasks_of(officer_of(request, to=TASKS))]})


@router.post("/tasks/export", summary="后台导出清单 Export the list in the background", **ORDERING)
def export(request: HttpRequest, wanted: ExportWanted) -> HttpResponse:
    """The same as `GET /cases/export`, for a list too long to wait for."""
    actor = officer_of(request, to=TASKS)
    purpose = purpose_of(wanted.purpose or "export", actor=actor)
    return as_json(_told(order_export(wanted, actor=actor, purpose=purpose, key=f"api:{key_of(request)}")), status=202)


@router.get("/tasks/{reference}", summary="一个任务 One task", **STAFF_READING)
def task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """How far it is; `file` names the result once there is one."""
    return as_json(_told(task_of(officer_of(request, to=TASKS), reference)))


@router.get("/tasks/{reference}/file", summary="结果文件 Its result", **TAKING)
def file(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """The result as a file, until the day named by `until`."""
    return as_file(task_of(officer_of(request, to=TASKS), reference))


@router.post("/tasks/{reference}/stop", summary="停止任务 Stop a task", **STAFF_READING)
def stop_task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """What was done stays done; the rest is left."""
    actor = officer_of(request, to=TASKS)
    stop(task_of(actor, reference))
    return as_json(_told(task_of(actor, reference)))


def _told(task: Any) -> dict[str, Any]:
    found = shown(task)
    return {name: found[name] for name in _TOLD}
