"""What the reply check is given of a case: what was asked, the draft under review, what the unit answered elsewhere.

Every text comes through the gate: the other answers are those of cases the reader may see, and their words go into no
page; only the reader's own sentence and how many others have it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.registry import newest
from shiyu.city.directory import directory
from shiyu.triage.replies.likeness import MOST_OTHERS
from shiyu.web.entry_words import answer_name, words_of
from shiyu.web.reader import Reader

if TYPE_CHECKING:
    from shiyu.cases.models import Reply

LOOKED_AT = 60
"""The newest cases of a unit among which its answers are looked for."""


def question_of(reader: Reader) -> str:
    """Title and opening words of the case; one question."""
    opening = readable_entries(reader.case, actor=reader.actor).filter(seq=1).first()
    return asked_in(reader.case.title, words_of(opening))


def asked_in(title: str, opening: Mapping[str, str]) -> str:
    """Title and opening words, as one text."""
    return "。".join([title, *(words for words in opening.values() if words and words != title)])


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
    newest_cases = list(seen.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    found = (
        visible_cases(reader.actor)
        .filter(pk__in=newest_cases, replies__unit_code=unit_code)
        .order_by("-replies__pk")
        .values_list("replies__entry__audience", "replies__entry__move", "replies__entry__text__body")[:MOST_OTHERS]
    )
    words = [answer_of(move, body, procedure=name) for side, move, body in found if not side.startswith("side:")]
    return [said for said in words if said]


def answer_in(reply: "Reply", procedure: str) -> str:
    """The words of an answer; empty once they are erased."""
    return words_of(reply.entry).get(_name_of(reply.entry.move, procedure), "")


def answer_of(move: str, body: str | None, *, procedure: str) -> str:
    """The words of an answer from the stored text of its entry; empty once they are erased."""
    return said_in(body).get(_name_of(move, procedure), "")


def said_in(body: str | None) -> dict[str, str]:
    """The free words of an entry from its stored text; none once they are erased."""
    found: dict[str, str] = json.loads(body) if body else {}
    return found


def _name_of(move: str, procedure: str) -> str:
    return answer_name(newest(procedure).move(move))
