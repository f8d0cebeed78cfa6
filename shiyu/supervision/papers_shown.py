"""The papers of supervision on the pages: their kinds entered, the panel of an order, the draft beside a form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.documents.issuing import PaperOrder
from shiyu.documents.kinds import enter_paper
from shiyu.documents.panel import show_papers
from shiyu.documents.writing import Writing, preview
from shiyu.supervision import moves_papers, paper_orders
from shiyu.supervision.models import Order
from shiyu.supervision.papers import PAPERS
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.web.fact_words import say_fact
from shiyu.web.forms import form_of, register_form

if TYPE_CHECKING:
    from shiyu.cases.models import Case

OrderOf = Callable[[Writing, Order], PaperOrder | None]
BESIDE: dict[str, OrderOf] = {
    "approve": paper_orders.supervision_notice,
    "urge": moves_papers.next_urging,
    "report_up": paper_orders.supervision_report,
}
"""The paper beside the form of a move."""


def enter_papers() -> None:
    """Called in the `ready` of the app, after its forms: what they say stays."""
    enter_paper(*PAPERS)
    show_papers(SUPERVISION_ORDER)
    say_fact(
        moves_papers.UNSENT, label=Words("催办通知未生成", "The notice could not be made"),
        words=lambda code: Words(str(code), str(code)),
    )  # fmt: skip
    say_fact(moves_papers.URGED, label=Words("催办通知发往", "Notice sent to"), words=_units)
    for name, order_of in BESIDE.items():
        move = SUPERVISION_ORDER.move(name)
        if move is not None:
            beside = preview(move, _of_stored(order_of))
            register_form(SUPERVISION_ORDER.name, name, replace(form_of(SUPERVISION_ORDER.name, name), beside=beside))


def _units(codes: Iterable[str]) -> Words:
    units = [unit_words(str(code)) for code in codes]
    return Words("、".join(unit.zh for unit in units), ", ".join(unit.en for unit in units))


def named_before(case: "Case") -> Mapping[str, Any]:
    """What an order names already when it is planned: a referral may bring its leader and its weekly reports."""
    order = Order.objects.filter(case=case.pk).first()
    if order is None:
        return {}
    post = directory().post(order.leader_post) if order.leader_post else None
    days = {"weekly_from": order.weekly_from, "weekly_until": order.weekly_until}
    named = {"leader": post.title.zh if post else order.leader_post}
    named |= {name: day.isoformat() for name, day in days.items() if day}  # as a date field takes it
    return {name: value for name, value in named.items() if value}


def _of_stored(order_of: OrderOf) -> Callable[[Writing], PaperOrder | None]:
    def order(writing: Writing) -> PaperOrder | None:
        return order_of(writing, Order.objects.get(case=writing.state.case.pk))

    return order
