"""Topics kept in the database: a batch is read, placed and written in one transaction, under the lock of its stream.

So a killed worker leaves nothing half done, two workers do not meet (the second leaves the work to the first), and a
message that was placed is never placed again. A process keeps the topics in memory and loads them anew only after
another one has written, or after a failure.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from shiyu.triage.models import SignCount, TopicMessage, TopicStream, UsualCount
from shiyu.triage.models import Topic as Kept
from shiyu.triage.topics.grouping import COLD, Grouping
from shiyu.triage.topics.heat import rank
from shiyu.triage.topics.message import Message, Placed, Topic

BATCH = 1_000  # rows of one statement
STATE = (
    "started_at", "last_at", "heat_at", "peak_at", "heat", "voices", "peak", "messages", "counted", "named", "usual",
    "place", "category", "alarmed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a feeder found after a cursor: the messages, and how far it has read. Nothing where both are as before."""

    messages: Sequence[Message]
    cursor: int


@dataclass(slots=True)
class _Shelf:
    """The groupings this process has in memory, each with its edition."""

    held: dict[str, tuple[int, Grouping]] = field(default_factory=dict)


_shelf = _Shelf()
Reader = Callable[[int], Read]
Alarm = Callable[[Sequence[Placed]], None]


def forget_memory() -> None:
    """What is in memory is loaded anew at the next batch, as after a restart."""
    _shelf.held.clear()


def take_in(name: str, read: Reader, alarm: Alarm) -> int | None:
    """Places one batch of a stream and calls `alarm` for the topics that crossed, all in one transaction.

    `read` is given the cursor. Answers how many messages were placed; None where another worker is at it, or where
    nothing is left to read.
    """
    TopicStream.objects.get_or_create(name=name)
    with transaction.atomic():
        stream = TopicStream.objects.select_for_update(skip_locked=True).filter(name=name).first()
        found = read(stream.cursor) if stream is not None else None
        if stream is None or found is None or (not found.messages and found.cursor == stream.cursor):
            return None
        held = _shelf.held.pop(name, None)
        grouping = held[1] if held is not None and held[0] == stream.edition else _loaded(stream)
        placed = _place(grouping, stream, found.messages)
        alarm([one for one in placed if one.crossed])
        stream.cursor, stream.edition = found.cursor, stream.edition + 1
        stream.next_key, stream.total = grouping.next_key, grouping.total
        stream.save()
        edition = stream.edition
        transaction.on_commit(lambda: _shelf.held.__setitem__(name, (edition, grouping)))
    return len(placed)


def belonging(stream: TopicStream, refs: Collection[int]) -> dict[int, int]:
    """To which topics these messages went, by the topics' keys."""
    if not refs:
        return {}
    found = TopicMessage.objects.filter(stream=stream, ref__in=refs)
    return dict(found.values_list("ref", "topic__key"))


def _place(grouping: Grouping, stream: TopicStream, messages: Sequence[Message]) -> list[Placed]:
    belongs = belonging(stream, {ref for message in messages for ref in message.earlier})
    before = dict(grouping.counts), dict(grouping.usual)
    placed = []
    for message in messages:
        one = grouping.add(message, belongs)
        belongs[message.ref] = one.topic.key
        placed.append(one)
    moments = {message.ref: message.at for message in messages}
    _write_topics(stream, placed, moments)
    _write_counts(stream, grouping, before)
    if grouping.let_go:
        _let_go(stream, grouping, until=max(moments.values()))
    return placed


def _let_go(stream: TopicStream, grouping: Grouping, *, until: datetime) -> None:
    """What was let go takes nothing any more; it is erased when nobody reads its messages as new any more."""
    Kept.objects.filter(stream=stream, key__in=grouping.let_go).update(living=False)
    Kept.objects.filter(stream=stream, living=False, last_at__lt=until - COLD).delete()
    grouping.let_go.clear()


def _write_topics(stream: TopicStream, placed: Sequence[Placed], moments: dict[int, datetime]) -> None:
    touched = {one.topic.key: one.topic for one in placed}
    crossed = {one.topic.key: moments[one.ref] for one in placed if one.crossed}
    before = {row.key: row for row in Kept.objects.filter(stream=stream, key__in=touched)}
    rows = []
    for key, topic in touched.items():
        row = before.get(key) or Kept(stream=stream, key=key)
        for name in STATE:
            setattr(row, name, getattr(topic, name))
        row.signs, row.best, row.rank = topic.signs, topic.best, rank(topic.heat, topic.heat_at)
        if key in crossed:
            row.alarms, row.alarmed_at = row.alarms + 1, crossed[key]
        rows.append(row)
    Kept.objects.bulk_create([row for row in rows if row.key not in before], batch_size=BATCH)
    fields = [*STATE, "signs", "best", "rank", "alarms", "alarmed_at"]
    Kept.objects.bulk_update([row for row in rows if row.key in before], fields, batch_size=BATCH)
    ids = {row.key: row.pk for row in rows}
    TopicMessage.objects.bulk_create(
        [
            TopicMessage(
                stream=stream, ref=one.ref, topic_id=ids[one.topic.key], at=moments[one.ref], counts=one.counts
            )
            for one in placed
        ],
        batch_size=BATCH,
    )


def _write_counts(
    stream: TopicStream, grouping: Grouping, before: tuple[dict[int, float], dict[tuple[str, str], float]]
) -> None:
    signs, usual = before
    SignCount.objects.bulk_create(
        [
            SignCount(stream=stream, slot=slot, grown=grown)
            for slot, grown in grouping.counts.items()
            if signs.get(slot) != grown
        ],
        batch_size=BATCH, update_conflicts=True, unique_fields=["stream", "slot"], update_fields=["grown"],
    )  # fmt: skip
    UsualCount.objects.bulk_create(
        [
            UsualCount(stream=stream, place=place, category=category, grown=grown)
            for (place, category), grown in grouping.usual.items()
            if usual.get((place, category)) != grown
        ],
        batch_size=BATCH, update_conflicts=True, unique_fields=["stream", "place", "category"],
        update_fields=["grown"],
    )  # fmt: skip


def _loaded(stream: TopicStream) -> Grouping:
    """The topics as the last batch left them, in the order in which they were last spoken of."""
    grouping = Grouping(next_key=stream.next_key, total=stream.total)
    grouping.counts = dict(SignCount.objects.filter(stream=stream).values_list("slot", "grown"))
    counted = UsualCount.objects.filter(stream=stream).values_list("place", "category", "grown")
    grouping.usual = {(place, category): grown for place, category, grown in counted}
    for row in Kept.objects.filter(stream=stream, living=True).order_by("last_at", "key").iterator():
        grouping.restore(of_row(row))
    return grouping


def of_row(row: Kept) -> Topic:
    """A kept topic as the engine knows it."""
    return Topic(
        key=row.key, signs={int(slot): weight for slot, weight in row.signs.items()},
        best={int(ref): near for ref, near in row.best.items()}, **{name: getattr(row, name) for name in STATE},
    )  # fmt: skip
