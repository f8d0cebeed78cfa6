"""延期、缓办审批 and 剔除复核: what waits for a decision of those who watch over all."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import ShiyuError
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import make_move
from shiyu.citizen_requests.desk.columns import APPROVALS, ASKED
from shiyu.citizen_requests.desk.roles import DECIDERS, SUPERVISORS
from shiyu.citizen_requests.desk.rows import PROCEDURES
from shiyu.citizen_requests.exclusions import exclusions as excluded
from shiyu.citizen_requests.procedure_rates import EXCLUSION_REASONS, RATES
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.kept import given_back
from shiyu.web.lists import CaseList, ListTab, WaitingCases
from shiyu.web.officers import officer
from shiyu.web.refusals import bad_value
from shiyu.web.typed import count_sent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case
    from shiyu.citizen_requests.models import Exclusion

TITLE, EXCLUSIONS = Words("延期缓办审批", "Extensions and deferrals"), Words("剔除复核", "Exclusions")
STATES = {
    "proposed": Words("待复核", "To decide"), "confirmed": Words("已剔除", "Excluded"),
    "refused": Words("不予剔除", "Refused"),
}  # fmt: skip
DECISIONS = {"confirm": "confirm_exclusion", "refuse": "refuse_exclusion"}
DECIDED = Words("{number} 的剔除已复核：{state}。", "The exclusion of {number} is decided: {state}.")
SHOWN = 100


def _asked(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
    return cases.filter(procedure__in=PROCEDURES, stage__in=ASKED)


LIST = CaseList(
    name=APPROVALS,
    title=TITLE,
    roles=SUPERVISORS,
    narrow=_asked,
    columns=("stage", "due", "units", "asked_for"),
    filters=("unit", "category", "place", "state", "channel"),
    tabs=(
        ListTab(
            name="all", label=Words("全部", "All"),
            empty=Words("没有等待审批的延期或缓办。", "No extension or deferral waits for a decision."),
        ),
        ListTab(
            name="extensions", label=Words("延期", "Extensions"), always={"stage": "extension_asked"},
            empty=Words("没有等待审批的延期。", "No extension waits for a decision."),
        ),
        ListTab(
            name="deferrals", label=Words("缓办", "Deferrals"), always={"stage": "deferral_asked"},
            empty=Words("没有等待审批的缓办。", "No deferral waits for a decision."),
        ),
    ),
    source=WaitingCases(),
    template="citizen_requests/desk/approvals.html",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exclusions(request: HttpRequest) -> HttpResponse:
    """The page at `/exclusions`: what was proposed, and the second person's decision."""
    actor = officer(request, DECIDERS, page=EXCLUSIONS)
    fault: ShiyuError | None = None
    if request.method == "POST":
        fault = _decide(request, actor)
        if fault is None:
            return redirect("exclusions")
    typed = given_back(request) or request.POST  # a login that ended while he wrote why
    state = request.GET.get("state", "")
    state = state if state in STATES else "proposed"
    found = list(excluded(actor, state=state)[:SHOWN])
    context = {
        "rows": [
            _row(one, actor=actor, expects=one.case.entry_count)
            | {"typed": typed.get(f"reason-{one.case.number}-{one.rate}", "")}
            for one in found
        ],
        "state": state, "states": STATES, "fault": fault, "key": fresh_key(),
    }  # fmt: skip
    status = 200 if fault is None else fault.http_status
    return render(request, "citizen_requests/desk/exclusions.html", context, status=status)


def _decide(request: HttpRequest, actor: PostHolder) -> ShiyuError | None:
    """Carries out one decision; answers what refused it."""
    given = request.POST.get("decide", "").split(":")
    number, rate, decision = (*given, "", "", "")[:3]
    reason = request.POST.get(f"reason-{number}-{rate}", "").strip()
    text = {"note": reason} if decision == "confirm" else {"reason": reason}
    facts: dict[str, Any] = {"rate": rate, **{name: said for name, said in text.items() if said}}
    expects = request.POST.get(f"expects-{number}-{rate}", "")
    if decision not in DECISIONS:
        return bad_value("decide", zh="请选择同意剔除或不予剔除", en="choose to exclude or to refuse")
    try:
        make_move(
            number, DECISIONS[decision], actor=actor,
            key=f"{key_in(request.POST)}:{number}:{rate}"[:120],
            expects=count_sent(expects),
            **facts,
        )  # fmt: skip
    except ShiyuError as error:
        return error
    state = STATES["confirmed" if decision == "confirm" else "refused"]
    messages.success(request, str(DECIDED.fill(number=number, state=state)))
    return None


def _row(one: "Exclusion", *, actor: PostHolder, expects: int) -> dict[str, Any]:
    return {
        "number": one.case.number, "title": redact(one.case.title), "rate": one.rate,
        "rate_words": RATES.get(one.rate, Words(one.rate, one.rate)),
        "reason": EXCLUSION_REASONS.get(one.reason, Words(one.reason, one.reason)), "state": STATES[one.state],
        "proposed_at": one.proposed_at, "decided_at": one.decided_at, "own": one.proposed_by in actor.one_with,
        "expects": expects,
    }  # fmt: skip
