"""What waits for somebody: the limit that ends first at the top, what has none at the end, paged by key both ways."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.cases.turns import NO_LIMIT
from shiyu.cases.worklist import Place
from shiyu.web.lists.asking import Ask
from shiyu.web.lists.visible import VisibleCases

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

FIRST = "first"


class WaitingCases(VisibleCases):
    """The source of a list that somebody works through: nothing is left out for want of a limit."""

    sorts: ClassVar[Mapping[str, Words]] = {
        FIRST: Words("先到期在前", "Due first"),
        "new": VisibleCases.sorts["new"],
        "old": VisibleCases.sorts["old"],
    }

    @override
    def rows(self, ask: Ask, *, after: Place | None, before: Place | None) -> list[tuple[int, Any]]:
        """One more than a page."""
        if ask.sort != FIRST:
            return super().rows(ask, after=after, before=before)
        return due_first(self.wanted(ask), most=ask.limit + 1, after=after, before=before)


def due_first(
    cases: "QuerySet[Case]", *, most: int, after: Place | None = None, before: Place | None = None
) -> list[tuple[int, datetime]]:
    """Keys with their moments: the first `most` after a place, or, backwards, before one; those without a limit last.

    One question of two walks. The moment has an index in which cases without one are not; those are looked for only
    where the others do not fill the page: then few are left, and looking through them is short. Backwards it is the
    other way round: a page that begins among those with a limit needs no others.
    """
    timed = cases.filter(_beyond(after, before), due_at__isnull=False)
    never = cases.filter(_beyond_untimed(after, before), due_at__isnull=True)
    sign = "-" if before is not None else ""
    first, second = (never, timed) if before is not None else (timed, never)
    parts = []
    for part in (first, second):
        ordered = part.order_by(f"{sign}due_at", f"{sign}pk") if part is timed else part.order_by(f"{sign}pk")
        try:
            parts.append(ordered.values_list("pk", "due_at")[:most].query.sql_with_params())
        except EmptyResultSet:
            continue
    found = _asked(parts, most=most)
    rows = sorted(((pk, at or NO_LIMIT) for pk, at in found), key=lambda row: (row[1], row[0]))
    return rows[:most] if before is None else rows[::-1][:most]


def _asked(parts: list[tuple[str, tuple[Any, ...]]], *, most: int) -> list[tuple[int, datetime | None]]:
    """The first part, and as far as it does not fill the page the second."""
    if not parts:
        return []
    # Django's own text; what it is to be filled with travels beside it.
    question, values = parts[0]
    if len(parts) > 1:
        more, others = parts[1]
        question = (
            f"WITH enough (id, due_at) AS MATERIALIZED ({question}) SELECT id, due_at FROM enough "  # noqa: S608
            f"UNION ALL SELECT * FROM ({more}) AS others WHERE (SELECT count(*) FROM enough) < %s"
        )
        values = (*values, *others, most)
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        found: list[tuple[int, datetime | None]] = cursor.fetchall()
    return found


def _beyond(after: Place | None, before: Place | None) -> Q:
    # The first condition bounds the walk along the index, the second leaves out what the last page showed.
    if after is not None:
        return Q(due_at__gte=after.at) & (Q(due_at__gt=after.at) | Q(pk__gt=after.pk))
    if before is not None:
        return Q(due_at__lte=before.at) & (Q(due_at__lt=before.at) | Q(pk__lt=before.pk))
    return Q()


def _beyond_untimed(after: Place | None, before: Place | None) -> Q:
    if after is not None:
        return Q(pk__gt=after.pk) if after.at >= NO_LIMIT else Q()
    if before is not None:
        return Q(pk__lt=before.pk) if before.at >= NO_LIMIT else Q(pk__in=())
    return Q()
