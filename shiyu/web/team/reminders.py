"""提醒: somebody asks to be reminded of a case he may see, on a day, or so many working days before it is due.

A reminder is its owner's alone. Due is a matter of the day, so nothing has to be sent; that a case has ended is noted
by the job `web.reminders`, and told once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from shiyu.base.clock import city_day, now, today
from shiyu.base.errors import BadInput, NoSuchThing
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PostHolder
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import visible_cases
from shiyu.cases.rows import CaseRow, rows_of
from shiyu.city.directory import directory
from shiyu.web.models import Reminder

FURTHEST = timedelta(days=366)
MOST, MOST_BEFORE, NOTE, BATCH = 200, 30, 200, 1000
NOTING = Clockwork(name="reminders")
DAY, BEFORE = Words("哪天提醒", "On which day"), Words("提前几个工作日", "Working days before")
THIS = Words("这条提醒", "this reminder")
PAST = Words("提醒日期应从明天起，最远一年。", "A day from tomorrow on, at most a year ahead.")
NO_LIMIT = Words("此件现在没有在走的时限，请直接写日期。", "No limit runs in this case now; give a day instead.")
TOO_LATE = Words("按这个天数，提醒日期已过；请少提前几天或直接写日期。",
                 "So many days before it is due lies in the past; take fewer, or give a day.")  # fmt: skip
ONE_OF_TWO = Words(
    "写一个日期，或写提前几个工作日（1至{most}）。", "Give a day, or 1 to {most} working days before it is due."
)
ENDED = Words("此件已结束，不再提醒。", "The case has ended; there is nothing to be reminded of.")
FULL = Words("未办的提醒已有{most}条，请先处理一些。", "There are {most} reminders waiting; do some of them first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A reminder with its case as the owner may see it now; `row` is None where he no longer may."""

    reminder: Reminder
    row: CaseRow | None
    title: str
    due: bool
    ended: bool


def add(actor: PostHolder, number: str, *, on: date | None, before: int | None, note: str) -> Reminder:
    """A new reminder of a case the actor may see. Raises `NoSuchCase` and `BadInput`."""
    found = visible_cases(actor).filter(number=number) if CASE_NUMBER.fullmatch(number) else visible_cases(actor).none()
    case = found.values("pk", "number", "is_open", "due_at").first()
    if case is None:
        raise NoSuchCase(number=number[:40])
    if not case["is_open"]:
        raise BadInput(field=DAY, reason=ENDED)
    day = _day(case, on=on, before=before)
    if _waiting(actor).count() >= MOST:
        raise BadInput(field=DAY, reason=FULL.fill(most=MOST))
    made, _ = Reminder.objects.get_or_create(
        account_id=actor.account_id, post_code=actor.post_code, case_id=case["pk"], number=case["number"], on=day,
        note=note.replace("\x00", "").strip()[:NOTE], done_at=None, ended=False, defaults={"made_at": now()},
    )  # fmt: skip
    return made


def _day(case: Mapping[str, Any], *, on: date | None, before: int | None) -> date:
    if (on is None) == (before is None) or (before is not None and not 0 < before <= MOST_BEFORE):
        raise BadInput(field=BEFORE if on is None else DAY, reason=ONE_OF_TWO.fill(most=MOST_BEFORE))
    if before is None:
        return _ahead(on, PAST)
    if case["due_at"] is None:
        raise BadInput(field=BEFORE, reason=NO_LIMIT)
    return _ahead(workdays_before(city_day(case["due_at"]), before), TOO_LATE)


def _ahead(day: date | None, reason: Words) -> date:
    if day is None or not today() < day <= today() + FURTHEST:
        raise BadInput(field=DAY, reason=reason)
    return day


def workdays_before(day: date, count: int) -> date:
    """The day `count` working days before `day`, by the city's calendar."""
    calendar = directory().calendar
    while count:
        day -= timedelta(days=1)
        count -= calendar.works(day)
    return day


def done(actor: PostHolder, pk: int) -> None:
    """The reminder has served; once is enough. Raises `NoSuchThing`."""
    if not _mine(actor).filter(pk=pk).exists():
        raise NoSuchThing(what=THIS)
    _mine(actor).filter(pk=pk, done_at=None).update(done_at=now())


def snooze(actor: PostHolder, pk: int, *, days: int) -> Reminder:
    """Again so many working days from today. Raises `NoSuchThing`."""
    row = _waiting(actor).filter(pk=pk, ended=False).first()
    if row is None:
        raise NoSuchThing(what=THIS)
    row.on = directory().calendar.add_workdays(today(), min(max(days, 1), MOST_BEFORE))
    row.save(update_fields=("on",))
    return row


def listed(actor: PostHolder, *, due_only: bool = False, most: int = MOST) -> list[Shown]:
    """The actor's waiting reminders, the nearest day first, with their cases: three questions whatever their number."""
    found = _due(actor) if due_only else _waiting(actor)
    rows = list(found.order_by("on", "pk")[:most])
    return _shown(actor, rows) if rows else []


def _shown(actor: PostHolder, rows: Sequence[Reminder]) -> list[Shown]:
    ids = {row.case_id for row in rows}
    known = rows_of(visible_cases(actor).filter(pk__in=ids).values_list("pk", flat=True))
    shown = []
    for one in rows:
        row = known.get(one.case_id)
        ended = one.ended or (row is not None and not row.is_open)
        shown.append(
            Shown(reminder=one, row=row, title=redact(row.title) if row else "", due=one.on <= today(), ended=ended)
        )
    return shown


def counting_due(actor: PostHolder, most: int) -> tuple[str, tuple[Any, ...]]:
    """The question how many reminders are due, up to `most`; the day stands last, for whoever asks."""
    sql = """SELECT count(*) FROM (SELECT FROM web_reminder r WHERE r.account_id = %s AND r.post_code = %s
             AND r.done_at IS NULL AND (r.ended OR r."on" <= %s) LIMIT %s) AS due"""
    return sql, (actor.account_id, actor.post_code, today(), most)


def note_ended() -> int:
    """Marks the reminders of cases that have ended; answers how many. Two at once do no harm."""
    waiting = Reminder.objects.filter(done_at=None, ended=False)
    marked, last = 0, 0
    while ids := list(
        waiting.filter(case_id__gt=last).order_by("case_id").values_list("case_id", flat=True).distinct()[:BATCH]
    ):
        over = visible_cases(NOTING).filter(pk__in=ids, is_open=False).values_list("pk", flat=True)
        marked += waiting.filter(case_id__in=list(over)).update(ended=True)
        last = ids[-1]
    return marked


def _mine(actor: PostHolder) -> "QuerySet[Reminder]":
    return Reminder.objects.filter(account_id=actor.account_id, post_code=actor.post_code)


def _waiting(actor: PostHolder) -> "QuerySet[Reminder]":
    return _mine(actor).filter(done_at=None)


def _due(actor: PostHolder) -> "QuerySet[Reminder]":
    return _waiting(actor).filter(Q(ended=True) | Q(on__lte=today()))
