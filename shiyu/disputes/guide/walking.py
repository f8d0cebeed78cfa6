"""Answers as an address carries them, walked along the tree. Pure.

`labour.wages.20240501`: an answer's code for each question in turn, a day for one that asks for a day, `-` for a day
that is not known. An address holds nothing else, so it names nobody; what the tree no longer has is asked again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from shiyu.disputes.guide.tree import End, Given, Kind, Question, Tree

UNKNOWN_DAY = "-"
LONGEST = 600
"""Characters of answers that are read; more than any way through the tree has."""
_DAY = re.compile(r"\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far the answers lead: to a question that is open, or to an end.

    `stale`: an answer was not understood, and the walk stopped before it.
    """

    given: tuple[Given, ...] = field(default=())
    question: Question | None = None
    end: End | None = None
    kind: Kind | None = None
    stale: bool = False

    @property
    def answers(self) -> str:
        """The answers as an address carries them."""
        return ".".join(said(one) for one in self.given)

    def answers_before(self, place: int) -> str:
        """The answers before the one at `place`, to answer that one anew."""
        return ".".join(said(one) for one in self.given[:place])


def answers_with(walk: Walk, day: date | None) -> str:
    """The answers of a walk that asks for a day, with that day or with not knowing it."""
    if walk.question is None:
        return walk.answers
    return ".".join(said(one) for one in (*walk.given, Given(question=walk.question, day=day)))


def said(given: Given) -> str:
    """One answer as an address carries it."""
    if given.answer is not None:
        return given.answer.code
    return UNKNOWN_DAY if given.day is None else given.day.strftime("%Y%m%d")


def walk(tree: Tree, answers: str) -> Walk:
    """Follows `answers` from the first question of a tree without faults; stops at the first it does not know."""
    given: list[Given] = []
    here, kind, stale = tree.first, "", False
    for said_here in answers[:LONGEST].split(".") if answers else ():
        question = tree.questions.get(here)
        understood = _understood(question, said_here) if question is not None else None
        if question is None or understood is None:
            stale = True
            break
        given.append(understood)
        here = understood.answer.to if understood.answer is not None else question.to
        kind = (understood.answer.kind if understood.answer is not None else "") or kind
    end = tree.ends.get(here)
    return Walk(
        given=tuple(given), question=tree.questions.get(here), end=end,
        kind=tree.kinds.get((end.kind if end is not None else "") or kind), stale=stale,
    )  # fmt: skip


def every_walk(tree: Tree, *, day: date) -> Iterator[Walk]:
    """Every way from the first question to an end; a question for a day is answered with `day` and with not knowing."""
    waiting = [""]
    while waiting:
        answers = waiting.pop()
        here = walk(tree, answers)
        if here.question is None:
            yield here
            continue
        codes = [answer.code for answer in here.question.answers] or [day.strftime("%Y%m%d"), UNKNOWN_DAY]
        waiting += [f"{answers}.{code}" if answers else code for code in codes]


def day_of(written: str) -> date | None:
    """A day written as `20240501`, or `None`."""
    if not _DAY.fullmatch(written):
        return None
    try:
        return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return None


def _understood(question: Question, written: str) -> Given | None:
    if question.period:
        day = day_of(written)
        return Given(question=question, day=day) if day is not None or written == UNKNOWN_DAY else None
    answer = question.answer(written)
    return Given(question=question, answer=answer) if answer is not None else None
