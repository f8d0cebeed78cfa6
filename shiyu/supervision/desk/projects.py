"""重点工程: the key projects with their responsible leader (包联) and their milestones."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.clock import city_day, now
from shiyu.base.words import Words
from shiyu.supervision.desk.board import reader_of_orders
from shiyu.supervision.desk.shown_orders import ShownOrder, shown_orders
from shiyu.supervision.models import Node
from shiyu.supervision.queries import orders
from shiyu.supervision.vocabulary import PROJECT
from shiyu.web.lamps import Colour, Lamp

PROJECTS = Words("重点工程", "Key projects")
MOST = 100
STATES = {
    Colour.GREEN: Words("按期完成", "In time"), Colour.RED: Words("逾期", "Overdue"),
    Colour.YELLOW: Words("逾期完成", "Too late"), Colour.BLUE: Words("未到期", "Not due yet"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One set date of a project."""

    name: str
    due_on: date
    lamp: Lamp


@never_cache
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The page at `/supervision/projects`."""
    actor = reader_of_orders(request, page=PROJECTS)
    found = list(orders(actor).filter(source=PROJECT)[:MOST])
    milestones: dict[int, list[Milestone]] = {}
    nodes = Node.objects.filter(case__in=[order.case_id for order in found], dropped_at=None)
    for node in nodes.order_by("due_on", "seq"):
        milestones.setdefault(node.case_id, []).append(
            Milestone(name=node.name, due_on=node.due_on, lamp=_lamp(node, city_day(now())))
        )
    lines: list[tuple[ShownOrder, list[Milestone]]] = [
        (order, milestones.get(order.case_id, [])) for order in shown_orders(found, moment=now())
    ]
    return render(request, "supervision/projects.html", {"lines": lines, "most": MOST})


def _lamp(node: Node, today: date) -> Lamp:
    """Green and yellow are done, in time and too late; blue is to come, red has passed."""
    if node.reported_at is not None:
        colour = Colour.GREEN if city_day(node.reported_at) <= node.due_on else Colour.YELLOW
    else:
        colour = Colour.RED if node.due_on < today else Colour.BLUE
    return Lamp(colour=colour, words=STATES[colour], exact=f"{node.due_on:%Y-%m-%d}")
