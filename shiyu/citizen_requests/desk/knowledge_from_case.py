"""From an answer that satisfied its caller to a draft of the knowledge base, without the persons in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import today
from shiyu.base.errors import ShiyuError
from shiyu.base.without_persons import without_persons
from shiyu.cases.actors import PostHolder
from shiyu.cases.contact import open_contact
from shiyu.cases.gate import is_shielded
from shiyu.citizen_requests.knowledge import ANY_UNIT, may_write
from shiyu.city.directory import directory
from shiyu.web.casework.page import reader_for
from shiyu.web.entry_words import answer_name, words_of
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.models import Case, Reply

PROCEDURES = frozenset({"citizen_request", "enterprise_request"})
SATISFIED = frozenset({"satisfied"})
LONGEST_QUESTION, LONGEST_ANSWER, MOST_PARTIES = 200, 4_000, 100


def worth_keeping(reader: Reader) -> Mapping[str, Any] | None:
    """The panel of a closed case whose caller was satisfied, for who keeps the answers of the unit that gave it."""
    actor = reader.actor
    if reader.case.is_open or not isinstance(actor, PostHolder) or not may_write(actor):
        return None
    reply = _satisfying(reader.case)
    if reply is None or not may_write(actor, reply.unit_code) or is_shielded(reader.case, actor=actor):
        return None
    return {"number": reader.case.number}


def drafted_from(number: str, *, actor: PostHolder) -> dict[str, Any]:
    """What the form of a new answer begins with; nothing where the case is not there or nobody was satisfied.

    The look is logged. Whoever writes reads it once more: no text is free of persons because a program says so.
    """
    try:
        reader = reader_for(actor, number[:40])
    except ShiyuError:
        return {}
    if reader.procedure.name not in PROCEDURES or worth_keeping(reader) is None:
        return {}
    reply = _satisfying(reader.case)
    return {} if reply is None else _initial(reader, reply, names_unit=bool(actor.roles & ANY_UNIT))


def _initial(reader: Reader, reply: "Reply", *, names_unit: bool) -> dict[str, Any]:
    said = words_of(reply.entry).get(answer_name(reader.procedure.move(reply.entry.move)), "")
    contacts = [open_contact(party) for party in reader.case.parties.order_by("pk")[:MOST_PARTIES]]
    unit = directory().unit(reply.unit_code)
    category = directory().categories.by_id.get(reader.case.category_id or 0)
    return {
        "question": without_persons(reader.case.title, contacts=contacts)[:LONGEST_QUESTION],
        "answer": without_persons(said, contacts=contacts)[:LONGEST_ANSWER],
        "unit": str(unit.label) if unit is not None and names_unit else "",
        "category": f"{category.code} {category.label}" if category is not None else "",
        "valid_from": today().isoformat(),
    }


def _satisfying(case: "Case") -> "Reply | None":
    """The last answer given, where everybody who judged it was satisfied."""
    reply = case.replies.exclude(given_at=None).select_related("entry__text").order_by("-pk").first()
    if reply is None:
        return None
    grades = set(case.verdicts.filter(round=case.round).values_list("grade", flat=True))
    return reply if grades and grades <= SATISFIED else None
