"""Which cases a telephone number raised: asked by whoever takes the call, answered by the keyed hash of the number."""

from collections.abc import Collection

from django.db.models import Count, Q

from shiyu.base.crypto import blind_index
from shiyu.base.text import clean_line
from shiyu.cases.actors import PostHolder
from shiyu.cases.facts import CONTACT_FIELDS
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.models import Case, Party
from shiyu.cases.registry import registered
from shiyu.cases.who import Holds

FEWEST_DIGITS = 6
TOGETHER = 2
"""One number alone tells little: somebody may have several matters. Two together are those two once more."""


def cases_of_phone(phone: str, *, actor: PostHolder, purpose: Purpose, most: int) -> list[Case]:
    """What this number raised before, newest first, where the actor may see contacts of the whole city. Logged.

    Nothing is found of whoever is shielded: the number would tell who he is. Raises `BadInput` for unusable text.
    """
    asked = clean_line(phone, limit=CONTACT_FIELDS["phone"]).strip()
    if sum(sign.isdigit() for sign in asked) < FEWEST_DIGITS:
        return []
    raised = Party.objects.filter(
        phone_index=blind_index(asked, purpose="phone"), anonymous=False, joined_from=None, erased_at=None
    )
    cases = visible_cases(actor).filter(_contacts_seen_by(actor), pk__in=raised.values("case_id"))
    found = list(cases.defer("search", "tally", "head_hash").order_by("-pk")[:most])
    # The number is not written down: it names a person.
    log_access(actor, what="search", purpose=purpose, detail={"by_phone": 1, "found": len(found)})
    return found


def sharing_parties(phones: Collection[bytes], *, procedure: str, besides: int, most: int = 10) -> list[Case]:
    """Open cases of a procedure in which two of these numbers (keyed hashes) stand together, the newest first.

    Not asked for an actor: it is for finding that a matter stands somewhere already, whoever may see it. A page shows
    of them what names nobody.
    """
    if len(phones) < TOGETHER:
        return []
    found = (
        Party.objects.filter(phone_index__in=phones, case__procedure=procedure, case__is_open=True)
        .exclude(case=besides)
        .values("case")
        .annotate(same=Count("phone_index", distinct=True))
        .filter(same__gte=TOGETHER)
    )
    return list(Case.objects.filter(pk__in=[row["case"] for row in found]).defer("search").order_by("-pk")[:most])


def _contacts_seen_by(actor: PostHolder) -> Q:
    """Procedures whose contacts the actor may open in every case, not only in those of his unit."""
    names = {
        procedure.name
        for procedure in registered().values()
        if any(isinstance(way, Holds) and way.role in actor.roles for way in procedure.sees_contact)
    }
    return Q(procedure__in=names)
