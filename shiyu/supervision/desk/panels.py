"""What stands on the page of a case: the checkpoints of an order; of any other case whether it is under supervision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shiyu.base.clock import city_day, now
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.registry import procedure_of
from shiyu.city.directory import directory
from shiyu.supervision import rules
from shiyu.supervision.desk.board import unit_words
from shiyu.supervision.desk.lights import lamp_for, light_of
from shiyu.supervision.desk.roles import OVERSEERS, REFERRERS
from shiyu.supervision.desk.shown_orders import leader_words
from shiyu.supervision.models import Node, Order
from shiyu.supervision.queries import PROCEDURE
from shiyu.supervision.vocabulary import CHECKPOINTS, COMPLEXITY, GRADES, SOURCES
from shiyu.web.forms import fresh_key
from shiyu.web.lamps import Lamp, lamp_of
from shiyu.web.reader import Reader

LATE_NOW = Words("此件逾期未办结。", "The case is overdue.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One checkpoint: until when, whether it was reported and when, whether in time."""

    label: Words
    due_at: datetime
    reported_at: datetime | None
    in_time: bool | None
    lamp: Lamp | None


def checkpoints(reader: Reader) -> Mapping[str, Any] | None:
    """检查点: what is due, reported when, urged how often; the set dates; what was ordered."""
    order = Order.objects.filter(case=reader.case.pk).first()
    if order is None:
        return None
    nodes = [(node, unit_words(node.unit_code)) for node in Node.objects.filter(case=reader.case.pk).order_by("seq")]
    grade = GRADES.get(order.grade)
    numbers = directory().rule_set_by_id(reader.case.rule_set_id).body
    return {
        "order": order, "source": SOURCES.get(order.source), "complexity": COMPLEXITY.get(order.complexity),
        "leader": leader_words(order.leader_post), "checkpoints": _checkpoints(reader), "nodes": nodes,
        "today": city_day(now()), "grade": grade, "lamp": _lamp(order, reader),
        "points": rules.points(order.grade, late=order.late, urged=order.urged, numbers=numbers) if grade else None,
        "units": [unit_words(code) for code in (order.planned_lead, *order.planned_joint) if code],
    }  # fmt: skip


def _lamp(order: Order, reader: Reader) -> Lamp:
    moment, case = now(), reader.case
    stage = reader.procedure.stage(case.stage).label
    return lamp_for(light_of(case, order, moment=moment), due_at=case.due_at, moment=moment, stage=stage)


def _checkpoints(reader: Reader) -> list[Checkpoint]:
    moment, found = now(), []
    for clock in reader.case.clocks.filter(rule__in=("sign", *CHECKPOINTS)).order_by("started_at", "due_at", "pk"):
        running = clock.stopped_at is None
        lamp = None
        if running:
            paused = clock.state == clock.State.PAUSED
            lamp = lamp_of(due_at=clock.due_at, warn_at=clock.warn_at, now=moment, paused=paused)
        label = CHECKPOINTS.get(clock.rule) or reader.procedure.clock(clock.rule).label
        found.append(
            Checkpoint(label=label, due_at=clock.due_at, reported_at=clock.stopped_at, in_time=clock.met, lamp=lamp)
        )
    return found


def under_supervision(reader: Reader) -> Mapping[str, Any] | None:
    """纳入督查: the newest order that came of this case, or the way to make one; nothing for whoever has neither."""
    actor = reader.actor
    if reader.procedure.name == PROCEDURE or not isinstance(actor, PostHolder):
        return None
    order = (
        Order.objects.filter(case__links_in__source=reader.case.pk, case__links_in__kind="referred_to")
        .select_related("case").order_by("-pk").first()
    )  # fmt: skip
    standing = _standing(order, reader) if order is not None else None
    may = bool(actor.roles & REFERRERS) and reader.case.is_open and (order is None or not order.case.is_open)
    if standing is None and not may:
        return None
    late = reader.case.due_at is not None and reader.case.due_at <= now()
    return {
        "order": standing, "may": may, "late": late, "reason": LATE_NOW if late else None, "key": fresh_key(),
        "address": reverse("supervision_refer", args=[reader.case.number]),
    }  # fmt: skip


def _standing(order: Order, reader: Reader) -> Mapping[str, Any]:
    """Number, light and stage for all who see the source; the way there for those who see every order."""
    case, moment = order.case, now()
    stage = procedure_of(case.procedure, case.procedure_version).stage(case.stage).label
    light = light_of(case, order, moment=moment)
    sees = isinstance(reader.actor, PostHolder) and bool(reader.actor.roles & OVERSEERS)
    return {
        "number": case.number, "stage": stage, "sees": sees, "urged": order.urged,
        "lamp": lamp_for(light, due_at=case.due_at, moment=moment, stage=stage),
    }  # fmt: skip
