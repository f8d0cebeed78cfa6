"""What stands on the page of a dispute: its people and what each agreed to; whom to send it to; whom to name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.contact_view import PartyView, shown_parties
from shiyu.cases.of_phone import sharing_parties
from shiyu.cases.registry import procedure_of
from shiyu.city.colleagues import colleagues
from shiyu.city.directory import directory
from shiyu.city.names import names_of, unit_words
from shiyu.disputes import vocabulary as v
from shiyu.disputes.advice import Advice, Matter, advise
from shiyu.disputes.models import Dispute, DisputeParty, Session
from shiyu.disputes.moves_triage import bodies_in
from shiyu.disputes.rooms import standing
from shiyu.web.reader import Reader
from shiyu.web.shown_case import MOST_PARTIES, views_before

OPEN_SHARE = ("asking", "mediating", "signing", "performing", "following", "failed")
STANCES = {
    **v.STANCES, "signed": Words("已签署", "Signed"), "": Words("未表态", "Not answered"),
}  # fmt: skip
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One party as the page tells of him; masked as everywhere."""

    name: str
    side: Words
    capacity: Words
    for_whom: str
    minor: bool
    stance: Words
    rights: Words | None
    wish: str


def state_of(reader: Reader) -> Mapping[str, Any] | None:
    """当事人和进度: who stands on which side, for whom, what he agreed to; source, body, sessions, dangers."""
    dispute = reader.once(_dispute)
    if dispute is None or isinstance(reader.actor, PartyActor):
        return None
    sessions = standing(Session.objects.filter(case=reader.case.pk)).order_by("on", "seq")
    return {
        "source": v.SOURCES.get(dispute.source), "track": v.TRACKS.get(dispute.track), "amount": dispute.amount,
        "body": unit_words(dispute.body_code) if dispute.body_code else None, "people": _people(reader),
        "sessions": list(sessions.values_list("on", flat=True)),
        "dangers": [v.DANGERS[sign] for sign in dispute.dangers if sign in v.DANGERS],
        "way": v.LEGAL_WAYS.get(dispute.way), "in_force_on": dispute.in_force_on, "perform_by": dispute.perform_by,
        "oral": dispute.oral, "alone": v.MINOR_ALONE in reader.case.marks, "joint": v.JOINT in reader.case.marks,
        "window": v.WINDOW in reader.case.marks, "filed": v.FILED in reader.case.marks,
        "ruling": v.CONFIRMED.get(dispute.ruling),
    }  # fmt: skip


def _people(reader: Reader) -> list[Person]:
    views = {view.party_id: view for view in _views(reader)}
    rows = reader.once(_rows)
    wishes = names_of(row.wish for row in rows if row.wish is not None)
    return [
        Person(
            name=_name(views[row.party_id]), side=views[row.party_id].label,
            capacity=v.CAPACITIES.get(row.capacity, Words("", "")), minor=row.minor,
            for_whom=_name(views[row.stands_for_id]) if row.stands_for_id in views else "",
            stance=STANCES.get(row.party.stance, STANCES[""]), rights=v.TOLD_BY.get(row.rights_told_by),
            wish=wishes.get(row.wish or 0, ""),
        )
        for row in rows
    ]  # fmt: skip


def _views(reader: Reader) -> Sequence[PartyView]:
    """Every party: the page of the case shows the first hundred, a dispute about wages may have more."""
    first = reader.once(views_before)
    return first if len(first) <= MOST_PARTIES else shown_parties(reader.case, actor=reader.actor)


def _rows(reader: Reader) -> list[DisputeParty]:
    found = DisputeParty.objects.filter(party__case=reader.case.pk)
    return list(found.select_related("party").order_by("party"))


def _dispute(reader: Reader) -> Dispute | None:
    return Dispute.objects.filter(case=reader.case.pk).first()


def _name(view: PartyView) -> str:
    return view.fields.get("name", "") or view.fields.get("phone", "") or "—"


def advice_of(reader: Reader) -> Mapping[str, Any] | None:
    """研判建议: the bodies that suit it, the best first, each with its reasons; and what it looks like."""
    actor, case = reader.actor, reader.case
    if case.stage != "registered" or not isinstance(actor, PostHolder) or "dispute_window" not in actor.roles:
        return None
    found = advised(reader)[:MOST]
    return {
        "advice": [(one, unit_words(one.body.code), v.LAYERS[one.body.layer], v.RESIDENCE[one.body.residence])
                   for one in found],
        "alike": _alike(reader) if v.LOOK_ALIKE in case.marks else [], "incomplete": v.INCOMPLETE in case.marks,
    }  # fmt: skip


def advised(reader: Reader) -> Sequence[Advice]:
    """What the rules advise for this dispute."""
    dispute = reader.once(_dispute)
    organisations = any(row.kind == v.ORGANISATION for row in reader.once(_rows))
    return _advise(reader.case, dispute, organisations=organisations) if dispute is not None else ()


def advise_for(case: Any) -> Sequence[Advice]:
    """What the rules advise for a dispute as it is registered."""
    dispute = Dispute.objects.filter(case=case.pk).first()
    if dispute is None:
        return ()
    organisations = DisputeParty.objects.filter(party__case=case.pk, kind=v.ORGANISATION).exists()
    return _advise(case, dispute, organisations=organisations)


def _advise(case: Any, dispute: Dispute, *, organisations: bool) -> Sequence[Advice]:
    numbers = directory().rule_set_by_id(case.rule_set_id).body
    matter = Matter(kind=case.kind, place=case.place_code, amount=dispute.amount, organisations=organisations,
                    willing=dispute.willing)  # fmt: skip
    return advise(matter, bodies_in(numbers, units=directory().units.current()))


def _alike(reader: Reader) -> list[Mapping[str, Any]]:
    """Other registrations in which two of its parties stand together: number, title and stage, and nobody's name."""
    phones = [row.party.phone_index for row in reader.once(_rows)]
    found = sharing_parties({bytes(one) for one in phones if one}, procedure="dispute", besides=reader.case.pk)
    return [
        {"number": one.number, "title": one.title, "opened_at": one.opened_at,
         "stage": procedure_of(one.procedure, one.procedure_version).stage(one.stage).label}
        for one in found
    ]  # fmt: skip


def mediators_of(reader: Reader) -> Mapping[str, Any] | None:
    """可指派的调解员: who mediates in this body, how much each has, and whom the sides would choose."""
    actor = reader.actor
    if reader.case.stage != "to_appoint" or not isinstance(actor, PostHolder) or "mediation_head" not in actor.roles:
        return None
    posts = {post.code: post for post in directory().posts.current()}
    those = [one for one in colleagues(units=[actor.unit_id])
             if one.post_code in posts and {"mediator", "mediation_head"} & {*posts[one.post_code].roles}]  # fmt: skip
    held = Dispute.objects.filter(mediator__in=[one.account_id for one in those], case__stage__in=OPEN_SHARE)
    load = dict(held.values_list("mediator").annotate(n=Count("pk")))
    wishes = Counter(row.wish for row in reader.once(_rows))
    return {"mediators": [(one, load.get(one.account_id, 0), wishes[one.account_id]) for one in those]}
