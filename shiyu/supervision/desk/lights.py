"""灯: how orders stand, as the database sorts and as pages draw them; one rule, `rules.light`, in two readings.

A test walks both over the same orders and compares.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case as Either
from django.db.models import CharField, Q, Value, When

from shiyu.base.clock import city_zone
from shiyu.base.words import Words
from shiyu.cases.clocks import WARNED
from shiyu.cases.registry import procedure_of
from shiyu.supervision import rules
from shiyu.supervision.models import Order
from shiyu.supervision.rules import Light
from shiyu.web.lamps import Colour, Lamp, lamp_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

WORDS = {
    Light.RED: Words("逾期", "Overdue"),
    Light.YELLOW: Words("临期", "Near due"),
    Light.BLUE: Words("未到期", "Not due yet"),
    Light.GREEN: Words("按期", "On time"),
    Light.GREY: Words("挂起、销号", "Paused, done"),
}
DEFINITIONS = {
    Light.RED: Words("任一在走的节点已过而未反馈的。", "A running limit has passed without a report."),
    Light.YELLOW: Words("最近的节点剩余时间不足20%的。", "A fifth of the time to the next limit, or less, is left."),
    Light.BLUE: Words("还没有到期节点，或曾逾期已补报的。", "Nothing was due yet, or what was late is made good."),
    Light.GREEN: Words("已到的节点都按期反馈的。", "Every report so far was made in time."),
    Light.GREY: Words("已挂起、销号、撤销或不予立项的。", "Suspended, cleared, withdrawn or not approved."),
}  # fmt: skip
COLOURS = {
    Light.RED: Colour.RED, Light.YELLOW: Colour.YELLOW, Light.BLUE: Colour.BLUE, Light.GREEN: Colour.GREEN,
    Light.GREY: Colour.GREY,
}  # fmt: skip
OPEN_LIGHTS = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN)


def light_column(moment: datetime) -> Either:
    """The light of a case as a column; its question begins at the cases of orders."""
    order = "supervision_order__"
    grey = Q(is_open=False) | Q(stage=rules.STANDING)
    return Either(
        When(grey, then=Value(Light.GREY.value)),
        When(due_at__lte=moment, then=Value(Light.RED.value)),
        When(due_at__isnull=False, due_level=WARNED, then=Value(Light.YELLOW.value)),
        When(**{f"{order}in_time__gt": 0, f"{order}late": 0}, then=Value(Light.GREEN.value)),
        default=Value(Light.BLUE.value),
        output_field=CharField(),
    )


def light_of(case: "Case", order: Order, *, moment: datetime) -> Light:
    """The light of one order."""
    return rules.light(
        is_open=case.is_open, stage=case.stage, due_at=case.due_at, warned=case.due_level == WARNED, moment=moment,
        reports=(order.in_time, order.late),
    )  # fmt: skip


def lamp_for(light: Light, *, due_at: datetime | None, moment: datetime, stage: Words) -> Lamp:
    """The light as it is drawn: a sign, words and the time that is left; grey says the stage."""
    if light is Light.GREY or due_at is None:
        return Lamp(colour=COLOURS[light], words=stage if light is Light.GREY else WORDS[light], exact="")
    plain = lamp_of(due_at=due_at, warn_at=due_at if light is not Light.YELLOW else moment, now=moment)
    said = WORDS[light]
    left = Words(*(text.partition(mark)[2] for text, mark in ((plain.words.zh, " "), (plain.words.en, ", "))))
    words = plain.words if light is Light.RED else Words(f"{said.zh} {left.zh}", f"{said.en}, {left.en}")
    return Lamp(colour=COLOURS[light], words=words, exact=f"{due_at.astimezone(city_zone()):%Y-%m-%d %H:%M}")


def lamps_of(case_ids: Collection[int], moment: datetime) -> dict[int, Lamp]:
    """The lights of orders as lists and titles draw them, in one question."""
    found = Order.objects.filter(case__in=case_ids).select_related("case")
    return {order.case_id: lamp_of_order(order, moment=moment) for order in found}


def lamp_of_order(order: Order, *, moment: datetime) -> Lamp:
    """The light of one order, drawn; its case is there already."""
    case = order.case
    stage = procedure_of(case.procedure, case.procedure_version).stage(case.stage).label
    return lamp_for(light_of(case, order, moment=moment), due_at=case.due_at, moment=moment, stage=stage)
