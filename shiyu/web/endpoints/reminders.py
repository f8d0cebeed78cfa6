"""提醒: reminders of cases, their owner's alone; rules are those of the page `/reminders`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.words import Words
from shiyu.web.answers import as_json
from shiyu.web.asking import day_of, row_id
from shiyu.web.callers import officer_of
from shiyu.web.describing import STAFF_READING
from shiyu.web.models import Reminder
from shiyu.web.schemas import Strict
from shiyu.web.team import reminders as keeping

router = Router(tags=["提醒 Reminders"])
REMINDERS = Words("设置和查看提醒", "set and see reminders")


class Asked(Schema):
    """Which of the reminders that wait."""

    due: bool = Field(default=False, description="只看到期的 Only what is due, or whose case has ended")


class ReminderBody(Strict):
    """Of which case, and when: either on a day, or so many working days before the case is due."""

    number: str = Field(max_length=40)
    on: str = Field("", max_length=10, description="YYYY-MM-DD")
    before: int | None = Field(None, ge=1, le=keeping.MOST_BEFORE, description="提前几个工作日 Working days")
    note: str = Field("", max_length=keeping.NOTE)


class LaterBody(Strict):
    """So many working days from today."""

    days: int = Field(ge=1, le=keeping.MOST_BEFORE)


@router.get("/reminders", summary="我的提醒 My reminders", **STAFF_READING)
def reminders(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Those that wait at the post acted from, the nearest day first."""
    rows = keeping.listed(officer_of(request, to=REMINDERS), due_only=asked.due)
    shown = [_shown(one.reminder) | {"title": one.title, "due": one.due, "ended": one.ended} for one in rows]
    return as_json({"reminders": shown})


@router.post("/reminders", summary="设置提醒 Set a reminder", **STAFF_READING)
def add(request: HttpRequest, body: ReminderBody) -> HttpResponse:
    """Sets one for a case the asker may see; the same asked twice is one."""
    actor = officer_of(request, to=REMINDERS)
    day = day_of(body.on, "on") if body.on else None
    return as_json(_shown(keeping.add(actor, body.number, on=day, before=body.before, note=body.note)))


@router.post("/reminders/{reminder_id}/later", summary="推迟提醒 Put a reminder off", **STAFF_READING)
def later(request: HttpRequest, reminder_id: int, body: LaterBody) -> HttpResponse:
    """Again so many working days from today."""
    return as_json(_shown(keeping.snooze(officer_of(request, to=REMINDERS), row_id(reminder_id), days=body.days)))


@router.post("/reminders/{reminder_id}/cancel", summary="取消提醒 Cancel a reminder", **STAFF_READING)
def cancel(request: HttpRequest, reminder_id: int) -> HttpResponse:
    """It has served or is wanted no more; once is enough."""
    keeping.done(officer_of(request, to=REMINDERS), row_id(reminder_id))
    return as_json({"cancelled": reminder_id})


def _shown(row: Reminder) -> dict[str, Any]:
    return {"id": row.pk, "number": row.number, "on": row.on, "note": row.note, "made_at": row.made_at}
