"""知识库: writing, revising, withdrawing an answer, and the second person who approves it.

Two persons: who wrote a version does not approve it, nor does another login of his, nor who stands in for him. To take
an answer back needs one: nothing new is said to anybody.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from shiyu.base.clock import now, today
from shiyu.base.errors import NoSuchThing
from shiyu.base.search import document_vector
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import GuardRefused, NotYourMove
from shiyu.citizen_requests.knowledge import Answered, AnswerMoved, NotForThatUnit, may_approve, may_write, shown
from shiyu.citizen_requests.models import Knowledge

APPROVE, SET_ASIDE = Words("审核知识库答复", "Approve an answer"), Words("退回知识库答复", "Set an answer aside")
SECOND = Words("起草人不能审核自己起草的答复", "whoever wrote an answer does not approve it")
NOTHING = Words("这一版不在待审核中，请刷新后再看", "that version does not wait for approval; look again")


def write(facts: Mapping[str, Any], *, actor: PostHolder, key: str) -> Answered:
    """Adds a question with its answer as a draft; sent twice under one key it is one. Raises `NotForThatUnit`."""
    _refuse_others_unit(actor, str(facts["unit"]))
    with transaction.atomic():
        if (sent := _sent(actor, key)) is not None:
            return shown(sent)
        number = _next_number()
        return shown(_added(facts, actor=actor, key=key, number=number, version=1, pk=number))


def revise(number: int, facts: Mapping[str, Any], *, actor: PostHolder, key: str, expects: int | None) -> Answered:
    """Adds a version as a draft, in the place of one that still waits. Raises `AnswerMoved`, `NotForThatUnit`."""
    with transaction.atomic():
        before = _newest(number)
        if (sent := _sent(actor, key)) is not None:
            return shown(sent)
        _refuse_stale(before, actor=actor, expects=expects)
        _refuse_others_unit(actor, str(facts["unit"]))
        _replace_draft(number)
        return shown(_added(facts, actor=actor, key=key, number=number, version=before.version + 1))


def withdraw(number: int, note: str, *, actor: PostHolder, key: str, expects: int | None) -> Answered:
    """Adds the version that takes the answer back at once, with its reason. Raises as `revise` does."""
    with transaction.atomic():
        before = _newest(number)
        if (sent := _sent(actor, key)) is not None:
            return shown(sent)
        _refuse_stale(before, actor=actor, expects=expects)
        standing = Knowledge.objects.filter(number=number, is_current=True).defer("search").first() or before
        facts = {
            "question": standing.question, "answer": standing.answer, "unit": standing.unit_code,
            "category": standing.category_code, "valid_from": standing.valid_from,
            "valid_until": standing.valid_until, "note": note,
        }  # fmt: skip
        _replace_draft(number)
        Knowledge.objects.filter(number=number, is_current=True).update(is_current=False)
        withdrawn = {"state": Knowledge.State.WITHDRAWN, "is_current": True, "decided_at": now()}
        return shown(_added(facts, actor=actor, key=key, number=number, version=before.version + 1, **withdrawn))


def approve(number: int, version: int, *, actor: PostHolder) -> Answered:
    """The draft is what agents read out from now on; approved twice by one person it is approved once.

    Raises `NotYourMove`, and `GuardRefused` where it does not wait, or the actor is one person with its author.
    """
    _refuse_no_approver(actor, move=APPROVE)
    with transaction.atomic():
        row = _version(number, version)
        if row.state == Knowledge.State.IN_FORCE and row.decided_by == actor.account_id:
            return shown(row)
        _refuse_undecidable(row, actor=actor)
        Knowledge.objects.filter(number=number, is_current=True).update(is_current=False)
        row.state, row.is_current, row.decided_by, row.decided_at = (
            Knowledge.State.IN_FORCE,
            True,
            actor.account_id,
            now(),
        )
        row.save(update_fields=["state", "is_current", "decided_by", "decided_at"])
        return shown(row)


def set_aside(number: int, version: int, why: str, *, actor: PostHolder) -> Answered:
    """The draft is not approved, and why; what was in force stays so. Raises as `approve` does."""
    _refuse_no_approver(actor, move=SET_ASIDE)
    with transaction.atomic():
        row = _version(number, version)
        if row.state == Knowledge.State.SET_ASIDE and row.decided_by == actor.account_id:
            return shown(row)
        _refuse_undecidable(row, actor=actor)
        row.state, row.decided_by, row.decided_at = Knowledge.State.SET_ASIDE, actor.account_id, now()
        row.decision = why
        row.save(update_fields=["state", "decided_by", "decided_at", "decision"])
        return shown(row)


def _newest(number: int) -> Knowledge:
    """The newest version, with the answer locked by its first one. Raises `NoSuchThing`."""
    locked = Knowledge.objects.select_for_update().filter(number=number, version=1).values_list("pk", flat=True).first()
    found = Knowledge.objects.filter(number=number).defer("search").order_by("-version").first()
    if locked is None or found is None:
        raise NoSuchThing(what=Words("这条答复", "that answer"))
    return found


def _version(number: int, version: int) -> Knowledge:
    _newest(number)
    found = Knowledge.objects.filter(number=number, version=version).defer("search").first()
    if found is None:
        raise NoSuchThing(what=Words("这一版答复", "that version"))
    return found


def _refuse_stale(before: Knowledge, *, actor: PostHolder, expects: int | None) -> None:
    _refuse_others_unit(actor, before.unit_code)
    if expects != before.version:
        raise AnswerMoved(version=before.version)


def _refuse_others_unit(actor: PostHolder, unit_code: str) -> None:
    if not may_write(actor, unit_code):
        raise NotForThatUnit(what=unit_code)


def _refuse_no_approver(actor: PostHolder, *, move: Words) -> None:
    if not may_approve(actor):
        raise NotYourMove(move=move)


def _refuse_undecidable(row: Knowledge, *, actor: PostHolder) -> None:
    if row.state != Knowledge.State.DRAFT:
        raise GuardRefused(why=NOTHING)
    if row.written_by in actor.one_with:
        raise GuardRefused(why=SECOND)


def _replace_draft(number: int) -> None:
    """Nobody decided on it: a later version stands in its place."""
    waiting = Knowledge.objects.filter(number=number, state=Knowledge.State.DRAFT)
    waiting.update(state=Knowledge.State.SET_ASIDE, decided_at=now())


def _sent(actor: PostHolder, key: str) -> Knowledge | None:
    return Knowledge.objects.filter(key=_own(actor, key)).defer("search").first()


def _own(actor: PostHolder, key: str) -> str:
    return f"{actor.account_id}:{key}"


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('citizen_requests_knowledge', 'id'))")
        row = cursor.fetchone()
    return int(row[0])


def _added(facts: Mapping[str, Any], *, actor: PostHolder, key: str, **place: Any) -> Knowledge:
    vector = document_vector([(str(facts["question"]), "A"), (str(facts["answer"]), "C")])
    row = Knowledge(
        **place, question=facts["question"], answer=facts["answer"], unit_code=facts["unit"],
        category_code=facts.get("category") or "", valid_from=facts.get("valid_from") or today(),
        valid_until=facts.get("valid_until") or None, note=facts.get("note") or "", key=_own(actor, key),
        written_by=actor.account_id, written_at=now(),
        search=RawSQL("%s::tsvector", [vector]),
    )  # fmt: skip
    row.save(force_insert=True)
    return row
