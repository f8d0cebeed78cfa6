"""What a page says of rising topics: what each is called, how hot it is now, by whom it should be handled.

A topic keeps no words; it is called by what the titles of the requests nearest to its middle share, as far as the
reader may see these requests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncDate

from shiyu.base.clock import city_zone, now, today
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.topics import STREAM
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.triage.models import Topic, TopicMessage
from shiyu.triage.routing import router
from shiyu.triage.seam import Matter, Suggestion
from shiyu.triage.topics.heat import ALARM_HEAT, alarming, fade, growth, rank
from shiyu.triage.topics.signs import shared_words
from shiyu.web.lamps import Colour, Lamp

if TYPE_CHECKING:
    from django.db.models import QuerySet

FEWEST = 3
"""Voices from which on a group is shown as a topic: what fewer said is no topic, and could tell who they are."""
COOL = 0.5
"""Below this heat a topic is no longer listed."""
DAYS = 30
NAMED_BY = 4
ALARMING, RISING, COOLING = Words("预警", "Alarm"), Words("升温", "Rising"), Words("降温", "Cooling")
PLAIN = frozenset({"社区", "小区", "有人"})
"""Words of so many titles that they name nothing."""
UNNAMED = Words("（说法不一，请看代表性诉求）", "(said in many ways; see the requests)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One topic as a page shows it."""

    key: int
    name: str
    place: Words
    category: Words
    heat: float
    voices: int
    messages: int
    growth: float
    usual: float
    started_at: datetime
    last_at: datetime
    peak: float
    peak_at: datetime
    lamp: Lamp
    declared: str
    titles: Sequence[tuple[str, str]]
    """Numbers and titles of the requests that stand for it, each title once, numbers in the titles masked."""


def living() -> "QuerySet[Topic]":
    """The topics of several voices that are still warm, the hottest first."""
    warm = rank(COOL, now())
    return Topic.objects.filter(stream=STREAM, living=True, counted__gte=FEWEST, rank__gt=warm).order_by("-rank", "-pk")


def shown(topics: Iterable[Topic], *, actor: PostHolder) -> list[Shown]:
    """The topics with their names; the titles come at one question."""
    topics = list(topics)
    refs = {int(ref) for topic in topics for ref in topic.best}
    seen = visible_cases(actor).filter(pk__in=refs).values_list("pk", "number", "title") if refs else []
    titles = {pk: (number, redact(title)) for pk, number, title in seen}
    events = _events(topics, actor=actor)
    return [
        _shown(
            topic, [titles[int(ref)] for ref in _nearest_first(topic) if int(ref) in titles], events.get(topic.pk, "")
        )
        for topic in topics
    ]


def _events(topics: Sequence[Topic], *, actor: PostHolder) -> dict[int, str]:
    """By topic, the mass event among its requests, by whichever way it was declared; few requests are marked."""
    marked = visible_cases(actor).exclude(marks=[]).filter(marks__contains=[EVENT])
    behind = TopicMessage.objects.filter(topic__in=[topic.pk for topic in topics], ref__in=marked.values("pk"))
    found = {ref: topic for topic, ref in behind.values_list("topic_id", "ref")}
    numbers = marked.filter(pk__in=found).values_list("pk", "number") if found else []
    return {found[pk]: number for pk, number in numbers}


def _nearest_first(topic: Topic) -> list[int]:
    return sorted(map(int, topic.best), key=lambda ref: (-topic.best[str(ref)], ref))


def _shown(topic: Topic, titles: list[tuple[str, str]], event: str) -> Shown:
    city, left = directory(), fade(topic.heat_at, now())
    place, category = city.division(topic.place), city.category(topic.category)
    least = max(2, (len(titles) + 1) // 2)
    shared = shared_words([title for _, title in titles], least=least, most=NAMED_BY + len(PLAIN))
    words = [word for word in shared if word not in PLAIN][:NAMED_BY]
    return Shown(
        key=topic.key, name="、".join(words) or str(UNNAMED), place=place.label if place else Words("", ""),
        category=category.label if category else Words("", ""), heat=round(topic.heat * left, 1),
        voices=topic.counted, messages=topic.messages, growth=round(growth(topic.voices * left, topic.usual), 1),
        usual=round(topic.usual, 1), started_at=topic.started_at, last_at=topic.last_at, peak=round(topic.peak, 1),
        peak_at=topic.peak_at, lamp=_lamp(topic, left, event=event), declared=event,
        titles=[(number, title) for title, number in _each_once(titles).items()],
    )  # fmt: skip


def _each_once(titles: Sequence[tuple[str, str]]) -> dict[str, str]:
    """By title, the number of the request nearest to the middle that says it."""
    found: dict[str, str] = {}
    for number, title in titles:
        found.setdefault(title, number)
    return found


def _lamp(topic: Topic, left: float, *, event: str) -> Lamp:
    colour, words = Colour.GREEN, COOLING
    if topic.heat * left > topic.peak / 2:
        colour, words = Colour.YELLOW, RISING
    if not event and alarming(topic.heat * left, topic.voices * left, topic.usual):
        colour, words = Colour.RED, ALARMING
    exact = Words(
        f"热度 {topic.heat * left:.1f}，预警线 {ALARM_HEAT:g}", f"heat {topic.heat * left:.1f}, alarm at {ALARM_HEAT:g}"
    )
    return Lamp(colour=colour, words=words, exact=str(exact))


def advice(one: Shown, topic: Topic) -> tuple[Words | None, Words]:
    """The unit that should lead, and why; no unit where a dispatcher must look."""
    said = "\n".join(title for _, title in one.titles)
    answer = router().route(Matter(title=said[:200], detail=said, category=topic.category, place=topic.place))
    return (unit_words(answer.code), answer.reason) if isinstance(answer, Suggestion) else (None, answer.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a topic: requests, voices counted, and the heat these leave at its end."""

    on: date
    requests: int
    counted: int
    heat: float


def curve(topic: Topic) -> list[Day]:
    """The last thirty days, the newest first; at one question. Each voice weighs one, what is older is left out."""
    first = today() - timedelta(days=DAYS - 1)
    day = TruncDate("at", tzinfo=city_zone())
    found = TopicMessage.objects.filter(topic=topic, at__gte=now() - timedelta(days=DAYS)).annotate(day=day)
    counted: dict[tuple[date, bool], int] = {
        (on, counts): n for on, counts, n in found.order_by().values_list("day", "counts").annotate(n=Count("pk"))
    }
    heat, days = 0.0, []
    for n in range(DAYS):
        on = first + timedelta(days=n)
        voices = counted.get((on, True), 0)
        heat = heat * fade(now(), now() + timedelta(days=1)) + voices
        requests = voices + counted.get((on, False), 0)
        days.append(Day(on=on, requests=requests, counted=voices, heat=round(heat, 1)))
    return days[::-1]


def refs_of(topic: Topic) -> "QuerySet[TopicMessage, int]":
    """The ids of the requests in a topic, for narrowing a query of the gate."""
    return TopicMessage.objects.filter(topic=topic).values_list("ref", flat=True)
