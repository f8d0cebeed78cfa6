"""派单: what waits for a dispatcher, the suggestion accepted for many at once, returns to decide, the same twice."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Outcome, make_moves
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.registry import newest
from shiyu.citizen_requests.desk.access import officer
from shiyu.citizen_requests.desk.alike import Seen, alike
from shiyu.citizen_requests.desk.groups import groups_of
from shiyu.citizen_requests.desk.roles import DISPATCHERS, ENTERPRISE_DESK
from shiyu.citizen_requests.desk.rows import Row, at_stages, rows_of
from shiyu.citizen_requests.procedure_people import WORKING
from shiyu.citizen_requests.similar import Matter, similar_open
from shiyu.city.directory import directory
from shiyu.web.choices import units
from shiyu.web.forms import KEY, fresh_key, key_in
from shiyu.web.kept import given_back
from shiyu.web.lamps import Colour
from shiyu.web.typed import count_sent

PAGE = Words("派单", "Dispatch")
ROLES = DISPATCHERS | ENTERPRISE_DESK
STAGES = ("received", "to_dispatch", "return_asked")
TO_DISPATCH = ("received", "to_dispatch")
MOST = 100
KEYS = (
    ("J", Words("下一件（不按 Alt）", "Next request (without Alt)")),
    ("K", Words("上一件（不按 Alt）", "Request before (without Alt)")),
    ("X", Words("勾选或取消（不按 Alt）", "Tick or untick (without Alt)")),
    ("G", Words("第一组同类件：先预览", "The first group: preview")),
    ("S", Words("派所选：先预览，再确认", "Dispatch ticked: preview, then confirm")),
)
NONE_CHOSEN = Words("请先勾选件。", "Tick the requests first.")
MERGED = Words("已并入 {main}：{number}。", "Merged into {main}: {number}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one line of a batch."""

    number: str
    unit: Words | None
    stage: Words | None
    why: Words | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch(request: HttpRequest) -> HttpResponse:
    """The page at `/dispatch`: the table, then a preview, then what was done."""
    actor = officer(request, ROLES, page=PAGE)
    chosen = list(dict.fromkeys(request.POST.getlist("chosen")))[:MOST]
    if (typed := given_back(request)) is not None:  # a login that ended before the preview was confirmed
        chosen = typed.getlist("chosen")[:MOST]
    if request.method == "POST" and request.POST.get("do") == "dispatch" and chosen:
        return _carried_out(request, chosen, actor=actor)
    rows = _table(actor)
    waiting = [row for row in rows if row.stage in TO_DISPATCH]
    groups = groups_of(waiting)
    if given := request.POST.get("group"):
        chosen = next((list(one.numbers) for one in groups if one.value == given), [])
    picked = [row for row in waiting if row.number in chosen]
    if picked:
        context = {
            "rows": picked, "key": fresh_key(), "left": len(chosen) - len(picked), "units": units().html,
            "unit_for_all": typed.get("unit_for_all", "") if typed is not None else "",
        }  # fmt: skip
        return render(request, "citizen_requests/desk/dispatch_preview.html", context)
    if request.method == "POST":
        messages.warning(request, str(NONE_CHOSEN))
    context = {
        "groups": groups, "keys": KEYS,
        "near": sum(row.lamp is not None and row.lamp.colour is not Colour.GREEN for row in waiting),
        "waiting": waiting, "returns": [row for row in rows if row.stage not in TO_DISPATCH],
        "full": len(rows) >= MOST, "ready": sum(map(_may_go, waiting)),
    }  # fmt: skip
    return render(request, "citizen_requests/desk/dispatch.html", context)


@never_cache
@require_safe
def look_alike(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/dispatch/<number>/similar`: open requests that this one may be merged into."""
    actor = officer(request, ROLES, page=PAGE)
    case = get_case(number, actor=actor, purpose=Purpose.HANDLING)
    matter = Matter(title=case.title, place=case.place_code, lon=case.lon, lat=case.lat)
    found = [one for one in similar_open(matter, actor=actor, most=12) if one.number != case.number]
    context = {
        "case": case, "title": redact(case.title), "similar": found, "key": fresh_key(), "expects": case.entry_count,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/look_alike.html", context)


@never_cache
@require_http_methods(["POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Merges the named requests into one, then goes back to where it was asked."""
    actor = officer(request, ROLES, page=PAGE)
    main, key = request.POST.get("main_case", ""), key_in(request.POST)
    numbers = [one] if (one := request.POST.get("one")) else list(dict.fromkeys(request.POST.getlist("chosen")))[:MOST]
    if not numbers:
        messages.warning(request, str(NONE_CHOSEN))
        return _back(request, main)
    outcomes = make_moves(
        [
            MoveRequest(
                actor=actor, move="merge", facts={"main_case": main}, key=f"{key}:{place}", number=number,
                expects=count_sent(request.POST.get(f"expects-{number}", "")),
            )
            for place, number in enumerate(numbers)
        ]
    )  # fmt: skip
    done = [number for number, outcome in zip(numbers, outcomes, strict=True) if isinstance(outcome, Made)]
    if done:
        messages.success(request, str(MERGED.fill(main=main[:40], number="、".join(done))))
    for number, outcome in zip(numbers, outcomes, strict=True):
        if not isinstance(outcome, Made):
            messages.warning(request, f"{number[:40]}：{outcome.error.words}")
    return _back(request, main)


def _back(request: HttpRequest, main: str) -> HttpResponse:
    """To where the merging was asked for."""
    to_event = request.POST.get("to") == "event" and CASE_NUMBER.fullmatch(main)
    return redirect("event", number=main) if to_event else redirect("dispatch")


def _table(actor: PostHolder) -> list[Row]:
    # A joint unit that wishes to return its share leaves the case at work; the turn is the dispatcher's all the same.
    # It is looked for by its share: such shares are few, requests at work many.
    wished = Q(assignments__state="disputed", turn_role__in=ROLES)
    joint = {case.pk: case for case in at_stages(WORKING, actor=actor, most=MOST, only=wished)}
    rows = rows_of([*at_stages(STAGES, actor=actor, most=MOST), *joint.values()], actor=actor)
    same = alike(Seen(number=row.number, title=row.title, place_code=row.place_code) for row in rows)
    return [replace(row, alike=same[row.number]) for row in rows]


def _may_go(row: Row) -> bool:
    return row.stage in TO_DISPATCH and row.routed is not None and bool(row.routed.unit)


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
