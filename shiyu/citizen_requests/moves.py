"""What the moves of a citizen request do beyond the engine; each is named in the row of the procedure that runs it."""

from shiyu.base.clock import city_day
from shiyu.base.crypto import blind_index
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import Newcomer, PartyActor
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.crowd_reading import callable_raisers
from shiyu.cases.effects import Classify, Mark
from shiyu.cases.errors import BadFact
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.exclusions import confirm_exclusion, propose_exclusion, refuse_exclusion
from shiyu.citizen_requests.knowledge_use import note_knowledge
from shiyu.citizen_requests.marks import SAMPLED
from shiyu.citizen_requests.routing_note import note_routing
from shiyu.triage.routing import router
from shiyu.triage.seam import Matter

__all__ = (
    "check_enterprise", "classify_again", "confirm_exclusion", "count_days_still", "count_urge", "draw_for_call_back",
    "draw_unless_reviewed", "drawn_number", "name_event", "note_knowledge", "propose_exclusion", "refuse_exclusion",
    "route", "spare_first_contact", "take_after_main", "take_in",
)  # fmt: skip

ENTERPRISE_FIELDS = {
    "name": Words("企业名称", "its name"),
    "credit_code": Words("统一社会信用代码", "its unified social credit code"),
    "contact_person": Words("联系人", "a contact person"),
}
KEPT_CLASSES = (rules.URGENT, rules.CONSULTATION)


def take_in(change: Change) -> None:
    """Sets the limit class and shields whoever tips off: handlers see neither name nor number (handbook C3).

    A resident may say that it is urgent; whether it is, an agent or a dispatcher decides (`correct`).
    """
    facts = change.facts.codes
    urgent = bool(facts.get("urgent")) and not isinstance(change.actor, Newcomer)
    change.set_limit_class(
        rules.limit_class(change.case.limit_class, request_type=facts.get("type", ""), urgent=urgent)
    )
    if facts.get("type") == rules.TIPOFF:
        _shield(change)


def route(change: Change) -> None:
    """Writes down which unit the request seems to belong to and why, or why a dispatcher must look; decides nothing."""
    case, texts = change.case, change.facts.texts
    matter = Matter(
        title=case.title,
        detail=texts.get("detail", ""),
        category=change.city.categories.get_by_id(case.category_id).code if case.category_id else "",
        place=case.place_code,
    )
    answer = router().route(matter)
    change.facts.codes["route"] = dict(answer.record)
    note_routing(change, unit=answer, matter=matter)


def classify_again(change: Change) -> None:
    """Corrects category and place; urgency and the shorter limit of a question outlive a change of category.

    Clocks that run take the limits of the new class at once, from their own start.
    """
    carry_out(Classify(keeps=KEPT_CLASSES), change)
    if change.facts.codes.get("urgent"):
        change.set_limit_class(rules.URGENT)


def take_after_main(change: Change) -> None:
    """A joined case is about what its main case is about; whoever joins a tip-off is shielded as its first caller is.

    Others read the title of the main case here, so numbers that name a person are masked.
    """
    main = change.others.get(change.facts.get("main_case"))
    if main is None:
        return  # merging says so
    case, about = change.case, main.case
    case.title, case.kind, case.category_id, case.limit_class = (
        redact(about.title), about.kind, about.category_id, about.limit_class
    )  # fmt: skip
    case.division_id, case.place_code = about.division_id, about.place_code
    if about.kind == rules.TIPOFF:
        _shield(change)


def name_event(change: Change) -> None:
    """A mass event is listed under the name the dispatcher gave it; the first caller's title stays in the history."""
    change.case.title = " ".join(change.facts.text("event_title").split())[:200]


def spare_first_contact(change: Change) -> None:
    """Nobody can be contacted where every caller is anonymous: the limit is not held against the unit."""
    if all(party.anonymous for party in change.state.raisers()):
        change.stop_clocks(change.state.open_clocks("first_contact"))


def draw_unless_reviewed(change: Change) -> None:
    """Draws the lot where the answer goes out at once; else the reviewer's move draws it."""
    if not rules.needs_review(change.snapshot()):
        draw_for_call_back(change)


def draw_for_call_back(change: Change) -> None:
    """回访抽样: who is called back, by a keyed hash that nobody foresees and everybody with the key can recompute.

    One lot for a case; of a great many callers a few are drawn, to be called while the others are asked by message.
    """
    snapshot = change.snapshot()
    answer = change.reply.round if change.reply is not None else change.case.round
    share = rules.call_back_share(snapshot)
    if rules.few_callers(snapshot):
        lot = drawn_number(f"{change.case.number}:{answer}")
        change.facts.codes["call_back"] = {"share": share, "drawn": lot < share}
        return
    most = int(snapshot.numbers.get("events", {}).get("called_back", 0)) if share else 0
    callers = sorted(callable_raisers(change.state), key=lambda pk: drawn_number(f"{change.case.number}:{answer}:{pk}"))
    change.facts.codes["call_back"] = {"of": len(callers), "drawn": callers[:most]}
    carry_out(Mark(mark=SAMPLED), change)


def drawn_number(what: str) -> float:
    """A number from 0 to below 1, the same whenever asked for and known to nobody without the key."""
    return int.from_bytes(blind_index(what, purpose="call_back_lot")[:8], "big") / 2**64


def count_urge(change: Change) -> None:
    """Counts a caller's urge for its day; earlier days no longer matter."""
    if isinstance(change.actor, PartyActor):
        kept = {name: n for name, n in change.case.tally.items() if not name.startswith(rules.URGED)}
        today = rules.urge_tally(change.now)
        change.case.tally = {**kept, today: change.case.tally.get(today, 0) + 1}


def count_days_still(change: Change) -> None:
    """Adds the days the case stood still, which count together however often it was suspended or deferred."""
    still = change.state.open_clocks("suspension") + change.state.open_clocks("deferral")
    days = sum((city_day(min(change.now, c.due_at)) - city_day(c.started_at)).days for c in still)
    change.case.tally = {**change.case.tally, rules.DAYS_STILL: change.case.tally.get(rules.DAYS_STILL, 0) + days}


def check_enterprise(change: Change) -> None:
    """Whoever asks at the desk for enterprises is one: named, with its code and somebody to talk to."""
    contact = change.facts.get("contact")
    fields = contact.fields if contact is not None and contact.organisation else {}
    lacking = [words for name, words in ENTERPRISE_FIELDS.items() if not fields.get(name)]
    if lacking:
        raise BadFact(
            field="contact",
            label=Words("企业", "Enterprise"),
            reason=Words(
                f"请按单位填写：{'、'.join(words.zh for words in lacking)}",
                f"please give, as an organisation: {', '.join(words.en for words in lacking)}",
            ),
        )


def _shield(change: Change) -> None:
    for party in change.state.parties:
        party.anonymous = True
