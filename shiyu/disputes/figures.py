"""The figures of disputes, each defined once, in both languages, with what it counts and what it leaves out.

Of fewer than five disputes nothing is told, neither a count nor a rate: who knows the place would know the persons.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Substr

from shiyu.base.figures import By, Counted, Figure, Scope, Split, moments_of, register, whole
from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.cases.dividing import padded, part_digits
from shiyu.cases.permission import division_prefix
from shiyu.disputes.counting import PROCEDURE
from shiyu.disputes.models import Dispute
from shiyu.disputes.rules_counting import FEWEST, shown
from shiyu.disputes.vocabulary import EVERY_KIND

if TYPE_CHECKING:
    Disputes = QuerySet[Dispute]

CASES, PERCENT = Words("件", "disputes"), Words("%", "%")
AGREED = Q(in_force_on__isnull=False)
PERFORMED = AGREED & Q(case__outcome="performed")


def _every(scope: Scope) -> "Disputes":
    found = Dispute.objects.filter(case__procedure=PROCEDURE)
    if scope.division:
        found = found.filter(case__place_code__startswith=division_prefix(scope.division))
    return found.filter(body_code=scope.unit) if scope.unit else found


def registered(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Disputes registered during the span."""
    begin, end = moments_of(scope)
    return _counts(_every(scope).filter(case__opened_at__gte=begin, case__opened_at__lt=end), scope, by)


def open_disputes(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Disputes that have reached no end when the span ends."""
    _, end = moments_of(scope)
    still = Q(case__is_open=True) | Q(case__closed_at__gt=end)
    return _counts(_every(scope).filter(still, case__opened_at__lt=end), scope, by)


def _ended(scope: Scope) -> "Disputes":
    begin, end = moments_of(scope)
    return _every(scope).filter(mediator__isnull=False, case__closed_at__gte=begin, case__closed_at__lt=end)


def settled(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Disputes of which an agreement came into force, of those mediated that ended."""
    return _shares(_ended(scope), scope, by, part=AGREED)


def performed(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Agreements performed, of those whose dispute ended."""
    return _shares(_ended(scope).filter(AGREED), scope, by, part=PERFORMED)


def confirmed(scope: Scope, by: By) -> Mapping[str, Counted]:
    """Agreements the court confirmed, of those it ruled on."""
    return _shares(_ended(scope).exclude(ruling=""), scope, by, part=Q(ruling="confirmed"))


def _keyed(found: "Disputes", scope: Scope, by: By) -> Any:
    place = Substr("case__place_code", 1, part_digits(scope))
    key = {By.UNIT: F("body_code"), By.TYPE: F("case__kind"), By.PLACE: place}.get(by, Value(""))
    return found.annotate(key=key).order_by()


def _counts(found: "Disputes", scope: Scope, by: By) -> Mapping[str, Counted]:
    rows = dict(_keyed(found, scope, by).values_list("key").annotate(n=Count("pk")))
    rows = rows or ({"": 0} if by is By.WHOLE else {})
    return {padded(key, by): shown(n) for key, n in rows.items()}


def _shares(found: "Disputes", scope: Scope, by: By, *, part: Q) -> Mapping[str, Counted]:
    rows = _keyed(found, scope, by).values("key").annotate(n=Count("pk"), part=Count("pk", filter=part))
    return {padded(row["key"], by): Share(row["part"], row["n"]) if row["n"] >= FEWEST else None for row in rows}


def _figure(name: str, label: Words, split: Split, *, unit: Words, definition: Words) -> Figure:
    return Figure(
        name=f"disputes_{name}", label=label, unit=unit, compute=whole(split), split=split, types=EVERY_KIND,
        definition=definition,
    )  # fmt: skip


# fmt: off
FIGURES: tuple[Figure, ...] = (
    _figure("registered", Words("纠纷受理", "Disputes registered"), registered, unit=CASES,
        definition=Words("期内登记的纠纷件数，按受理的调解组织；不足5件的不显示。",
                         "Disputes registered in the span, by the body they were sent to; below 5 not shown.")),
    _figure("open", Words("在办纠纷", "Open disputes"), open_disputes, unit=CASES,
        definition=Words("期末未结束的纠纷件数；不足5件的不显示。",
                         "Disputes without an end when the span ends; fewer than 5 are not shown.")),
    _figure("settled_rate", Words("调解成功率", "Settled"), settled, unit=PERCENT,
        definition=Words("期内结束、曾指派调解员的纠纷中，达成协议（书面或口头）并生效的占比；不足5件的不计算。",
                         "Of the mediated disputes that ended in the span, those with an agreement in force; not told "
                         "of fewer than 5.")),
    _figure("performed_rate", Words("协议履行率", "Performed"), performed, unit=PERCENT,
        definition=Words("期内结束、协议已生效的纠纷中，履行完毕并办结的占比；不足5件的不计算。",
                         "Of the disputes with an agreement that ended in the span, those performed and closed; not "
                         "told of fewer than 5.")),
    _figure("confirmed_rate", Words("司法确认率", "Confirmed by the court"), confirmed, unit=PERCENT,
        definition=Words("期内结束、法院已作裁定的纠纷中，裁定协议有效的占比；不足5件的不计算。",
                         "Of the disputes the court ruled on that ended in the span, those it confirmed; not told of "
                         "fewer than 5.")),
)
# fmt: on


def register_figures(add: Callable[[Figure], Figure] = register) -> None:
    """Makes the figures known to the platform."""
    for figure in FIGURES:
        add(figure)
