"""消息: what the platform told an officer's unit, or a role he holds, newest first. The staff's end of `in_app`.

A notice is read here whether or not it went out by another way: no gateway needs to be set up for a clerk to be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.channels import Recipient
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Notice
from shiyu.cases.notice_words import due_dates, fields_for
from shiyu.cases.registry import procedure_of
from shiyu.cases.templates_of_pack import notice_templates

PAGE, COUNTED = 30, 99
"""More unread messages than `COUNTED` are not counted: the reader knows enough."""


class Kind(StrEnum):
    """What a message is about."""

    LIMIT = "limit"  # 时限: the clock warned, a limit has passed
    STEP = "step"  # 办理: somebody did something


OF_THE_CLOCK = "clock_"
"""How the names of the engine's own templates about limits begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InApp:
    """One message as its reader sees it."""

    notice_id: int
    number: str
    stage: Words
    written_at: datetime
    text: Words


def addressed_to(actor: PostHolder) -> QuerySet[Notice]:
    """Notices written to the unit of this post in a role it carries, or to such a role of the whole city.

    Of cases that the officer may see: what was sent to a unit that has returned the case is no longer its business.
    """
    roles = sorted(actor.roles)
    mine = Q(unit_code=actor.unit_code, role__in=roles) | Q(unit_code="", role__in=roles)
    return Notice.objects.filter(mine, party=None, case__in=visible_cases(actor).values("pk"))


def inbox_page(
    actor: PostHolder, *, before: int | None, limit: int = PAGE, after: int = 0, kind: Kind | None = None
) -> tuple[list[InApp], int | None]:
    """Up to `limit` messages newer than `after` and of this kind, newest first, and the `before` of the next page."""
    found = addressed_to(actor)
    if after:
        found = found.filter(pk__gt=after)
    if kind is not None:
        of_clock = Q(template__startswith=OF_THE_CLOCK)
        found = found.filter(of_clock if kind == Kind.LIMIT else ~of_clock)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("case").defer("case__search").order_by("-pk")[: limit + 1])
    return _shown(rows[:limit]), rows[limit - 1].pk if len(rows) > limit else None


def counting_after(actor: PostHolder, *, after: int | Coalesce) -> tuple[str, tuple[Any, ...]] | None:
    """The question how many messages are newer than the last one read, up to one more than `COUNTED`, and what fills
    it; None where this post sees no case. The same for the same holder, so it need not be built for every page."""
    newer = addressed_to(actor).filter(pk__gt=after).values_list("pk")[: COUNTED + 1]
    try:
        sql, values = newer.query.sql_with_params()
    except EmptyResultSet:
        return None
    return f"SELECT count(*) FROM ({sql}) AS newer", values  # noqa: S608 -- Django's own text


def _shown(rows: Sequence[Notice]) -> list[InApp]:
    due = due_dates([row.case_id for row in rows])
    shown = []
    for row in rows:
        words = notice_templates().get(row.template, Words(row.template, row.template))
        fields = fields_for(
            row, recipient=Recipient(contact=None, unit_code=row.unit_code, role=row.role), due=due.get(row.case_id)
        )
        stage = procedure_of(row.case.procedure, row.case.procedure_version).stage(row.case.stage).label
        shown.append(
            InApp(
                notice_id=row.pk, number=row.case.number, stage=stage, written_at=row.written_at,
                text=words.fill(**fields),
            )
        )  # fmt: skip
    return shown
