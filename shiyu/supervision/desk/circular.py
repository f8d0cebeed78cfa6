"""督查通报: how the units stand over a span, from the registered figures; on the page and as a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import today
from shiyu.base.figures import By, Counted, Figure, Scope, figure
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.gate import Purpose, log_access
from shiyu.supervision.desk.board import reader_of_orders, unit_words
from shiyu.supervision.desk.roles import OVERSEERS, SIGNERS
from shiyu.web.exporting.tables import Cell, as_download, table_as_xlsx
from shiyu.web.refusals import bad_value
from shiyu.web.typed import typed_day

CIRCULAR = Words("督查通报数据", "Units in supervision")
NAMES = ("orders", "open", "late", "cleared", "on_time_rate", "urges", "points")
LONGEST, USUAL = timedelta(days=366), timedelta(days=89)
UNIT = Words("单位", "Unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit's numbers, in the order of `NAMES`."""

    code: str
    label: Words
    values: Sequence[Counted]

    @property
    def points(self) -> int:
        """What it is ordered by."""
        value = self.values[NAMES.index("points")]
        return value if isinstance(value, int) else 0


@never_cache
@require_safe
def circular(request: HttpRequest) -> HttpResponseBase:
    """The page at `/supervision/units`, and its table as a spreadsheet with `?format=xlsx`."""
    actor = reader_of_orders(request, roles=OVERSEERS | {"unit_head"}, page=CIRCULAR)
    scope = _scope(request, unit="" if actor.roles & OVERSEERS else actor.unit_code)
    figures = [figure(f"supervision_{name}") for name in NAMES]
    lines = unit_lines(figures, scope)
    if request.GET.get("format") == "xlsx":
        log_access(actor, what="export", purpose=Purpose.SUPERVISION, detail={"units": len(lines)})
        return _sheet(figures, lines, scope)
    context = {
        "figures": figures, "scope": scope, "may_issue": bool(actor.roles & SIGNERS),
        "lines": [(line, [(one, said(value)) for one, value in zip(figures, line.values, strict=True)])
                  for line in lines],
    }  # fmt: skip
    return render(request, "supervision/circular.html", context)


def _scope(request: HttpRequest, *, unit: str) -> Scope:
    end = typed_day(request.GET.get("until", "")) or today()
    start = typed_day(request.GET.get("since", "")) or end - USUAL
    return scope_of(start, end, unit=unit)


def scope_of(start: date, end: date, *, unit: str = "") -> Scope:
    """The span of a circular. Raises `BadFact`'s like for days that are in no order, or more than a year apart."""
    if not timedelta() <= end - start <= LONGEST:
        raise bad_value("until", zh="起止日期应先后不颠倒，且不超过一年", en="must follow the first day within a year")
    return Scope(start=start, end=end, unit=unit)


def unit_lines(figures: Sequence[Figure], scope: Scope) -> list[UnitLine]:
    """Every unit of any figure; most points first, then by code."""
    counted: list[Mapping[str, Counted]] = [one.split(scope, By.UNIT) if one.split else {} for one in figures]
    codes = {code for numbers in counted for code in numbers if code}
    lines = [
        UnitLine(code=code, label=unit_words(code), values=[_value(numbers, code, one) for numbers, one in
                                                            zip(counted, figures, strict=True)])
        for code in codes
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.points, line.code))


def _value(numbers: Mapping[str, Counted], code: str, of: Figure) -> Counted:
    """Nothing counted is none of a count, and no rate at all."""
    return numbers.get(code, None if of.name.endswith("_rate") else 0)


def said(value: Counted) -> str:
    """A number as the table says it: a share with of how many."""
    if isinstance(value, Share):
        return "—" if value.percent is None else f"{value.percent}%（{value.part}/{value.whole}）"
    return "—" if value is None else str(value)


def _sheet(figures: Sequence[Figure], lines: Sequence[UnitLine], scope: Scope) -> HttpResponseBase:
    span = f"{scope.start:%Y-%m-%d} – {scope.end:%Y-%m-%d}"
    notes = [Words(f"期间：{span}", f"Span: {span}")]
    notes += [Words(f"{one.label.zh}：{one.definition.zh}", f"{one.label.en}: {one.definition.en}") for one in figures]
    headers = [UNIT, *(one.label for one in figures)]
    rows = ([line.label, *(_cell(value) for value in line.values)] for line in lines)
    return as_download(table_as_xlsx(headers, rows, title=CIRCULAR, notes=notes), name="supervision-units")


def _cell(value: Counted) -> Cell:
    return value.percent if isinstance(value, Share) else value
