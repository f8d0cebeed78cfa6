"""Rising topics on a real stream in its order of time: which come out, how hot and when, and what a message costs.

The stream is read in place from `../shared/data/requests` (columns msg_id, user, title, time, detail, likes). Users are
used here only to count each once for a topic.
"""

import csv
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shiyu.base.benches import Goal, Measured, Site
from shiyu.triage.bench_texts import texts_at
from shiyu.triage.topics.grouping import Grouping
from shiyu.triage.topics.heat import liked
from shiyu.triage.topics.message import Message, Topic
from shiyu.triage.topics.signs import shared_words, signs_of

TOP, FEWEST_VOICES = 10, 4
WANTED = (("搅拌", "丽发"), ("捆绑", "伊景园"), ("人才", "补贴"))
"""What is asked for among the top ten (issue 7): words that the messages of such a topic say together."""
CORE, OF_CORE, CLEAN, COMMON = 8, 2, 0.8, 50
"""A message is about its topic if it holds two of the eight signs the topic shares most; a topic of which less than
four in five are is called noisy."""
REPEATS, SHIFT = 100, timedelta(days=420)  # the stream spans fourteen months, so that a repeat follows it


@dataclass(slots=True)
class Passed:
    """What came of feeding a stream: every topic there was, its messages, and the seconds."""

    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, list[Message]] = field(default_factory=dict)
    seconds: float = 0.0

    def hottest(self) -> list[Topic]:
        """The topics of several voices by the highest heat they reached, at most ten."""
        several = (topic for topic in self.topics.values() if topic.counted >= FEWEST_VOICES)
        return sorted(several, key=lambda topic: -topic.peak)[:TOP]


def messages_of(path: Path) -> list[Message]:
    """The stream by time. Raises `FileNotFoundError` where it is not on this machine."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(((_moment(row["time"]), row) for row in csv.DictReader(file)), key=lambda pair: pair[0])
    said: dict[str, list[int]] = {}
    found = []
    for at, row in rows:
        ref, earlier = int(row["msg_id"]), said.setdefault(row["user"], [])
        found.append(
            Message(
                ref=ref, title=row["title"], detail=row["detail"], at=at, weight=liked(int(row["likes"] or 0)),
                earlier=tuple(earlier),
            )
        )  # fmt: skip
        earlier.append(ref)
    return found


def feed(grouping: Grouping, messages: Sequence[Message]) -> Passed:
    """Feeds the messages one after another."""
    passed, belongs = Passed(), dict[int, int]()
    began = time.process_time()
    for message in messages:
        placed = grouping.add(message, belongs)
        belongs[message.ref] = key = placed.topic.key
        passed.topics[key] = placed.topic
        passed.members.setdefault(key, []).append(message)
    passed.seconds = time.process_time() - began
    return passed


def cleanness(topic: Topic, members: Sequence[Message], common: frozenset[int] = frozenset()) -> float:
    """The share of a topic's messages that are about it, by what they say.

    They hold two of the eight signs it shares most. Where its voices mostly name places, it is no more than the share
    that says the one name most of them share: two estates with one trouble are two topics. `common` signs are no names.
    """
    core = {*sorted(topic.signs, key=lambda sign: -topic.signs[sign])[:CORE]}
    read = [signs_of(one.title, one.detail) for one in members]
    about = sum(len(core & said.keys()) >= OF_CORE for said, *_ in read)
    named = core & {sign for _, names, _ in read for sign in names} - common
    if topic.named * 2 > topic.counted and named:
        about = min(about, max(sum(sign in said for said, *_ in read) for sign in named))
    return about / len(members)


def measure(site: Site) -> Iterator[Measured]:  # noqa: ARG001 -- it needs no city
    """The measurements on the real stream. Raises `NoTexts` where it is not on this machine."""
    yield from measured(texts_at("stream.csv"))


def measured(path: Path, *, repeats: int = REPEATS) -> Iterator[Measured]:
    """The same on any stream of those columns."""
    messages = messages_of(path)
    feed(Grouping(), messages[:500])  # warms the segmenter up
    grouping = Grouping()
    first = feed(grouping, messages)
    hottest = first.hottest()
    common = _common(messages)
    clean = {topic.key: cleanness(topic, first.members[topic.key], common) for topic in hottest}
    table = [_line(topic, first.members[topic.key], clean=clean[topic.key]) for topic in hottest]
    yield Measured(
        name="triage.topics.wanted", value=_wanted(hottest, first), unit="topics",
        goals=(Goal("value", "≥", len(WANTED)),), notes={"top": table},
    )  # fmt: skip
    noisy = sum(share < CLEAN for share in clean.values())
    yield Measured(name="triage.topics.noisy", value=noisy, unit="topics", goals=(Goal("value", "≤", 1),))
    yield Measured(
        name="triage.topics.speed", value=len(messages) / first.seconds, unit="messages/s",
        goals=(Goal("value", "≥", 2000),), notes={"messages": len(messages), "topics": len(first.topics)},
    )  # fmt: skip
    yield _after_repeats(grouping, messages, first, repeats=repeats)


def _after_repeats(grouping: Grouping, messages: Sequence[Message], first: Passed, *, repeats: int) -> Measured:
    """The cost of a message in the last of the repeats beside the first pass; dates shifted, refs new."""
    last = first
    for n in range(1, repeats + 1):
        last = feed(grouping, [_shifted(message, n) for message in messages])
    n = len(messages)
    return Measured(
        name="triage.topics.repeated", value=last.seconds / n * 1e6, unit="µs",
        baseline=first.seconds / n * 1e6, goals=(Goal("ratio", "≤", 1.3),),
        notes={"repeats": repeats, "living": len(grouping.topics)},
    )  # fmt: skip


def _shifted(message: Message, n: int) -> Message:
    far = n * 10_000_000
    return replace(
        message, ref=message.ref + far, at=message.at + n * SHIFT, earlier=tuple(ref + far for ref in message.earlier)
    )


def _wanted(hottest: Sequence[Topic], passed: Passed) -> int:
    """How many of the wanted topics stand there: half of its messages say all its words."""
    return sum(any(_says(passed.members[topic.key], words) for topic in hottest) for words in WANTED)


def _says(members: Sequence[Message], words: Sequence[str]) -> bool:
    saying = sum(all(word in f"{one.title}{one.detail}" for word in words) for one in members)
    return saying * 2 >= len(members)


def _common(messages: Sequence[Message]) -> frozenset[int]:
    """Signs that more than one message in fifty says: no name tells anything that is said so often."""
    said = Counter(sign for one in messages for sign in signs_of(one.title, one.detail).said)
    return frozenset(sign for sign, times in said.items() if times * COMMON > len(messages))


def _line(topic: Topic, members: Sequence[Message], *, clean: float) -> dict[str, object]:
    return {
        "words": shared_words([one.title for one in members], least=max(2, len(members) // 3), most=5),
        "heat": round(topic.peak, 1), "messages": topic.messages, "voices": topic.counted,
        "from": f"{topic.started_at:%Y-%m-%d}", "hottest": f"{topic.peak_at:%Y-%m-%d}",
        "to": f"{topic.last_at:%Y-%m-%d}", "clean": round(clean, 2),
    }  # fmt: skip


def _moment(text: str) -> datetime:
    """`2019/8/1 9:05:00` or `2019-08-01 09:05:00`."""
    day, _, clock = text.replace("/", "-").partition(" ")
    year, month, date = map(int, day.split("-"))
    hour, minute, second = map(int, (clock or "0:0:0").split(":"))
    return datetime(year, month, date, hour, minute, second, tzinfo=UTC)
