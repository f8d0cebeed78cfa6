"""签署: a link for one party and draft, a code to his own telephone, one signature; in force once, at the last.

Everything a signature is made of is written by the move `sign`, in one transaction that locks the case: who signs at
the same moment waits, and only who was last brings it into force. A process that is killed leaves all or nothing.
"""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from shiyu.base.clock import now
from shiyu.base.crypto import sm3
from shiyu.base.phones import mobile
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.attachments import waiting_uploads
from shiyu.cases.contact import open_contact
from shiyu.cases.door import make_move
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements import errors
from shiyu.disputes.agreements.written import latest, people_of, read, words_of, written
from shiyu.disputes.models import Agreement, DisputeParty, Signature, SigningLink
from shiyu.disputes.moves_consent import NO_PAPER
from shiyu.disputes.sides import people, set_stance, spoken_for, voice

if TYPE_CHECKING:
    from shiyu.cases.change import Change
    from shiyu.cases.models import Party

TOKEN_BYTES = 24  # 192 bits
CONFIRMED_FOR = timedelta(minutes=5)
PRINTED = ("image/", "application/pdf")
NO_DRAFT = Words("没有待签署的协议", "there is no draft to sign")
NO_SCAN = Words("签名页须为图片或 PDF", "the signed page must be a picture or a PDF")


def new_token() -> tuple[str, bytes]:
    """A token for a link, and the hash that is kept of it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, sm3(token.encode())


def link_of(token: str) -> SigningLink:
    """The link of a token, fit to be signed by.

    Raises `NoSuchLink`, `LinkUsed`, `LinkExpired`, `DraftWithdrawn`, `SignedAlready`, `DraftChanged`.
    """
    link = (
        SigningLink.objects.select_related("agreement__case", "party").filter(token=sm3(token[:100].encode())).first()
    )
    if link is None:
        raise errors.NoSuchLink
    refuse_dead(link)
    return link


def refuse_dead(link: SigningLink) -> None:
    """Says why a link signs nothing any more. Raises as `link_of`."""
    agreement = link.agreement
    if link.used_at is not None:
        raise errors.LinkUsed
    if agreement.withdrawn_at is not None or _superseded(agreement):
        raise errors.DraftWithdrawn
    if _voice_signed(link):
        raise errors.SignedAlready
    if link.expires_at <= now() or agreement.case.stage != "signing":
        raise errors.LinkExpired
    if read(agreement).sm3 != agreement.sm3:
        raise errors.DraftChanged


def telephone_of(party: "Party") -> str:
    """The mobile number that a party's codes go to. Raises `NoTelephone`."""
    phone = mobile(open_contact(party).get("phone", ""))
    if not phone:
        raise errors.NoTelephone
    return phone


def own_link(actor: PartyActor) -> str:
    """A link for a party who is logged in, besides the one he was sent: its token. Raises as `link_of`."""
    agreement = Agreement.objects.filter(case=actor.case_id).order_by("-version").first()
    sent = SigningLink.objects.filter(agreement=agreement, party=actor.party_id).order_by("pk").first()
    if agreement is None or sent is None:
        raise GuardRefused(why=NO_DRAFT)
    refuse_dead(sent)
    token, kept = new_token()
    SigningLink.objects.create(
        agreement=agreement, party=sent.party, token=kept, state=SigningLink.SENT, expires_at=sent.expires_at
    )
    return token


def sign_by_link(link: SigningLink) -> str:
    """Signs for the party of a link whose code was typed rightly; answers the stage reached.

    Raises as `link_of` where something happened meanwhile, and what the door refuses.
    """
    party = link.party
    actor = PartyActor(party_id=party.pk, case_id=party.case_id, role=party.role, number=link.agreement.case.number)
    with transaction.atomic():
        SigningLink.objects.filter(pk=link.pk).update(confirmed_at=now())
        return make_move(actor.number, "sign", actor=actor, key=f"signing-link-{link.pk}").stage


def add_signature(change: "Change") -> None:
    """One party signs, with those whose word it is (a guardian for the minor, an agent for whom he stands).

    Staff records a signature on paper only with the page that bears it. Raises `GuardRefused`, `BadFact`, and the
    refusals of links.
    """
    agreement = latest(change)
    if agreement is None or agreement.withdrawn_at is not None or agreement.effective_at is not None:
        raise GuardRefused(why=NO_DRAFT)
    group = voice(change)
    if all(party.stance == rules.SIGNED for party, _ in group):
        raise errors.SignedAlready
    everybody = people(change)
    said = words_of(change.case, agreement.seq)
    if written(agreement, number=change.case.number, said=said, people=everybody).sm3 != agreement.sm3:
        raise errors.DraftChanged
    by_code = isinstance(change.actor, PartyActor)
    file = None if by_code else _scan(change)
    if by_code:
        _use_link(change, agreement)
    speaker = _speaker(change, everybody)
    signature = Signature(
        agreement=agreement, party=speaker[0], stands_for_id=speaker[1].stands_for_id, at=change.now, sm3=agreement.sm3,
        way=Signature.CODE if by_code else Signature.WET, file=file,
    )  # fmt: skip
    change.batch.add(signature)
    set_stance(change, group, rules.SIGNED)


def _speaker(change: "Change", everybody: "list[tuple[Party, DisputeParty]]") -> "tuple[Party, DisputeParty]":
    actor = change.actor
    wanted = actor.party_id if isinstance(actor, PartyActor) else change.facts.get("party")
    return next(one for one in everybody if one[0].pk == wanted)


def _use_link(change: "Change", agreement: Agreement) -> None:
    """The newest link of the party whose code was just typed rightly. Raises `UseLink`."""
    party_id = change.actor.party_id if isinstance(change.actor, PartyActor) else None
    confirmed = SigningLink.objects.select_for_update().filter(
        agreement=agreement, party=party_id, used_at=None, confirmed_at__gt=change.now - CONFIRMED_FOR,
        expires_at__gt=change.now,
    )  # fmt: skip
    link = confirmed.order_by("-confirmed_at").first()
    if link is None:
        raise errors.UseLink
    link.used_at = change.now
    change.batch.change(link)


def _scan(change: "Change") -> UUID:
    """The page that bears the signature: a picture or a PDF by its content. Raises `BadFact`."""
    files = change.facts.get("files") or []
    if not files:
        raise BadFact(field="files", label=v.FILES.label, reason=NO_PAPER)
    sent = waiting_uploads(files, actor=change.actor)
    if not sent or any(not file.content_type.startswith(PRINTED) for file in sent):
        raise BadFact(field="files", label=v.FILES.label, reason=NO_SCAN)
    return sent[0].reference


def _superseded(agreement: Agreement) -> bool:
    return Agreement.objects.filter(case=agreement.case, version__gt=agreement.version).exists()


def _voice_signed(link: SigningLink) -> bool:
    everybody = people_of(link.agreement.case)
    own = next(one for one in everybody if one[0].pk == link.party_id)
    voices = [party.pk for party, row in everybody if spoken_for((party, row)) == spoken_for(own)]
    return Signature.objects.filter(agreement=link.agreement, party__in=voices).exists()
