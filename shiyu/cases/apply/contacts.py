"""更正联系方式: new contact data in the place of the old, which is erased wherever it stood for this person."""

from collections.abc import Mapping

from django.db import connection

from shiyu.base.crypto import blind_index
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.contact import CODE, open_contact, seal_contact
from shiyu.cases.effects_contact import ReplaceContact
from shiyu.cases.errors import BadFact, GuardRefused, NotYourMove
from shiyu.cases.facts import Contact
from shiyu.cases.known import earlier_selves
from shiyu.cases.models import Party
from shiyu.cases.permission import permitted

CHANGED = "contact_fields"
"""The fact of the history: which fields were changed."""
CONTACT, PARTY = Words("联系方式", "contact data"), Words("当事人", "party")
# Never what was erased meanwhile: an erasure waits for nobody who holds the case.
_REPLACE = "UPDATE cases_party SET contact = %s, phone_index = %s WHERE id = ANY(%s) AND erased_at IS NULL"


@carry_out.register
def _(effect: ReplaceContact, change: Change) -> None:
    party = _whose(effect, change)
    given: Contact = change.facts.get(effect.contact_from) or Contact(fields={})
    _check(effect, given, party)
    before = open_contact(party)
    code = before.pop(CODE, "")
    after = {**before, **given.fields}
    for name in given.dropped:
        after.pop(name, None)
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if not changed:
        raise _bad(effect, "与现有的一致，没有要更正的", "nothing differs from what is kept already")
    change.facts.codes[CHANGED] = changed
    change.facts.codes.setdefault("party", party.pk)
    _replace(change, party, fields=after, code=code)
    if effect.template:
        change.tell(effect.template, party=party)


def _whose(effect: ReplaceContact, change: Change) -> Party:
    """The party itself, or the one that staff names; nobody opens another's data by correcting them."""
    parties, named = change.state.parties, change.facts.get(effect.party_from)
    if isinstance(change.actor, PartyActor):
        wanted = change.actor.party_id if named in (None, change.actor.party_id) else None
    else:
        wanted = named if named is not None or len(parties) != 1 or change.state.crowd else parties[0].pk
    party = next((p for p in parties if p.pk == wanted and wanted is not None), None)
    if party is None:
        raise BadFact(
            field=effect.party_from or "party", label=PARTY,
            reason=Words("请指明更正谁的联系方式", "say whose contact data are to be corrected"),
        )  # fmt: skip
    ways = change.procedure.sees_anonymous if party.anonymous else change.procedure.sees_contact
    own = isinstance(change.actor, PartyActor)
    if not own and not permitted(ways, actor=change.actor, state=change.state):
        raise NotYourMove(move=change.move.label)
    if party.erased_at is not None:
        raise GuardRefused(why=Words("此人的信息已经删除", "the data of this person were erased"))
    return party


def _check(effect: ReplaceContact, given: Contact, party: Party) -> None:
    if (given.anonymous and not party.anonymous) or (given.organisation and not party.is_organisation):
        raise _bad(
            effect,
            "更正联系方式不改变是否匿名、是否单位",
            "correcting contact data changes neither anonymity nor whether it is an organisation",
        )
    if kept := given.dropped & {*effect.keeps}:
        name = min(kept)
        raise _bad(effect, "此项可以更正，不能留空", "it may be corrected but not left empty", part=name)


def _replace(change: Change, party: Party, *, fields: Mapping[str, str], code: str) -> None:
    phone = fields.get("phone", "")
    party.contact = seal_contact(fields, code=code)
    party.phone_index = blind_index(phone, purpose="phone") if phone else None
    ids = [party.pk, *(one.pk for one in earlier_selves(party, code=code))]
    values = [party.contact, party.phone_index, ids]

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_REPLACE, values)

    change.batch.in_bulk(write)


def _bad(effect: ReplaceContact, zh: str, en: str, **more: str) -> BadFact:
    return BadFact(field=effect.contact_from, label=CONTACT, reason=Words(zh, en), **more)
