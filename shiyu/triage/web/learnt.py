"""What the reply check has learnt from this city: its newest answered cases, read anew every hour by each process.

Only how often pairs of characters stand there is kept, in memory; nothing is written down. A city with too few answers
learns nothing yet, and the check claims nothing from it.
"""

import threading
import time

from shiyu.cases.actors import Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.triage.replies.relevance import NOTHING_LEARNT, Background
from shiyu.triage.web.answered import answer_of, asked_in, said_in

READER = Clockwork(name="reply_check")
NEWEST, EVERY = 200, 3_600.0
"""Answers read, and seconds until they are read again."""
_held: dict[str, tuple[float, Background]] = {}
_reading = threading.Lock()


def background_of(procedure: str) -> Background:
    """What was learnt for a procedure. One thread reads while the others go on with what there is."""
    at, found = _held.get(procedure, (-EVERY, NOTHING_LEARNT))
    if time.monotonic() - at < EVERY or not _reading.acquire(blocking=False):
        return found
    try:
        found = learn(procedure)
        _held[procedure] = time.monotonic(), found
    finally:
        _reading.release()
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
