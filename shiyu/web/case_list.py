"""The list of cases an actor may see: filtered, newest first, paged by key, at one fixed number of queries."""

import base64
import binascii
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from ninja import Field, Schema

from shiyu.base import search
from shiyu.base.clock import city_zone, now, today
from shiyu.base.masking import redact
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.clocks import WARNED
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.permission import division_prefix
from shiyu.cases.registry import procedure_of
from shiyu.cases.who import LIVE
from shiyu.city.directory import directory
from shiyu.web.refusals import bad_value
from shiyu.web.shown_case import category, code, place, unit

if TYPE_CHECKING:
    from shiyu.cases.models import Case

MOST = 100
ONE_DAY, FIRST_DAY, LAST_DAY = timedelta(days=1), date(1900, 1, 1), date(2999, 12, 31)
LIKE_A_NUMBER = re.compile("[A-Z]{1,6}[0-9]{9,30}")


class Wanted(Schema):
    """What the asker wants to see: a part of the cases he may see, and why."""

    procedure: str = ""
    stage: str = ""
    unit: str = ""
    category: str = ""
    place: str = ""
    channel: str = ""
    since: date | None = Field(None, description="受理起始日 Opened on this day or later")
    until: date | None = Field(None, description="受理截止日 Opened on this day or before")
    late: bool | None = None
    near: bool | None = Field(
        None, description="将到期：最近的时限已预警、尚未到期 The next limit has warned and not passed"
    )
    open: bool | None = None
    q: str = Field("", max_length=400, description="全文检索 Words to look for")
    cursor: str = ""
    limit: int = Field(default=50, ge=1, le=MOST)
    purpose: str = ""


def list_cases(wanted: Wanted, *, actor: PostHolder | PartyActor, purpose: Purpose) -> dict[str, Any]:
    """One page, and the cursor of the next; there is no count, since counting reads everything."""
    visible = visible_cases(actor)
    cases = filtered(visible, wanted)
    if wanted.cursor:
        cases = cases.filter(pk__lt=_read_cursor(wanted.cursor))
    limit = wanted.limit
    rows = list(cases.defer("search", "tally", "head_hash").order_by("-pk")[: limit + 1])
    page = rows[:limit]
    if wanted.q:
        # What was asked is not written down: it may name a person.
        log_access(actor, what="search", purpose=purpose, detail={"found": len(page)})
    return {"cases": shown(page, visible), "next": _cursor(page[-1].pk) if len(rows) > limit else None}


def filtered(cases: "QuerySet[Case]", wanted: Wanted) -> "QuerySet[Case]":
    """The part of the visible `cases` that is wanted."""
    plain = {name: value for name in ("procedure", "stage", "channel") if (value := getattr(wanted, name))}
    found = cases.filter(**plain)
    if wanted.open is not None:
        found = found.filter(is_open=wanted.open)
    if wanted.category:
        found = found.filter(category__in=_under(wanted.category))
    if wanted.place:
        found = found.filter(place_code__startswith=_prefix(wanted.place))
    if wanted.unit:
        found = found.filter(Exists(_at_work(cases, wanted.unit).filter(case=OuterRef("pk"))))
    return _opened(_late(found, wanted), wanted)


def _late(cases: "QuerySet[Case]", wanted: Wanted) -> "QuerySet[Case]":
    if wanted.near is not None:
        near = is_near(now())
        cases = cases.filter(near) if wanted.near else cases.filter(~near | Q(due_at=None))
    if wanted.late is None:
        return cases
    late = is_late(now())
    return cases.filter(late) if wanted.late else cases.filter(~late | Q(due_at=None))


def is_late(moment: datetime) -> Q:
    """逾期: some running limit has passed."""
    return Q(due_at__lte=moment)


def is_near(moment: datetime) -> Q:
    """将到期: the limit that ends next has warned, and none has passed."""
    return Q(due_level=WARNED, due_at__gt=moment)


def _opened(cases: "QuerySet[Case]", wanted: Wanted) -> "QuerySet[Case]":
    """Opened between two city days; and the words asked for, which may be a number."""
    found = cases
    if wanted.since is not None:
        found = found.filter(opened_at__gte=_midnight(wanted.since))
    if wanted.until is not None:
        found = found.filter(opened_at__lt=_midnight(min(wanted.until, LAST_DAY) + ONE_DAY))
    return _searched(found, wanted.q) if wanted.q else found


def _midnight(day: date) -> datetime:
    # No case is older or younger, and the moments at the ends of the calendar cannot be reckoned with.
    return datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), time(), city_zone())


class _Finds(Func):
    """`column @@ query`, by whatever name the table goes in the question."""

    template, arg_joiner = "(%(expressions)s)", " @@ "
    output_field = BooleanField()


def _searched(cases: "QuerySet[Case]", words: str) -> "QuerySet[Case]":
    number = words.strip().upper()
    if LIKE_A_NUMBER.fullmatch(number) and cases.model._default_manager.filter(number=number).exists():
        return cases.filter(number=number)
    asked = search.query(words)
    if not asked:
        return cases.none()
    return cases.filter(_Finds(F("search"), Func(Value(asked), template="%(expressions)s::tsquery")))


def _at_work(cases: "QuerySet[Case]", unit_code: str) -> Any:
    assignments: Any = cases.model._meta.get_field("assignments").related_model
    return assignments._default_manager.filter(unit_code=unit_code, state__in=LIVE)


def _under(category_code: str) -> list[int]:
    facts = directory().categories.by_id.values()
    found = [fact.id for fact in facts if category_code in fact.path]
    if not found:
        raise bad_value(
            "category", zh=f"没有类别“{category_code[:40]}”", en=f"there is no category “{category_code[:40]}”"
        )
    return found


def _prefix(division_code: str) -> str:
    if directory().division(division_code, on=today()) is None and directory().division(division_code) is None:
        shown = division_code[:20]
        raise bad_value("place", zh=f"没有区划“{shown}”", en=f"there is no division “{shown}”")
    return division_prefix(division_code)


def shown(page: "list[Case]", visible: "QuerySet[Case]") -> list[dict[str, Any]]:
    """The rows of one page of cases, in two questions whatever their number."""
    ids = [case.pk for case in page]
    offices: dict[int, list[str]] = {}
    for case_id, unit_code in (
        visible.filter(pk__in=ids, assignments__state__in=LIVE)
        .order_by("assignments__id")
        .values_list("pk", "assignments__unit_code")
    ):
        offices.setdefault(case_id, []).append(unit_code)
    dues = dict(
        visible.filter(pk__in=ids, clocks__state="running")
        .order_by("pk", "-clocks__due_at")
        .values_list("pk", "clocks__due_at")
    )
    moment = now()
    return [
        _row(case) | {
            "offices": [unit(unit_code) for unit_code in offices.get(case.pk, ())],
            "due_at": dues.get(case.pk),
            "late": case.pk in dues and dues[case.pk] <= moment,
        }
        for case in page
    ]  # fmt: skip


def _row(case: "Case") -> dict[str, Any]:
    procedure = procedure_of(case.procedure, case.procedure_version)
    stage = procedure.stage(case.stage)
    return {
        "number": case.number,
        "procedure": {"name": procedure.name, "label": procedure.label},
        "stage": {"name": stage.name, "label": stage.label, "end": stage.end},
        "open": case.is_open,
        "outcome": code(case.outcome, procedure.outcomes),
        "title": redact(case.title),
        "category": category(case.category_id),
        "place": place(case.division_id),
        "opened_at": case.opened_at,
        "changed_at": case.changed_at,
    }


def _cursor(pk: int) -> str:
    return base64.urlsafe_b64encode(f"k{pk}".encode()).decode().rstrip("=")


def _read_cursor(given: str) -> int:
    try:
        padded = given + "=" * (-len(given) % 4)
        kind, digits = "", base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
        kind, number = digits[:1], int(digits[1:])
    except (binascii.Error, ValueError, UnicodeError):
        kind, number = "", 0
    if kind != "k" or not 0 < number < 2**62:
        raise bad_value("cursor", zh="不是上一页给出的游标", en="is not a cursor that a page gave out")
    return number
