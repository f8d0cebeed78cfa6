"""周台账: the orders of one week, what each unit reported last, what is due next; on the page and as a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import city_zone, now, today
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access
from shiyu.supervision.desk.board import reader_of_orders
from shiyu.supervision.desk.shown_orders import ShownOrder, shown_orders
from shiyu.supervision.models import Order
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.queries import orders
from shiyu.web.exporting.tables import Cell, as_download, table_as_xlsx
from shiyu.web.typed import typed_day

LEDGER = Words("督查周台账", "Weekly ledger")
ON_PAGE, IN_FILE = 100, 5_000
WEEK = timedelta(days=7)
REPORTS = tuple(m.name for m in SUPERVISION_ORDER.moves if m.name.startswith("report_") or m.name == "ask_close")
HEADERS = (
    Words("件号", "Number"), Words("事项", "Matter"), Words("来源", "Source"), Words("难易", "Complexity"),
    Words("单位", "Units"), Words("包联领导", "Leader"), Words("环节", "Stage"), Words("灯", "Light"),
    Words("本周反馈", "Reported this week"), Words("最近反馈", "Last report"), Words("最近时限", "Next limit"),
    Words("催办次数", "Urged"), Words("按期反馈", "In time"), Words("逾期反馈", "Late"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One order of the week."""

    order: ShownOrder
    reported: Sequence[Words]
    last: datetime | None


@never_cache
@require_safe
def ledger(request: HttpRequest) -> HttpResponseBase:
    """The page at `/supervision/ledger`, and the whole week as a spreadsheet with `?format=xlsx`."""
    actor = reader_of_orders(request, page=LEDGER)
    monday = week_of(typed_day(request.GET.get("week", "")) or today())
    in_file = request.GET.get("format") == "xlsx"
    most = IN_FILE if in_file else ON_PAGE
    found = list(of_week(actor, monday)[: most + 1])
    lines = ledger_lines(found[:most], monday=monday)
    if in_file:
        log_access(actor, what="export", purpose=Purpose.SUPERVISION, detail={"orders": len(lines)})
        return _sheet(lines, monday, cut=len(found) > most)
    context = {
        "lines": lines, "monday": monday, "sunday": monday + timedelta(days=6), "before": monday - WEEK,
        "after": monday + WEEK if monday + WEEK <= today() else None, "more": len(found) > most, "most": most,
    }  # fmt: skip
    return render(request, "supervision/ledger.html", context)


def week_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _span(monday: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(monday, time(), city_zone()).astimezone(UTC)
    return begin, begin + WEEK


def of_week(actor: PostHolder, monday: date) -> Any:
    """The orders that were open at some moment of the week, newest first."""
    begin, end = _span(monday)
    open_then = Q(case__is_open=True) | Q(case__closed_at__gte=begin)
    return orders(actor).filter(open_then, case__opened_at__lt=end)


def ledger_lines(found: Sequence[Order], *, monday: date) -> list[LedgerLine]:
    """The lines of these orders, in two questions more whatever their number."""
    begin, end = _span(monday)
    labels = {move.name: move.label for move in SUPERVISION_ORDER.moves}
    last: dict[int, datetime] = {}
    reported: dict[int, list[Words]] = {}
    for case_id, name, at in _reports(found):
        last[case_id] = at
        if begin <= at < end:
            reported.setdefault(case_id, []).append(labels[name])
    return [
        LedgerLine(order=order, reported=reported.get(order.case_id, []), last=last.get(order.case_id))
        for order in shown_orders(found, moment=now())
    ]


def _reports(found: Iterable[Order]) -> Any:
    """Which report was made of which case when, oldest first."""
    ids = [order.case_id for order in found]
    entries = Order.objects.filter(case__in=ids, case__entries__move__in=REPORTS)
    return entries.order_by("case__entries__at").values_list("case_id", "case__entries__move", "case__entries__at")


def _sheet(lines: Sequence[LedgerLine], monday: date, *, cut: bool) -> HttpResponseBase:
    span = f"{monday:%Y-%m-%d} – {monday + timedelta(days=6):%Y-%m-%d}"
    notes = [
        Words(f"本周：{span}", f"Week: {span}"),
        Words(f"导出于 {now():%Y-%m-%d %H:%M} UTC", "Made at that moment"),
    ]
    if cut:
        notes.append(Words(f"只含前 {IN_FILE} 件", f"The first {IN_FILE} only"))
    return as_download(
        table_as_xlsx(HEADERS, (_cells(line) for line in lines), title=LEDGER, notes=notes), name="ledger"
    )


def _cells(line: LedgerLine) -> list[Cell]:
    order = line.order
    units, said = ("、".join(map(str, words)) for words in (order.units, line.reported))
    return [
        order.number, order.title, order.source, order.complexity, units, order.leader, order.stage,
        order.lamp.words, said, _local(line.last), _local(order.due_at), order.urged, order.in_time, order.late,
    ]  # fmt: skip


def _local(at: datetime | None) -> str:
    return f"{at.astimezone(city_zone()):%Y-%m-%d %H:%M}" if at else ""
