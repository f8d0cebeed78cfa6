"""可能是同一件事: open requests like one, merged by a button or told apart by another, and what was said is kept."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.errors import ShiyuError
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, make_moves
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import Purpose, get_case, visible_cases
from shiyu.citizen_requests.desk.roles import DISPATCHERS, ENTERPRISE_DESK
from shiyu.citizen_requests.procedure_people import MERGEABLE
from shiyu.citizen_requests.similar import Matter, Similar, compared_with, similar_open
from shiyu.triage.likeness.deciding import DecidedOtherwise, decide, take_back, told_apart
from shiyu.triage.likeness.relearning import relearn_if_due
from shiyu.web.forms import fresh_key, key_in
from shiyu.web.officers import officer
from shiyu.web.reader import Reader
from shiyu.web.typed import count_sent

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PAGE = Words("派单", "Dispatch")
ROLES = DISPATCHERS | ENTERPRISE_DESK
MOST, ON_PAGE, ON_PANEL = 100, 12, 3
NONE_CHOSEN = Words("请先勾选件。", "Tick the requests first.")
MERGED = Words("已并入 {main}：{number}。", "Merged into {main}: {number}.")
APART = Words("已记下：{number} 与 {other} 不是同一件事，不再互相提示。",
              "Kept: {number} and {other} are not the same matter; neither is offered for the other.")  # fmt: skip


@never_cache
@require_safe
def look_alike(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/dispatch/<number>/similar`: open requests that this one may be merged into."""
    actor = officer(request, ROLES, page=PAGE)
    case = get_case(number, actor=actor, purpose=Purpose.HANDLING)
    context = {
        "case": case, "title": redact(case.title), "similar": _like(case, actor=actor, most=ON_PAGE),
        "key": fresh_key(), "expects": case.entry_count,
    }  # fmt: skip
    return render(request, "citizen_requests/desk/look_alike.html", context)


def may_be_same(reader: Reader) -> Mapping[str, Any] | None:
    """The panel of a request that may still be merged, for those who merge; None where none is like it."""
    case, actor = reader.case, reader.actor
    if not isinstance(actor, PostHolder) or "dispatcher" not in actor.roles or case.stage not in MERGEABLE:
        return None
    found = _like(case, actor=actor, most=ON_PANEL)
    return {"case": case, "similar": found, "key": fresh_key(), "expects": case.entry_count} if found else None


def _like(case: "Case", *, actor: PostHolder, most: int) -> list[Similar]:
    return similar_open(_matter(case), actor=actor, most=most, without={case.pk} | told_apart(case.pk))


def _matter(case: "Case") -> Matter:
    return Matter(title=case.title, place=case.place_code, lon=case.lon, lat=case.lat, at=case.opened_at)


@never_cache
@require_POST
def different(request: HttpRequest) -> HttpResponse:
    """Keeps that two requests are not the same matter. Whoever says the opposite later is told."""
    actor = officer(request, ROLES, page=PAGE)
    number, other = request.POST.get("one", ""), request.POST.get("different", "")
    if not number or not other:
        messages.warning(request, str(NONE_CHOSEN))
        return redirect("dispatch")
    one, two = (get_case(named, actor=actor, purpose=Purpose.HANDLING) for named in (number, other))
    if one.pk != two.pk:
        try:
            _keep(one, two, same=False, actor=actor)
            messages.success(request, str(APART.fill(number=one.number, other=two.number)))
        except DecidedOtherwise as told:
            messages.warning(request, str(told.words))
    return _back(request, one.number, otherwise="dispatch_similar")


@never_cache
@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Merges the named requests into one, then goes back to where it was asked."""
    actor = officer(request, ROLES, page=PAGE)
    main, key = request.POST.get("main_case", ""), key_in(request.POST)
    numbers = [one] if (one := request.POST.get("one")) else list(dict.fromkeys(request.POST.getlist("chosen")))[:MOST]
    if not numbers:
        messages.warning(request, str(NONE_CHOSEN))
        return _back(request, main)
    asked = [
        MoveRequest(
            actor=actor, move="merge", facts={"main_case": main}, key=f"{key}:{place}", number=number,
            expects=count_sent(request.POST.get(f"expects-{number}", "")),
        )
        for place, number in enumerate(numbers)
    ]  # fmt: skip
    done, refused = _merged(asked, main, actor=actor)
    if done:
        messages.success(request, str(MERGED.fill(main=main[:40], number="、".join(done))))
    for number, error in refused.items():
        messages.warning(request, f"{number[:40]}：{error.words}")
    return _back(request, main)


def _merged(
    asked: Sequence[MoveRequest], main: str, *, actor: PostHolder
) -> tuple[list[str], Mapping[str, ShiyuError]]:
    """What was merged, and what was not and why. That a pair is the same stands with the merging, or neither does."""
    numbers = [str(one.number).replace("\x00", "") for one in asked]
    cases = {case.number: case for case in visible_cases(actor).filter(number__in=[*numbers, main.replace("\x00", "")])}
    refused: dict[str, ShiyuError] = {}
    kept: dict[str, int] = {}
    with transaction.atomic():
        for number in sorted(numbers):  # in one order, so that two who merge the same do not wait for each other
            try:
                if number in cases and main in cases and number != main:
                    kept[number] = _keep(cases[number], cases[main], same=True, actor=actor)
            except DecidedOtherwise as told:
                refused[number] = told
        going = [one for one in asked if str(one.number) not in refused]
        outcomes = make_moves(going)
        done = [str(one.number) for one, made in zip(going, outcomes, strict=True) if isinstance(made, Made)]
        refused |= {
            str(one.number): made.error for one, made in zip(going, outcomes, strict=True) if not isinstance(made, Made)
        }
        take_back([key for number, key in kept.items() if key and number in refused])
    return done, refused


def _keep(one: "Case", other: "Case", *, same: bool, actor: PostHolder) -> int:
    """Keeps what was said of two requests; its key, or 0 where it had been said before. Raises `DecidedOtherwise`."""
    numbers = compared_with(_matter(one), _matter(other))
    with transaction.atomic():
        kept = decide(one.pk, other.pk, same=same, account_id=actor.account_id, numbers=numbers)
        if kept.is_new:
            relearn_if_due(kept.key)
    return kept.key if kept.is_new else 0


def _back(request: HttpRequest, number: str, *, otherwise: str = "dispatch") -> HttpResponse:
    """To where it was asked for."""
    given = request.POST.get("to", "")
    to = given if given in ("event", "case") else otherwise
    return redirect(to, number=number) if to != "dispatch" and CASE_NUMBER.fullmatch(number) else redirect("dispatch")
