"""剔除: what the moves that leave a request out of a rate do. One person proposes, another decides; neither handled it.

Rates after exclusion stand beside the rates before it, never in their place.
"""

from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import Actor, PostHolder
from shiyu.cases.change import Change
from shiyu.cases.errors import GuardRefused, NotYourMove
from shiyu.citizen_requests.models import Exclusion
from shiyu.citizen_requests.queries import requests

if TYPE_CHECKING:
    from django.db.models import QuerySet

LIVE = (Exclusion.State.PROPOSED, Exclusion.State.CONFIRMED)
ALREADY = Words("此件在这一率上已提出或已剔除", "for this rate the case is proposed for exclusion or excluded already")
NOTHING = Words("此件在这一率上没有待复核的剔除", "for this rate no exclusion waits for a decision")
SECOND = Words("提出人不能复核自己提出的剔除", "whoever proposed an exclusion does not decide on it")


def propose_exclusion(change: Change) -> None:
    """Writes the proposal. Raises `GuardRefused` where one stands already."""
    if _standing(change) is not None:
        raise GuardRefused(why=ALREADY)
    facts = change.facts.codes
    change.batch.add(
        Exclusion(
            case=change.case, rate=facts["rate"], reason=facts["exclusion_reason"],
            proposed_by=_officer(change).account_id, proposed_at=change.now,
        )
    )  # fmt: skip


def confirm_exclusion(change: Change) -> None:
    """The request is left out. Raises `GuardRefused` where nothing waits, or the decider proposed it himself."""
    _decide(change, Exclusion.State.CONFIRMED)


def refuse_exclusion(change: Change) -> None:
    """The request counts on. Raises `GuardRefused` as `confirm_exclusion` does."""
    _decide(change, Exclusion.State.REFUSED)


def exclusions(actor: Actor, *, state: str = "", rate: str = "") -> "QuerySet[Exclusion]":
    """The exclusions of the requests the actor may see, the newest first, with their cases."""
    wanted = {name: value for name, value in (("state", state), ("rate", rate)) if value}
    seen = Exclusion.objects.filter(case__in=requests(actor), **wanted)
    return seen.select_related("case").only("case__number", "case__title", "case__entry_count", *_SHOWN).order_by("-id")


_SHOWN = ("rate", "reason", "state", "proposed_by", "proposed_at", "decided_by", "decided_at")


def _decide(change: Change, state: Exclusion.State) -> None:
    found = _standing(change)
    if found is None or found.state != Exclusion.State.PROPOSED:
        raise GuardRefused(why=NOTHING)
    decider = _officer(change)
    if found.proposed_by in decider.one_with:
        raise GuardRefused(why=SECOND)
    found.state, found.decided_by, found.decided_at = state, decider.account_id, change.now
    change.facts.codes["exclusion_reason"] = found.reason
    change.batch.change(found)


def _standing(change: Change) -> Exclusion | None:
    """The proposal or exclusion that holds for the rate: planned in this batch, or stored; the case is locked."""
    rate, case_id = change.facts.codes["rate"], change.case.pk
    changed = {row.pk: row for row in change.batch.changed(Exclusion)}
    stored = Exclusion.objects.filter(case=case_id, rate=rate).order_by("-id")
    rows = [*change.batch.added(Exclusion), *(changed.get(row.pk, row) for row in stored)]
    return next((row for row in rows if (row.case_id, row.rate) == (case_id, rate) and row.state in LIVE), None)


def _officer(change: Change) -> PostHolder:
    if not isinstance(change.actor, PostHolder):
        raise NotYourMove(move=change.move.label)
    return change.actor
