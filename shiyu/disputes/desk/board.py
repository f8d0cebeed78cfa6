"""中心指挥台: today's sessions, bodies, load, danger, the funnel and the rates. No names and no words of anybody.

What takes counting is counted by a job (`shiyu.disputes.counting`); today's sessions and the danger list are asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import now, today
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.registry import newest
from shiyu.city.directory import directory
from shiyu.city.names import names_of, unit_words
from shiyu.disputes import vocabulary as v
from shiyu.disputes.counting import PROCEDURE, counted_board
from shiyu.disputes.models import Dispute, Session
from shiyu.disputes.rooms import HOLDING, rooms, standing, times_of
from shiyu.disputes.rules_counting import FEWEST, shown
from shiyu.web.forms import fresh_key
from shiyu.web.lamps import lamp_of
from shiyu.web.officers import officer

BOARD = Words("矛调中心指挥台", "Board of the centre for disputes")
READERS = frozenset({"dispute_lead", "city_leader"})
MOST_SESSIONS, MOST_DANGERS = 100, 30
FEW = Words("少于{n}", "under {n}").fill(n=FEWEST)
RATES = {
    "success": (
        Words("调解成功率", "Settled"),
        Words("达成协议的占已指派调解员并结束的", "Agreed, of those mediated that ended"),
    ),
    "performance": (
        Words("履行率", "Performed"), Words("协议履行后办结的占达成协议的", "Closed as performed, of those agreed"),
    ),
    "confirmation": (
        Words("司法确认率", "Confirmed"), Words("裁定有效的占法院已裁定的", "Confirmed, of those the court ruled on"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate with its bounds; `share` is None where fewer than five are behind it."""

    label: Words
    definition: Words
    share: Share | None


def reader_of_board(request: HttpRequest, *, page: Words = BOARD) -> PostHolder:
    """The officer in front of a page of the centre. Raises `NotYourMove` for everybody else."""
    return officer(request, READERS, page=page)


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The page at `/disputes/board`."""
    actor = reader_of_board(request)
    counted = counted_board()
    content, held = counted.content, _held_today()
    context = {
        "counted_at": counted.counted_at, "stages": _stages(content["stages"]), "bodies": _bodies(content["bodies"]),
        "load": _load(content["load"]), "funnel": _funnel(content["funnel"]), "rates": _rates(content["rates"]),
        "rising": _rising(content["rising"]), "sessions": _sessions(held), "rooms": _rooms(held), "dangers": _dangers(),
        "leads": "dispute_lead" in actor.roles, "key": fresh_key(),
    }  # fmt: skip
    return render(request, "disputes/board.html", context)


def number_shown(count: int) -> Words | int:
    """A count as the board shows it: one of fewer than five is not told."""
    found = shown(count)
    return FEW if found is None else found


def _stages(counted: Mapping[str, Sequence[int]]) -> list[tuple[Words, int, int]]:
    """Open disputes by stage in the order of the road, and how many of them are late."""
    stages = newest(PROCEDURE).stages
    return [(stage.label, *counted[stage.name]) for stage in stages if stage.name in counted]  # type: ignore[misc]


def _bodies(counted: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Every body of the rule set, how it is at the centre, and what it has; the busiest first."""
    rules = directory().rule_set("disputes")
    load = {code: (open_, late) for code, open_, late in counted}
    bodies = (rules.body if rules else {}).get("bodies", {})
    known = dict(sorted(bodies.items(), key=lambda one: (-load.get(one[0], (0, 0))[0], one[0])))
    return [
        {
            "label": unit_words(code), "layer": v.LAYERS[table["layer"]], "open": load.get(code, (0, 0))[0],
            "residence": v.RESIDENCE[table.get("residence", "on_call")], "late": load.get(code, (0, 0))[1],
        }
        for code, table in known.items()
    ]  # fmt: skip


def _load(counted: Sequence[Sequence[Any]]) -> list[tuple[str, int, int]]:
    """Mediators by the name of their account, with what they have open."""
    names = names_of(account for account, _, _ in counted)
    return [(names[account], open_, late) for account, open_, late in counted if account in names]


def _funnel(counted: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    parts = ("entered", "settled", "passed_on", "otherwise", "still")
    return [
        {"label": v.LAYERS[layer], **{one: number_shown(row[one]) for one in parts}} for layer, row in counted.items()
    ]


def _rates(counted: Mapping[str, Sequence[int]]) -> list[Rate]:
    return [
        Rate(
            label=label, definition=definition,
            share=Share(*counted[name]) if name in counted and counted[name][1] >= FEWEST else None,
        )
        for name, (label, definition) in RATES.items()
    ]  # fmt: skip


def _rising(counted: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "kind": v.EVERY_KIND.get(one["kind"], v.EVERY_KIND[v.OTHER_KIND]), "place": place_words(one["place"]),
            "recent": one["recent"], "usual": one["usual"],
        }
        for one in counted
    ]  # fmt: skip


def place_words(prefix: str) -> Words:
    """The county whose code begins so; 全市 where a dispute has no place."""
    found = directory().division(prefix.ljust(12, "0")) if prefix else None
    return found.label if found else Words("地点未定", "no place")


def _held_today() -> list[Session]:
    rows = standing(Session.objects.filter(on=today())).select_related("case")
    return list(rows.order_by("unit_code", "pk")[:MOST_SESSIONS])


def _sessions(held: Sequence[Session]) -> list[dict[str, Any]]:
    """Today's sessions: number, kind and place, body; when and where else are told to those concerned."""
    return [{"number": row.case.number, "title": row.case.title, "body": unit_words(row.unit_code)} for row in held]


def _rooms(held: Sequence[Session]) -> list[dict[str, Any]]:
    """Every room of the centre, and when today which body has it."""
    inside = [row for row in held if row.room and not row.freed_at and row.case.is_open and row.case.stage in HOLDING]
    return [
        {
            "room": room,
            "times": [
                {"span": times_of(row), "body": unit_words(row.unit_code)}
                for row in sorted(inside, key=times_of) if row.room == room.code
            ],
        }
        for room in rooms().values()
    ]  # fmt: skip


def _dangers() -> list[dict[str, Any]]:
    """Open disputes with a danger sign, the one due first at the top."""
    moment = now()
    found = Dispute.objects.filter(
        case__procedure=PROCEDURE, case__is_open=True, case__marks__contains=[v.DANGER]
    ).select_related("case")
    found = found.exclude(case__marks=[])  # says again what the index of marked cases is limited to
    return [_danger(row, moment) for row in found.order_by("case__due_at", "case_id")[:MOST_DANGERS]]


def _danger(row: Dispute, moment: datetime) -> dict[str, Any]:
    case = row.case
    return {
        "number": case.number, "title": case.title, "stage": newest(PROCEDURE).stage(case.stage).label,
        "signs": [v.DANGERS[sign] for sign in row.dangers if sign in v.DANGERS], "body": unit_words(row.body_code),
        "lamp": lamp_of(due_at=case.due_at, warn_at=None, now=moment) if case.due_at else None,
    }  # fmt: skip
