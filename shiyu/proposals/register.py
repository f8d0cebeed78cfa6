"""届次 and 提案者名册: which session takes proposals today, and who may propose."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max, Q, QuerySet

from shiyu.base.clock import today
from shiyu.base.crypto import blind_index, decrypt, encrypt
from shiyu.base.phones import spelt
from shiyu.proposals.models import Session, Submitter

CONTEXT = b"proposals.submitter.contact"
REGISTER_LOCK = 0x7461_0001
"""The lock under which numbers of the register are given out."""
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
    contact, phone_index = sealed_phone(spelt(phone) if phone else "")
    return Submitter.objects.create(
        number=number, name=name, kind=kind, sector=sector, valid_from=valid_from, valid_to=valid_to, contact=contact,
        phone_index=phone_index,
    )  # fmt: skip


def sealed_phone(phone: str) -> tuple[bytes | None, bytes | None]:
    """A telephone as the register keeps it, sealed and as a keyed hash; nothing of none. `phone` spelt as kept."""
    if not phone:
        return None, None
    return encrypt(json.dumps({"phone": phone}).encode(), context=CONTEXT), blind_index(phone, purpose="phone")


def contact_of(submitter: Submitter) -> Mapping[str, str]:
    """Name and telephone as a case keeps them of its parties."""
    sealed: dict[str, str] = {}
    if submitter.contact is not None:
        sealed = json.loads(decrypt(bytes(submitter.contact), context=CONTEXT))
    return {"name": submitter.name, **sealed}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Somebody as a list names him: by name and kind, perhaps by sector and telephone."""

    kind: str
    name: str
    sector: str = ""
    phone: str = ""


def find(wanted: Wanted, *, on: date) -> "list[Submitter]":
    """Who in the register may be meant by a list about a city day: of this kind and name, not gone by then.

    One who was entered for a later day is meant too: lists come in any order. The sector tells two of one name apart.
    """
    there = Submitter.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    named = list(there.filter(kind=wanted.kind, name=wanted.name).order_by("number"))
    of_sector = [one for one in named if wanted.sector and one.sector == wanted.sector]
    return of_sector or named


def known_since(submitter: Submitter, since: date) -> Submitter:
    """The same, in the register from this day on where it was entered for a later one."""
    if submitter.valid_from > since:
        submitter.valid_from = since
        submitter.save(update_fields=["valid_from"])
    return submitter


def enter_new(wanted: Wanted, *, valid_from: date) -> Submitter:
    """Enters somebody a list names, under the next number. Without a telephone nobody can log in as him."""
    # Entering is rare: one at a time in the whole register, so that no two take one number.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK])
    last = Submitter.objects.aggregate(number=Max("number"))["number"] or 0
    return enter(
        number=last + 1, name=wanted.name, kind=wanted.kind, sector=wanted.sector, phone=wanted.phone,
        valid_from=valid_from,
    )  # fmt: skip


def next_session(session: Session) -> Session | None:
    """The session that follows; none yet for the newest."""
    return Session.objects.filter(accepts_from__gt=session.accepts_from).order_by("accepts_from").first()


def split_names(said: str) -> list[str]:
    """Names of a cell: divided by 、 or ， or ； or a comma; blanks and empty parts fall out."""
    return [name for part in re.split("[、，；,;]", said) if (name := " ".join(part.split()))]
