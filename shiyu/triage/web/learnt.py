"""What the reply check has learnt from this city: its newest answered cases, read anew every hour by each process.

Only how often pairs of characters stand there is kept, in memory; nothing is written down. A city with too few answers
learns nothing yet, and the check claims nothing from it.
"""

import threading
import time

from shiyu.cases.models import Entry, Reply
from shiyu.triage.replies.relevance import NOTHING_LEARNT, Background
from shiyu.triage.web.answered import answer_in, asked_in

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
    given = list(
        Reply.objects.filter(case__procedure=procedure)
        .exclude(given_at=None)
        .select_related("case", "entry__text")
        .order_by("-pk")[:NEWEST]
    )
    opened = Entry.objects.filter(case_id__in=[reply.case_id for reply in given], seq=1).select_related("text")
    opening = {entry.case_id: entry for entry in opened}
    pairs = [(asked_in(reply.case, opening.get(reply.case_id)), answer_in(reply, procedure)) for reply in given]
    return Background([(asked, said) for asked, said in pairs if said])


def forget() -> None:
    """Lets the next check read anew."""
    _held.clear()
