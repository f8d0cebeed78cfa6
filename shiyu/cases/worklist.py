"""我的工作: the cases whose move is mine, due first; and what passed through my hands.

Turns are kept by `shiyu.cases.turns`, so a page costs its rows and not what is stored. `visible_cases` still decides:
a list never shows what the actor may not open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from shiyu.base.clock import now
from shiyu.cases.actors import PostHolder
from shiyu.cases.clocks import WARNED
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Assignment, Case, Entry
from shiyu.cases.permission import division_prefix
from shiyu.cases.registry import registered
from shiyu.cases.turns import NO_LIMIT, working_roles

COUNTED = 100
"""Tabs count to here and then say “99+”: an exact count reads everything."""
_NOW = datetime(1, 1, 2, tzinfo=UTC)
_FAR = datetime.max.replace(tzinfo=NO_LIMIT.tzinfo)


class Tab(StrEnum):
    """The parts of my work."""

    TO_SIGN = "to_sign"  # 待签收: my unit's share, not yet signed for
    TO_DO = "to_do"  # 待办: the move is mine
    NEAR = "near"  # 将到期
    LATE = "late"  # 逾期
    DONE = "done"  # 已办: my post had it, and the move is no longer mine


Narrow = Callable[[QuerySet[Case]], QuerySet[Case]]
"""What a reader filters by: given the cases he may see, answers those he wants."""
COUNTED_TABS = (Tab.TO_SIGN, Tab.TO_DO, Tab.NEAR, Tab.LATE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in its list: by due moment, then by case (已办: by entry)."""

    at: datetime
    pk: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a work list. `at` is None where no limit runs."""

    case_id: int
    at: datetime | None
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of one page, and whether more lie before and after it."""

    lines: list[Line]
    before: bool
    after: bool


def page_of_work(
    actor: PostHolder, tab: Tab, *, limit: int, after: Place | None = None, before: Place | None = None,
    narrow: Narrow | None = None,
) -> Page:  # fmt: skip
    """One page: what follows `after`, or what stands right before `before`, or the beginning; filtered by `narrow`."""
    if after is None and before is None and narrow is None:
        known = _beginning(actor, tab, limit + 1, tuple(registered()))
        found = _asked(*known) if known else []
    else:
        found = list(_ordered(actor, tab, limit=limit + 1, after=after, before=before, narrow=narrow, moment=now()))
    lines = [_line(tab, row) for row in found[:limit]]
    more = len(found) > limit
    if before is not None:
        return Page(lines[::-1], before=more, after=True)
    return Page(lines, before=after is not None, after=more)


def counts_of_work(actor: PostHolder, *, narrow: Narrow | None = None) -> dict[Tab, int]:
    """How many lines each tab has, up to `COUNTED`; one question for all."""
    tabs, question, values = _counting(actor, tuple(registered())) if narrow is None else _counted(actor, narrow=narrow)
    counts = _asked(question, values)[0] if tabs else ()
    return dict.fromkeys(COUNTED_TABS, 0) | dict(zip(tabs, counts, strict=True))


# To build a question anew costs more than PostgreSQL needs to answer it. It is the same for the same holder, but for
# the present moment, in whose place `_NOW` stands.


@lru_cache(maxsize=2_000)
def _counting(actor: PostHolder, _registered: tuple[Any, ...]) -> tuple[tuple[Tab, ...], str, tuple[Any, ...]]:
    return _counted(actor, narrow=None)


def _counted(actor: PostHolder, *, narrow: Narrow | None) -> tuple[tuple[Tab, ...], str, tuple[Any, ...]]:
    asked = {tab: _ordered(actor, tab, limit=COUNTED, narrow=narrow) for tab in COUNTED_TABS}
    compiled = {tab: lines.query.sql_with_params() for tab, lines in asked.items() if not lines.query.is_empty()}
    # Django's own text; what it is to be filled with travels beside it.
    parts = [f"(SELECT count(*) FROM ({sql}) AS {tab.value})" for tab, (sql, _) in compiled.items()]  # noqa: S608
    values = tuple(value for _, given in compiled.values() for value in given)
    return tuple(compiled), f"SELECT {', '.join(parts)}", values


@lru_cache(maxsize=2_000)
def _beginning(
    actor: PostHolder, tab: Tab, limit: int, _registered: tuple[Any, ...]
) -> tuple[str, tuple[Any, ...]] | None:
    lines = _ordered(actor, tab, limit=limit)
    return None if lines.query.is_empty() else lines.query.sql_with_params()


def _asked(question: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(question, [moment if value == _NOW else value for value in values])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _line(tab: Tab, row: tuple[datetime, int, int]) -> Line:
    at, case_id, level = row
    if tab == Tab.DONE:
        return Line(case_id, None, 0, Place(_FAR, level))  # the third value of 已办 is the entry
    return Line(case_id, None if at == NO_LIMIT else at, level, Place(at, case_id))


def _ordered(
    actor: PostHolder, tab: Tab, *, limit: int, after: Place | None = None, before: Place | None = None,
    narrow: Narrow | None = None, moment: datetime = _NOW,
) -> Any:  # fmt: skip
    """The first `limit` lines after a place, or, backwards, before one: at most so many of each part, then of all."""
    order = ("at", "of_case") if before is None else ("-at", "-of_case")
    if tab == Tab.DONE:
        return _done(_wanted(actor, narrow), actor, limit=limit, after=after, before=before)
    parts = [
        part.filter(_beyond(after, before)).order_by(*order).values_list("at", "of_case", "lamp")[:limit]
        for part in _parts(actor, tab, visible=_wanted(actor, narrow), moment=moment)
    ]
    if len(parts) == 1:
        return parts[0]
    return parts[0].union(*parts[1:], all=True).order_by(*order)[:limit] if parts else Case.objects.none()


def _wanted(actor: PostHolder, narrow: Narrow | None) -> QuerySet[Case]:
    visible = visible_cases(actor)
    return visible if narrow is None or visible.query.is_empty() else narrow(visible)


def _beyond(after: Place | None, before: Place | None) -> Q:
    # The first condition bounds the walk along the index, the second leaves out what the last page showed.
    if after is not None:
        return Q(at__gte=after.at) & (Q(at__gt=after.at) | Q(of_case__gt=after.pk))
    if before is not None:
        return Q(at__lte=before.at) & (Q(at__lt=before.at) | Q(of_case__lt=before.pk))
    return Q()


def _parts(
    actor: PostHolder, tab: Tab, *, visible: QuerySet[Case], moment: datetime
) -> Iterator[QuerySet[Any]]:  # fmt: skip
    if visible.query.is_empty():  # none of the procedures shows this post anything
        return
    of_cases, of_shares = working_roles()
    if tab != Tab.TO_SIGN:
        for role in sorted(actor.roles & of_cases):
            yield _lamp(_cases(actor, role, visible), tab, moment=moment)
    for role in sorted(actor.roles & of_shares):
        yield from (_lamp(part, tab, moment=moment) for part in _shares(actor, role, tab=tab, visible=visible))


def _cases(actor: PostHolder, role: str, visible: QuerySet[Case]) -> QuerySet[Case]:
    here = Q(turn_in_place=False) | Q(place_code__startswith=division_prefix(actor.division_code))
    mine = visible.filter(here, turn_role=role)
    return mine.annotate(at=F("turn_due_at"), of_case=F("pk"), lamp=F("turn_level"))


def _shares(actor: PostHolder, role: str, *, tab: Tab, visible: QuerySet[Case]) -> Iterator[QuerySet[Assignment]]:
    mine = Assignment.objects.filter(unit_id=actor.unit_id, turn_role=role)
    seen = mine.filter(Exists(visible.filter(pk=OuterRef("case_id"))))
    shown = seen.annotate(at=F("due_at"), of_case=F("case_id"), lamp=F("due_level"))
    if tab != Tab.TO_DO:
        yield shown.filter(state=Assignment.State.SENT)
    if tab != Tab.TO_SIGN:
        yield shown.exclude(state=Assignment.State.SENT)


def _lamp(part: QuerySet[Any], tab: Tab, *, moment: datetime) -> QuerySet[Any]:
    if tab == Tab.LATE:
        return part.filter(at__lte=moment)
    if tab == Tab.NEAR:
        return part.filter(lamp=WARNED, at__gt=moment)
    return part


def _done(
    visible: QuerySet[Case], actor: PostHolder, *, limit: int, after: Place | None, before: Place | None
) -> Any:  # fmt: skip
    """The last entry my post made in each case that has moved on from me, newest first."""
    mine = Entry.objects.filter(actor__has_key="post", actor__post=actor.post_code)
    later = mine.filter(case=OuterRef("case_id"), seq__gt=OuterRef("seq"))
    still = Assignment.objects.filter(case=OuterRef("case_id"), unit_id=actor.unit_id, turn_role__in=actor.roles)
    if visible.query.is_empty():
        return Entry.objects.none()
    seen = visible.filter(pk=OuterRef("case_id")).exclude(turn_role__in=actor.roles)
    done = mine.filter(~Exists(later), ~Exists(still), Exists(seen))
    if after is not None:
        done = done.filter(pk__lt=after.pk)
    if before is not None:
        done = done.filter(pk__gt=before.pk)
    return done.order_by("-pk" if before is None else "pk").values_list("at", "case_id", "pk")[:limit]
