"""时间节点、周报、销号期限: the limits of an order that end on days somebody set."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases import clocks
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import Mark, Unmark
from shiyu.cases.errors import BadFact
from shiyu.cases.numbers import LimitNumbers
from shiyu.city.workdays import Limit, TimeUnit
from shiyu.supervision import rules
from shiyu.supervision import vocabulary as v
from shiyu.supervision.models import Node, Order
from shiyu.supervision.orders import lead_share, nodes_ahead, nodes_of, open_order

if TYPE_CHECKING:
    from shiyu.cases.models import Clock

EXTENDED = ("day_7", "month_1", "node", "rework", "zero")
"""Limits that an extension moves: those by which the matter itself is to be done."""
LONGEST = 200
PAST = Words("节点应在今日之后", "a set date must be after today")


def set_nodes(change: Change) -> None:
    """Writes the set dates of the move's plan; those to come that it names no more are dropped. Raises `BadFact`."""
    planned = change.facts.get("nodes") or ()
    if any(one["due"] <= city_day(change.now) for one in planned):
        raise BadFact(field="nodes", label=v.NODES.label, reason=PAST)
    wanted = {(one["text"][:LONGEST], one["due"], one["unit"].code): None for one in planned}
    kept = {(node.name, node.due_on, node.unit_code): node for node in nodes_ahead(change)}
    for said, node in kept.items():
        if said not in wanted:
            node.dropped_at = change.now
            change.batch.change(node)
    fresh = sorted((said for said in wanted if said not in kept), key=lambda said: said[1])
    for seq, (name, due_on, unit_code) in enumerate(fresh, start=len(nodes_of(change)) + 1):
        change.batch.add(
            Node(case=change.case, seq=seq, name=name, unit_code=unit_code, due_on=due_on, set_at=change.now)
        )


def declare_complex(change: Change) -> None:
    """7日: the matter is complex, so that it has a month from the day of assignment, and set dates on the way."""
    order = open_order(change)
    order.complexity = v.COMPLEX
    change.batch.change(order)
    _take_class(change, order)
    share = lead_share(change)
    if share is not None and not change.state.open_clocks("month_1"):
        clock = clocks.new_clock(
            change.case, rule="month_1", assignment=share, numbers=change.numbers("month_1"), start=share.sent_at,
            calendar=change.city.calendar,
        )  # fmt: skip
        change.state.clocks.append(clock)
        change.batch.add(clock)
        carry_out(Mark(mark=v.owes("month_1")), change)
    set_nodes(change)
    start_node(change)


def _take_class(change: Change, order: Order) -> None:
    """The limits of a complex matter; a day that the order names, or that was granted, stays what it is."""
    kept = [(clock, _last_day(clock)) for clock in change.state.open_clocks("zero")]
    change.set_limit_class(v.COMPLEX)
    for clock, day in kept:
        if order.due_on is not None or _last_day(clock) < day:
            _set_day(clock, day, change)


def plan_dates(change: Change) -> None:
    """1个月: what cannot be solved yet has a plan; the order is to be cleared by the last of its set dates."""
    set_nodes(change)
    start_node(change)
    last = max(node.due_on for node in nodes_ahead(change))
    _move_to(change, last, rules_=("zero",))


def next_node(change: Change) -> None:
    """A set date was reported; the next one runs."""
    ahead = nodes_ahead(change)
    if ahead:
        ahead[0].reported_at = change.now
        change.batch.change(ahead[0])
    start_node(change)


def report_nodes_reached(change: Change) -> None:
    """申请办结 reports what was set until today."""
    for node in nodes_ahead(change):
        if node.due_on <= city_day(change.now):
            node.reported_at = change.now
            change.batch.change(node)


def start_node(change: Change) -> None:
    """Lets the clock of the next set date run, anew where a plan has changed it."""
    share, ahead = lead_share(change), nodes_ahead(change)
    if share is None or not ahead:
        return
    change.stop_clocks(c for c in change.clocks_of(share, "node") if _last_day(c) != ahead[0].due_on)
    change.start_clock("node", assignment=share, until=ahead[0].due_on)
    carry_out(Mark(mark=v.owes("node")), change)


def start_weekly(change: Change, order: Order) -> None:
    """Lets the next weekly report fall due, where weekly reports are ordered."""
    share = lead_share(change)
    due = rules.next_weekly(today=city_day(change.now), first=order.weekly_from, last=order.weekly_until)
    if share is None or due is None:
        carry_out(Unmark(mark=v.owes("weekly")), change)
        return
    change.start_clock("weekly", assignment=share, until=due)
    carry_out(Mark(mark=v.owes("weekly")), change)


def next_week(change: Change) -> None:
    """A week was reported; the next one runs while weekly reports are ordered."""
    start_weekly(change, open_order(change))


def start_zero(change: Change, order: Order) -> None:
    """销号期限: the day the order names, else the amount of the rule set for its complexity."""
    change.start_clock("zero", assignment=lead_share(change), until=order.due_on)


def extend(change: Change) -> None:
    """延期: what the matter is to be done by moves to the day granted; nothing is ever made shorter."""
    _move_to(change, change.facts.get("until"), rules_=EXTENDED)


def _move_to(change: Change, day: date, *, rules_: tuple[str, ...]) -> None:
    for clock in change.state.open_clocks():
        if clock.rule in rules_ and _last_day(clock) < day:
            _set_day(clock, day, change)


def _set_day(clock: "Clock", day: date, change: Change) -> None:
    """The clock ends with that city day, from its own start."""
    numbers = change.numbers(clock.rule)
    limit = Limit(amount=(day - city_day(clock.started_at)).days, unit=TimeUnit.NATURAL_DAYS)
    moved = LimitNumbers(limit=limit, warn_share=numbers.warn_share, escalate=numbers.escalate)
    clocks.set_limit(clock, numbers=moved, calendar=change.city.calendar)
    change.batch.change(clock)


def _last_day(clock: "Clock") -> date:
    """The last city day of a clock: a limit in days is over with the midnight that follows it."""
    return city_day(clock.due_at - timedelta.resolution)
