"""研判分流、指派: which body, which mediator, and that he is nobody's relative."""

from datetime import date

from shiyu.base.clock import city_day
from shiyu.base.crypto import blind_index
from shiyu.base.phones import spelt
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.apply import carry_out
from shiyu.cases.change import Change
from shiyu.cases.contact import open_contact
from shiyu.cases.effects import AcceptReturn, AskReturn, Assign, Unmark
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.who import LEAD
from shiyu.city.colleagues import Colleague, colleagues
from shiyu.city.facts import UnitFact
from shiyu.city.models import Account
from shiyu.disputes import vocabulary as v
from shiyu.disputes.advice import Body, Matter, advise, bodies_of
from shiyu.disputes.funnel import enter_layer
from shiyu.disputes.models import Dispute, SteppedBack
from shiyu.disputes.moves_intake import entitle
from shiyu.disputes.moves_rooms import free_rooms
from shiyu.disputes.sides import forget_stances, open_dispute, people, voice, weigh
from shiyu.disputes.ties import tie_to

NOT_A_BODY = Words("不是能受理调解的组织，请在建议的组织中选", "it does not mediate; choose one of those advised")
SAY_WHY = Words("与系统建议不同，请写明理由", "it differs from what is advised; say why")
NO_SUCH = Words(
    "该组织没有这位调解员，或重名（请填登录名）", "the body has no such mediator, or several; give the login"
)
CONFLICT = Words("须回避：与当事人同名或同一电话", "he must stand back: same name or number as a party")
TIED = Words(
    "须回避：他已申报与一方当事人有“{tie}”关系，请另行指派",
    "he must stand back: he declared a tie to a party ({tie}); name another",
)
STEPPED = Words("该调解员在本件中已回避或被更换", "he stepped back from this dispute before, or was replaced")
SAME_BODY = Words("就是本组织，不必转交", "it is this very body")
ROLES = frozenset({"mediator", "mediation_head"})


def send_to_body(change: Change) -> None:
    """Gives the dispute to a body; one that is not the advised one wants a reason. Raises `BadFact`."""
    change.case.kind = change.facts.codes["kind"]
    entitle(change)
    dispute = open_dispute(change)
    body = _body(change)
    advised = next(
        (one.body.code for one in advise(matter_of(change, dispute), bodies(change)) if one.body.mediates), ""
    )
    if advised and body.code != advised and not change.facts.text("why"):
        raise BadFact(field="why", label=v.WHY_BODY.label, reason=SAY_WHY)
    dispute.advised = advised
    _give_to(change, dispute, body)


def pass_to_body(change: Change) -> None:
    """The head passes it to another body, whose head names the mediator; his own body sees it no more."""
    body = _body(change)
    if body.code == _acting_unit(change):
        raise BadFact(field="body", label=v.BODY.label, reason=SAME_BODY)
    carry_out(AskReturn(), change)
    carry_out(AcceptReturn(), change)
    _give_to(change, open_dispute(change), body)


def _give_to(change: Change, dispute: Dispute, body: Body) -> None:
    track = "pre_suit" if dispute.source == "court_before" else body.track
    change.set_limit_class(track)
    dispute.track, dispute.body_code, dispute.layer, dispute.entered_layer_at = track, body.code, body.layer, change.now
    change.batch.change(dispute)
    enter_layer(change, body.layer, body_code=body.code)
    _assign(change, change.facts.given["body"])


def _assign(change: Change, unit: UnitFact) -> None:
    change.facts.given["lead"] = unit
    carry_out(Assign(lead_from="lead"), change)


def bodies(change: Change) -> list[Body]:
    """The bodies of the rule set of the case that exist today."""
    return bodies_in(change.rules.body, units=change.city.units.current(on=city_day(change.now)))


def bodies_in(numbers: object, *, units: object) -> list[Body]:
    """The bodies of a rule set whose units are among those given."""
    return bodies_of(numbers, division_of={unit.code: unit.division_code for unit in units})  # type: ignore[arg-type,attr-defined]


def matter_of(change: Change, dispute: Dispute) -> Matter:
    """What the rules look at."""
    return Matter(
        kind=change.case.kind, place=change.case.place_code, amount=dispute.amount, willing=dispute.willing,
        organisations=any(row.kind == v.ORGANISATION for _, row in people(change)),
    )  # fmt: skip


def _body(change: Change) -> Body:
    unit: UnitFact = change.facts.given["body"]
    found = next((one for one in bodies(change) if one.code == unit.code and one.mediates), None)
    if found is None:
        raise BadFact(field="body", label=v.BODY.label, reason=NOT_A_BODY)
    return found


def note_wish(change: Change) -> None:
    """One voice wishes for a mediator of any body. Raises `BadFact` where nobody is meant by that name."""
    units = [change.city.unit(one.code) for one in bodies(change) if one.mediates]
    chosen = _mediator(change, [unit for unit in units if unit is not None])
    for _, row in voice(change):
        row.wish = chosen.account_id
        change.batch.change(row)


def name_mediator(change: Change) -> None:
    """The share is from now on his who is named, and nobody else's. Raises `BadFact`, `GuardRefused`."""
    share = change.acting
    unit = change.city.unit(_acting_unit(change))
    if share is None or unit is None:
        raise BadFact(field="mediator", label=v.MEDIATOR.label, reason=NO_SUCH)
    chosen = _mediator(change, [unit])
    _no_conflict(change, chosen)
    share.handlers, share.state, share.signed_at = [chosen.account_id], share.State.SIGNED, change.now
    change.batch.change(share)
    dispute = open_dispute(change)
    dispute.mediator = chosen.account_id
    change.batch.change(dispute)
    forget_stances(change)
    weigh(change)


def _mediator(change: Change, units: list[UnitFact]) -> Colleague:
    named = change.facts.text("mediator")
    posts = {post.code: post for post in change.city.posts.current(on=city_day(change.now))}
    found = {
        one.account_id: one
        for one in colleagues(units=[unit.id for unit in units])
        if named in {one.username, one.name} and one.post_code in posts and ROLES & {*posts[one.post_code].roles}
    }
    if len(found) != 1:
        raise BadFact(field="mediator", label=v.MEDIATOR.label, reason=NO_SUCH)
    return next(iter(found.values()))


def _no_conflict(change: Change, chosen: Colleague) -> None:
    """回避 (人民调解法 15): he is no party by name or number, has declared no tie to one, did not step back."""
    phones = {bytes(party.phone_index) for party in change.state.parties if party.phone_index}
    names = {open_contact(party).get("name", "") for party in change.state.parties} - {""}
    if chosen.name in names or phones & _own_numbers(chosen.account_id):
        raise GuardRefused(why=CONFLICT)
    tie = tie_to(chosen.account_id, names=names, phones=phones, on=city_day(change.now))
    if tie is not None:
        raise GuardRefused(why=TIED.fill(tie=tie))
    if SteppedBack.objects.filter(case=change.case, account=chosen.account_id).exists():
        raise GuardRefused(why=STEPPED)


def _own_numbers(account_id: int) -> set[bytes]:
    person = Account.objects.select_related("person").get(pk=account_id).person
    number = person.office_phone if person is not None else ""
    return {blind_index(spelt(number), purpose="phone")} if number else set()


def release_mediator(change: Change) -> None:
    """回避、更换: whoever mediated sees it no more and is not named in it again; everybody is asked anew."""
    ground = change.facts.codes.get("ground", "replaced")
    for share in change.state.live():
        if share.kind == LEAD:
            for account in share.handlers:
                change.batch.add(SteppedBack(case=change.case, account=account, ground=ground, at=change.now))
            share.handlers = []
            change.batch.change(share)
    dispute = open_dispute(change)
    dispute.mediator = None
    change.batch.change(dispute)
    forget_stances(change)
    close_confidence(change)


def open_own_side(change: Change) -> None:
    """One voice lets whoever mediates now read what it had told his predecessors alone (ADR 0013)."""
    for party, _ in voice(change):
        party.opened_at = change.now
        change.batch.change(party)


def close_confidence(change: Change) -> None:
    """What a side opened it opened to the one who mediated then; the next asks anew."""
    for party, _ in people(change):
        party.opened_at = None
        change.batch.change(party)


def begin_round(change: Change) -> None:
    """重新申请: the body that had it last has it again, in a new round; nothing agreed before is agreed now."""
    dispute = open_dispute(change)
    unit = change.city.unit(dispute.body_code) if dispute.body_code else None
    today: date = city_day(change.now)
    if unit is None or not unit.in_force(today):
        raise GuardRefused(why=Words("原调解组织已不存在，请重新登记", "the body is no more; please register it anew"))
    enter_layer(change, dispute.layer, body_code=dispute.body_code)
    _assign(change, unit)
    dispute.mediator, dispute.in_force_on, dispute.perform_by, dispute.ruling = None, None, None, ""
    change.batch.change(dispute)
    forget_stances(change)
    close_confidence(change)
    for party in change.state.parties:
        if party.role == v.INVITED:  # his seat ended with the dispute; a new round asks anew
            party.role = v.PAST_INVITED
            change.batch.change(party)
    for mark in (v.EXPERT_AGREED, v.WRITTEN, v.BROKEN, v.ITEMS_OPEN, v.JOINT, v.FILED, v.WINDOW):
        carry_out(Unmark(mark=mark), change)
    for _, row in people(change):
        row.asked_court_at, row.performance, row.satisfaction = None, "", ""
        change.batch.change(row)
    free_rooms(change)
    change.case.outcome = ""


def _acting_unit(change: Change) -> str:
    return change.actor.unit_code if isinstance(change.actor, PostHolder) else ""
