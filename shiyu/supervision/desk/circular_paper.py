"""督查通报 as a paper: its words typed beside the units' figures, looked at as it will be, then signed and numbered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import today
from shiyu.base.errors import AlreadyDone, ShiyuError
from shiyu.base.figures import Scope, figure
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.facts import check_facts
from shiyu.cases.procedure import NEW, STAY, Move, NeedKind
from shiyu.city.directory import directory
from shiyu.documents.issuing import PaperOrder, issue_paper
from shiyu.documents.models import Paper
from shiyu.documents.panel import shown_draft
from shiyu.supervision import vocabulary as v
from shiyu.supervision.desk.board import reader_of_orders
from shiyu.supervision.desk.circular import NAMES, USUAL, UnitLine, said, scope_of, unit_lines
from shiyu.supervision.desk.roles import SIGNERS
from shiyu.supervision.errors import Classified
from shiyu.supervision.paper_orders import supervision_circular
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.rules import marked_word
from shiyu.web.forms import MoveForm
from shiyu.web.kept import given_back
from shiyu.web.typed import typed_day

PAGE = Words("督查通报", "Supervision circular")
NEEDS = (
    v.need("since", NeedKind.DATE, Words("自", "From")), v.need("until", NeedKind.DATE, Words("至", "To")),
    v.text("recipients", Words("主送", "Addressed to"), maximum=200), v.text("summary", Words("总体情况", "Summary")),
    v.text("praised", Words("表扬", "Praised"), optional=True),
    v.text("criticised", Words("批评", "Criticised"), optional=True),
    v.text("requirements", Words("办理要求", "What is required")),
)  # fmt: skip
FORM = Move(name="circular", label=PAGE, start=(NEW,), end=STAY, who=(), needs=NEEDS)
"""No move of a case: what the form asks, drawn and checked like the forms of moves."""
NOBODY = Words("这段期间没有督查件，不能通报", "no order in this span: there is nothing to report")
ISSUED = Words("已签发：{number}", "Issued: {number}")
_LOCK = 13710  # advisory: of two who sign at once, the second finds the paper of the first


class CircularIssued(AlreadyDone):
    """The office has issued the circular of this span."""

    code = "circular_issued"
    sentence = Words("这段期间的通报已签发：{number}。", "The circular of this span was issued: {number}.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def circular_paper(request: HttpRequest) -> HttpResponse:
    """The page at `/supervision/circular`: the form, the paper as typed so far, and its signing (`do=issue`)."""
    actor = reader_of_orders(request, roles=SIGNERS, page=PAGE)
    if (typed := given_back(request)) is not None:
        return _page(request, MoveForm(FORM, data=typed))
    if request.method != "POST":
        return _page(request, MoveForm(FORM, initial=_first(request)))
    form = MoveForm(FORM, data=request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        order = _order(form, actor=actor)
        if request.POST.get("do") != "issue":
            return _page(request, form, order=order)
        paper = _issued(order, actor=actor)
    except ShiyuError as error:
        said_above = None if form.refuse(error) else error.words
        return _page(request, form, fault=said_above, status=error.http_status)
    messages.success(request, str(ISSUED.fill(number=paper.number)))
    return redirect("paper", reference=paper.reference)


def _first(request: HttpRequest) -> Mapping[str, str]:
    until = typed_day(request.GET.get("until", "")) or today()
    since = typed_day(request.GET.get("since", "")) or until - USUAL
    return {"since": since.isoformat(), "until": until.isoformat()}


def _order(form: MoveForm, *, actor: PostHolder) -> PaperOrder:
    """The paper of what is typed. Raises `Classified`, and for a span without orders."""
    checked = check_facts(FORM, form.facts)
    rules = directory().rule_sets.find(SUPERVISION_ORDER.rule_set, on=today())
    if rules is not None and marked_word(checked.texts.values(), rules.body["classified"]["words"]):
        raise Classified
    since, until = _day(checked.given["since"]), _day(checked.given["until"])
    return supervision_circular(
        unit=actor.unit_code, facts=checked.texts, span=(since, until), lines=_lines(scope_of(since, until))
    )


def _day(given: Any) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def _lines(scope: Scope) -> Sequence[Mapping[str, str]]:
    lines = unit_lines([figure(f"supervision_{name}") for name in NAMES], scope)
    return [_line(line) for line in lines]


def _line(line: UnitLine) -> Mapping[str, str]:
    values = dict(zip(NAMES, map(said, line.values), strict=True))
    return {
        "unit": line.label.zh, "total": values["orders"], "closed": values["cleared"], "late": values["late"],
        "urged": values["urges"], "grade": f"{values['points']}分",
    }  # fmt: skip


def _issued(order: PaperOrder, *, actor: PostHolder) -> Paper:
    """Signs it, once for each office and span. Raises `CircularIssued` and what `issue_paper` raises."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        before = Paper.objects.filter(kind=order.kind, unit_code=order.unit_code, title=order.title).first()
        if before is not None:
            raise CircularIssued(number=before.number)
        return issue_paper(order, actor=actor)


def _page(
    request: HttpRequest, form: MoveForm, *, order: PaperOrder | None = None, fault: Words | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The form, with the paper beside it once it is typed. A span without orders is said where the paper would be."""
    empty = order is not None and not order.facts["items"]
    context = {
        "form": form, "said": NOBODY if empty else fault,
        "draft": shown_draft(order) if order is not None and not empty else None,
    }  # fmt: skip
    return render(request, "supervision/circular_form.html", context, status=422 if empty else status)
