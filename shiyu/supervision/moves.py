"""What the moves of an order do beyond the engine; each is named in the row of the procedure that runs it."""

from datetime import date

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.apply import carry_out
from shiyu.cases.attachments import waiting_uploads
from shiyu.cases.change import Change
from shiyu.cases.effects import Assign, Mark, Unmark
from shiyu.cases.errors import BadFact, GuardRefused, NotYourMove
from shiyu.supervision import dates, rules
from shiyu.supervision import vocabulary as v
from shiyu.supervision.dates import declare_complex, extend, next_node, next_week, plan_dates
from shiyu.supervision.errors import Classified
from shiyu.supervision.models import Order
from shiyu.supervision.moves_papers import write_notice, write_report, write_urging
from shiyu.supervision.orders import lead_share, open_order

__all__ = (
    "assign_as_planned", "begin_order", "begin_rework", "count_urge", "declare_complex", "extend", "forget_duties",
    "grade_order", "next_node", "next_week", "note_report", "plan_dates", "plan_order", "refuse_classified",
    "write_notice", "write_report", "write_urging",
)  # fmt: skip

FIRST_DUTIES = ("day_1", "day_3", "day_7")
UNIT_GONE = Words("拟定的单位已不存在，请退回重拟", "a planned unit is no more; send the order back to be completed")
HALF_WEEKLY = Words(
    "周报的起止日期要填就都填，且先后不颠倒", "weekly reports need a first and a last day, in this order"
)
NO_LEADER = Words("不是市领导岗位的代码或名称", "is neither the code nor the title of a city leader's post")


def refuse_classified(change: Change) -> None:
    """Nothing classified enters: neither what is said to be, nor words or names of files that bear a marking.

    Raises `Classified`, before anything is written.
    """
    marks = change.rules.body["classified"]["words"]
    names = [file.name for file in waiting_uploads(change.facts.get("files") or (), actor=change.actor)]
    if change.facts.codes.get("classified") == "yes" or rules.marked_word(
        [*change.facts.texts.values(), *names], marks
    ):
        raise Classified


def begin_order(change: Change) -> None:
    """Writes what belongs to an order; one taken over has its own source, and may name its leader and its weeks."""
    source = change.case.kind or v.REFERRAL
    change.case.kind = source
    change.set_limit_class(v.ORDINARY)
    first, last = change.facts.get("weekly_from"), change.facts.get("weekly_until")
    if (first is None) != (last is None) or (first and first > last):
        raise BadFact(field="weekly_until", label=v.WEEKLY_UNTIL.label, reason=HALF_WEEKLY)
    change.batch.add(
        Order(case=change.case, source=source, leader_post=_leader(change), weekly_from=first, weekly_until=last)
    )


def plan_order(change: Change) -> None:
    """Keeps what the order will say until somebody else approves it."""
    order, facts = open_order(change), change.facts
    order.proposed_by = _officer(change).account_id
    order.complexity = facts.codes["complexity"]
    # Planned for the first time, what a referral named stands unless it is named anew.
    first = not order.planned_lead
    kept = (order.leader_post, order.weekly_from, order.weekly_until) if first else ("", None, None)
    order.planned_lead = facts.codes["lead"]
    order.planned_joint = [code for code in facts.codes.get("joint", ()) if code != order.planned_lead]
    order.due_on = _coming(change, "due_on")
    order.leader_post = _leader(change) or kept[0]
    weeks = facts.get("weekly_from"), facts.get("weekly_until")
    order.weekly_from, order.weekly_until = weeks if weeks[0] else kept[1:]
    if facts.get("nodes"):
        dates.set_nodes(change)
    change.batch.change(order)


def assign_as_planned(change: Change) -> None:
    """交办: the lead and joint units get the order and its checkpoints run from now. Raises `GuardRefused`."""
    order = open_order(change)
    lead = change.city.unit(order.planned_lead)
    joint = [change.city.unit(code) for code in order.planned_joint]
    if any(unit is None or not unit.in_force(city_day(change.now)) for unit in (lead, *joint)):
        raise GuardRefused(why=UNIT_GONE)
    change.set_limit_class(order.complexity)
    change.facts.given |= {"lead": lead, "joint": joint}
    complex_ = order.complexity == v.COMPLEX
    duties = (*FIRST_DUTIES, *(("month_1",) if complex_ else ()))
    carry_out(Assign(lead_from="lead", joint_from="joint", clocks=("sign", *duties), joint_clocks=("sign",)), change)
    for duty in duties:
        carry_out(Mark(mark=v.owes(duty)), change)
    dates.start_zero(change, order)
    dates.start_node(change)
    dates.start_weekly(change, order)
    order.ordered_at = change.now
    change.batch.change(order)


def note_report(change: Change) -> None:
    """Counts the report as made in time or too late, by the clocks that this move has just stopped."""
    rule = change.move.name.removeprefix("report_")
    stopped = [c for c in change.state.clocks if c.rule == rule and c.stopped_at == change.now]
    count_reports(change, late=sum(not c.met for c in stopped), made=len(stopped))


def count_reports(change: Change, *, made: int, late: int) -> None:
    """Adds to what the order's light is read from."""
    order = open_order(change)
    order.in_time += made - late
    order.late += late
    change.batch.change(order)


def count_urge(change: Change) -> None:
    """Counts an urge, by hand or by the clock, and remembers when the order was urged last.

    Where only a joint unit is late the urge is not the lead unit's: it is told and written down, and not counted.
    """
    order, share = open_order(change), lead_share(change)
    late = [c for c in change.state.open_clocks() if c.state == c.State.RUNNING and c.due_at <= change.now]
    if change.move.name == "urge" or any(clock.assignment is share for clock in late):
        order.urged += 1
    order.urged_at = change.now
    change.batch.change(order)


def forget_duties(change: Change) -> None:
    """No report is owed any more; those whose clocks this move has stopped count as made now."""
    stopped = [c for c in change.state.clocks if c.rule in v.CHECKPOINTS and c.stopped_at == change.now]
    if change.move.name == "ask_close":
        closing = [c for c in stopped if c.rule not in {"day_1", "day_3"} or not c.met]
        count_reports(change, made=len(closing), late=sum(not c.met for c in closing))
        dates.report_nodes_reached(change)
    for duty in v.CHECKPOINTS:
        carry_out(Unmark(mark=v.owes(duty)), change)


def begin_rework(change: Change) -> None:
    """退回: the lead unit takes it up again under a limit of its own; set dates still to come run on."""
    share = lead_share(change)
    if share is None:
        return
    change.start_clock("rework", assignment=share)
    carry_out(Mark(mark=v.owes("rework")), change)
    dates.start_node(change)
    dates.start_weekly(change, open_order(change))


def grade_order(change: Change) -> None:
    """Keeps the grade."""
    order = open_order(change)
    order.grade = change.facts.codes["grade"]
    change.batch.change(order)


def _officer(change: Change) -> PostHolder:
    if not isinstance(change.actor, PostHolder):
        raise NotYourMove(move=change.move.label)
    return change.actor


def _coming(change: Change, name: str) -> date | None:
    """A day to come. Raises `BadFact` for today and before."""
    day: date | None = change.facts.get(name)
    need = change.move.need(name)
    if day is not None and need is not None and day <= city_day(change.now):
        raise BadFact(field=name, label=need.label, reason=Words("应在今日之后", "must be after today"))
    return day


def _leader(change: Change) -> str:
    """The code of the leader's post, given as code or title. Raises `BadFact` for what is none."""
    given = change.facts.text("leader")
    if not given:
        return ""
    for post in change.city.posts.current():
        if "city_leader" in post.roles and given in {post.code, post.title.zh, post.title.en}:
            return post.code
    raise BadFact(field="leader", label=v.LEADER.label, reason=NO_LEADER)
