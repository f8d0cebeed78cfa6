"""What each paper of supervision says: one function a paper, for the move that issues it and for the form before it.

《督查任务通知单》《催办通知》《督查专报》 as supervision offices write them; looks are the templates of the city pack.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from shiyu.cases.actors import PostHolder
from shiyu.cases.who import JOINT, LEAD
from shiyu.documents.issuing import STAFF, Audience, PaperOrder
from shiyu.documents.kinds import day_words
from shiyu.documents.organs import contact_facts, full_names, name_of, person_of, short_names
from shiyu.documents.telephones import telephone_of
from shiyu.documents.writing import Writing, last_day_before, said_last
from shiyu.supervision import papers as p
from shiyu.supervision import vocabulary as v
from shiyu.supervision.models import Node, Order
from shiyu.supervision.rules import cap

if TYPE_CHECKING:
    from shiyu.cases.models import Clock

OFFICES = ("supervision_officer", "supervision_lead", "city_leader", "auditor")
INNER_QUOTES = str.maketrans("“”", "‘’")
DUTIES = ("day_1", "day_3", "day_7")
UNSIGNED = "本通知由督查督办系统在节点逾期时按规定自动发出，以经批准的督查任务为依据，未经人工签发。"
"""What an automatic 催办通知 says of itself: nobody signed it, and the register names the clock as its signer."""


def supervision_notice(writing: Writing, order: Order) -> PaperOrder:
    """督查任务通知单: what is ordered, of whom, and what is to be reported when."""
    case = writing.state.case
    units = [order.planned_lead, *order.planned_joint]
    said: dict[str, Any] = {
        **_matter(writing), **contact_facts(writing.actor, unit=writing.unit, on=writing.day),
        "recipient": full_names(units), "source": v.SOURCES[order.source].zh if order.source in v.SOURCES else "督查",
        "lead_unit": short_names([order.planned_lead]), "joint_units": short_names(order.planned_joint),
        "limit": order.due_on or writing.last_day("zero", limit_class=order.complexity),
        "instruction": said_last(case, "instruct").get("instruction", ""), "signed_by_name": name_of(writing.actor),
        "requirements": said_last(case, "ask_approval").get("requirement", ""), "checkpoints": _rows(writing, order),
    }  # fmt: skip
    return PaperOrder(
        kind=p.SUPERVISION_NOTICE.name, unit_code=writing.unit, facts=said, audience=STAFF,
        title=f"关于督查办理{_quoted(case.title)}的通知",
    )  # fmt: skip


def urging_notice(writing: Writing, order: Order, *, clock: "Clock", unit: str, times: int) -> PaperOrder:
    """催办通知: of one clock, to the unit whose it is. One sent by the clock says that nobody signed it."""
    case, by_hand = writing.state.case, isinstance(writing.actor, PostHolder)
    office = writing.unit or office_of(writing)
    limit = last_day_before(clock.due_at)
    late = (writing.day - limit).days if clock.due_at <= writing.at else 0
    said: dict[str, Any] = {
        **_matter(writing), "recipient": full_names([unit]), "checkpoint": _checkpoint(writing, clock.rule),
        "limit": limit, "days_late": str(late) if late else "", "times": str(times),
        "requirements": [*writing.facts.text("note").splitlines(), "请抓紧办理，按节点要求的内容反馈。",
                         *([] if by_hand else [UNSIGNED])],
        "report_by": writing.day + timedelta(days=cap(writing.numbers, "urge_every_days")),
        "contact_person": name_of(writing.actor) if by_hand else person_of(order.proposed_by) or full_names([office]),
        "contact_phone": telephone_of(office, on=writing.day),
    }  # fmt: skip
    return PaperOrder(
        kind=p.URGING_NOTICE.name, unit_code=office, facts=said, audience=Audience(units=[unit], roles=OFFICES),
        title=f"关于{_quoted(case.title)}的催办通知",
    )  # fmt: skip


def supervision_report(writing: Writing, order: Order) -> PaperOrder:
    """督查专报: to the leaders, with how the order stands."""
    case, text = writing.state.case, writing.facts.text
    units = [share.unit_code for share in writing.state.live()] or [order.planned_lead]
    zero = [last_day_before(clock.due_at) for clock in writing.state.open_clocks("zero")]
    row = {
        "unit": short_names(unit for unit in units if unit), "matter": case.title,
        "due": day_words(zero[0]) if zero else "—",
        "state": writing.state.procedure.stage(case.stage).label.zh,
    }  # fmt: skip
    said: dict[str, Any] = {
        "recipient": text("recipient"), "background": text("background"), "progress": text("standing"),
        "problems": text("problems"), "suggestions": text("suggestions"), "items": [row],
    }  # fmt: skip
    return PaperOrder(
        kind=p.SUPERVISION_REPORT.name, unit_code=writing.unit, facts=said, audience=Audience(roles=OFFICES),
        title=f"关于{_quoted(case.title)}办理情况的专报",
    )  # fmt: skip


def supervision_circular(
    *, unit: str, facts: Mapping[str, str], span: tuple[date, date], lines: Sequence[Mapping[str, str]]
) -> PaperOrder:
    """督查通报: of every unit over a span, from the registered figures; for every officer."""
    period = "至".join(day_words(day) for day in span)
    return PaperOrder(
        kind=p.SUPERVISION_CIRCULAR.name, unit_code=unit, facts={**facts, "period": period, "items": lines},
        audience=Audience(everyone=True), title=f"关于{period}督查事项办理情况的通报",
    )  # fmt: skip


def office_of(writing: Writing) -> str:
    """The supervision office whose order it is: the unit of whoever approved it."""
    approved = writing.state.case.entries.filter(move="approve").order_by("-seq").first()
    return str(approved.actor.get("unit", "")) if approved else ""


def urged_clocks(writing: Writing) -> "dict[str, Clock]":
    """Whom an urge concerns and by what: of each unit its first limit that has passed, else the lead's next one."""
    shares = {share.pk: share for share in writing.state.live() if share.kind in {LEAD, JOINT}}
    running = sorted(
        (c for c in writing.state.open_clocks() if c.state == "running" and c.assignment_id in shares),
        key=lambda clock: clock.due_at,
    )
    late = [clock for clock in running if clock.due_at <= writing.at and clock.rule in {"sign", *v.CHECKPOINTS}]
    of_lead = [clock for clock in running if shares[clock.assignment_id or 0].kind == LEAD]
    found: dict[str, Clock] = {}
    for clock in late or of_lead[:1]:
        found.setdefault(shares[clock.assignment_id or 0].unit_code, clock)
    return found


def _matter(writing: Writing) -> dict[str, str]:
    return {"order_number": writing.state.case.number, "matter": writing.state.case.title}


def _checkpoint(writing: Writing, rule: str) -> str:
    known = v.CHECKPOINTS.get(rule)
    return (known or writing.state.procedure.clock(rule).label).zh.split("：")[0]


def _rows(writing: Writing, order: Order) -> list[dict[str, str]]:
    """1、3、7日 and, of a complex matter, 1个月; then the set dates and the weekly reports."""
    duties = (*DUTIES, *(("month_1",) if order.complexity == v.COMPLEX else ()))
    rows = [_row(*v.CHECKPOINTS[duty].zh.split("："), due=day_words(writing.last_day(duty))) for duty in duties]
    nodes = Node.objects.filter(case=writing.state.case.pk, dropped_at=None, reported_at=None).order_by("due_on", "seq")
    rows += [_row("时间节点", node.name, due=day_words(node.due_on)) for node in nodes]
    if order.weekly_from and order.weekly_until:
        span = f"{day_words(order.weekly_from)}至{day_words(order.weekly_until)}"
        rows.append(_row("周报", "每周报告进展", due=span))
    return rows


def _row(name: str, content: str, *, due: str) -> dict[str, str]:
    return {"name": name, "due": due, "content": content}


def _quoted(title: str) -> str:
    """A matter in quotation marks, those within it the inner ones (GB/T 15834, 引号)."""
    return f"“{title[:80].translate(INNER_QUOTES)}”"
