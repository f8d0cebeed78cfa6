"""Sessions, experts, more time, visits."""

from shiyu.base.words import Words
from shiyu.cases.apply import carry_out
from shiyu.cases.apply.opening import join
from shiyu.cases.change import Change
from shiyu.cases.effects import ExtendClock, Mark, Unmark
from shiyu.cases.errors import GuardRefused
from shiyu.disputes import vocabulary as v
from shiyu.disputes.moves_intake import known_by_name
from shiyu.disputes.sides import open_dispute, people, voice, voices

NOBODY_INVITED = Words("现在没有拟邀请的人", "nobody is to be invited now")


def ask_for_expert(change: Change) -> None:
    """Everybody is asked anew whether this one may be invited."""
    for _, row in people(change):
        row.expert = False
        change.batch.change(row)
    carry_out(Unmark(mark=v.EXPERT_AGREED), change)


def agree_to_expert(change: Change) -> None:
    """One voice agrees to the invitation. Raises `GuardRefused` where nobody is to be invited."""
    if not change.case.tally.get("invite_expert"):
        raise GuardRefused(why=NOBODY_INVITED)
    for _, row in voice(change):
        row.expert = True
        change.batch.change(row)
    if all(any(row.expert for _, row in group) for group in voices(change)):
        carry_out(Mark(mark=v.EXPERT_AGREED), change)


def join_expert(change: Change) -> None:
    """Whom every side agreed to sits there from now on; the next is asked for anew. Raises `BadFact` without a name."""
    contact = change.facts.given["contact"]
    known_by_name(contact, name="contact", label=v.EXPERT_CONTACT.label)
    join(change, role=v.INVITED, contact=contact)
    ask_for_expert(change)


def ask_for_longer(change: Change) -> None:
    """Keeps by how much; nobody has agreed yet."""
    dispute = open_dispute(change)
    dispute.longer = change.facts.given["amount"]
    change.batch.change(dispute)
    for _, row in people(change):
        row.longer = False
        change.batch.change(row)


def agree_to_longer(change: Change) -> None:
    """One voice agrees; when every one has, the limit is lengthened."""
    for _, row in voice(change):
        row.longer = True
        change.batch.change(row)
    if all(any(row.longer for _, row in group) for group in voices(change)):
        dispute = open_dispute(change)
        change.facts.given["amount"] = dispute.longer
        carry_out(ExtendClock(rule="mediation"), change)
        _settled(change)


def refuse_longer(change: Change) -> None:
    """One voice does not agree: the limit stays as it is."""
    voice(change)
    _settled(change)


def _settled(change: Change) -> None:
    dispute = open_dispute(change)
    dispute.longer = None
    change.batch.change(dispute)
    carry_out(Unmark(mark=v.LONGER_ASKED), change)


def note_visit(change: Change) -> None:
    """回访: performance, satisfaction and hidden danger, per party (手册E3)."""
    codes = change.facts.codes
    for _, row in voice(change):
        row.performance, row.satisfaction = codes["performance"], codes["satisfaction"]
        row.hidden_danger = bool(codes.get("hidden"))
        change.batch.change(row)
