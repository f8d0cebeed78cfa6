"""热点话题: requests feed the rising topics as they come in; a topic that crosses its threshold is told once.

The words are read by machine and only counted; tip-offs are not read at all. See docs/triage.md.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from shiyu.base.clock import now
from shiyu.cases.actors import Clockwork
from shiyu.cases.gate import visible_cases
from shiyu.cases.nudging import Nudged, nudge
from shiyu.cases.opening_words import opening_words, said_before
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.queries import PROCEDURE
from shiyu.city.directory import directory
from shiyu.triage.models import TopicMessage
from shiyu.triage.topics import keeping
from shiyu.triage.topics.message import Message, Placed

STREAM = PROCEDURE
FEEDER = Clockwork(name="rising_topics")
ALARM, TOLD = "topic_alarm", "dispatcher"
WINDOW = timedelta(days=60)
"""Older requests, as an import brings them, say nothing of today. Shorter than topics are kept (`grouping.COLD`)."""
LOOKBACK = 2_000
"""So many numbers behind the cursor are looked at once more: a request may be committed after one with a higher id."""
BATCH, ROUNDS = 200, 100
Row = tuple[int, str, datetime, str, int | None]


def catch_up() -> int:
    """Places what came in since the last time, a batch at a time; answers how many requests. Safe to be killed."""
    placed = 0
    for _ in range(ROUNDS):
        done = keeping.take_in(STREAM, read, tell)
        if done is None:
            break
        placed += done
    return placed


def read(cursor: int) -> keeping.Read:
    """The next requests that are in no topic yet, by their ids."""
    seen = visible_cases(FEEDER)
    known = TopicMessage.objects.filter(stream=STREAM, ref__gt=cursor - LOOKBACK).values("ref")
    asked = seen.filter(procedure=PROCEDURE, pk__gt=cursor - LOOKBACK, opened_at__gt=now() - WINDOW)
    rows = list(
        asked.exclude(kind=rules.TIPOFF).exclude(pk__in=known).order_by("pk")
        .values_list("pk", "title", "opened_at", "place_code", "category_id")[:BATCH]
    )  # fmt: skip
    ids = [pk for pk, *_ in rows]
    if len(rows) < BATCH:
        newest = seen.filter(pk__gt=cursor).aggregate(newest=Max("pk"))["newest"] or cursor
        return keeping.Read(messages=_messages(rows), cursor=max([cursor, newest, *ids]))
    return keeping.Read(messages=_messages(rows), cursor=max(cursor, *ids))


def _messages(rows: Sequence[Row]) -> list[Message]:
    ids = [pk for pk, *_ in rows]
    if not ids:
        return []
    details = opening_words(ids, "detail", actor=FEEDER)
    earlier = said_before(ids, since=min(ids) - 50 * LOOKBACK, actor=FEEDER)
    city = directory()
    return [
        Message(
            ref=pk, title=title, detail=details.get(pk, ""), at=at, place=place,
            category=city.category_code(category), earlier=tuple(earlier.get(pk, ())),
        )
        for pk, title, at, place, category in rows
    ]  # fmt: skip


def is_event_among(refs: Iterable[int]) -> bool:
    """Whether one of these requests is a mass event, or was joined to one: who dispatches knows of it already."""
    asked = visible_cases(FEEDER).filter(pk__in=list(refs))
    return asked.filter(marks__contains=[EVENT]).exists() or asked.filter(stage="merged").exists()


def tell(crossed: Sequence[Placed]) -> None:
    """Tells the dispatchers of each topic that crossed, at the request nearest to its middle."""
    for one in crossed:
        nearest = max(one.topic.best, key=lambda ref: (one.topic.best[ref], ref))
        case = visible_cases(FEEDER).filter(pk=nearest).first()
        if case is not None and not is_event_among(one.topic.best):
            nudge(case, ALARM, to=[Nudged(role=TOLD)])
