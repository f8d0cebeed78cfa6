"""调解员名册: who mediates where, what each has and has ended, training, and 以案定补 of a month as a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.clock import city_day, city_zone, now, today
from shiyu.base.errors import ShiyuError
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.cases.gate import Purpose, log_access
from shiyu.city.colleagues import Colleague, colleagues
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.disputes import rules_counting as rules
from shiyu.disputes.counting import PROCEDURE
from shiyu.disputes.desk.board import reader_of_board
from shiyu.disputes.desk.roles import LEAD
from shiyu.disputes.models import Dispute, Training
from shiyu.disputes.vocabulary import SIDES
from shiyu.web.exporting.tables import Cell, as_download, table_as_xlsx
from shiyu.web.officers import only
from shiyu.web.typed import typed_day

MEDIATORS = Words("调解员名册", "Mediators")
ROLES = frozenset({"mediator", "mediation_head"})
MOST_IN_MONTH, MOST_HOURS = 5_000, 200
SUBJECT, HOURS, DAY = Words("培训内容", "Subject"), Words("学时", "Hours"), Words("日期", "Day")
NOT_A_DAY = Words(
    "日期或学时不对：日期不晚于今天，学时为1至200；没有保存。",
    "The day must not be in the future, hours 1 to 200; nothing was kept.",
)
NO_MEDIATOR = Words("没有这位调解员；没有保存。", "There is no such mediator; nothing was kept.")
NOTED = Words("已登记培训。", "The training is noted.")
HEADERS = (
    Words("调解员", "Mediator"), Words("组织", "Body"), Words("件号", "Number"), Words("结束于", "Ended"),
    Words("达成协议", "Settled"), Words("口头", "Oral"), Words("司法确认", "Confirmed"), Words("当事人数", "Parties"),
    Words("补贴（元）", "Allowance (yuan)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One mediator in a month: what ended, what of it was settled, what the scheme gives, hours trained this year."""

    account: int
    name: str
    username: str
    body: Words
    open: int = 0
    ended: Sequence[tuple[Dispute, rules.Ended, int]] = field(default_factory=list)
    hours: int = 0

    @property
    def settled(self) -> int:
        """How many ended settled."""
        return sum(facts.settled for _, facts, _ in self.ended)

    @property
    def allowance(self) -> int:
        """Yuan for the month."""
        return sum(yuan for _, _, yuan in self.ended)


@never_cache
@require_safe
def mediators(request: HttpRequest) -> HttpResponseBase:
    """The page at `/disputes/mediators`, and the allowances of the month as a spreadsheet with `?format=xlsx`."""
    actor = reader_of_board(request, page=MEDIATORS)
    first = (typed_day(f"{request.GET.get('month', '')}-01") or today()).replace(day=1)
    lines = lines_of(first)
    if request.GET.get("format") == "xlsx":
        log_access(actor, what="export", purpose=Purpose.EXPORT, detail={"mediators": len(lines)})
        return _sheet(lines, first)
    context = {
        "lines": lines, "first": first, "total": sum(line.allowance for line in lines), "scheme": _scheme(),
        "before": _month(first, -1), "after": _month(first, 1) if _month(first, 1) <= today() else None,
        "leads": "dispute_lead" in actor.roles, "today": today(),
    }  # fmt: skip
    return render(request, "disputes/register_of_mediators.html", context)


def lines_of(first: date) -> list[Line]:
    """Every mediator of today's bodies in the month that begins with `first`, in four questions."""
    people = _people()
    ended = _ended(first)
    open_ = dict(
        Dispute.objects.filter(case__procedure=PROCEDURE, case__is_open=True, mediator__in=people)
        .order_by().values_list("mediator").annotate(n=Count("pk"))
    )  # fmt: skip
    trained = Training.objects.filter(on__year=first.year, account__in=people).order_by()
    hours = dict(trained.values_list("account").annotate(n=Sum("hours")))
    return [
        Line(
            account=one.account_id, name=one.name, username=one.username, body=_body_of(one),
            open=open_.get(one.account_id, 0), ended=ended.get(one.account_id, []), hours=hours.get(one.account_id, 0),
        )
        for one in people.values()
    ]  # fmt: skip


def _people() -> dict[int, Colleague]:
    """Who mediates in a body of the rule set, each once."""
    found = directory().rule_set("disputes")
    units = [directory().unit(code) for code in (found.body if found else {}).get("bodies", {})]
    posts = {post.code for role in ROLES for post in directory().posts_with(role)}
    everybody = colleagues(units=[unit.id for unit in units if unit is not None])
    return {one.account_id: one for one in everybody if one.post_code in posts}


def _body_of(one: Colleague) -> Words:
    return unit_words(directory().unit_by_id(one.unit_id).code)


def _ended(first: date) -> dict[int, list[tuple[Dispute, rules.Ended, int]]]:
    """What ended in the month by mediator, each with what the scheme it was opened under gives."""
    rows = (
        Dispute.objects.filter(
            case__procedure=PROCEDURE, case__closed_at__gte=_midnight(first),
            case__closed_at__lt=_midnight(_month(first, 1)), mediator__isnull=False,
        )
        .select_related("case")
        .annotate(people=Count("case__parties", filter=Q(case__parties__role__in=SIDES)))
        .order_by("case__closed_at")[:MOST_IN_MONTH]
    )  # fmt: skip
    found: dict[int, list[tuple[Dispute, rules.Ended, int]]] = {}
    for row in rows:
        facts = rules.Ended(
            settled=row.in_force_on is not None, oral=row.oral, confirmed=row.ruling == "confirmed",
            parties=row.people, amount=row.amount or 0,
        )  # fmt: skip
        scheme = directory().rule_set_by_id(row.case.rule_set_id).body["allowance"]
        found.setdefault(row.mediator or 0, []).append((row, facts, rules.allowance(facts, scheme)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), city_zone()).astimezone(UTC)


def _month(first: date, by: int) -> date:
    months = first.year * 12 + first.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def _scheme() -> Mapping[str, Any]:
    found = directory().rule_set("disputes")
    scheme: Mapping[str, Any] = (found.body if found else {}).get("allowance", {})
    return scheme


def _sheet(lines: Iterable[Line], first: date) -> HttpResponseBase:
    notes = [
        Words(f"{first:%Y-%m}；标准：规则 disputes 的 allowance，各件按其立案时的规则。",
              f"{first:%Y-%m}; scheme: allowance of the rule set disputes, as each was opened under."),
        Words(f"导出于 {now():%Y-%m-%d %H:%M} UTC", "Made at that moment"),
    ]  # fmt: skip
    rows = (cells for line in lines for cells in _cells(line))
    return as_download(table_as_xlsx(HEADERS, rows, title=MEDIATORS, notes=notes), name=f"allowance-{first:%Y-%m}")


def _cells(line: Line) -> Iterable[list[Cell]]:
    for row, facts, yuan in line.ended:
        closed = city_day(row.case.closed_at) if row.case.closed_at else None
        yield [
            line.name, line.body, row.case.number, closed, facts.settled, facts.oral, facts.confirmed, facts.parties,
            yuan,
        ]  # fmt: skip


@never_cache
@require_POST
def note_training(request: HttpRequest) -> HttpResponse:
    """Keeps hours of training of one mediator; the same day and subject again changes the hours."""
    only(reader_of_board(request, page=MEDIATORS), LEAD, what=MEDIATORS)
    try:
        subject = clean_line(request.POST.get("subject", ""), limit=100, field=SUBJECT)
    except ShiyuError as refused:
        messages.error(request, str(refused.words))
        return redirect("disputes_mediators")
    day, hours = typed_day(request.POST.get("on", "")), request.POST.get("hours", "")
    known = {one.username: one for one in _people().values()}
    one = known.get(request.POST.get("mediator", ""))
    if one is None:
        messages.error(request, str(NO_MEDIATOR))
    elif day is None or day > today() or not (hours.isdecimal() and 1 <= int(hours) <= MOST_HOURS) or not subject:
        messages.error(request, str(NOT_A_DAY))
    else:
        Training.objects.update_or_create(
            account=one.account_id, on=day, subject=subject, defaults={"hours": int(hours), "noted_at": now()}
        )
        messages.success(request, str(NOTED))
    return redirect("disputes_mediators")
