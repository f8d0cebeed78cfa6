"""移送: a case of one system is taken over by another, whoever asks for it; the only way in which two systems meet.

The new case is opened by the move its procedure names (`Procedure.takes_referral`), both are linked, and the source's
history says so. Title and reason go over; the people of the source do not, and numbers in its title are masked.
"""

from django.db import transaction

from shiyu.base.clock import now
from shiyu.base.masking import redact
from shiyu.base.text import clean
from shiyu.base.words import Words
from shiyu.cases import history
from shiyu.cases.actors import PostHolder, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.change import Change
from shiyu.cases.door import Made, open_case
from shiyu.cases.entry_labels import REFERRED
from shiyu.cases.errors import AlreadyReferred, GuardRefused, NoSuchCase, NoSuchMove
from shiyu.cases.models import Assignment, Case, Link, Notice
from shiyu.cases.permission import visible
from shiyu.cases.registry import newest
from shiyu.cases.state import CaseState, lock_states
from shiyu.cases.turns import settle
from shiyu.cases.who import LIVE

HANDED_OVER = ("title", "reason")
LONGEST_REASON = 500
ENDED = Words("此件已结束，不能再移送", "the case has ended and is referred no more")
SAME = Words("同一流程的件不互相移送", "a case is not referred to its own procedure")
UNTITLED = Words("（无标题）", "(no title)")


def refer(number: str, *, to: str, actor: PostHolder, key: str, reason: str) -> Made:
    """Refers the case to the procedure `to` and answers the case opened there.

    The same `key` again answers as before. Raises `NoSuchCase` where the actor does not see the source, `NotYourMove`
    where he may not open what it is referred to, `GuardRefused` for a source that has ended or is of that kind,
    `AlreadyReferred` where an open case of that procedure came of it before, and what the opening move refuses.
    """
    with transaction.atomic():
        # Locked first: of two who refer one case at once, the second sees what the first did.
        state = lock_states([number]).get(number)
        if state is None or not visible(actor, state):
            raise NoSuchCase(number=number[:40])
        before = referred_from(state.case, to=to)
        made = _opened(state, to=to, actor=actor, key=key, reason=reason)
        if made.replayed:
            return made
        if not state.case.is_open or state.procedure.name == to:
            raise GuardRefused(why=SAME if state.case.is_open else ENDED)
        if before is not None:
            raise AlreadyReferred(number=before.number)
        _note(state, made, to=to, actor=actor, reason=reason)
    return made


def referred_from(case: Case, *, to: str) -> Case | None:
    """The open case of the procedure `to` that this one was referred to, if there is one."""
    found = Case.objects.filter(
        links_in__source=case.pk, links_in__kind=Link.Kind.REFERRED_TO, procedure=to, is_open=True
    )
    return found.defer("search").order_by("-pk").first()


def tell_back(change: Change, *, template: str) -> None:
    """Tells those who have the case this one was referred from that it has a result; called as it ends.

    Whoever's turn it is there is told, and the clerks of the units that have it. They are told no outcome: it is seen
    on the page of their case, by those who may see that. The caller hears it from them, as an answer to his own matter.
    """
    sources = Case.objects.filter(links_out__target=change.case.pk, links_out__kind=Link.Kind.REFERRED_TO)
    for source in sources.filter(is_open=True).defer("search"):
        shares = Assignment.objects.filter(case=source, state__in=LIVE).order_by("pk")
        units = dict.fromkeys(shares.values_list("unit_code", flat=True))
        to = [(code, "clerk") for code in units] + ([("", source.turn_role)] if source.turn_role else [])
        for unit_code, role in to:
            change.batch.add(
                Notice(
                    case=source, entry=change.entry, template=template, unit_code=unit_code, role=role, facts={},
                    written_at=change.now, next_at=change.now,
                )
            )  # fmt: skip


def _opened(state: CaseState, *, to: str, actor: PostHolder, key: str, reason: str) -> Made:
    procedure = newest(to)
    if not procedure.takes_referral:
        raise NoSuchMove(procedure=procedure.label, move=REFERRED)
    title = redact(state.case.title) or UNTITLED.zh
    facts = {"title": title, "reason": redact(clean(reason, limit=LONGEST_REASON))}
    return open_case(to, procedure.takes_referral, actor=actor, key=key, facts=facts)


def _note(state: CaseState, made: Made, *, to: str, actor: PostHolder, reason: str) -> None:
    """The source says where it went and why; the link leads from it to what came of it."""
    case, moment, batch = state.case, now(), Batch()
    facts = {"procedure": to, "number": made.number}
    entry = history.begin(case, move=REFERRED, actor=actor_record(actor), facts=facts, audience="staff", at=moment)
    text = history.finish(entry, to_stage=case.stage, texts={"reason": clean(reason, limit=LONGEST_REASON)})
    batch.add(entry, *([text] if text else []))
    batch.add(Link(source=case, target_id=made.case_id, kind=Link.Kind.REFERRED_TO, made_at=moment))
    batch.change(case)
    settle(state, batch=batch)
    batch.write()
