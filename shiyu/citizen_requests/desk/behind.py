"""The list behind a number of the overview that `/cases` cannot ask for: what was counted in a span, met and missed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Case, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.figures import By, Figure, Scope, figure
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.dividing import part_digits
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.rows import rows_of
from shiyu.citizen_requests.counting import lead_unit, of_unit, part_key, taken_in
from shiyu.citizen_requests.desk.overview_asked import asked_for
from shiyu.citizen_requests.desk.overview_span import WHOLE
from shiyu.citizen_requests.rates import (
    CONTACT_LIMITS,
    CONTACTED,
    HANDLING_LIMITS,
    MET,
    SATISFIED,
    SOLVED,
    TOLD,
    UNIT_OF_CLOCK,
    is_excluded,
    limits,
    unit_of_limit,
    verdicts,
)
from shiyu.web.figure_table import part_name
from shiyu.web.listing import chosen_columns, list_rows, table_body
from shiyu.web.refusals import bad_value
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How one figure counts: which rows of which requests, what meets it, whose they are, from which rate excluded."""

    cases: Callable[[Scope], "QuerySet[Any]"]
    rows: str
    met: Q
    unit: Callable[[], Any]
    rate: str = ""


COUNTINGS = {
    "received": Counting(cases=taken_in, rows="pk", met=Q(pk__isnull=False), unit=lead_unit),
    "on_time_rate": Counting(
        cases=lambda scope: limits(scope, HANDLING_LIMITS), rows="clocks", met=MET, unit=unit_of_limit
    ),
    "response_rate": Counting(
        cases=lambda scope: limits(scope, CONTACT_LIMITS), rows="clocks", met=CONTACTED,
        unit=lambda: UNIT_OF_CLOCK, rate="response",
    ),
    "resolved_rate": Counting(
        cases=lambda scope: verdicts(scope, TOLD, rate=""), rows="verdicts", met=SOLVED, unit=lead_unit,
        rate="resolved",
    ),
    "satisfied_rate": Counting(
        cases=lambda scope: verdicts(scope, Q(), rate=""), rows="verdicts", met=SATISFIED,
        unit=lead_unit, rate="satisfied",
    ),
}  # fmt: skip
LISTED = (*COUNTINGS, *(f"{name}_adjusted" for name, one in COUNTINGS.items() if one.rate))


def counted(name: str, scope: Scope, *, by: By, key: str, met: str) -> "QuerySet[Any]":
    """Keys of the counted rows and of their requests, the newest first; `met` is "yes", "no" or empty for both."""
    counting = COUNTINGS[name.removesuffix("_adjusted")]
    found, unit = counting.cases(scope), counting.unit()
    if name.endswith("_adjusted"):
        found = found.filter(~is_excluded(counting.rate))
    found = of_unit(found, scope, unit)
    if key != WHOLE:
        part = key[: part_digits(scope)] if by is By.PLACE else key
        found = found.annotate(of_part=part_key(scope, by, unit=unit)).filter(of_part=part)
    if met:
        # As a value of the counted row: a plain negation would ask about any row of the request.
        found = found.annotate(was_met=Case(When(counting.met, then=Value(1)), default=Value(0)))
        found = found.filter(was_met=int(met == "yes"))
    return found.order_by(f"-{counting.rows}").values_list(counting.rows, "pk")


@never_cache
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The page at `/overview/behind`."""
    asked = asked_for(request)
    name, key = request.GET.get("figure", ""), request.GET.get("key", WHOLE)[:40].replace("\x00", "")
    if name not in LISTED:
        raise bad_value("figure", zh="没有这一指标的清单", en="no figure with a list")
    met = request.GET.get("met", "") if request.GET.get("met") in {"yes", "no"} else ""
    rows = counted(name, asked.scope, by=asked.by, key=key, met=met)
    before = request.GET.get("before", "")
    page = [*(rows.filter(**_older(name, before)) if before else rows)[: PAGE + 1]]
    of = figure(f"citizen_requests_{name}")
    log_access(asked.actor, what="search", purpose=Purpose.SUPERVISION, detail={"found": len(page[:PAGE])})
    query = {"figure": name, "key": key, "met": met, **asked.query()}
    columns = [column for _, column in chosen_columns(())]
    context = {
        "figure": of, "part": _part(key, asked.by, of), "total": rows.count(), "columns": columns, "met": met,
        "body": _body(asked.actor, [pk for _, pk in page[:PAGE]], columns), "days": asked.days,
        "ways": [(code, words, _address({**query, "met": code})) for code, words in WAYS.items()]
        if name != "received" else [],
        "further": _address({**query, "before": str(page[PAGE - 1][0])}) if len(page) > PAGE else "",
        "back": f"{reverse('overview')}?{urlencode(asked.query())}",
    }  # fmt: skip
    return render(request, "citizen_requests/desk/behind.html", context)


WAYS = {"": Words("全部", "All"), "no": Words("未达到", "Missed"), "yes": Words("达到", "Met")}


def _older(name: str, before: str) -> dict[str, int]:
    key = whole_number(before)
    if key is None:
        raise bad_value("before", zh="不是清单给出的翻页位置", en="is not a place a page gave out")
    rows = COUNTINGS[name.removesuffix("_adjusted")].rows
    return {f"{rows}__lt": key}


def _part(key: str, by: By, of: Figure) -> Words | None:
    return None if key == WHOLE else part_name(key, by=by, figure=of)


def _body(actor: PostHolder, keys: list[int], columns: list[Any]) -> Any:
    seen = set(visible_cases(actor).filter(pk__in=keys).values_list("pk", flat=True))
    known = rows_of([pk for pk in keys if pk in seen])
    return table_body(list_rows([known[pk] for pk in keys if pk in known]), columns, tick=False)


def _address(query: dict[str, str]) -> str:
    return f"{reverse('overview_behind')}?{urlencode({name: value for name, value in query.items() if value})}"
