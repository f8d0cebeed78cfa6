"""What is agreed, signed, performed and confirmed."""

from datetime import date

from shiyu.base.clock import city_day
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import Mark, StartClock, Unmark
from shiyu.cases.errors import BadFact
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.moves_consent import signed_paper
from shiyu.disputes.sides import forget_stances, open_dispute, set_stance, voice, voices

NOT_PAST = Words("履行期限不早于今日", "the time limit is not before today")


def keep_draft(change: Change) -> None:
    """Keeps until when the agreement is to be performed; everybody is asked for his signature."""
    _keep_time_limit(change, oral=False)
    forget_stances(change)


def keep_oral(change: Change) -> None:
    """An oral agreement is in force when it is made; the mediator writes it down (人民调解法 28、30)."""
    _keep_time_limit(change, oral=True)


def _keep_time_limit(change: Change, *, oral: bool) -> None:
    due: date = change.facts.given["due"]
    if due < city_day(change.now):
        raise BadFact(field="due", label=v.DUE.label, reason=NOT_PAST)
    dispute = open_dispute(change)
    dispute.perform_by, dispute.oral = due, oral
    change.batch.change(dispute)


def drop_draft(change: Change) -> None:
    """The draft is no more; everybody still agrees to mediation."""
    forget_stances(change, rules.AGREES)


def sign_agreement(change: Change) -> None:
    """One party signs, with those whose word it is; staff records a signature only with the signed paper."""
    if not isinstance(change.actor, PartyActor):
        signed_paper(change)
    set_stance(change, voice(change), rules.SIGNED)


def take_effect(change: Change) -> None:
    """In force from today: the limit of performance ends with its last day, the 30 days of the court begin."""
    dispute = open_dispute(change)
    dispute.in_force_on = city_day(change.now)
    change.batch.change(dispute)
    change.start_clock("performance", until=dispute.perform_by)
    carry_out(StartClock(rule="confirmation"), change)


def note_performance(change: Change) -> None:
    """What was performed stands in the history; while items are open the case stays."""


def ask_court(change: Change) -> None:
    """One voice asks for the court's confirmation; it is joint when every one has."""
    for _, row in voice(change):
        row.asked_court_at = row.asked_court_at or change.now
        change.batch.change(row)
    joint = all(any(row.asked_court_at for _, row in group) for group in voices(change))
    carry_out(Mark(mark=v.JOINT) if joint else Unmark(mark=v.JOINT), change)


def note_ruling(change: Change) -> None:
    """What the court ruled; dismissed, it may be mediated anew (民事诉讼法 206)."""
    dispute = open_dispute(change)
    dispute.ruling = change.facts.codes["result"]
    change.batch.change(dispute)
    carry_out(Unmark(mark=v.FILED), change)
    if dispute.ruling == "dismissed":
        forget_stances(change, rules.AGREES)
