"""履行: which items are open, what is done with what proof, and the reminders that the clock sends."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from shiyu.base.clock import city_day, now
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PartyActor
from shiyu.cases.door import MoveRequest, Refused, make_moves
from shiyu.cases.errors import BadFact
from shiyu.city.directory import directory
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.written import latest
from shiyu.disputes.models import PerformanceItem

if TYPE_CHECKING:
    from shiyu.cases.change import Change
    from shiyu.cases.models import Party

REMINDING = Clockwork(name="dispute_reminding")
MOST = 500
WHICH = Words("请填第几项（未履行的有：{open}）", "say which item; open are {open}")
OWN_PROOF = Words("由履行方自己登记的，须附凭证", "who performs it himself must give a proof")


def items_of_agreement(change: "Change") -> list[PerformanceItem]:
    """The items of the agreement in force, as this batch has them so far."""
    agreement = latest(change)
    if agreement is None:
        return []
    fresh = [row for row in change.batch.added(PerformanceItem) if row.agreement_id == agreement.pk]
    touched = {row.pk: row for row in change.batch.changed(PerformanceItem)}
    stored = PerformanceItem.objects.filter(agreement=agreement.pk).order_by("nth")
    return [*(touched.get(row.pk, row) for row in stored), *fresh]


def open_items(change: "Change") -> list[PerformanceItem]:
    """Those not yet done."""
    return [item for item in items_of_agreement(change) if item.done_at is None]


def note_done(change: "Change") -> PerformanceItem:
    """Keeps that an item was performed, when, and which entry says so.

    Raises `BadFact` where it is not clear which item, and where the side that owes it brings no proof.
    """
    waiting = open_items(change)
    wanted = change.facts.get("item")
    if wanted is None and len(waiting) == 1:
        wanted = waiting[0].nth
    item = next((one for one in waiting if one.nth == wanted), None)
    if item is None:
        named = "、".join(str(one.nth) for one in waiting)
        raise BadFact(field="item", label=v.ITEM.label, reason=WHICH.fill(open=named))
    own = isinstance(change.actor, PartyActor) and item.side in {"", change.actor.role}
    if own and not change.facts.get("files"):
        raise BadFact(field="files", label=v.FILES.label, reason=OWN_PROOF)
    item.done_at, item.done_seq = change.now, change.written.seq
    change.batch.change(item)
    change.facts.codes["item"] = item.nth
    return item


def told_of(change: "Change") -> "Iterator[Party]":
    """Marks the items that fall due as reminded of, and answers whom to tell: the side that owes them, or everybody."""
    today = city_day(change.now)
    ahead = today + timedelta(days=days_ahead(change.rules.body))
    due = [item for item in open_items(change) if item.due <= ahead]
    for item in due:
        item.reminded_on = today
        change.batch.change(item)
    owing = {item.side for item in due}
    yield from (party for party in change.state.parties if party.role in owing or "" in owing)


def days_ahead(numbers: Mapping[str, Any]) -> int:
    """So many days before its day an item is reminded of."""
    return int(numbers["caps"]["remind_days"])


def remind() -> int:
    """Reminds of items that fall due soon, and every few days of those that are late; answers how many cases.

    Run twice at once, each case is reminded once: the key is the city day.
    """
    today = city_day(now())
    asked = [
        MoveRequest(actor=REMINDING, move="remind_performance", key=f"remind:{number}:{today}", number=number)
        for number in _numbers_due(today)
    ]
    outcomes = make_moves(asked) if asked else []
    return sum(not isinstance(outcome, Refused) and not outcome.replayed for outcome in outcomes)


def _numbers_due(today: date) -> list[str]:
    waiting = (
        PerformanceItem.objects.filter(
            done_at=None, agreement__effective_at__isnull=False, agreement__case__stage="performing",
            due__lte=today + timedelta(days=31),
        )
        .exclude(agreement__case__agreements__version__gt=F("agreement__version"))
        .select_related("agreement__case").order_by("due", "pk")[:MOST]
    )  # fmt: skip
    found: dict[str, None] = {}
    for item in waiting:
        case = item.agreement.case
        numbers = directory().rule_set_by_id(case.rule_set_id).body
        every = int(numbers["caps"]["remind_again_days"])
        soon = item.due <= today + timedelta(days=days_ahead(numbers))
        again = item.reminded_on is None or item.reminded_on + timedelta(days=every) <= today
        if soon and again:
            found[case.number] = None
    return list(found)
