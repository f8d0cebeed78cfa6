"""登记: what fills a new case and joins its people."""

from shiyu.base.crypto import blind_index
from shiyu.base.ids import new_query_code
from shiyu.base.search import document_vector
from shiyu.base.words import Words
from shiyu.cases.actors import Newcomer
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.contact import seal_contact
from shiyu.cases.effects import AddParty, Attach, Classify, Mark, OpenCase, Unmark
from shiyu.cases.errors import BadFact
from shiyu.cases.facts import Contact, Place
from shiyu.cases.models import Attachment, Party


@carry_out.register
def _(effect: OpenCase, change: Change) -> None:
    case = change.case
    case.title = " ".join(change.facts.text(effect.title_from).split())[:200]  # one line: lists and notices show it
    case.channel = change.facts.codes.get("channel", "")
    case.kind = change.facts.codes.get(effect.kind_from, "")
    case.external_ref = change.facts.text(effect.reference_from)[:100]
    carry_out(Classify(category_from=effect.category_from, place_from=effect.place_from), change)
    case.search = document_vector(
        [
            (case.number, "A"),
            (case.title, "A"),
            (case.address, "B"),
            (change.facts.text(effect.detail_from), "C"),
        ]
    )
    role = change.actor.role if isinstance(change.actor, Newcomer) else effect.party_role
    contact = change.facts.get(effect.contact_from)
    if contact is not None or isinstance(change.actor, Newcomer):
        join(change, role=role, contact=contact or Contact(fields={}, anonymous=True))


@carry_out.register
def _(effect: AddParty, change: Change) -> None:
    contact = change.facts.get(effect.contact_from)
    if contact is not None:
        join(change, role=effect.role, contact=contact)


def join(change: Change, *, role: str, contact: Contact) -> Party:
    """Makes a person a party, with a query code of his own that is told to him alone."""
    code = new_query_code()
    phone = contact.fields.get("phone", "")
    party = Party(
        case=change.case,
        role=role,
        is_organisation=contact.organisation,
        anonymous=contact.anonymous,
        contact=seal_contact(contact.fields, code=code),
        phone_index=blind_index(phone, purpose="phone") if phone else None,
        code_index=blind_index(code, purpose="query_code"),
        joined_at=change.now,
    )
    change.query_code = code
    change.state.parties.append(party)
    change.batch.add(party)
    return party


@carry_out.register
def _(effect: Classify, change: Change) -> None:
    case = change.case
    category = change.facts.get(effect.category_from)
    if category is not None:
        case.category_id = category.id
        if case.limit_class not in effect.keeps:
            change.set_limit_class(category.limit_class)
    place: Place | None = change.facts.get(effect.place_from)
    if place is not None:
        case.division_id, case.place_code = place.division_id, place.code
        case.address, case.lon, case.lat = place.address, place.lon, place.lat


@carry_out.register
def _(effect: Mark, change: Change) -> None:
    change.case.marks = sorted({*change.case.marks, effect.mark})


@carry_out.register
def _(effect: Unmark, change: Change) -> None:
    change.case.marks = [mark for mark in change.case.marks if mark != effect.mark]


@carry_out.register
def _(effect: Attach, change: Change) -> None:
    references = change.facts.get(effect.files_from) or []
    if not references:
        return
    found = Attachment.objects.select_for_update().filter(reference__in=references, case=None).order_by("pk")
    free = [attachment for attachment in found if not change.batch.changes(attachment)]
    if len(free) < len(set(references)):
        raise BadFact(
            field=effect.files_from,
            label=Words("附件", "attachment"),
            reason=Words(
                "附件不存在或已用于别处，请重新上传", "a file is not there or is already used; upload it again"
            ),
        )
    for attachment in free:
        attachment.case = change.case
        attachment.seq, attachment.audience = change.written.seq, change.written.audience
        change.batch.change(attachment)
