"""督查总览: every open order by light, unit, stage; each number opens its list. Leaders see theirs first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.registry import newest
from shiyu.cases.who import LIVE
from shiyu.city.directory import directory
from shiyu.supervision import rules
from shiyu.supervision.desk.lights import DEFINITIONS, OPEN_LIGHTS, WORDS, light_column
from shiyu.supervision.desk.roles import OVERSEERS, READERS
from shiyu.supervision.desk.shown_orders import ShownOrder, shown_orders
from shiyu.supervision.queries import PROCEDURE, order_cases, orders
from shiyu.supervision.rules import Light
from shiyu.supervision.vocabulary import SOURCES
from shiyu.web.officers import officer

BOARD = Words("督查总览", "Supervision board")
ALL_LIGHTS = (*OPEN_LIGHTS, Light.GREY)
CHARTED = frozenset({Light.RED.value, Light.YELLOW.value})
MOST_OWN, MOST_LATE = 50, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number and the list of exactly what it counts."""

    label: Words
    count: int
    address: str
    light: str
    definition: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table: its orders by light."""

    key: str
    label: Words
    cells: Sequence[Cell]


def reader_of_orders(request: HttpRequest, *, roles: frozenset[str] = READERS, page: Words = BOARD) -> PostHolder:
    """The officer in front of a page of supervision. Raises `NotYourMove` for whoever has no orders to read."""
    return officer(request, roles, page=page)


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The page at `/supervision`."""
    actor = reader_of_orders(request)
    open_ = order_cases(actor).filter(is_open=True).annotate(light=light_column(now())).order_by()
    whole = dict(open_.values_list("light").annotate(n=Count("pk")))
    by_unit = open_.filter(assignments__state__in=LIVE, assignments__kind="lead")
    units = _lines(_counts(by_unit.values_list("assignments__unit_code", "light").annotate(n=Count("pk"))))
    context = {
        "lights": [_cell(light, whole.get(light, 0)) for light in ALL_LIGHTS],
        "units": units, "drawn": sum(any(one.count for one in line.cells if one.light in CHARTED) for line in units),
        "stages": _stages(open_), "sources": _sources(open_),
        "mine": _mine(actor), "late": _late(actor), "oversees": bool(actor.roles & OVERSEERS),
        "proposes": "supervision_officer" in actor.roles, "columns": [(WORDS[one], one.value) for one in ALL_LIGHTS],
    }  # fmt: skip
    return render(request, "supervision/board.html", context)


def _cell(light: Light, count: int, **part: str) -> Cell:
    return Cell(
        label=WORDS[light], count=count, address=address_of(light, **part), light=light.value,
        definition=DEFINITIONS[light],
    )  # fmt: skip


def address_of(light: Light, **part: str) -> str:
    """The list of exactly the open orders of one light; the tab of the grey ones holds those that have ended too."""
    part |= {"stage": rules.STANDING} if light is Light.GREY else {}
    return f"{reverse('supervision_orders')}?{urlencode({'tab': light.value, **part})}"


def _counts(rows: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, light, n in rows:
        found.setdefault(key, {})[light] = n
    return found


def _lines(counts: Mapping[str, Mapping[str, int]]) -> list[Line]:
    """Units with most late orders first, then those with most orders."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1].get(Light.RED, 0), -sum(one[1].values()), one[0]))
    return [
        Line(
            key=code, label=unit_words(code),
            cells=[_cell(light, lights.get(light, 0), unit=code) for light in ALL_LIGHTS],
        )
        for code, lights in ordered
    ]  # fmt: skip


def unit_words(code: str) -> Words:
    """What a unit is called; its code where the city knows it no more."""
    unit = directory().unit(code)
    return unit.label if unit else Words(code, code)


def _stages(open_: Any) -> list[tuple[Words, int, str]]:
    """Open orders by stage, in the order of the road."""
    counted = dict(open_.values_list("stage").annotate(n=Count("pk")))
    return [
        (stage.label, counted[stage.name], f"{reverse('supervision_orders')}?{urlencode({'stage': stage.name})}")
        for stage in newest(PROCEDURE).stages
        if stage.name in counted
    ]


def _sources(open_: Any) -> list[tuple[Words, int]]:
    counted = dict(open_.values_list("supervision_order__source").annotate(n=Count("pk")))
    return [(SOURCES[name], counted[name]) for name in SOURCES if name in counted]


def _mine(actor: PostHolder) -> list[ShownOrder]:
    """包联: the open orders that this leader's post answers for."""
    if "city_leader" not in actor.roles:
        return []
    own = orders(actor).filter(leader_post=actor.post_code, case__is_open=True)
    return shown_orders(own[:MOST_OWN], moment=now())


def _late(actor: PostHolder) -> list[ShownOrder]:
    """The orders that have been late longest."""
    late = orders(actor).filter(case__is_open=True, case__due_at__lte=now()).exclude(case__stage="suspended")
    return shown_orders(late.order_by("case__due_at", "case_id")[:MOST_LATE], moment=now())
