"""What is agreed, signed, performed and confirmed."""

from shiyu.base.clock import city_day
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import Mark, StartClock, Unmark
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.drafting import begin_agreement, send_links, take_back
from shiyu.disputes.agreements.performance import note_done, open_items, told_of
from shiyu.disputes.agreements.signing import add_signature
from shiyu.disputes.agreements.written import latest
from shiyu.disputes.sides import forget_stances, open_dispute, voice, voices


def keep_draft(change: Change) -> None:
    """Keeps the draft with its items; everybody is asked for his signature, and gets a link to give it by."""
    send_links(change, begin_agreement(change, oral=False))
    _keep_time_limit(change, oral=False)
    forget_stances(change)


def keep_oral(change: Change) -> None:
    """An oral agreement is in force when it is made; the mediator writes it down (人民调解法 28、30)."""
    begin_agreement(change, oral=True)
    _keep_time_limit(change, oral=True)


def _keep_time_limit(change: Change, *, oral: bool) -> None:
    dispute = open_dispute(change)
    dispute.perform_by, dispute.oral = change.facts.given["due"], oral
    change.batch.change(dispute)


def drop_draft(change: Change) -> None:
    """The draft is no more, nor are its links; everybody still agrees to mediation."""
    take_back(change)
    forget_stances(change, rules.AGREES)


def sign_agreement(change: Change) -> None:
    """One party signs, with those whose word it is: by the code on his telephone, or on paper that staff keeps."""
    add_signature(change)


def take_effect(change: Change) -> None:
    """In force from today: the limit of performance ends with its last day; 30 days to ask the court, where it may."""
    agreement = latest(change)
    if agreement is None:
        raise RuntimeError("An agreement takes effect once it is drafted.")
    agreement.effective_at = change.now
    change.batch.change(agreement)
    dispute = open_dispute(change)
    dispute.in_force_on, dispute.ruling = city_day(change.now), ""
    change.batch.change(dispute)
    change.start_clock("performance", until=dispute.perform_by)
    carry_out(Mark(mark=v.ITEMS_OPEN), change)
    if agreement.confirmable == v.ORDINARY:
        carry_out(StartClock(rule="confirmation"), change)
        carry_out(Mark(mark=v.WINDOW), change)
        carry_out(Unmark(mark=v.NOT_CONFIRMABLE), change)
    else:
        carry_out(Mark(mark=v.NOT_CONFIRMABLE), change)


def note_performance(change: Change) -> None:
    """An item is done; while another is open the case stays."""
    note_done(change)
    if not open_items(change):
        carry_out(Unmark(mark=v.ITEMS_OPEN), change)


def tell_enforcement(change: Change) -> None:
    """Everybody hears what may be done: enforcement where the court confirmed it, else a suit (人民调解法 32、33)."""
    template = "dispute_may_enforce" if open_dispute(change).ruling == "confirmed" else "dispute_may_sue"
    for party in change.state.parties:
        if party.role in v.SIDES:
            change.tell(template, party=party)


def remind_of_items(change: Change) -> None:
    """Tells whoever owes it and the mediator of each open item that falls due or is late."""
    for party in told_of(change):
        change.tell("dispute_item_due", party=party)
    change.tell("dispute_items_open", unit_code=_unit(change), role="mediator")


def _unit(change: Change) -> str:
    return next((share.unit_code for share in change.state.live()), "")


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
