"""Finding topics one message after another: each joins the topic that shares most of its rare signs, or begins one.

The cost of a message does not grow: it is compared with a bounded number of topics, found by its rarest signs; a topic
keeps a bounded number of signs; cold topics are let go. The same messages in the same order give the same topics.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import sqrt

from shiyu.triage.topics.filing import Filing
from shiyu.triage.topics.heat import (
    ALARM_HEAT,
    COOLED,
    USUAL_HALF_LIFE,
    alarming,
    fade,
    growing,
    rarity,
    usual_of_late,
)
from shiyu.triage.topics.message import Belongs, Message, Placed, Topic
from shiyu.triage.topics.signs import Signs, signs_of

SIGNS_HALF_LIFE = timedelta(days=365)
"""How long it is remembered how rare a sign is."""
TELLING, ASKED = 24, 12
"""How many of a message's rarest signs are compared, and by how many of them topics are looked for."""
COMPARED = 40
"""Topics compared with one message: those that share most of what was asked for."""
KEPT, BEST = 48, 5
"""Signs a topic keeps, and messages that may stand for it."""
NEAR = 0.27
"""From this cosine on a message joins a topic."""
OF_THE_MATTER = 0.08
"""So much of it must come from signs that are no names: two complaints at one estate are not one topic."""
OF_THE_PLACE, ELSEWHERE = 0.03, 0.35
"""Whose title names a place and shares less than that of it with a topic is elsewhere: by this factor further away."""
COUNTY, TOWNSHIP = 6, 9
"""Digits of a place's code: within a county it is reckoned what is usual, within a township a topic stays."""
COLD = timedelta(days=90)
"""A topic nobody spoke of for so long is let go."""
MOST, SWEPT_EVERY = 6_000, 256
"""Topics kept at the most, however many messages a month brings; those coldest are let go first."""


@dataclass(slots=True)
class Grouping:
    """All living topics, and how rare signs and how usual places are. One stream's; not for several threads."""

    topics: dict[int, Topic] = field(default_factory=dict)
    counts: dict[int, float] = field(default_factory=dict)
    """By slot, how often a sign was said, forward-decayed; `total` is all messages likewise."""
    total: float = 0.0
    usual: dict[tuple[str, str], float] = field(default_factory=dict)
    """By place and category, voices, forward-decayed."""
    next_key: int = 1
    let_go: list[int] = field(default_factory=list)
    """Keys of topics let go; whoever keeps them empties the list."""
    _filing: Filing = field(default_factory=Filing)
    _since_sweep: int = 0

    def restore(self, topic: Topic) -> None:
        """Takes a kept topic back, oldest first."""
        self.topics[topic.key] = topic
        self.next_key = max(self.next_key, topic.key + 1)
        self._filing.file(topic.key, topic.signs)

    def add(self, message: Message, belongs: Belongs) -> Placed:
        """Places one message. `belongs` tells of `message.earlier` to which topics they went."""
        said = self._telling(message)
        signs = said.said
        topic, near = self._nearest(message, said)
        is_new = topic is None
        if topic is None:
            topic = self._begin(message)
        counts = not any(belongs.get(ref) == topic.key for ref in message.earlier)
        topic.messages += 1
        topic.last_at = max(topic.last_at, message.at)
        if counts:
            self._count(topic, message, named=bool(said.titled))
            self._learn(topic, signs, (message.ref, near))
        self._filing.file(topic.key, [sign for sign in list(signs)[:ASKED] if sign in topic.signs])
        return Placed(
            ref=message.ref, topic=topic, is_new=is_new, counts=counts, crossed=_crosses(topic, counts=counts)
        )

    def _telling(self, message: Message) -> Signs:
        """The rarest signs of a message as a vector of length 1, the weightiest first; counts all of them."""
        said, names, titled = signs_of(message.title, message.detail)
        grown = growing(message.at, SIGNS_HALF_LIFE)
        self.total += grown
        total = self.total / grown
        weighed = []
        for sign, strength in said.items():
            times = self.counts.get(sign, 0.0)
            self.counts[sign] = times + grown
            weighed.append((strength * rarity(times / grown, total), sign))
        weighed.sort(reverse=True)
        telling = weighed[:TELLING]
        length = sqrt(sum(weight * weight for weight, _ in telling)) or 1.0
        signs = {sign: weight / length for weight, sign in telling}
        return Signs(signs, names, titled & signs.keys())

    def _nearest(self, message: Message, said: Signs) -> tuple[Topic | None, float]:
        nearest, best = NEAR, None
        for key in self._filing.sharing(list(said.said.items())[:ASKED], most=COMPARED):
            topic = self.topics[key]
            length = sqrt(sum([weight * weight for weight in topic.signs.values()])) or 1.0
            near, by_matter = _nearness(said, topic, length)
            if near > nearest and _elsewhere(message, said, topic, length=length):
                near *= ELSEWHERE
            if by_matter >= OF_THE_MATTER and (near > nearest or (best is None and near == nearest)):
                nearest, best = near, topic
        return (best, nearest) if best is not None else (None, 1.0)

    def _begin(self, message: Message) -> Topic:
        self._since_sweep += 1
        if self._since_sweep >= SWEPT_EVERY:
            self.sweep(message.at)
        at = message.at
        topic = Topic(
            key=self.next_key, started_at=at, last_at=at, heat_at=at, peak_at=at, place=message.place,
            category=message.category, usual=self._usual(message),
        )  # fmt: skip
        self.next_key += 1
        self.topics[topic.key] = topic
        return topic

    def _usual(self, message: Message) -> float:
        """What is of no category yet is compared with nothing: all that is not classified is no kind of matter."""
        kept = self.usual.get(_whose(message), 0.0) if message.category else 0.0
        return usual_of_late(kept, message.at)

    def sweep(self, at: datetime) -> None:
        """Lets the cold topics go, and the coldest where there are too many."""
        self._since_sweep = 0
        going = [topic for topic in self.topics.values() if topic.last_at < at - COLD]
        if (over := len(self.topics) - len(going) - MOST) > 0:
            left = [topic for topic in self.topics.values() if topic.last_at >= at - COLD]
            going += sorted(left, key=lambda topic: (topic.heat * fade(topic.heat_at, at), topic.key))[:over]
        for topic in going:
            del self.topics[topic.key]
            self._filing.forget(topic.key, topic.signs)
            self.let_go.append(topic.key)

    def _count(self, topic: Topic, message: Message, *, named: bool) -> None:
        left, late = fade(topic.heat_at, message.at), fade(message.at, topic.heat_at)
        topic.heat = topic.heat * left + message.weight * late
        topic.voices = topic.voices * left + late
        topic.heat_at = max(topic.heat_at, message.at)
        topic.counted += 1
        topic.named += named
        if topic.heat > topic.peak:
            topic.peak, topic.peak_at = topic.heat, topic.heat_at
        whose = _whose(message)
        self.usual[whose] = self.usual.get(whose, 0.0) + growing(message.at, USUAL_HALF_LIFE)

    def _learn(self, topic: Topic, signs: dict[int, float], stands: tuple[int, float]) -> None:
        ref, near = stands
        for sign, weight in signs.items():
            topic.signs[sign] = topic.signs.get(sign, 0.0) + weight
        if len(topic.signs) > 2 * KEPT:
            kept = sorted(topic.signs, key=lambda sign: (-topic.signs[sign], sign))[:KEPT]
            self._filing.forget(topic.key, topic.signs.keys() - {*kept})
            topic.signs = {sign: topic.signs[sign] for sign in kept}
        topic.best[ref] = near
        if len(topic.best) > BEST:
            del topic.best[min(topic.best, key=lambda one: (topic.best[one], -one))]


def _whose(message: Message) -> tuple[str, str]:
    """What is usual is known by county and category."""
    return message.place[:COUNTY], message.category


def _nearness(said: Signs, topic: Topic, length: float) -> tuple[float, float]:
    """The cosine of a message and a topic, and the part of it that no name brings."""
    own, names = topic.signs, said.names
    by_name = by_matter = 0.0
    for sign, weight in said.said.items():
        if sign in own:
            if sign in names:
                by_name += weight * own[sign]
            else:
                by_matter += weight * own[sign]
    return (by_name + by_matter) / length, by_matter / length


def _elsewhere(message: Message, said: Signs, topic: Topic, *, length: float) -> bool:
    """Whether the message is of another place: by its code, or by names in its title that the topic hardly says."""
    if message.place and topic.place and message.place[:TOWNSHIP] != topic.place[:TOWNSHIP]:
        return True
    if not said.titled or topic.named * 2 <= topic.counted:
        return False
    return sum(said.said[sign] * topic.signs.get(sign, 0.0) for sign in said.titled) / length < OF_THE_PLACE


def _crosses(topic: Topic, *, counts: bool) -> bool:
    """Whether the topic has just gone over its threshold; it may once more after it cooled."""
    if not counts:
        return False
    if topic.alarmed:
        topic.alarmed = topic.heat >= ALARM_HEAT * COOLED
        return False
    topic.alarmed = alarming(topic.heat, topic.voices, topic.usual)
    return topic.alarmed
