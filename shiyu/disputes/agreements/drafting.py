"""送签: what a draft brings with it, links to sign it among them; and what becomes of it."""

from typing import TYPE_CHECKING

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases.errors import BadFact
from shiyu.city.workdays import due
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.texts import BadItem
from shiyu.disputes.agreements.written import Written, latest, written
from shiyu.disputes.models import Agreement, PerformanceItem, SigningLink
from shiyu.disputes.sides import people

if TYPE_CHECKING:
    from datetime import date

    from shiyu.cases.change import Change

NOT_PAST = Words("履行期限不早于今日", "the time limit is not before today")


def begin_agreement(change: "Change", *, oral: bool) -> Agreement:
    """Writes a draft with its items, or an oral agreement that is in force at once.

    Raises `BadFact`, which names what is wrong of 人民调解法 29: a time limit in the past, an item that cannot be read.
    """
    limit: date = change.facts.given["due"]
    if limit < city_day(change.now):
        raise BadFact(field="due", label=v.DUE.label, reason=NOT_PAST)
    before = latest(change)
    agreement = Agreement(
        case=change.case, round=change.case.round, version=before.version + 1 if before else 1, seq=change.written.seq,
        oral=oral, time_limit=limit, confirmable=change.facts.codes.get("matter_class") or v.ORDINARY,
        drafted_at=change.now,
    )  # fmt: skip
    said = as_said(change, agreement)
    agreement.sm3 = said.sm3
    change.batch.add(agreement)
    for item in said.items:
        change.batch.add(
            PerformanceItem(agreement=agreement, nth=item.nth, side=item.side, amount=item.amount, due=item.due)
        )
    return agreement


def as_said(change: "Change", agreement: Agreement) -> Written:
    """The words of the move that drafts it, as the parties will read them. Raises `BadFact` of the items."""
    try:
        return written(agreement, number=change.case.number, said=change.facts.texts, people=people(change))
    except BadItem as error:
        raise BadFact(field="items", label=v.ITEMS.label, reason=error.words) from error


def send_links(change: "Change", agreement: Agreement) -> None:
    """A link for everybody who may sign; a minor does not, his guardian does. A job sends them (`links`)."""
    until = due(change.now, change.numbers("signing").limit, change.city.calendar).at
    for party, row in people(change):
        if not row.minor:
            change.batch.add(SigningLink(agreement=agreement, party=party, expires_at=until, next_at=change.now))


def take_back(change: "Change") -> None:
    """The draft is no more: its links sign nothing from now on."""
    agreement = latest(change)
    if agreement is not None and agreement.effective_at is None and agreement.withdrawn_at is None:
        agreement.withdrawn_at = change.now
        change.batch.change(agreement)
