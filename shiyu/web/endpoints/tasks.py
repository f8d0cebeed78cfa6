"""Background tasks, for programs: order a long export or a batch, see how far it is, fetch the file, stop it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Field, Router

from shiyu.base.words import Words
from shiyu.cases.facts import check_facts
from shiyu.web.answers import as_json
from shiyu.web.asking import kept_key, purpose_of
from shiyu.web.background.batches import order_batch
from shiyu.web.background.exports import order_export
from shiyu.web.background.keeping import stop, task_of, tasks_of
from shiyu.web.background.pages import as_file, shown
from shiyu.web.callers import officer_of
from shiyu.web.describing import ORDERING, STAFF_READING, TAKING
from shiyu.web.exporting.cases import ExportWanted
from shiyu.web.models import Task
from shiyu.web.schemas import Strict
from shiyu.web.work.batch_fields import move_for_many
from shiyu.web.work.whole_list import MOST, procedures_of


class CaseOfMany(Strict):
    """A case, and the entry count the asker saw, where it matters."""

    number: str = Field(max_length=40)
    expects: int | None = None


class ManyMovesBody(Strict):
    """The same move, told the same, for each of these cases."""

    move: str = Field(max_length=60)
    facts: dict[str, Any] = Field(default_factory=dict)
    cases: list[CaseOfMany] = Field(min_length=1, max_length=MOST)


router = Router(tags=["任务 Tasks"])
TASKS = Words("查看后台任务", "see background tasks")
_TOLD = ("reference", "title", "state", "done", "total", "did", "refused", "said", "file", "size", "asked_at",
         "ended_at", "until")  # fmt: skip


@router.get("/tasks", summary="我的任务 My tasks", **STAFF_READING)
def tasks(request: HttpRequest) -> HttpResponse:
    """The account's own tasks, newest first."""
    return as_json({"tasks": [told(task) for task in tasks_of(officer_of(request, to=TASKS))]})


@router.post("/tasks/export", summary="后台导出清单 Export the list in the background", **ORDERING)
def export(request: HttpRequest, wanted: ExportWanted) -> HttpResponse:
    """The same as `GET /cases/export`, for a list too long to wait for."""
    actor = officer_of(request, to=TASKS)
    purpose = purpose_of(wanted.purpose or "export", actor=actor)
    return as_json(told(order_export(wanted, actor=actor, purpose=purpose, key=kept_key(request))), status=202)


@router.post("/tasks/moves", summary="后台批量办理 Make many moves in the background", **ORDERING)
def moves(request: HttpRequest, body: ManyMovesBody) -> HttpResponse:
    """One move for many cases; the result file says of each case whether it was done, and why not."""
    actor = officer_of(request, to=TASKS)
    cases = {one.number: one.expects for one in body.cases}
    move = move_for_many(body.move, procedures_of(cases, actor=actor))
    check_facts(move, body.facts)
    task = order_batch(move, actor=actor, facts=body.facts, cases=list(cases.items()), key=kept_key(request))
    return as_json(told(task), status=202)


@router.get("/tasks/{reference}", summary="一个任务 One task", **STAFF_READING)
def task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """How far it is; `file` names the result once there is one."""
    return as_json(told(task_of(officer_of(request, to=TASKS), reference)))


@router.get("/tasks/{reference}/file", summary="结果文件 Its result", **TAKING)
def file(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """The result as a file, until the day named by `until`."""
    return as_file(task_of(officer_of(request, to=TASKS), reference))


@router.post("/tasks/{reference}/stop", summary="停止任务 Stop a task", **STAFF_READING)
def stop_task(request: HttpRequest, reference: UUID) -> HttpResponse:
    """What was done stays done; the rest is left."""
    actor = officer_of(request, to=TASKS)
    stop(task_of(actor, reference))
    return as_json(told(task_of(actor, reference)))


def told(task: Task) -> dict[str, Any]:
    """A task as programs see it."""
    found = shown(task)
    return {name: found[name] for name in _TOLD}
