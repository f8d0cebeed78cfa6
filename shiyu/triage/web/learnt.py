"""What the reply check has learnt from this city: its newest answered cases, read anew every hour by each process.

Only how often pairs of characters stand there is kept, in memory; nothing is written down. A city with too few answers
learns nothing yet, and the check claims nothing from it. Who asks never waits for it: one thread reads behind his back,
and until it has read for the first time the rules answer alone.
"""

from dataclasses import dataclass
from time import monotonic

from django.db import connection

from shiyu.base.behind import Behind
from shiyu.cases.actors import Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.triage.replies.relevance import NOTHING_LEARNT, Background
from shiyu.triage.web.answered import answer_of, asked_in, said_in

READER = Clockwork(name="reply_check")
NEWEST, EVERY, AGAIN = 200, 3_600.0, 60.0
"""Answers read; seconds until they are read again, and until reading that failed is tried again."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What was learnt, and until when it does."""

    learnt: Background = NOTHING_LEARNT
    until: float = float("-inf")


_held: dict[str, _Held] = {}
_behind = Behind("answers")


def background_of(procedure: str) -> Background:
    """What was learnt for a procedure, at once; where it is old or missing, one thread is sent to read."""
    held = _held.get(procedure, _Held())
    if monotonic() < held.until:
        return held.learnt
    if connection.in_atomic_block:  # another connection would not see what this transaction does
        return _keep(procedure, learn(procedure), EVERY)
    _behind.send(
        procedure, lambda: _keep(procedure, learn(procedure), EVERY),
        said="answers_not_read", failed=lambda: _keep(procedure, held.learnt, AGAIN),
    )  # fmt: skip
    return held.learnt


def _keep(procedure: str, found: Background, seconds: float) -> Background:
    _held[procedure] = _Held(found, monotonic() + seconds)
    return found


def learn(procedure: str) -> Background:
    """Reads the newest answers given under a procedure with what was asked; two questions."""
    cases = visible_cases(READER).filter(procedure=procedure)
    given = list(
        cases.filter(replies__given_at__isnull=False)
        .order_by("-replies__pk")
        .values_list("pk", "title", "replies__entry__move", "replies__entry__text__body")[:NEWEST]
    )
    opened = cases.filter(pk__in={pk for pk, *_ in given}, entries__seq=1).values_list("pk", "entries__text__body")
    opening = {pk: said_in(body) for pk, body in opened}
    pairs = [
        (asked_in(title, opening.get(pk, {})), answer_of(move, body, procedure=procedure))
        for pk, title, move, body in given
    ]
    return Background([(asked, said) for asked, said in pairs if said])


def forget() -> None:
    """Lets the next check read anew."""
    _held.clear()
