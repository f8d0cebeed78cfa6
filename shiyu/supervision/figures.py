"""The figures of supervision, each defined once, in both languages, with what it counts and what it leaves out.

An order belongs to no place: asked about a division, nothing is counted. It belongs to its lead unit as ordered.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet, Value

from shiyu.base.figures import By, Counted, Figure, Scope, Split, moments_of, register, whole
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork
from shiyu.city.directory import directory
from shiyu.supervision import rules
from shiyu.supervision.models import Order
from shiyu.supervision.queries import order_cases
from shiyu.supervision.vocabulary import CHECKPOINTS, GRADES, SOURCES

if TYPE_CHECKING:
    Orders = QuerySet[Order]

COUNTING = Clockwork(name="figures")
URGES = ("urge", "urge_late")
ORDERS, PERCENT, TIMES, POINTS = (
    Words("件", "orders"), Words("%", "%"), Words("次", "times"), Words("分", "points")
)  # fmt: skip


def ordered(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Orders that were approved and given to units during the span."""
    begin, end = moments_of(scope)
    return _tally(_every(scope).filter(ordered_at__gte=begin, ordered_at__lt=end), by)


def open_orders(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Orders with a unit that have reached no end when the span ends."""
    return _tally(_open_at_end(scope), by)


def late(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Open orders of which a report was owed and not made when the span ends."""
    _, end = moments_of(scope)
    overdue = Q(case__clocks__rule__in=tuple(CHECKPOINTS)) & _owed(end)
    return _tally(_open_at_end(scope).filter(overdue), by)


def cleared(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Orders that were cleared with a grade during the span."""
    return _tally(_cleared(scope), by)


def on_time(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Reports made in time, of those made in the span and those still owed past their moment at its end."""
    begin, end = moments_of(scope)
    clocks = "case__clocks__"
    made = Q(**{f"{clocks}stopped_at__gte": begin, f"{clocks}stopped_at__lt": end})
    counted = _every(scope).filter(made | _owed(end), **{f"{clocks}rule__in": tuple(CHECKPOINTS)})
    in_time = Q(**{f"{clocks}stopped_at__lt": F(f"{clocks}due_at")}) & made
    rows = _keyed(counted, by).annotate(part=Count("case__clocks", filter=in_time), whole=Count("case__clocks"))
    return {key: Share(part, of) for key, part, of in rows.values_list("key", "part", "whole")}


def _owed(end: datetime) -> Q:
    """A clock past its moment and not stopped when the span ends; one that stands still (挂起) is not late."""
    running = Q(case__clocks__stopped_at=None, case__clocks__state="running")
    return Q(case__clocks__due_at__lte=end) & (running | Q(case__clocks__stopped_at__gte=end))


def urges(scope: Scope, by: By) -> Mapping[str, Counted]:
    """How often orders were urged during the span, by hand and by the clock."""
    begin, end = moments_of(scope)
    entries = _every(scope).filter(
        case__entries__move__in=URGES, case__entries__at__gte=begin, case__entries__at__lt=end
    )
    return _whole_at_least(dict(_keyed(entries, by).annotate(n=Count("case__entries")).values_list("key", "n")), by)


def points(scope: Scope, by: By) -> Mapping[str, Counted]:
    """激励积分 of the orders cleared in the span, each by the rule set it was opened under."""
    rows = _cleared(scope).annotate(key=_key(by)).values_list("key", "grade", "late", "urged", "case__rule_set_id")
    return _whole_at_least(_sums(rows), by)


def _sums(rows: Iterable[tuple[str, str, int, int, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, grade, late_, urged, rule_set in rows:
        numbers = directory().rule_set_by_id(rule_set).body
        found[key] = found.get(key, 0) + rules.points(grade, late=late_, urged=urged, numbers=numbers)
    return found


def _every(scope: Scope) -> "Orders":
    if scope.division:
        return Order.objects.none()
    found = Order.objects.filter(case__in=order_cases(COUNTING), ordered_at__isnull=False)
    return found.filter(planned_lead=scope.unit) if scope.unit else found


def _cleared(scope: Scope) -> "Orders":
    begin, end = moments_of(scope)
    return _every(scope).filter(grade__in=tuple(GRADES), case__closed_at__gte=begin, case__closed_at__lt=end)


def _open_at_end(scope: Scope) -> "Orders":
    _, end = moments_of(scope)
    return _every(scope).filter(Q(case__is_open=True) | Q(case__closed_at__gt=end), ordered_at__lt=end)


def _key(by: By) -> F | Value:
    """What says to which part an order belongs; of places there is but one, that of no place."""
    return {By.UNIT: F("planned_lead"), By.TYPE: F("source")}.get(by, Value(""))


def _keyed(found: "Orders", by: By) -> "QuerySet[Order]":
    return found.annotate(key=_key(by)).order_by().values("key")  # type: ignore[return-value]


def _tally(found: "Orders", by: By) -> Mapping[str, Counted]:
    counted = _keyed(found, by).annotate(n=Count("case", distinct=True)).values_list("key", "n")
    return _whole_at_least(dict(counted), by)


def _whole_at_least(counted: dict[str, int], by: By) -> Mapping[str, Counted]:
    """Of the whole there is always one part: nothing is none."""
    return counted or ({"": 0} if by is By.WHOLE else {})


def _figure(name: str, label: Words, split: Split, *, unit: Words, definition: Words) -> Figure:
    return Figure(
        name=f"supervision_{name}", label=label, unit=unit, compute=whole(split), split=split, types=SOURCES,
        definition=definition,
    )  # fmt: skip


FIGURES = (
    _figure("orders", Words("督查立项", "Supervision orders"), ordered, unit=ORDERS,
        definition=Words("期内批准立项并交办的督查件数，按主办单位；收回重拟的以最后一次交办为准。",
                         "Orders approved and given to units during the span, by lead unit; one recalled and ordered "
                         "anew counts by its last order.")),
    _figure("open", Words("在办督查件", "Open orders"), open_orders, unit=ORDERS,
        definition=Words("期末已交办、尚未销号或撤销的督查件数，含挂起的。",
                         "Orders with a unit, neither cleared nor withdrawn when the span ends; suspended count.")),
    _figure("late", Words("逾期督查件", "Late orders"), late, unit=ORDERS,
        definition=Words("期末在办、且有检查点（1日、3日、7日、1个月、节点、周报、补办）已过而未反馈的件数。",
                         "Open orders with a checkpoint (1, 3, 7 days, 1 month, set date, week, rework) passed and not "
                         "reported when the span ends.")),
    _figure("cleared", Words("销号", "Cleared orders"), cleared, unit=ORDERS,
        definition=Words("期内审核销号并评定等次的件数；撤销、不予立项的不计。",
                         "Orders cleared with a grade during the span; withdrawn and not approved ones are left out.")),
    _figure("on_time_rate", Words("按期反馈率", "On-time report rate"), on_time, unit=PERCENT,
        definition=Words("检查点按期反馈的占比。分母：期内反馈（或申请办结）的检查点，及期末已过而仍未反馈的；"
                         "收回重拟而停止的检查点计为其停止时的情形。",
                         "Checkpoints reported in time, of those reported in the span (or ended by asking to close) "
                         "and those passed and still owed at its end; one ended by a recall counts as it stood then.")),
    _figure("urges", Words("催办次数", "Urges"), urges, unit=TIMES,
        definition=Words("期内人工和自动催办的次数，含对协办单位签收的催办（不扣主办单位积分）。",
                         "Urges by hand and by the clock during the span; urging a joint unit to sign counts here and "
                         "not against the lead unit's points.")),
    _figure("points", Words("激励积分", "Points"), points, unit=POINTS,
        definition=Words("期内销号件的积分之和：按等次给分（规则 supervision 的 points），每次逾期反馈、每次催办扣分；"
                         "各件按其立项时的规则计算，可逐件复算。",
                         "The points of the orders cleared in the span: by grade, less for each late report and each "
                         "urge (points of the rule set supervision, as each order was opened under); each can be "
                         "reckoned anew.")),
)  # fmt: skip


def register_figures() -> None:
    """Makes the figures known to the platform."""
    for figure in FIGURES:
        register(figure)
