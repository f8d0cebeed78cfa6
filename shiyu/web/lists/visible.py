"""Every case the reader may see, filtered, in one of three orders, paged by key in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q

from shiyu.base.words import Words
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.worklist import COUNTED, Place
from shiyu.web.case_list import filtered
from shiyu.web.lists.asking import Ask, Found, place_text, read_place

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the place of a list that is ordered by key alone."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether downwards; the key of the case decides between equals."""

    by: str
    down: bool


ORDERS = {"new": Order("pk", down=True), "old": Order("pk", down=False), "due": Order("due_at", down=False)}


class VisibleCases:
    """The source of every list but my work."""

    sorts: ClassVar[Mapping[str, Words]] = {
        "new": Words("最新受理在前", "Newest first"),
        "old": Words("最早受理在前", "Oldest first"),
        "due": Words("先到期在前（只列有时限的）", "Due first (only with a limit)"),
    }
    exports: ClassVar[bool] = True

    def page(self, ask: Ask) -> Found:
        """One page. What was searched for is not written down, since it may name a person."""
        after, before = read_place(ask.after, field="after"), read_place(ask.before, field="before")
        rows = self.rows(ask, after=after, before=before)
        more, rows = len(rows) > ask.limit, rows[: ask.limit]
        if before is not None:
            rows.reverse()
        if ask.wanted.q:
            log_access(ask.actor, what="search", purpose=Purpose.HANDLING, detail={"found": len(rows)})
        if not rows:
            return Found()
        first, last = (place_text(Place(at or _NO_TIME, pk)) for pk, at in (rows[0], rows[-1]))
        return Found(
            cases=[pk for pk, _ in rows],
            before=first if (more if before is not None else after is not None) else "",
            after=last if (True if before is not None else more) else "",
        )

    def counts(self, parts: Mapping[str, Ask]) -> Mapping[str, int]:
        """How many cases each part holds, in one question."""
        asked: dict[str, tuple[str, tuple[Any, ...]]] = {}
        # What somebody may see takes long to say where there are many procedures: it is said once for all parts.
        seen = {actor: visible_cases(actor) for actor in {ask.actor for ask in parts.values()}}
        for name, ask in parts.items():
            try:
                asked[name] = _wanted(seen[ask.actor], ask).values("pk")[:COUNTED].query.sql_with_params()
            except EmptyResultSet:
                continue
        if not asked:
            return dict.fromkeys(parts, 0)
        # Django's own text; what it is to be filled with travels beside it.
        columns = [f"(SELECT count(*) FROM ({sql}) AS part)" for sql, _ in asked.values()]  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)}", [value for _, given in asked.values() for value in given])
            found = cursor.fetchone() or ()
        return dict.fromkeys(parts, 0) | dict(zip(asked, found, strict=True))

    def wanted(self, ask: Ask) -> "QuerySet[Case]":
        """Every case of what is asked for, in no order."""
        return _wanted(visible_cases(ask.actor), ask)

    def rows(self, ask: Ask, *, after: Place | None, before: Place | None) -> list[tuple[int, Any]]:
        """One more than a page, with the moments they are ordered by."""
        order = ORDERS[ask.sort]
        down = order.down != (before is not None)
        cases = self.wanted(ask)
        if (place := before or after) is not None:
            cases = cases.filter(_beyond(order.by, place, down=down))
        names = dict.fromkeys((order.by, "pk"))
        ordered = cases.order_by(*(f"-{name}" if down else name for name in names))
        return list(ordered.values_list("pk", order.by)[: ask.limit + 1]) if order.by != "pk" else [
            (pk, None) for pk in ordered.values_list("pk", flat=True)[: ask.limit + 1]
        ]  # fmt: skip


def _wanted(visible: "QuerySet[Case]", ask: Ask) -> "QuerySet[Case]":
    cases = filtered(visible, ask.wanted)
    if ask.narrow is not None:
        cases = ask.narrow(cases)
    return cases.filter(due_at__isnull=False) if ask.sort == "due" else cases


def _beyond(by: str, place: Place, *, down: bool) -> Q:
    way = "lt" if down else "gt"
    if by == "pk":
        return Q(**{f"pk__{way}": place.pk})
    # The first condition bounds the walk along the index, the second leaves out what the last page showed.
    return Q(**{f"{by}__{way}e": place.at}) & (
        Q(**{f"{by}__{way}": place.at}) | Q(**{f"pk__{way}": place.pk})
    )  # fmt: skip
