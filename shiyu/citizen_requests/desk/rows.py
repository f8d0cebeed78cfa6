"""Lines of the officers' lists: a request in words, its limit as a lamp, what the router said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from shiyu.base.clock import now
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.clocks import WARNED
from shiyu.cases.gate import visible_cases
from shiyu.cases.latest_facts import latest_facts
from shiyu.cases.registry import procedure_of
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.desk.roles import DISPATCHERS, ENTERPRISE_DESK
from shiyu.citizen_requests.marks import is_event, is_supervised
from shiyu.citizen_requests.procedure_people import WORKING
from shiyu.citizen_requests.queries import routing_words
from shiyu.citizen_requests.vocabulary import RETURN_REASONS, TYPES
from shiyu.city.directory import directory
from shiyu.web.lamps import Lamp, lamp_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

PROCEDURES = ("citizen_request", "enterprise_request")
URGENT, EVENT, SUPERVISED = Words("紧急", "Urgent"), Words("事件", "Event"), Words("督办", "Supervised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The unit a request seems to belong to, and why; no unit where a dispatcher must look."""

    unit: str
    label: Words | None
    reason: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request on an officer's list."""

    pk: int
    number: str
    title: str
    kind: Words | None
    stage: str
    stage_label: Words
    place: str
    place_code: str
    opened_at: datetime
    lamp: Lamp | None
    expects: int
    marks: tuple[Words, ...]
    category: str = ""
    category_label: Words | None = None
    routed: Routed | None = None
    asked_back: Words | None = None
    alike: list[str] = field(default_factory=list)


def at_stages(stages: Iterable[str], *, actor: PostHolder, most: int, only: Q | None = None) -> "list[Case]":
    """The first `most` requests at these stages, whose limit ends first at the top; those without a limit come last.

    The moment is kept on the case and has an index of its own, in which those without are not. Those are asked for only
    where the others do not fill the list: then few stand at these stages, and looking through them is short.
    """
    seen = visible_cases(actor).filter(only or Q(), procedure__in=PROCEDURES, stage__in=[*stages])
    seen = seen.defer("search", "tally", "head_hash").order_by("due_at", "pk")
    timed = list(seen.filter(due_at__isnull=False)[:most])
    missing = most - len(timed)
    return timed + list(seen.filter(due_at__isnull=True)[:missing]) if missing else timed


def rows_of(cases: "Iterable[Case]", *, actor: PostHolder) -> list[Row]:
    """The lines of a page; the routing and what units ask back come at one question each."""
    cases = list(cases)
    ids = [case.pk for case in cases]
    routes, asked = latest_facts(ids, "route", actor=actor), latest_facts(ids, "return_reason", actor=actor)
    return [_row(case, route=routes.get(case.pk), asked=asked.get(case.pk)) for case in cases]


def _row(case: "Case", *, route: Mapping[str, Any] | None, asked: Mapping[str, Any] | None) -> Row:
    known = directory().divisions.by_id.get(case.division_id) if case.division_id else None
    category = directory().categories.by_id.get(case.category_id) if case.category_id else None
    return Row(
        pk=case.pk, number=case.number, title=redact(case.title), kind=TYPES.get(case.kind), stage=case.stage,
        stage_label=procedure_of(case.procedure, case.procedure_version).stage(case.stage).label,
        place=known.name if known else "", place_code=case.place_code, opened_at=case.opened_at, lamp=lamp(case),
        category=category.code if category else "", category_label=category.label if category else None,
        expects=case.entry_count, marks=marks_of(case), routed=_routed(route["route"]) if route else None,
        asked_back=_asked_back(asked) if asked and waits_for_decision(case) else None,
    )  # fmt: skip


def waits_for_decision(case: "Case") -> bool:
    """Whether a unit's wish to return its share waits for a dispatcher: the lead's at a stage, another's beside it."""
    return case.stage == "return_asked" or (case.stage in WORKING and case.turn_role in DISPATCHERS | ENTERPRISE_DESK)


def entry_counts(numbers: Iterable[str], *, actor: PostHolder) -> dict[str, int]:
    """How many entries these requests have, so that a form can say on what state it was decided."""
    return dict(visible_cases(actor).filter(number__in=[*numbers]).values_list("number", "entry_count"))


def lamp(case: "Case") -> Lamp | None:
    """The lamp of the limit that ends next; yellow once the clock has warned."""
    moment = now()
    if case.due_at is None:
        return None
    return lamp_of(due_at=case.due_at, warn_at=moment if case.due_level == WARNED else case.due_at, now=moment)


def marks_of(case: "Case") -> tuple[Words, ...]:
    """What an officer must see first."""
    shown = ((case.limit_class == rules.URGENT, URGENT), (is_event(case), EVENT), (is_supervised(case), SUPERVISED))
    return tuple(words for holds, words in shown if holds)


def _routed(record: Mapping[str, Any]) -> Routed:
    code = str(record.get("unit", ""))
    unit = directory().units.find(code) if code else None
    return Routed(
        unit=unit.code if unit else "", label=unit.label if unit else None, reason=routing_words(dict(record))
    )


def _asked_back(facts: Mapping[str, Any]) -> Words:
    reason = RETURN_REASONS.get(str(facts.get("return_reason")), Words("", ""))
    right = directory().units.find(str(facts.get("right_unit") or "")) if facts.get("right_unit") else None
    if right is None:
        return reason
    return Words(f"{reason.zh}；应由{right.label.zh}承办", f"{reason.en}; it belongs to {right.label.en}")
