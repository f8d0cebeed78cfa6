"""Orders as pages show them: one line each, in a number of questions that no list makes grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.registry import procedure_of
from shiyu.cases.rows import rows_of
from shiyu.city.directory import directory
from shiyu.supervision.desk.lights import lamp_for, light_of
from shiyu.supervision.models import Order
from shiyu.supervision.vocabulary import COMPLEXITY, SOURCES
from shiyu.web.lamps import Lamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOrder:
    """One order in a table."""

    case_id: int
    number: str
    title: str
    stage: Words
    ended: bool
    lamp: Lamp
    source: Words
    complexity: Words
    units: list[Words]
    leader: Words | None
    due_at: datetime | None
    opened_at: datetime
    urged: int
    in_time: int
    late: int


def leader_words(code: str) -> Words | None:
    """The title of a leader's post; None where the order names none."""
    post = directory().post(code) if code else None
    return post.title if post else (Words(code, code) if code else None)


def shown_orders(found: Iterable[Order], *, moment: datetime) -> list[ShownOrder]:
    """The orders with their units, in one question more."""
    given = list(found)
    rows = rows_of(order.case_id for order in given)
    return [_shown(order, list(rows[order.case_id].units), moment=moment) for order in given if order.case_id in rows]


def _shown(order: Order, units: list[str], *, moment: datetime) -> ShownOrder:
    case, city = order.case, directory()
    stage = procedure_of(case.procedure, case.procedure_version).stage(case.stage)
    codes = units or [code for code in (order.planned_lead, *order.planned_joint) if code]
    facts = [city.unit(code) for code in codes]
    return ShownOrder(
        case_id=case.pk, number=case.number, title=redact(case.title), stage=stage.label, ended=stage.end,
        lamp=lamp_for(light_of(case, order, moment=moment), due_at=case.due_at, moment=moment, stage=stage.label),
        source=SOURCES.get(order.source, Words(order.source, order.source)),
        complexity=COMPLEXITY.get(order.complexity, Words(order.complexity, order.complexity)),
        units=[fact.label for fact in facts if fact], leader=leader_words(order.leader_post), due_at=case.due_at,
        opened_at=case.opened_at, urged=order.urged, in_time=order.in_time, late=order.late,
    )  # fmt: skip
