"""派单: what waits for a dispatcher, the suggestion accepted for many at once, returns to decide, the same twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Outcome, make_moves
from shiyu.cases.gate import visible_cases
from shiyu.cases.registry import newest
from shiyu.citizen_requests.desk.columns import DISPATCH, TO_DISPATCH, advice_of
from shiyu.citizen_requests.desk.groups import Like, groups_of
from shiyu.citizen_requests.desk.rows import PROCEDURES, Row, rows_of
from shiyu.citizen_requests.desk.same_matter import NONE_CHOSEN, PAGE, ROLES
from shiyu.citizen_requests.procedure_people import WORKING
from shiyu.city.directory import directory
from shiyu.web.choices import units
from shiyu.web.forms import KEY, fresh_key, key_in
from shiyu.web.kept import given_back
from shiyu.web.listing import ListRow
from shiyu.web.lists import CaseList, ListTab, WaitingCases
from shiyu.web.officers import officer
from shiyu.web.typed import count_sent

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shiyu.cases.models import Case

WAITING, RETURNS, JOINT = "waiting", "returns", "joint"
MOST = 100
KEYS = (
    ("J", Words("下一件（不按 Alt）", "Next request (without Alt)")),
    ("K", Words("上一件（不按 Alt）", "Request before (without Alt)")),
    ("X", Words("勾选或取消（不按 Alt）", "Tick or untick (without Alt)")),
    ("G", Words("第一组同类件：先预览", "The first group: preview")),
    ("S", Words("派所选：先预览，再确认", "Dispatch ticked: preview, then confirm")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one line of a batch."""

    number: str
    unit: Words | None
    stage: Words | None
    why: Words | None


def _stand_for_dispatch(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
    return cases.filter(procedure__in=PROCEDURES, stage__in=TO_DISPATCH)


def _wish_to_return(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
    # A joint unit that wishes to return its share leaves the case at work; the turn is the dispatcher's all the same.
    # It is looked for by its share: such shares are few, requests at work many.
    wished = cases.filter(assignments__state="disputed").values("pk")
    return cases.filter(procedure__in=PROCEDURES, stage__in=WORKING, turn_role__in=ROLES, pk__in=wished)


def _returned(cases: "QuerySet[Case]", _actor: PostHolder) -> "QuerySet[Case]":
    return cases.filter(procedure__in=PROCEDURES, stage="return_asked")


def _first(counts: Mapping[str, int]) -> str:
    """What is to be dispatched, or what units return where nothing else waits."""
    return next((name for name in (WAITING, RETURNS, JOINT) if counts.get(name)), WAITING)


def _beside(rows: Sequence[ListRow], tab: str) -> Mapping[str, Any]:
    """The groups of like requests on the page, and how many of them have a unit suggested or little time left."""
    waiting = [row for row in rows if row.case.stage in TO_DISPATCH]
    near = [row for row in waiting if row.due_at is not None and (row.level or row.due_at <= row.moment)]
    return {
        "groups": groups_of([_like(row) for row in waiting]), "keys": KEYS, "waits": tab == WAITING,
        "ready": sum(map(_may_go, waiting)), "near": len(near), "shown": len(waiting),
    }  # fmt: skip


def _like(row: ListRow) -> Like:
    told = advice_of(row)
    category = directory().categories.by_id.get(row.case.category_id) if row.case.category_id else None
    return Like(
        number=row.case.number, title=redact(row.case.title), routed=told.routed, alike=told.alike,
        category=category.code if category else "", category_label=category.label if category else None,
    )  # fmt: skip


def _may_go(row: ListRow) -> bool:
    routed = advice_of(row).routed
    return routed is not None and bool(routed.unit)


TABLE = CaseList(
    name=DISPATCH,
    title=PAGE,
    roles=ROLES,
    columns=("due", "place", "category", "type"),
    filters=("category", "place", "stage", "unit", "state", "channel"),
    tabs=(
        ListTab(
            name=WAITING, label=Words("待派单", "To dispatch"), narrow=_stand_for_dispatch,
            empty=Words("没有待派的件。新受理的诉求会出现在这里。",
                        "Nothing waits to be dispatched. What is taken in appears here."),
        ),
        ListTab(
            name=RETURNS, label=Words("退单待审", "Returns to decide"), narrow=_returned,
            empty=Words("没有退单待审。", "No return waits for a decision."),
        ),
        ListTab(
            name=JOINT, label=Words("会办退单", "Joint units’ returns"), narrow=_wish_to_return,
            empty=Words("没有会办单位退单待审。", "No joint unit’s return waits for a decision."),
        ),
    ),
    to_tab=_first,
    source=WaitingCases(),
    template="citizen_requests/desk/dispatch.html",
    table="citizen_requests/desk/dispatch_table.html",
    rows=MOST,
    beside=_beside,
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch(request: HttpRequest) -> HttpResponse:
    """The page at `/dispatch`: the list, then a preview, then what was done."""
    actor = officer(request, ROLES, page=PAGE)
    chosen = list(dict.fromkeys([*request.POST.getlist("chosen"), *request.POST.getlist("n")]))[:MOST]
    if (typed := given_back(request)) is not None:  # a login that ended before the preview was confirmed
        chosen = typed.getlist("chosen")[:MOST]
    if request.method == "POST" and request.POST.get("do") == "dispatch" and chosen:
        return _carried_out(request, chosen, actor=actor)
    if request.POST.get("do") == "batch" and chosen:
        ticked = urlencode([("back", reverse(DISPATCH)), *(("n", number) for number in chosen)])
        return redirect(f"{reverse('case_batch')}?{ticked}")
    if given := request.POST.get("group"):
        chosen = _grouped(request, given, actor=actor)
    picked = _picked(chosen, actor=actor)
    if picked:
        context = {
            "rows": picked, "key": fresh_key(), "left": len(chosen) - len(picked), "units": units().html,
            "unit_for_all": typed.get("unit_for_all", "") if typed is not None else "",
        }  # fmt: skip
        return render(request, "citizen_requests/desk/dispatch_preview.html", context)
    if request.method == "POST":
        messages.warning(request, str(NONE_CHOSEN))
    return TABLE.answer(request)


def _grouped(request: HttpRequest, group: str, *, actor: PostHolder) -> list[str]:
    """The requests of a group of the page that the button stood on."""
    shown = TABLE.shown(request.GET, actor)
    groups = groups_of([_like(row) for row in shown.rows if row.case.stage in TO_DISPATCH])
    return next((list(one.numbers) for one in groups if one.value == group), [])


def _picked(numbers: Sequence[str], *, actor: PostHolder) -> list[Row]:
    """Those of the chosen requests that still wait, the limit that ends first at the top."""
    if not numbers:
        return []
    wanted = [one.replace("\x00", "") for one in numbers]
    found = _stand_for_dispatch(visible_cases(actor), actor).filter(number__in=wanted)
    return rows_of(found.defer("search", "tally", "head_hash").order_by("due_at", "pk"), actor=actor)


def _carried_out(request: HttpRequest, chosen: list[str], *, actor: PostHolder) -> HttpResponse:
    key, for_all = key_in(request.POST), units().code_of(request.POST.get("unit_for_all", ""))
    asked = [
        MoveRequest(
            actor=actor, move="dispatch", facts={"lead": for_all or request.POST.get(f"unit-{number}", "")},
            key=f"{key}:{number}"[:120], number=number, expects=count_sent(request.POST.get(f"expects-{number}", "")),
        )
        for number in chosen
    ]  # fmt: skip
    done = [_done(one, outcome) for one, outcome in zip(asked, make_moves(asked), strict=True)]
    context = {"done": done, "made": sum(one.why is None for one in done), KEY: key}
    return render(request, "citizen_requests/desk/dispatch_done.html", context)


def _done(asked: MoveRequest, outcome: Outcome) -> Done:
    unit = directory().units.find(str(asked.facts["lead"]))
    label = unit.label if unit else None
    number = str(asked.number)[:40]
    if isinstance(outcome, Made):
        stage = newest("citizen_request").stage(outcome.stage).label
        return Done(number=number, unit=label, stage=stage, why=None)
    return Done(number=number, unit=label, stage=None, why=outcome.error.words)
