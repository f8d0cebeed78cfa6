"""Judgements of disputes: values in, value out, no database, the clock passed in.

Numbers come from the rule set the dispute was opened under (`rules/disputes.toml`).
"""

from datetime import timedelta

from shiyu.cases.procedure import STAY
from shiyu.cases.snapshot import Snapshot
from shiyu.disputes import vocabulary as v

AGREES, REFUSES, SIGNED = "agrees", "refuses", "signed"


def cap(case: Snapshot, name: str) -> int:
    """A count of the rule set. Raises `KeyError` where it has none."""
    return int(case.numbers["caps"][name])


def both_sides(case: Snapshot) -> bool:
    """Mediation takes an applicant and a respondent."""
    return {v.APPLICANT, v.RESPONDENT} <= {party.role for party in case.parties}


def guardian_there(case: Snapshot) -> bool:
    """No minor stands alone (民法典 19–23: a guardian acts for him)."""
    return v.MINOR_ALONE not in case.marks


def rights_told(case: Snapshot) -> bool:
    """Every party has signed that its rights and duties were told."""
    return v.RIGHTS_TOLD in case.marks


def is_complete(case: Snapshot) -> bool:
    """A case that came by referral has its people and its facts by now."""
    return v.INCOMPLETE not in case.marks


def looks_alike(case: Snapshot) -> bool:
    """Whether it looks like another dispute, and nobody has settled that yet."""
    return v.LOOK_ALIKE in case.marks


def look_alikes_settled(case: Snapshot) -> bool:
    """Whether a look-alike was merged or kept apart."""
    return v.LOOK_ALIKE not in case.marks


def _every(case: Snapshot, stance: str) -> bool:
    return both_sides(case) and all(party.stance == stance for party in case.parties if party.role in v.SIDES)


def expert_agreed(case: Snapshot) -> bool:
    """Every side has agreed to the one who is to be invited (人民调解法 20)."""
    return v.EXPERT_AGREED in case.marks


def after_consent(case: Snapshot) -> str:
    """One clear refusal ends it (人民调解法 17); when everybody agrees, mediation begins."""
    if any(party.stance == REFUSES for party in case.parties):
        return "failed"
    return "mediating" if _every(case, AGREES) else STAY


def after_signing(case: Snapshot) -> str:
    """The agreement is in force when everybody has signed (人民调解法 29–30)."""
    return "performing" if _every(case, SIGNED) else STAY


def after_performance(case: Snapshot) -> str:
    """Performed when no item is open."""
    return STAY if v.ITEMS_OPEN in case.marks else "following"


def never_mediated(case: Snapshot) -> bool:
    """Nobody was named yet: what goes back to the window holds nothing said in confidence."""
    return case.made("appoint") == 0


def after_recusal(case: Snapshot) -> str:
    """He goes on where he was: mediating where everybody had agreed, else consent is asked on."""
    return "mediating" if _every(case, AGREES) else "asking"


def may_ask_recusal(case: Snapshot) -> bool:
    """A mediator may be challenged as often as another may be asked for: it halts the matter while it is decided."""
    return case.made("ask_recusal") < cap(case, "other_mediators")


def mediator_changed(case: Snapshot) -> bool:
    """A mediator was named before the one who mediates now."""
    return case.made("appoint") > 1


def may_change_mediator(case: Snapshot) -> bool:
    """The parties may ask for another mediator, so often as the rule set allows."""
    return case.made("other_mediator") < cap(case, "other_mediators")


def longer_left(case: Snapshot) -> bool:
    """The limit of mediation may be lengthened once more, and nobody is being asked already."""
    return v.LONGER_ASKED not in case.marks and case.made("ask_longer") < int(
        case.numbers["extensions"]["mediation"]["times"]
    )


def longer_within(case: Snapshot) -> bool:
    """By no more than the rule allows."""
    return int(case.facts.get("amount") or 0) <= int(case.numbers["extensions"]["mediation"]["amount"])


def longer_asked(case: Snapshot) -> bool:
    """A wish for more time is open."""
    return v.LONGER_ASKED in case.marks


def window_open(case: Snapshot) -> bool:
    """Within 30 days of taking effect both may ask the court together (人民调解法 33，民事诉讼法 205)."""
    return v.WINDOW in case.marks and "confirmation" not in case.late


def confirmable(case: Snapshot) -> bool:
    """A court confirms no agreement on status, ownership or intellectual property (手册E1)."""
    return v.NOT_CONFIRMABLE not in case.marks


def asked_jointly(case: Snapshot) -> bool:
    """Every side has asked: the application is joint."""
    return v.JOINT in case.marks


def is_filed(case: Snapshot) -> bool:
    """The court has the application."""
    return v.FILED in case.marks


def visited(case: Snapshot) -> bool:
    """Somebody was visited since the agreement of this round took effect."""
    return case.made("follow_up") > case.made("reopen")


def may_reopen(case: Snapshot) -> bool:
    """Taken up again within the days the rule set gives, and not without end."""
    ended = case.closed_at
    within = ended is not None and case.now <= ended + timedelta(days=cap(case, "reopen_days"))
    return within and case.made("reopen") < cap(case, "reopenings")


def takes_others(case: Snapshot) -> bool:
    """A dispute still takes another registration of itself until an agreement is signed."""
    return case.stage in {"registered", "to_appoint", "asking", "mediating"}
