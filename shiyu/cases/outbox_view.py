"""The outbox as shown: what waits, failed or went out, to whom (masked), in which words, and what was in the way.

Also the other end of `in_app`: the notices of one case that were written to whoever looks at it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from shiyu.base.masking import mask_email, mask_phone, redact
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.channels import Recipient
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Case, Notice
from shiyu.cases.notice_words import due_dates, fields_for
from shiyu.cases.outbox import send_again
from shiyu.cases.registry import procedure_of
from shiyu.cases.sending import BETWEEN_FAULTS, recipient_of, ways_taken
from shiyu.cases.templates_of_pack import notice_templates
from shiyu.city.directory import directory
from shiyu.city.models import Role

PAGE = 50
COUNTED = 1000
"""More waiting or failed notices than this are not counted for a page: the reader knows enough."""
STATES = tuple(Notice.State.values)
ANONYMOUS = Words("匿名", "anonymous")
ERASED = Words("已删除", "erased")
LATEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One notice as a watcher reads it; `to` and `text` hold no number in clear."""

    notice_id: int
    number: str
    state: str
    to: Words
    text: Words
    attempts: int
    ways: Sequence[str]
    reasons: Sequence[str]
    written_at: datetime
    next_at: datetime | None
    sent_at: datetime | None


def watched(actor: PostHolder | None) -> QuerySet[Notice]:
    """The notices of the cases this actor may see; of every case for None, who is whoever stands before a demo."""
    return Notice.objects.all() if actor is None else Notice.objects.filter(case__in=visible_cases(actor).values("pk"))


def page_of(
    notices: QuerySet[Notice], *, state: str, before: int | None, code_as: Callable[[str], str], limit: int = PAGE
) -> tuple[list[Shown], int | None]:
    """Up to `limit` notices, newest first, and the `before` of the next page; `code_as` shows a query code."""
    found = notices.filter(state=state) if state in STATES else notices
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("case", "party").defer("case__search").order_by("-pk")[: limit + 1])
    due, roles = due_dates([row.case_id for row in rows[:limit]]), _role_labels()
    shown = [_shown(row, due=due.get(row.case_id), roles=roles, code_as=code_as) for row in rows[:limit]]
    return shown, rows[limit - 1].pk if len(rows) > limit else None


def count_of(notices: QuerySet[Notice], *, state: str) -> int:
    """How many are in a state, up to `COUNTED`."""
    return notices.filter(state=state)[:COUNTED].count()


def again(notices: QuerySet[Notice], notice_id: int) -> int:
    """Puts one of these notices back into the outbox, if it had failed. Raises `NoSuchThing`."""
    return send_again(list(notices.filter(pk=notice_id).values_list("pk", flat=True)))


def _shown(notice: Notice, *, due: datetime | None, roles: dict[str, Words], code_as: Callable[[str], str]) -> Shown:
    recipient = recipient_of(notice)
    if recipient.contact is not None:
        contact = {**recipient.contact, "code": code_as(recipient.contact.get("code", ""))}
        recipient = replace(recipient, contact=contact)
    return Shown(
        notice_id=notice.pk,
        number=notice.case.number,
        state=notice.state,
        to=_to(notice, recipient, roles),
        text=_text(notice, recipient, due),
        attempts=notice.attempts,
        ways=sorted(way for way in ways_taken(notice) if way),
        reasons=notice.error.split(BETWEEN_FAULTS) if notice.error else [],
        written_at=notice.written_at,
        next_at=notice.next_at,
        sent_at=notice.sent_at,
    )


def _to(notice: Notice, recipient: Recipient, roles: dict[str, Words]) -> Words:
    if notice.party is None or recipient.contact is None:
        unit = directory().units.latest(notice.unit_code) if notice.unit_code else None
        return unit.label if unit else roles.get(notice.role, Words(notice.role, notice.role))
    label = procedure_of(notice.case.procedure, notice.case.procedure_version).parties[notice.party.role]
    if notice.party.anonymous:
        where = ANONYMOUS
    elif notice.party.contact is None:
        where = ERASED
    else:
        phone, mail = recipient.contact.get("phone"), recipient.contact.get("email")
        masked = mask_phone(phone) if phone else mask_email(mail) if mail else ""
        where = Words(masked, masked)
    return Words(f"{label.zh} {where.zh}".strip(), f"{label.en} {where.en}".strip())


def _text(notice: Notice, recipient: Recipient, due: datetime | None) -> Words:
    words = notice_templates().get(notice.template)
    if words is None:  # the pack lost it; that is why it fails
        return Words(notice.template, notice.template)
    said = words.fill(**fields_for(notice, recipient=recipient, due=due))
    return Words(redact(said.zh), redact(said.en))


def _role_labels() -> dict[str, Words]:
    return {role.name: Words(role.label, role.label_en) for role in Role.objects.all()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as its own recipient reads it on the platform."""

    notice_id: int
    template: str
    written_at: datetime
    text: Words


def told_to(actor: PostHolder | PartyActor, case: Case) -> list[Told]:
    """The latest notices of a case that were written to this actor: as a party, to his unit, or to a role he holds."""
    if isinstance(actor, PartyActor):
        mine = Q(party_id=actor.party_id)
    else:
        mine = Q(party=None) & (Q(unit_code=actor.unit_code) | Q(unit_code="", role__in=actor.roles))
    found = Notice.objects.filter(mine, case=case).select_related("party").order_by("-pk")[:LATEST]
    due = due_dates([case.pk]).get(case.pk)
    told = []
    for notice in found:
        notice.case = case
        recipient = recipient_of(notice)
        words = notice_templates().get(notice.template, Words(notice.template, notice.template))
        text = words.fill(**fields_for(notice, recipient=recipient, due=due))
        told.append(Told(notice_id=notice.pk, template=notice.template, written_at=notice.written_at, text=text))
    return told
