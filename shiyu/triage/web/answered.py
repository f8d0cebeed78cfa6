"""What the reply check is given of a case: what was asked, the draft under review, what the unit answered elsewhere.

Every text comes through the gate: the other answers are those of cases the reader may see, and their words go into no
page; only the reader's own sentence and how many others have it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import readable_entries, visible_cases
from shiyu.cases.models import Entry, Reply
from shiyu.cases.registry import newest
from shiyu.city.directory import directory
from shiyu.triage.replies.likeness import MOST_OTHERS
from shiyu.web.entry_words import answer_name, words_of
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.models import Case

LOOKED_AT = 60
"""The newest cases of a unit among which its answers are looked for."""


def question_of(reader: Reader) -> str:
    """Title and opening words of the case; one question."""
    opening = readable_entries(reader.case, actor=reader.actor).filter(seq=1).first()
    return asked_in(reader.case, opening)


def asked_in(case: "Case", opening: Entry | None) -> str:
    """Title and opening words, as one text."""
    said = words_of(opening).values() if opening is not None else ()
    return "。".join([case.title, *(words for words in said if words and words != case.title)])


def newest_answer(reader: Reader) -> str:
    """The newest answer of the case, draft or given; empty where there is none. One question."""
    reply = reader.case.replies.select_related("entry__text").order_by("-pk").first()
    return answer_in(reply, reader.case.procedure) if reply is not None else ""


def unit_that_answers(reader: Reader) -> str:
    """The code of the unit whose answer it is: whoever drafted it, else the reader's own. One question."""
    drafted = reader.case.replies.order_by("-pk").values_list("unit_code", flat=True).first()
    return drafted or (reader.actor.unit_code if isinstance(reader.actor, PostHolder) else "")


def other_answers(reader: Reader, *, unit_code: str) -> Sequence[str]:
    """The unit's newest answers in other cases that the reader may see; two questions, at most `MOST_OTHERS` texts."""
    unit = directory().units.latest(unit_code) if unit_code else None
    if unit is None:
        return ()
    name = reader.case.procedure
    seen = visible_cases(reader.actor).filter(procedure=name, assignments__unit_id=unit.id).exclude(pk=reader.case.pk)
    numbers = list(seen.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    found = (
        Reply.objects.filter(case_id__in=numbers, unit_code=unit_code)
        .exclude(entry__audience__startswith="side:")
        .select_related("entry__text")
        .order_by("-pk")[:MOST_OTHERS]
    )
    return [said for reply in found if (said := answer_in(reply, name))]


def answer_in(reply: Reply, procedure: str) -> str:
    """The words of an answer; empty once they are erased, or where the procedure is no more."""
    try:
        move = newest(procedure).move(reply.entry.move)
    except ShiyuError:
        return ""
    said: Any = words_of(reply.entry).get(answer_name(move), "")
    return str(said)
