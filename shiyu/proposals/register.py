"""届次 and 提案者名册: which session takes proposals today, and who may propose."""

import json
from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from shiyu.base.clock import today
from shiyu.base.crypto import blind_index, decrypt, encrypt
from shiyu.base.phones import spelt
from shiyu.proposals.models import Session, Submitter

CONTEXT = b"proposals.submitter.contact"
ORGANISATIONS = frozenset({"party", "organisation", "committee", "sector"})
"""Kinds that propose as a body (集体提案)."""


def current_session(*, on: date | None = None) -> Session | None:
    """The session that takes proposals on a city day, today if none is given; none before the first."""
    return Session.objects.filter(accepts_from__lte=on or today()).order_by("-accepts_from").first()


def in_force(*, on: date | None = None) -> "QuerySet[Submitter]":
    """The register as it stands on a city day."""
    day = on or today()
    return Submitter.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


def of_phone(phone: str) -> "list[Submitter]":
    """Who in the register has this number today; a body and its secretary may share one. `phone` spelt as kept."""
    return list(in_force().filter(phone_index=blind_index(phone, purpose="phone")).order_by("number"))


def enter(
    *,
    number: int,
    name: str,
    kind: str,
    phone: str = "",
    sector: str = "",
    valid_from: date,
    valid_to: date | None = None,
) -> Submitter:
    """Enters somebody into the register. Raises `BadInput` for what is no telephone number."""
    kept = spelt(phone) if phone else ""
    return Submitter.objects.create(
        number=number, name=name, kind=kind, sector=sector, valid_from=valid_from, valid_to=valid_to,
        contact=encrypt(json.dumps({"phone": kept}).encode(), context=CONTEXT) if kept else None,
        phone_index=blind_index(kept, purpose="phone") if kept else None,
    )  # fmt: skip


def contact_of(submitter: Submitter) -> Mapping[str, str]:
    """Name and telephone as a case keeps them of its parties."""
    sealed: dict[str, str] = {}
    if submitter.contact is not None:
        sealed = json.loads(decrypt(bytes(submitter.contact), context=CONTEXT))
    return {"name": submitter.name, **sealed}
