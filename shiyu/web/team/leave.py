"""代理: the page on which somebody who will be away names who acts for him, and a head for whoever fell ill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.clock import today
from shiyu.base.errors import AlreadyDone, NoSuchThing, NotYours, ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.city.colleagues import Colleague, colleagues
from shiyu.city.delegating import (
    THIS_DELEGATION,
    DelegationRefused,
    Wanted,
    delegate,
    delegation,
    delegations,
    end,
)
from shiyu.city.directory import directory
from shiyu.city.facts import UnitFact
from shiyu.city.models import Delegation
from shiyu.web.browsing import staff_of
from shiyu.web.team.rights import ADMIN, NAME_DELEGATE, may_delegate, may_end, unit_arranged
from shiyu.web.typed import typed_day, whole_number

MOST = 100
NOTE = 200
NAMED = Words("已指定：{who} 自{first}至{last}代理。", "Named: {who} acts from {first} to {last}.")
ENDED = Words("代理已撤销，立即失效。", "The delegation is ended, from this moment on.")
CHOOSE = Words("请选择。", "Choose one.")
DAY = Words("请写明日期。", "Give a date.")
STATES = {
    "present": Words("代理中", "In force"),
    "coming": Words("未开始", "To come"),
    "past": Words("已到期", "Over"),
    "ended": Words("已撤销", "Ended early"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One delegation as drawn."""

    row: Delegation
    post: Words
    absent: str
    delegate: str
    named_by: str
    first: date
    last: date
    state: str
    state_words: Words
    may_end: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The page at `/account/leave`."""
    actor = staff_of(request)
    unit = unit_arranged(actor, request.POST.get("unit", "") or request.GET.get("unit", ""))
    if request.method != "POST":
        return _shown(request, actor, unit, faults={}, status=200)
    if request.POST.get("end"):
        return _end(request, actor, unit)
    faults = _name(request, actor)
    if not faults:
        return redirect(_address(actor, unit))
    return _shown(request, actor, unit, faults=faults, status=422)


def _address(actor: PostHolder, unit: UnitFact | None) -> str:
    return reverse("leave") + (f"?unit={unit.code}" if unit is not None and ADMIN in actor.roles else "")


def _end(request: HttpRequest, actor: PostHolder, unit: UnitFact | None) -> HttpResponse:
    end_for(actor, whole_number(request.POST.get("end", "")) or 0)
    messages.success(request, str(ENDED))
    return redirect(_address(actor, unit))


def end_for(actor: PostHolder, pk: int) -> Delegation:
    """Ends a delegation where the actor may. Raises `NoSuchThing` also where it is none of his business."""
    found = delegation(pk)
    if not may_end(actor, found):
        raise NoSuchThing(what=THIS_DELEGATION)  # not his and not there look the same
    return end(found, by=actor.account_id)


def name_for(actor: PostHolder, wanted: Wanted, *, unit_id: int) -> Delegation:
    """Names a delegate where the actor may. Raises `NotYours` and what `delegate` raises."""
    if not may_delegate(actor, absent=wanted.absent, unit_id=unit_id):
        raise NotYours(what=NAME_DELEGATE)
    return delegation(delegate(wanted).pk)


def _name(request: HttpRequest, actor: PostHolder) -> Mapping[str, Words]:
    """What is wrong, by field; nothing where the delegate was named."""
    given = request.POST
    post, _, absent = (whole_number(part) or 0 for part in given.get("who", "").partition(":"))
    to = whole_number(given.get("delegate", "")) or 0
    posts = directory().posts.by_id
    first, last = typed_day(given.get("first", "")), typed_day(given.get("last", ""))
    wrong = {name: DAY for name, day in (("first", first), ("last", last)) if day is None}
    if post not in posts or not absent:
        wrong["who"] = CHOOSE
    if not to:
        wrong["delegate"] = CHOOSE
    if wrong or first is None or last is None:
        return wrong
    wanted = Wanted(
        post=post, absent=absent, delegate=to, first=first, last=last, named_by=actor.account_id,
        note=given.get("note", "")[:NOTE],
    )  # fmt: skip
    try:
        made = name_for(actor, wanted, unit_id=posts[wanted.post].unit_id)
    except (DelegationRefused, AlreadyDone) as refused:
        return _beside(refused)
    who = made.delegate.display_name
    messages.success(request, str(NAMED.fill(who=who, first=first, last=last)))
    return {}


def _beside(refused: ShiyuError) -> Mapping[str, Words]:
    field = str(refused.facts.get("field", "first"))
    return {"who" if field == "post" else field: refused.words}


def _shown(
    request: HttpRequest, actor: PostHolder, unit: UnitFact | None, *, faults: Mapping[str, Words], status: int
) -> HttpResponse:
    own = {one.unit_id for one in colleagues(account=actor.account_id)}
    people = colleagues(units=own | {actor.unit_id} | ({unit.id} if unit else set()))
    rows = rows_for(actor, unit)
    typed = request.POST if request.method == "POST" else QueryDict()
    context = {
        "unit": unit, "admin": ADMIN in actor.roles, "faults": faults,
        "absentees": _absentees(actor, people), "others": _others(actor, people),
        "now": [one for one in rows if one.state in {"present", "coming"}],
        "over": [one for one in rows if one.state in {"past", "ended"}],
        "typed": {
            "who": typed.get("who", ""), "delegate": typed.get("delegate", ""), "note": typed.get("note", ""),
            "first": typed.get("first", today().isoformat()),
            "last": typed.get("last", (today() + timedelta(days=1)).isoformat()),
        },
        "today": today().isoformat(), "units": _units() if ADMIN in actor.roles else (),
    }  # fmt: skip
    return render(request, "web/team/leave.html", context, status=status)


def rows_for(actor: PostHolder, unit: UnitFact | None) -> list[Row]:
    """What the actor gave and took, and all of the unit he arranges; the latest first."""
    found = delegations(account=actor.account_id, units=[unit.id] if unit else None)[:MOST]
    return [_row(actor, row) for row in found]


def _row(actor: PostHolder, row: Delegation) -> Row:
    state = state_of(row)
    unit = directory().units.get_by_id(row.post.unit_id)
    return Row(
        row=row, absent=row.absent.display_name, delegate=row.delegate.display_name, named_by=row.named_by.display_name,
        post=Words(f"{unit.short_name} {row.post.title}", f"{unit.label.en}, {row.post.title_en}"),
        first=row.validity.lower, last=row.validity.upper - timedelta(days=1), state=state, state_words=STATES[state],
        may_end=state in {"present", "coming"} and may_end(actor, row),
    )  # fmt: skip


def state_of(row: Delegation) -> str:
    """Where a delegation stands on the city's day: `present`, `coming`, `past`, or `ended` before its time."""
    if row.ended_at is not None:
        return "ended"
    if today() < row.validity.lower:
        return "coming"
    return "present" if today() < row.validity.upper else "past"


def _absentees(actor: PostHolder, people: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Who can be away, his own posts first: each with a post he holds for himself."""
    may = [one for one in people if one.regular and may_delegate(actor, absent=one.account_id, unit_id=one.unit_id)]
    may.sort(key=lambda one: one.account_id != actor.account_id)
    return [(f"{one.post_id}:{one.account_id}", f"{one.name} · {one.title}") for one in may]


def _others(actor: PostHolder, people: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Who can act, each person once with all his posts."""
    titles: dict[int, list[str]] = {}
    for one in people:
        titles.setdefault(one.account_id, []).append(str(one.title))
    names = {one.account_id: one.name for one in people}
    arranging = unit_arranged(actor) is not None
    return [
        (str(pk), f"{names[pk]} · {'、'.join(posts)}")
        for pk, posts in titles.items()
        if arranging or pk != actor.account_id
    ]


def _units() -> list[tuple[str, str]]:
    return sorted((unit.code, str(unit.label)) for unit in directory().units.current())
