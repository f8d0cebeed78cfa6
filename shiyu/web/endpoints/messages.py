"""消息: what an officer was told at his post, for programs that show it elsewhere."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from shiyu.base.words import Words
from shiyu.cases.inbox import Kind, inbox_page
from shiyu.web.answers import as_json
from shiyu.web.callers import officer_of
from shiyu.web.describing import STAFF_READING
from shiyu.web.messages_page import mark_read, read_up_to

router = Router(tags=["通知 Outbox"])
MESSAGES = Words("查看工作人员消息", "read the messages of staff")


class Asked(Schema):
    """Where the page begins: before the id the page before ended with."""

    before: int | None = Field(None, ge=1, le=2**62)
    unread: bool = Field(default=False, description="只看未读 Only what was not read yet")
    kind: Kind | None = Field(None, description="时限 limit，办理 step")


class ReadBody(Schema):
    """The newest message that was read."""

    upto: int = Field(ge=1, le=2**62)


@router.get("/messages", summary="消息 What I was told", **STAFF_READING)
def messages(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Thirty messages of the post acted from, newest first, and which of them were read."""
    actor = officer_of(request, to=MESSAGES)
    read = read_up_to(actor)
    rows, further = inbox_page(actor, before=asked.before, after=read if asked.unread else 0, kind=asked.kind)
    shown = [
        {"id": row.notice_id, "number": row.number, "stage": row.stage, "written_at": row.written_at, "text": row.text,
         "read": row.notice_id <= read}
        for row in rows
    ]  # fmt: skip
    return as_json({"messages": shown, "next": further})


@router.post("/messages/read", summary="标为已读 Mark as read", **STAFF_READING)
def read(request: HttpRequest, body: ReadBody) -> HttpResponse:
    """Marks every message up to the one named as read; never makes one unread again."""
    actor = officer_of(request, to=MESSAGES)
    mark_read(actor, upto=body.upto)
    return as_json({"read_up_to": read_up_to(actor)})
