"""Who the parties of a case are, as far as the one who asks may know: masked, unless a rule and a purpose open it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shiyu.base.errors import NoSuchThing
from shiyu.base.masking import mask_address, mask_email, mask_id_number, mask_name, mask_phone
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, PartyActor, PostHolder
from shiyu.cases.contact import CODE, open_contact
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import Purpose, entitled, holds_for, log_access, log_each, procedure_for
from shiyu.cases.models import Case, Party
from shiyu.cases.registry import registered
from shiyu.cases.who import post_role

MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "address": mask_address,
    "id_number": mask_id_number,
    "email": mask_email,
    "credit_code": str,  # the number of an organisation is public
    "contact_person": mask_name,
}
ANONYMOUS = Words("匿名", "anonymous")
OPENING = Words("查看联系方式", "open contact data")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """One party as shown: `fields` are masked; `may_open` says that this actor may open them with a purpose."""

    party_id: int
    role: str
    label: Words
    fields: dict[str, str]
    anonymous: bool
    joined: bool
    verdict: str
    may_open: bool


def shown_parties(
    case: Case, *, actor: Actor, parties: Sequence[Party] | None = None, named: bool | None = None
) -> list[PartyView]:
    """The parties of a case, or those given. A party sees himself in clear and of the others only the role.

    `named`: whether he may open contacts, where that was asked already.
    """
    parties = list(Party.objects.filter(case=case).order_by("pk")) if parties is None else parties
    named = _may_open(case, actor=actor) if named is None else named
    anonymous = any(party.anonymous for party in parties) and _may_open_anonymous(case, actor=actor)
    labels = procedure_for(case).parties
    views = []
    for party in parties:
        own = isinstance(actor, PartyActor) and actor.party_id == party.pk
        may = own or (anonymous if party.anonymous else named)
        views.append(
            PartyView(
                party_id=party.pk,
                role=party.role,
                label=labels[party.role],
                fields=_shown(party, own=own, may=may, actor=actor),
                anonymous=party.anonymous,
                joined=party.joined_from_id is not None,
                verdict=party.verdict,
                may_open=may,
            )
        )
    return views


def _shown(party: Party, *, own: bool, may: bool, actor: Actor) -> dict[str, str]:
    """Everything of oneself; masked for staff; nothing of an anonymous reporter or, to a party, of the others."""
    if not own and (isinstance(actor, PartyActor) or (party.anonymous and not may)):
        return {}
    fields = {name: value for name, value in open_contact(party).items() if name != CODE}
    return fields if own else {name: MASKS[name](value) for name, value in fields.items()}


def view_contact(case: Case, party_id: int, *, actor: Actor, purpose: Purpose, reason: str = "") -> dict[str, str]:
    """A party's contact in clear; the view is logged with its purpose and, for an anonymous party, its reason.

    Raises `NotYourMove` for those no rule lets see it, and `NoSuchThing` for a party not of this case.
    """
    party = Party.objects.filter(case=case, pk=party_id).first()
    if party is None:
        raise NoSuchThing(what=Words("当事人", "the party"))
    may = _may_open_anonymous(case, actor=actor) if party.anonymous else _may_open(case, actor=actor)
    own = isinstance(actor, PartyActor) and actor.party_id == party.pk
    if not (own or may) or (party.anonymous and not own and not reason):
        raise NotYourMove(move=OPENING)
    detail: dict[str, str | int] = {"party": party.pk, **({"reason": reason[:200]} if reason else {})}
    log_access(actor, what="contact", purpose=purpose, case=case, detail=detail)
    return {name: value for name, value in open_contact(party).items() if name != CODE}


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiserShown:
    """Who raised a case, as one line of a list: masked unless `clear`; an anonymous one is only called that."""

    name: str | Words = ""
    phone: str = ""
    clear: bool = False


def may_ever_open(actor: PostHolder) -> bool:
    """Whether the actor's roles let him open contacts of any case at all."""
    ways = (way for procedure in registered().values() for way in procedure.sees_contact)
    return any(post_role(way) in actor.roles for way in ways)


def raisers_shown(cases: Sequence[Case], *, actor: PostHolder, clear: bool) -> dict[int, RaiserShown]:
    """The first raiser of each case, for a list that leaves the house; what is shown in clear is logged case by case.

    Clear is what is asked for and the actor may open. No anonymous party is: that takes a reason for each by itself.
    """
    may = entitled(cases, actor=actor) if clear else set()
    first: dict[int, Party] = {}
    for party in Party.objects.filter(case__in=[case.pk for case in cases], joined_from=None).order_by("pk"):
        first.setdefault(party.case_id, party)
    shown = {case.pk: _raiser(first.get(case.pk), clear=case.pk in may) for case in cases}
    if opened := [case for case in cases if shown[case.pk].clear]:
        log_each(actor, opened, what="contact", purpose=Purpose.EXPORT)
    return shown


def _raiser(party: Party | None, *, clear: bool) -> RaiserShown:
    if party is None:
        return RaiserShown()
    if party.anonymous:
        return RaiserShown(name=ANONYMOUS)
    fields = open_contact(party)
    name, phone = fields.get("name", ""), fields.get("phone", "")
    if clear:
        return RaiserShown(name=name, phone=phone, clear=True)
    return RaiserShown(name=mask_name(name), phone=mask_phone(phone) if phone else "")


def _may_open(case: Case, *, actor: Actor) -> bool:
    return holds_for(case, procedure_for(case).sees_contact, actor=actor)


def _may_open_anonymous(case: Case, *, actor: Actor) -> bool:
    return holds_for(case, procedure_for(case).sees_anonymous, actor=actor)
