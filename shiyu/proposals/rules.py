"""Judgements of proposals: values in, value out, no database, the clock passed in.

Each is named in the row of the procedure that uses it. Numbers come from the rule set the proposal was opened under.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from shiyu.cases.procedure import STAY
from shiyu.cases.snapshot import AssignmentFact, Snapshot
from shiyu.cases.who import JOINT, LEAD, SEPARATE

DISSATISFIED = "dissatisfied"
DISPUTED, SENT, SUBMITTED = "disputed", "sent", "submitted"
KEY = "key"
"""The mark of a 重点提案."""
EXTENDED, PROMISED, OPEN_PROMISES = "months_extended", "promised", "open_promises"
"""What is tallied besides moves: months granted in all and promises given; and what a move notes of promises open."""


def after_signing(case: Snapshot) -> str:
    """The lead's signature starts the handling; another unit's signature moves nothing."""
    lead = lead_of(case)
    return "handling" if case.stage == "to_sign" and lead is not None and lead.state not in {SENT, DISPUTED} else STAY


def after_taking_over(case: Snapshot) -> str:
    """What the list names units for is with them already; the rest waits for the assigner of its channel."""
    return "to_sign" if case.facts.get("lead") else f"to_assign_{case.kind}"


def after_asking_return(case: Snapshot) -> str:
    """Any unit's wish to return goes to the assigner of the channel; what is under way may go on beside it."""
    return f"return_asked_{case.kind}"


def after_asking_extension(case: Snapshot) -> str:
    """The wish for more time goes to the assigner of the channel; the limit runs on meanwhile."""
    return f"extension_asked_{case.kind}"


def after_return_decided(case: Snapshot) -> str:
    """Without a lead it is assigned anew; else it stands where the lead's signature puts it."""
    lead = lead_of(case)
    if lead is None:
        return f"to_assign_{case.kind}"
    return "to_sign" if lead.state == SENT else "handling"


def after_approval(case: Snapshot) -> str:
    """主要领导 signs too: for key proposals, after a rework, and for the classes the rule set names."""
    table: Mapping[str, Any] = case.numbers.get("issue", {})
    by_head = (
        (table.get("key", True) and KEY in case.marks)
        or (table.get("after_rework", True) and case.round > 0)
        or drafted_class(case) in table.get("classes", ())
    )
    return "to_issue" if by_head else "answered"


def after_sending_back(case: Snapshot) -> str:
    """A draft goes back to where it was written: the handling, or the rework once an answer had gone out."""
    return "rework" if case.round else "handling"


def after_form(case: Snapshot) -> str:
    """One 不满意 takes the proposal up again at once; it goes on when every submitter and co-signer has said his."""
    if case.verdicts.any_given(DISSATISFIED):
        return after_refusal(case)
    return after_silence(case) if case.verdicts.all_given() else STAY


def after_refusal(case: Snapshot) -> str:
    """The unit handles it anew as often as the rule set allows; then the committee decides, so that it is no circle.

    The first answer is that of round 1: after the answer of round n there were n - 1 reworks.
    """
    most = cap_if_any(case.numbers, "reworks")
    return "rework" if most is None or case.round <= most else "to_decide"


def after_silence(case: Snapshot) -> str:
    """An answer that promises something is tracked; any other is closed. 未反馈 is no satisfaction and no refusal."""
    return "tracking" if is_tracked(case) else "closed"


def after_late_form(case: Snapshot) -> str:
    """A late 不满意 takes the proposal up again, unless the committee decided about this answer or is about to.

    Any other late word is only recorded.
    """
    decided = case.stage == "to_decide" or case.made_for_this_answer("uphold_answer")
    return after_refusal(case) if case.verdicts.any_given(DISSATISFIED) and not decided else STAY


def after_reclassifying(case: Snapshot) -> str:
    """A tracked proposal is closed by a class that needs no tracking, once no promise of it is open."""
    settled = not class_row(case, str(case.facts.get("reply_class", ""))).get("tracked")
    return "closed" if case.stage == "tracking" and settled and not case.facts.get(OPEN_PROMISES) else STAY


def is_tracked(case: Snapshot) -> bool:
    """The class of the answer is one that is tracked (B), or it promised something by a day."""
    return bool(class_row(case, case.outcome).get("tracked")) or case.made(PROMISED) > 0


def not_signed_yet(case: Snapshot) -> bool:
    """A unit signs for its share once."""
    return any(a.unit_code == case.actor_unit and a.state == SENT for a in case.live())


def not_filed(case: Snapshot) -> bool:
    """It has no 案号 yet."""
    return not case.made("file") and not case.made("take_over")


def is_filed(case: Snapshot) -> bool:
    """It has its 案号."""
    return not not_filed(case)


def nobody_joined(case: Snapshot) -> bool:
    """No other proposal was merged into it, whose submitters would lose theirs with it."""
    return not any(party.joined for party in case.parties)


def some_ground(case: Snapshot) -> bool:
    """At least one of the ten grounds is ticked."""
    return any(name.startswith("ground_") and value for name, value in case.facts.items())


def one_matter(case: Snapshot) -> bool:
    """The submitter declares that it is about one matter (一事一案)."""
    return case.facts.get("one_matter") is True


def consulted(case: Snapshot) -> bool:
    """面商 was held for the answer that is being drafted, as often as the rule set asks."""
    return case.made_for_this_answer("consulted") >= cap(case.numbers, "consultations")


def joint_units_heard(case: Snapshot) -> bool:
    """Every joint unit has handed in its opinion, or the lead says why not, and the limit for it has passed."""
    waived = case.facts.get("without_joint") == "overdue" and "joint" in case.late
    return waived or all(a.state == SUBMITTED for a in case.live() if a.kind == JOINT)


def parts_in(case: Snapshot) -> bool:
    """Every separate unit has answered its part."""
    return all(a.state == SUBMITTED for a in case.live() if a.kind == SEPARATE)


def class_known(case: Snapshot) -> bool:
    """The letter stands in the class table of the session."""
    return bool(class_row(case, str(case.facts.get("reply_class", ""))))


def promised_where_due(case: Snapshot) -> bool:
    """A class that puts the matter off (B) says what will be done, by when and by whom."""
    needed = class_row(case, str(case.facts.get("reply_class", ""))).get("promises")
    return not needed or bool(case.facts.get("promises"))


def answer_not_late(case: Snapshot) -> bool:
    """The limit for answering has not passed."""
    return "answer" not in case.late


def extension_left(case: Snapshot) -> bool:
    """All extensions together stay within what the rule set allows."""
    return int(case.facts.get("months", 0)) + case.made(EXTENDED) <= cap(case.numbers, "months_extended")


def in_late_window(case: Snapshot) -> bool:
    """A closed proposal still takes a submitter's late word for so many days; a tracked one always does."""
    days = timedelta(days=cap(case.numbers, "late_form_days"))
    return case.closed_at is None or case.now < case.closed_at + days


def of_channel(channel: str) -> Callable[[Snapshot], bool]:
    """The rule that a proposal goes through this channel."""

    def rule(case: Snapshot) -> bool:
        return case.kind == channel

    return rule


def class_row(case: Snapshot, letter: str) -> Mapping[str, Any]:
    """What the class table says of a letter; empty where it has no such letter."""
    row: Mapping[str, Any] = case.numbers.get("reply_classes", {}).get(letter, {})
    return row


def drafted_class(case: Snapshot) -> str:
    """The class that the draft before the signer proposes."""
    return str(case.facts.get("drafted_class", ""))


def lead_of(case: Snapshot) -> AssignmentFact | None:
    """The live assignment of the lead unit."""
    return next((a for a in case.live() if a.kind == LEAD), None)


def cap(numbers: Mapping[str, Any], name: str) -> int:
    """A cap of the rule set, `caps.<name>`; `KeyError` where the rule set lacks it (soundness refuses that)."""
    return int(numbers["caps"][name])


def cap_if_any(numbers: Mapping[str, Any], name: str) -> int | None:
    """The same where the rule set has it: one that was in force before the cap was thought of knows none."""
    found = numbers.get("caps", {}).get(name)
    return None if found is None else int(found)
