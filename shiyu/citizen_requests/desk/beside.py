"""What stands beside a call: what this number raised before, official answers, open requests like it, a category."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shiyu.base.errors import ShiyuError
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose
from shiyu.cases.of_phone import cases_of_phone
from shiyu.cases.procedure import NeedKind
from shiyu.cases.registry import procedure_of
from shiyu.citizen_requests.desk.intake import Intake
from shiyu.citizen_requests.desk.likely_category import Category, category_of
from shiyu.citizen_requests.knowledge import Answered, matching
from shiyu.citizen_requests.knowledge_doubts import with_doubts
from shiyu.citizen_requests.similar import Matter, Similar, similar_open
from shiyu.citizen_requests.vocabulary import PLACE, TYPES
from shiyu.city.directory import directory
from shiyu.triage.routing import router
from shiyu.triage.seam import Matter as Said
from shiyu.triage.seam import Suggestion
from shiyu.web.choices import categories
from shiyu.web.form_parts import WAYS, Typed, part_name

EARLIER = 4
SIMILAR, LEAST_TYPED = 4, 2
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """One case this number raised before."""

    number: str
    title: str
    kind: Words | None
    stage: Words
    is_open: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit whose it seems to be; without one, why a dispatcher must look."""

    label: Words | None
    reason: Words


def earlier_of(intake: Intake, *, actor: PostHolder) -> list[Earlier] | None:
    """What the typed number raised before; None where no number was typed."""
    phone = intake.typed("contact-phone")
    if not phone:
        return None
    try:
        found = cases_of_phone(phone, actor=actor, purpose=Purpose.HANDLING, most=EARLIER)
    except ShiyuError:  # nothing that can be a number; the field says so when the form is sent
        return []
    return [
        Earlier(
            number=case.number, title=redact(case.title), kind=TYPES.get(case.kind), is_open=case.is_open,
            stage=procedure_of(case.procedure, case.procedure_version).stage(case.stage).label,
            opened_at=case.opened_at,
        )
        for case in found
    ]  # fmt: skip


def similar_to(intake: Intake, *, actor: PostHolder) -> list[Similar] | None:
    """Open requests that seem to be about the same; None while too little was typed, or where nobody joins."""
    title, detail = intake.typed("title"), intake.typed("detail")
    if intake.window.move("join") is None or len(title or detail) < LEAST_TYPED:
        return None
    place = _place(intake)
    matter = Matter(
        title=(title or detail)[:_LONGEST], detail=detail[:_LONGEST], place=str(place.get("division") or ""),
        lon=_degrees(place.get("lon")), lat=_degrees(place.get("lat")),
    )  # fmt: skip
    return similar_open(matter, actor=actor, most=SIMILAR)


def category_for(intake: Intake) -> Category | None:
    """A category for the typed words; None while too little was typed or one was chosen already."""
    title, detail = intake.typed("title"), intake.typed("detail")
    if len(title + detail) < LEAST_TYPED or intake.typed("category"):
        return None
    return category_of(Said(title=title[:_LONGEST], detail=detail))


def unit_for(intake: Intake) -> Unit | None:
    """The unit the typed words, category and place point to; None while too little was typed."""
    title, detail = intake.typed("title"), intake.typed("detail")
    if len(title + detail) < LEAST_TYPED:
        return None
    category = categories().code_of(intake.typed("category"))
    place = str(_place(intake).get("division") or "")
    answer = router().route(Said(title=title[:_LONGEST], detail=detail, category=category, place=place))
    known = directory().units.find(answer.code) if isinstance(answer, Suggestion) else None
    return Unit(label=known.label if known else None, reason=answer.reason)


def answers_for(intake: Intake) -> list[Answered] | None:
    """Official answers to what was typed; None while too little was typed."""
    title, detail = intake.typed("title"), intake.typed("detail")
    return with_doubts(matching(f"{title} {detail}")) if len(title + detail) >= LEAST_TYPED else None


def _place(intake: Intake) -> dict[str, Any]:
    typed = Typed(
        one=lambda suffix: intake.data.get(part_name(PLACE, suffix), ""),
        many=lambda suffix: intake.data.getlist(part_name(PLACE, suffix)),
    )
    return WAYS[NeedKind.PLACE].read(PLACE, typed) or {}


def _degrees(given: Any) -> float | None:
    return given if isinstance(given, float) and abs(given) <= 180 else None
