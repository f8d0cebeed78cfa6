"""Judgements of citizen requests: values in, value out, no database, the clock passed in.

Each is named in the row of the procedure that uses it. Numbers come from the rule set the case was opened under.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from shiyu.base.clock import city_day
from shiyu.cases.procedure import STAY
from shiyu.cases.snapshot import AssignmentFact, Snapshot
from shiyu.cases.who import JOINT, LEAD
from shiyu.citizen_requests.marks import EVENT, SUPERVISED
from shiyu.citizen_requests.procedure_people import ANSWER_OUT

CALLER = "caller"
DISPUTED, SIGNED, SUBMITTED, CLOSED = "disputed", "signed", "submitted", "closed"
DISSATISFIED = "dissatisfied"
UNREACHABLE_NOW = frozenset({"wrong_number", "no_contact"})
URGENT, CONSULTATION, TIPOFF = "urgent", "consultation", "tipoff"
UNKNOWN = "unknown"
"""What the rule set calls a request whose type nobody named."""
DAYS_STILL, URGED = "days_still", "urged:"
"""What is tallied besides moves: days the limits stood still, and callers' urges of a day."""
MANY = 20


def after_routing(case: Snapshot) -> str:
    """A routed request waits for one look; one the router could not place waits for a dispatcher's study."""
    route = case.facts.get("route") or {}
    return "received" if route.get("unit") else "to_dispatch"


def after_signing(case: Snapshot) -> str:
    """The lead's signature starts the handling; a joint unit's signature moves nothing."""
    lead = lead_of(case)
    waiting = case.stage == "to_sign" and lead is not None and lead.state == SIGNED
    return "handling" if waiting else STAY


def not_signed_yet(case: Snapshot) -> bool:
    """A unit signs for its share once."""
    return any(a.unit_code == case.actor_unit and a.state == "sent" for a in case.live())


def after_asking_return(case: Snapshot) -> str:
    """A lead's wish to return goes to the dispatcher, and once the case has been returned often enough to arbitration.

    A joint unit's wish is decided beside the handling, which goes on.
    """
    lead = lead_of(case)
    if lead is None or lead.state != DISPUTED:
        return STAY
    return "arbitration" if count(case, "ask_return") > cap(case.numbers, "returns") else "return_asked"


def after_accepting_return(case: Snapshot) -> str:
    """Without a lead the case is dispatched anew."""
    return "to_dispatch" if lead_of(case) is None else STAY


def after_refusing_return(case: Snapshot) -> str:
    """The unit that wished to return its lead handles it; a joint unit's refusal moves nothing."""
    return "handling" if case.stage == "return_asked" else STAY


def after_resuming(case: Snapshot) -> str:
    """Back to where it waited: handling, or rework once an answer had been given or sent back."""
    return "rework" if case.round or count(case, "send_back") else "handling"


def after_answer(case: Snapshot) -> str:
    """To the reviewer where the rule set asks for one; else it has gone out, and the caller is called or asked."""
    return "review" if needs_review(case) else after_review(case)


def after_review(case: Snapshot) -> str:
    """Whom the lot has drawn is called back; the others are asked by message. The lot stands in the facts."""
    return "call_back" if (case.facts.get("call_back") or {}).get("drawn") is True else "awaiting_verdict"


def needs_review(case: Snapshot) -> bool:
    """Whether a reviewer looks before the answer goes out: by type, limit class, outcome or after a rework."""
    table: Mapping[str, Any] = case.numbers.get("review", {"all": True})
    return bool(
        table.get("all")
        or (case.kind or UNKNOWN) in table.get("types", ())
        or case.limit_class in table.get("limit_classes", ())
        or case.facts.get("outcome") in table.get("outcomes", ())
        or (table.get("after_rework") and (case.round > 0 or count(case, "send_back") > 0))
    )


def call_back_share(case: Snapshot) -> float:
    """The share of such cases that is called back; a tip-off and one that only anonymous callers raised never is."""
    if case.kind == TIPOFF or all(party.anonymous for party in case.parties):
        return 0.0
    table: Mapping[str, Any] = case.numbers.get("call_back", {})
    by_type = float(table.get("types", {}).get(case.kind or UNKNOWN, table.get("default", 1.0)))
    return max(by_type, float(table.get("limit_classes", {}).get(case.limit_class, 0.0)))


def after_verdict(case: Snapshot) -> str:
    """One dissatisfied caller is enough to take the case up again; it closes when every caller has judged.

    Beyond the number of reworks the rule allows, the head of the unit gives the final answer. Of a great many callers
    all are heard first.
    """
    if not few_callers(case):
        return _after_all_were_heard(case) if case.verdicts.all_given() else STAY
    if case.verdicts.any_given(DISSATISFIED):
        return _again(case)
    return "closed" if case.verdicts.all_given() else STAY


def after_silence(case: Snapshot) -> str:
    """When the window for judging ends: closed, unless of a great many callers too large a share is dissatisfied."""
    return "closed" if few_callers(case) else _after_all_were_heard(case)


def after_late_verdict(case: Snapshot) -> str:
    """A late word of dissatisfaction takes the case up again, unless it is one of a great many or the last was said."""
    if not few_callers(case) or count(case, "give_final_answer") or not case.verdicts.any_given(DISSATISFIED):
        return STAY
    return _again(case)


def after_reopening(case: Snapshot) -> str:
    """Back to the unit that answered; what was answered at the counter goes to a dispatcher."""
    if case.stage == "answered_directly" or not any(a.kind == LEAD and a.state == CLOSED for a in case.assignments):
        return "to_dispatch"
    return _again(case)


def _after_all_were_heard(case: Snapshot) -> str:
    share = float(case.numbers.get("events", {}).get("rework_share", 0.0))
    dissatisfied = case.verdicts.share(DISSATISFIED)
    return _again(case) if dissatisfied > 0 and dissatisfied >= share else "closed"


def _again(case: Snapshot) -> str:
    return "rework" if case.round <= cap(case.numbers, "reworks") else "to_final_answer"


def after_unanswered_call(case: Snapshot) -> str:
    """After enough attempts for this answer, or where calling is pointless, the caller is left his window to judge."""
    attempts = case.made_for_this_answer("call_unanswered") >= cap(case.numbers, "call_attempts")
    pointless = case.facts.get("unreached") in UNREACHABLE_NOW
    return "awaiting_verdict" if attempts or pointless else STAY


def return_is_asked(case: Snapshot) -> bool:
    """Some unit wishes to return its share."""
    return any(a.state == DISPUTED for a in case.live())


def may_appeal(case: Snapshot) -> bool:
    """Each refusal of a return may be appealed once."""
    return count(case, "refuse_return") > count(case, "appeal")


def joint_units_heard(case: Snapshot) -> bool:
    """Every joint unit has handed in its opinion, or the lead says why it answers without it."""
    return "without_joint" in case.facts or all(a.state == SUBMITTED for a in case.live() if a.kind == JOINT)


def plan_has_date(case: Snapshot) -> bool:
    """列入计划 is an answer only with a date it can be held to."""
    return case.facts.get("outcome") != "planned" or "planned_by" in case.facts


def not_a_handler(case: Snapshot) -> bool:
    """Whoever signed for, returned or submitted a share of the case does not review or call back about it.

    Nor does he by another login, nor whoever stands in for him, nor he where he stands in for another.
    """
    return all(case.one_with_actor.isdisjoint(a.handlers) for a in case.assignments)


def only_caller(case: Snapshot) -> bool:
    """A joined caller's matter is not withdrawn by another."""
    return case.raisers == 1


def extension_left(case: Snapshot) -> bool:
    """The rule set allows an extension this long; how often, the engine counts by the clock it lengthens."""
    table: Mapping[str, Any] = case.numbers.get("extensions", {}).get("handle", {"times": 0, "amount": 0})
    return int(case.facts.get("amount", 0)) <= int(table["amount"])


def handling_not_late(case: Snapshot) -> bool:
    """The handling limit has not passed."""
    return "handle" not in case.late


def still_within_cap(case: Snapshot) -> bool:
    """挂账 ends on a named day after today; all days the case stood still count together."""
    return _still_within(case, longest=cap(case.numbers, "still_days"))


def deferral_within_cap(case: Snapshot) -> bool:
    """缓办 is short; its days count together with those of 挂账."""
    return _still_within(case, longest=cap(case.numbers, "deferral_days"))


def _still_within(case: Snapshot, *, longest: int) -> bool:
    days = (date.fromisoformat(str(case.facts["until"])) - city_day(case.now)).days
    return 0 < days <= min(longest, cap(case.numbers, "still_days") - count(case, DAYS_STILL))


def urge_left(case: Snapshot) -> bool:
    """Callers urge so often a day; whoever works on the case as often as it takes."""
    return case.actor_account is not None or count(case, urge_tally(case.now)) < cap(case.numbers, "urges_a_day")


def urging_helps(case: Snapshot) -> bool:
    """A caller urges whoever owes him an answer; once it is given, it is he who is asked, and “dissatisfied” says more.

    The officers may: a call-back can be slow.
    """
    return case.actor_account is not None or case.stage not in ANSWER_OUT


def urge_tally(moment: datetime) -> str:
    """The name under which the callers' urges of a day are counted."""
    return f"{URGED}{city_day(moment).isoformat()}"


def is_event(case: Snapshot) -> bool:
    """It was declared a mass event."""
    return EVENT in case.marks


def is_supervised(case: Snapshot) -> bool:
    """It is under supervision."""
    return SUPERVISED in case.marks


def not_a_tipoff(case: Snapshot) -> bool:
    """Whoever tips off stays unknown."""
    return case.kind != TIPOFF


def exclusion_waits(case: Snapshot) -> bool:
    """More exclusions were proposed than decided; of which rate, the move itself looks up."""
    return count(case, "propose_exclusion") > count(case, "confirm_exclusion") + count(case, "refuse_exclusion")


def few_callers(case: Snapshot) -> bool:
    """Not a mass event, nor raised by so many that they are asked together."""
    return not is_event(case) and case.raisers < int(case.numbers.get("events", {}).get("callers", MANY))


def in_reopening_window(case: Snapshot) -> bool:
    """The case ended no longer ago than the rule set allows."""
    days = timedelta(days=cap(case.numbers, "reopen_days"))
    return case.closed_at is not None and case.now < case.closed_at + days


def may_reopen(case: Snapshot) -> bool:
    """No final answer has been given, and it was not reopened as often as a case may be reworked."""
    return not count(case, "give_final_answer") and count(case, "reopen") < cap(case.numbers, "reworks")


def limit_class(category_class: str, *, request_type: str, urgent: bool) -> str:
    """The class whose limit is shortest by rule: urgent before question before what the category says."""
    if urgent:
        return URGENT
    return CONSULTATION if request_type == CONSULTATION else category_class


def lead_of(case: Snapshot) -> AssignmentFact | None:
    """The live assignment of the lead unit."""
    return next((a for a in case.live() if a.kind == LEAD), None)


def count(case: Snapshot, move: str) -> int:
    """How often a move has been made in this case."""
    return case.tally.get(move, 0)


def cap(numbers: Mapping[str, Any], name: str) -> int:
    """A cap of the rule set, `caps.<name>`; `KeyError` where the rule set lacks it (checked by a test of the pack)."""
    return int(numbers["caps"][name])
