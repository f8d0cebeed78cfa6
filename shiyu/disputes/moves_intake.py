"""受理: what a new dispute is, who is in it, whether it was registered before, and what danger is seen."""

from typing import TYPE_CHECKING

from shiyu.base.search import document_vector
from shiyu.base.words import Words
from shiyu.cases.apply import carry_out
from shiyu.cases.apply.links import merge_as
from shiyu.cases.change import Change
from shiyu.cases.effects import Classify, Mark, Unmark
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.facts import Contact
from shiyu.cases.of_phone import TOGETHER, sharing_parties
from shiyu.disputes import vocabulary as v
from shiyu.disputes.models import Dispute, DisputeParty
from shiyu.disputes.sides import describe, join_as, open_dispute, people, weigh

if TYPE_CHECKING:
    from shiyu.cases.models import Party

SOURCE_OF = {"apply": "application", "register": "window", "report_from_grid": "grid", "take_referral": "request"}
NEEDS_GUARDED = Words("请选明代理（监护、代表）的是本方哪一位", "say for whom of the same side he stands")
STANDS_ALONE = Words("本人不代理他人", "one who is there for himself stands for nobody")
NO_CHAIN = Words("不能代理一位代理人", "nobody stands for one who stands for another")
SAME_MEANT = Words("两件没有两位相同的当事人，不能并入", "the two have no two parties in common and are not merged")
NO_NAME = Words("调解须知道当事人是谁，请填姓名（名称）", "mediation needs to know who the party is; give the name")
WHOLE_CITY = Words("全市", "the city")


def begin_dispute(change: Change) -> None:
    """Writes what belongs to a dispute, joins the respondent, and looks whether it stands somewhere already."""
    facts = change.facts
    source = facts.codes.get("source") or SOURCE_OF[change.move.name]
    known_by_name(facts.get("contact"), name="contact", label=v.CONTACT.label)
    change.batch.add(Dispute(case=change.case, source=source, entered_layer_at=change.now))
    _keep_matter(change)
    for party in change.state.parties:
        describe(change, party, contact=facts.get("contact") or Contact(fields={}))
    _join_respondent(change)
    _look_around(change)


def complete_registration(change: Change) -> None:
    """补全: what came by referral gets its parties and its facts; what was known already is put right."""
    carry_out(Classify(), change)
    change.case.kind = change.facts.codes["kind"]
    _keep_matter(change)
    known_by_name(change.facts.get("contact"), name="contact", label=v.CONTACT.label)
    if not any(party.role == v.APPLICANT for party in change.state.parties):
        join_as(change, side=v.APPLICANT, contact=change.facts.given["contact"])
    _join_respondent(change)
    carry_out(Unmark(mark=v.INCOMPLETE), change)
    _look_around(change)


def _keep_matter(change: Change) -> None:
    dispute = open_dispute(change)
    dispute.amount, dispute.willing = change.facts.get("amount"), change.facts.codes.get("willing", "")
    change.batch.change(dispute)
    change.case.kind = change.case.kind or v.OTHER_KIND
    entitle(change)


def known_by_name(contact: Contact | None, *, name: str, label: Words) -> None:
    """A party of a dispute has a name: nobody agrees, signs or performs without one. Raises `BadFact`."""
    if contact is not None and (contact.anonymous or not contact.fields.get("name")):
        raise BadFact(field=name, part="name", label=label, reason=NO_NAME)


def entitle(change: Change) -> None:
    """Kind and place are the title: nobody is named by it, in no list, notice, figure or export."""
    case = change.case
    division = change.city.divisions.find(case.place_code) if case.place_code else None
    place = division.label if division is not None else WHOLE_CITY
    case.title = f"{v.EVERY_KIND[case.kind].zh}纠纷（{place.zh}）"
    case.search = document_vector([(case.number, "A"), (case.title, "A")])


def _join_respondent(change: Change) -> None:
    given: Contact | None = change.facts.get("respondent")
    known_by_name(given, name="respondent", label=v.RESPONDENT_CONTACT.label)
    if given is not None and not any(party.role == v.RESPONDENT for party in change.state.parties):
        join_as(change, side=v.RESPONDENT, contact=given)
    weigh(change)


def _look_around(change: Change) -> None:
    """疑似同一纠纷: two of its parties stand together in another open dispute, whatever their sides there."""
    phones = {_phone(party) for party in change.state.parties if party.phone_index}
    if sharing_parties(phones, procedure=change.procedure.name, besides=change.case.pk):
        carry_out(Mark(mark=v.LOOK_ALIKE), change)


def settle_look_alikes(change: Change) -> None:
    """Somebody looked, and keeps them apart for the reason he gives."""
    carry_out(Unmark(mark=v.LOOK_ALIKE), change)


def join_side(change: Change) -> None:
    """Registers a further party, or who stands for one. Raises `BadFact` where for whom does not fit."""
    facts = change.facts
    side, capacity = facts.codes["side"], facts.codes["capacity"]
    known_by_name(facts.get("contact"), name="contact", label=v.PARTY_CONTACT.label)
    principal = _principal(change, side=side, capacity=capacity)
    join_as(
        change, side=side, contact=facts.given["contact"], capacity=capacity, stands_for=principal,
        minor=bool(facts.codes.get("minor")),
    )  # fmt: skip
    weigh(change)


def _principal(change: Change, *, side: str, capacity: str) -> "Party | None":
    wanted = change.facts.get("stands_for")
    if capacity == "self":
        if wanted is not None:
            raise BadFact(field="stands_for", label=v.STANDS_FOR.label, reason=STANDS_ALONE)
        return None
    found = next((one for one in people(change) if one[0].pk == wanted and one[0].role == side), None)
    if found is None:
        raise BadFact(field="stands_for", label=v.STANDS_FOR.label, reason=NEEDS_GUARDED)
    if found[1].stands_for_id is not None:
        raise BadFact(field="stands_for", label=v.STANDS_FOR.label, reason=NO_CHAIN)
    return found[0]


def note_danger(change: Change) -> None:
    """激化风险: kept as a code; the police are told where there is any (人民调解法 25)."""
    sign = change.facts.codes["danger"]
    dispute = open_dispute(change)
    if sign == "none":
        carry_out(Unmark(mark=v.DANGER), change)
        return
    dispute.dangers = [*dict.fromkeys([*dispute.dangers, sign])]
    change.batch.change(dispute)
    carry_out(Mark(mark=v.DANGER), change)
    police = change.rules.body["police"]
    change.tell("dispute_danger", unit_code=police["unit"], role=police["role"])
    change.tell("dispute_danger_seen", role="dispute_lead")


def join_same_dispute(change: Change) -> None:
    """并入: the parties stand in the other registration as whom they are there, and follow it with their own codes.

    Who came to this window as applicant may be the respondent of the other; he is never joined to the wrong side.
    Raises `GuardRefused` where the two have not two parties in common.
    """
    main = change.others.get(change.facts.given["same_as"])
    if main is None or main.case.pk == change.case.pk or main.procedure.name != change.procedure.name:
        raise BadFact(field="same_as", label=v.SAME_AS.label, reason=Words("没有这一件", "there is no such case"))
    sides = {_phone(party): party.role for party in main.parties if party.phone_index}
    mine = [party for party in change.state.parties if party.phone_index and _phone(party) in sides]
    if len({_phone(party) for party in mine}) < TOGETHER:
        raise GuardRefused(why=SAME_MEANT)
    standing = {_phone(party): party for party in main.parties if party.phone_index}
    for twin in merge_as(change, main, [(party, sides[_phone(party)]) for party in mine]):
        # One voice with whom he is there already: he agrees and signs once.
        there = standing[_phone(twin)]
        twin.stands_for = there.stands_for or there
        change.batch.add(DisputeParty(party=twin, capacity="agent", stands_for=twin.stands_for))


def _phone(party: "Party") -> bytes:
    return bytes(party.phone_index or b"")
