"""消息: what the platform told an officer at his post, and how far he has read."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Case, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.inbox import COUNTED, Kind, counting_after, inbox_page
from shiyu.cases.registry import registered
from shiyu.web.browsing import chosen_post, sitter_of, staff_of
from shiyu.web.callers import holder_of
from shiyu.web.counted import said_count
from shiyu.web.models import ReadUpTo
from shiyu.web.team.handing import unseen
from shiyu.web.team.reminders import counting_due, listed
from shiyu.web.typed import whole_number

UNREAD = "unread"
TABS = {
    "": Words("全部", "All"),
    UNREAD: Words("未读", "Unread"),
    Kind.LIMIT.value: Words("时限提醒", "Limits"),
    Kind.STEP.value: Words("办理通知", "Steps"),
}


def unread(actor: PostHolder) -> int:
    """How many messages the officer has not read yet, and reminders due; one more of each than is shown at most."""
    question = _counting(actor, tuple(registered()))
    if question is None:
        return 0
    (sql, values), (due_sql, due_values) = question, counting_due(actor, COUNTED + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql}) + ({due_sql})", (*values, *due_values))
        count: int = cursor.fetchone()[0]
    return count


# To build the question costs more than to answer it, and it stands on every page.
@lru_cache(maxsize=2_000)
def _counting(actor: PostHolder, _registered: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
    return counting_after(actor, after=Coalesce(Subquery(_marks(actor)[:1]), 0))


def read_up_to(actor: PostHolder) -> int:
    """The id of the newest message the officer has read at this post; 0 for none."""
    return _marks(actor).first() or 0


def _marks(actor: PostHolder) -> "QuerySet[ReadUpTo, int]":
    """His own mark, else that of the one he stands in for: a delegate is not shown a year of messages as new."""
    found = ReadUpTo.objects.filter(account_id=actor.account_id, post_code=actor.post_code)
    if actor.acts_for is not None:
        either = ReadUpTo.objects.filter(account_id__in=(actor.account_id, actor.acts_for), post_code=actor.post_code)
        own_first = Case(When(account_id=actor.account_id, then=0), default=1)
        return either.order_by(own_first).values_list("notice_id", flat=True)
    return found.order_by("pk").values_list("notice_id", flat=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """The page at `/messages`; a POST marks as read up to the message it names."""
    actor = staff_of(request)
    if request.method == "POST":
        mark_read(actor, upto=whole_number(request.POST.get("upto", "")))
        return redirect("messages")
    before, read = whole_number(request.GET.get("before", "")), read_up_to(actor)
    show = request.GET.get("show", "")
    rows, further = inbox_page(
        actor, before=before, after=read if show == UNREAD else 0, kind=Kind(show) if show in set(Kind) else None
    )
    context = {
        "rows": [{"message": row, "unread": row.notice_id > read} for row in rows], "further": further,
        "before": before, "newest": rows[0].notice_id if rows and not before else None, "show": show,
        "some_unread": any(row.notice_id > read for row in rows), "tabs": _tabs(show), "elsewhere": _elsewhere(request),
        "handed": unseen(actor.account_id), "due": listed(actor, due_only=True),
    }  # fmt: skip
    return render(request, "web/messages.html", context)


def _tabs(chosen: str) -> list[dict[str, Any]]:
    return [{"show": show, "label": label, "chosen": show == chosen} for show, label in TABS.items()]


def _elsewhere(request: HttpRequest) -> list[dict[str, Any]]:
    """Unread messages of the posts this officer acts from for somebody who is away, but for the present one."""
    sitter = sitter_of(request)
    if sitter is None:
        return []
    here = chosen_post(request, sitter)
    posts = [post for post in sitter.posts if post.id in sitter.standing_in and post.id != here.id]
    counts = [(post, unread(holder_of(post, who=sitter))) for post in posts]
    return [
        {"code": post.code, "title": post.title, "absent": sitter.standing_in[post.id].name, "count": said_count(count)}
        for post, count in counts
        if count
    ]


def mark_read(actor: PostHolder, *, upto: int | None) -> None:
    """Never backwards: an older page that is sent late does not make messages unread again."""
    if not upto:
        return
    mine = {"account_id": actor.account_id, "post_code": actor.post_code}
    row, made = ReadUpTo.objects.get_or_create(**mine, defaults={"notice_id": upto, "read_at": now()})
    if not made and row.notice_id < upto:
        ReadUpTo.objects.filter(**mine).update(notice_id=Greatest("notice_id", upto), read_at=now())
