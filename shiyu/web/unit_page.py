"""单位: who works there, its open work by stage and lamp, and what systems say of how it is judged.

Everybody on the staff may look who is who; the numbers are for the unit itself and for those who watch over all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import now
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.registry import newest
from shiyu.cases.who import LIVE
from shiyu.city.directory import UnitFact, directory
from shiyu.city.staff import staff_of as posts_of
from shiyu.web.browsing import staff_of
from shiyu.web.case_list import is_late, is_near
from shiyu.web.figure_table import READERS
from shiyu.web.work.filters import STATES

Section = Callable[[UnitFact], Mapping[str, Any]]
_SECTIONS: dict[str, Section] = {}
OPEN, NEAR, LATE = "open", "near", "late"
LABELS = {name: STATES[name] for name in (OPEN, NEAR, LATE)}


def register_unit_section(template: str, context: Section) -> None:
    """Called in the `ready` of a system's app: a section below the unit's open work, the same for every reader."""
    _SECTIONS[template] = context


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How many of the unit's requests stand at one stage, and their lists."""

    label: Words
    of: Words | None = None  # the procedure, where the unit has work of several
    numbers: Mapping[str, int]
    addresses: Mapping[str, str]

    def shown(self) -> list[tuple[str, Words, int, str]]:
        """Name, label, number and list of each column."""
        return [(name, label, self.numbers.get(name, 0), self.addresses[name]) for name, label in LABELS.items()]


@never_cache
@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The page at `/units/<code>`."""
    actor = staff_of(request)
    found = directory().unit(code)
    if found is None:
        raise NoSuchThing(what=Words(f"单位“{code[:40]}”", f"Unit “{code[:40]}”"))
    above = directory().units.by_id.get(found.parent_id or 0)
    context: dict[str, Any] = {"unit": found, "above": above, "posts": posts_of(code), "numbers": _counts(actor, code)}
    if context["numbers"]:
        total, stages = _work(actor, code)
        context |= {"total": total, "stages": stages, "labels": LABELS}
        context["sections"] = [(template, section(found)) for template, section in _SECTIONS.items()]
    return render(request, "web/unit.html", context)


def _counts(actor: PostHolder, code: str) -> bool:
    return actor.unit_code == code or bool(actor.roles & READERS)


def _work(actor: PostHolder, code: str) -> tuple[Stands, list[Stands]]:
    """The unit's open work as the reader sees it, at one question: of all stages, and by stage."""
    moment = now()
    lamp = Case(When(is_late(moment), then=Value(LATE)), When(is_near(moment), then=Value(NEAR)), default=Value(OPEN))
    mine = visible_cases(actor).filter(
        is_open=True, assignments__unit_code=code, assignments__state__in=LIVE
    ).annotate(lamp=lamp).order_by()  # fmt: skip
    stages: dict[tuple[str, str], dict[str, int]] = {}
    for procedure, stage, light, n in mine.values_list("procedure", "stage", "lamp").annotate(n=Count("pk")):
        into = stages.setdefault((procedure, stage), {})
        into[OPEN] = into.get(OPEN, 0) + n
        if light != OPEN:
            into[light] = into.get(light, 0) + n
    total: dict[str, int] = {}
    for counts in stages.values():
        for name, n in counts.items():
            total[name] = total.get(name, 0) + n
    several = len({procedure for procedure, _ in stages}) > 1
    parts = [
        _at(procedure, stage, counts, code=code, procedure_said=newest(procedure).label if several else None)
        for (procedure, stage), counts in sorted(stages.items())
    ]
    whole = Stands(label=Words("合计", "All"), numbers=total, addresses=_lists(unit=code))
    return whole, sorted(parts, key=lambda part: -part.numbers[OPEN])


def _at(
    procedure: str, stage: str, counts: Mapping[str, int], *, code: str, procedure_said: Words | None
) -> Stands:  # fmt: skip
    label = newest(procedure).stage(stage).label
    lists = _lists(unit=code, procedure=procedure, stage=stage)
    return Stands(label=label, of=procedure_said, numbers=counts, addresses=lists)


def _lists(**asked: str) -> dict[str, str]:
    return {state: f"{reverse('cases')}?{urlencode({**asked, 'state': state})}" for state in LABELS}
