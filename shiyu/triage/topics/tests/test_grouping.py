"""A topic begins, gathers, grows hot, alarms once, fades and is let go; a flood is one topic."""

import time
from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiyu.triage.topics import heat
from shiyu.triage.topics.grouping import ASKED, BEST, COLD, KEPT, MOST, Grouping
from shiyu.triage.topics.message import Message, Placed
from shiyu.triage.topics.signs import SLOTS, shared_words, signs_of
from shiyu.triage.topics.tests.conftest import BURST, ELSEWHERE, FIRST, NOISE, SAME_PLACE, Say

DAY = timedelta(days=1)


def fed(messages: Iterable[Message], grouping: Grouping | None = None) -> list[Placed]:
    grouping, belongs, placed = grouping or Grouping(), dict[int, int](), []
    for message in messages:
        placed.append(grouping.add(message, belongs))
        belongs[message.ref] = placed[-1].topic.key
    return placed


def everyday(say: Say, *, times: int = 4) -> list[Message]:
    return [say(words, day=-10 + n) for n in range(times) for words in NOISE]


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (BURST, True), (("暖气不热", "槐荫花园供热主管爆裂，暖气全凉。"), True),
        (ELSEWHERE, False), (SAME_PLACE, False), (("窗口排队太久", "政务大厅排队两小时。"), False),
        (("", ""), False), (("😀\u200b", "ok ok"), False),
    ],
    ids=["same", "in other words", "another place", "another matter", "another thing", "empty", "signs only"],
)  # fmt: skip
def test_one_thing_at_one_place_is_one_topic(say: Say, second: tuple[str, str], *, together: bool) -> None:
    *_, first, other = fed([*everyday(say), say(BURST), say(second, day=1)])
    assert (first.topic is other.topic) is together
    assert other.is_new is not together


def test_a_topic_knows_its_first_and_last_moment(say: Say) -> None:
    *_, last = fed([*everyday(say), say(BURST), say(BURST, day=2), say(BURST, day=1)])
    assert (last.topic.started_at, last.topic.last_at) == (FIRST, FIRST + 2 * DAY)
    assert (last.topic.messages, last.topic.counted) == (3, 3)


@pytest.mark.parametrize(
    ("days", "expected"), [((0,), 1.0), ((0, 0), 2.0), ((0, 14), 1.5), ((0, 28), 1.25), ((14, 0), 1.5)]
)
def test_heat_halves_in_a_fortnight(say: Say, days: tuple[float, ...], expected: float) -> None:
    *_, last = fed([*everyday(say), *(say(BURST, day=day) for day in days)])
    assert last.topic.heat == pytest.approx(expected)
    assert last.topic.heat_at == FIRST + max(days) * DAY


@pytest.mark.parametrize(("likes", "weight"), [(0, 1.0), (1, 1.5), (3, 2.0), (-5, 1.0)])
def test_agreement_weighs_by_doublings(likes: int, weight: float) -> None:
    assert heat.liked(likes) == weight


def test_one_voice_counts_once(say: Say) -> None:
    first = say(BURST)
    again = [say(BURST, day=0.1, earlier=(first.ref,)) for _ in range(9)]
    *_, last = fed([*everyday(say), first, *again])
    assert (last.topic.messages, last.topic.counted, last.counts) == (10, 1, False)
    assert last.topic.heat == 1.0


def test_one_voice_counts_in_each_topic(say: Say) -> None:
    first = say(BURST)
    *_, last = fed([*everyday(say), first, say(SAME_PLACE, earlier=(first.ref,))])
    assert last.counts


def test_the_alarm_goes_once_and_once_more_after_it_cooled(say: Say) -> None:
    rush = [say(BURST, day=n / 10) for n in range(20)]
    quiet = say(BURST, day=60)
    again = [say(BURST, day=61 + n / 10) for n in range(20)]
    crossed = [n for n, one in enumerate(fed([*rush, quiet, *again])) if one.crossed]
    assert crossed[0] == 5  # the sixth: five voices have faded below the threshold by a hair
    assert len(crossed) == 2
    assert crossed[1] > len(rush)


def test_who_is_usual_there_does_not_alarm(say: Say) -> None:
    usual = [say(words, day=-60 + n / 4) for n in range(240) for words in NOISE[:2]]
    rush = [say(BURST, day=n / 10) for n in range(8)]
    assert not any(one.crossed for one in fed([*usual, *rush])[-8:])
    assert any(one.crossed for one in fed(rush))  # where nothing is usual it is alarming


@pytest.mark.parametrize(
    ("voices", "usual", "beyond"), [(4, 0, True), (3, 0, True), (2, 0, False), (8, 4, False), (9, 4, True)]
)  # fmt: skip
def test_chance_scatters_by_the_root(voices: float, usual: float, *, beyond: bool) -> None:
    assert heat.beyond_luck(voices, usual) is beyond


def test_what_is_usual_is_what_came_steadily(say: Say) -> None:
    """Two a day for a year: in a sum that fades by half in 14 days these are 2 * 14 / ln 2, about 40."""
    kept = sum(heat.growing(FIRST + n / 2 * DAY, heat.USUAL_HALF_LIFE) for n in range(730))
    assert heat.usual_of_late(kept, FIRST + 365 * DAY) == pytest.approx(40.4, rel=0.03)


def test_a_cold_topic_is_let_go_and_takes_nothing_more(say: Say) -> None:
    grouping = Grouping()
    old = fed([*everyday(say), say(BURST)], grouping)[-1].topic
    grouping.sweep(FIRST + COLD + 2 * DAY)
    assert old.key in grouping.let_go
    assert not grouping.topics
    assert fed([say(BURST, day=COLD.days + 3)], grouping)[-1].topic is not old


def test_topics_never_outnumber_their_bound(say: Say) -> None:
    grouping = Grouping()
    for n in range(MOST + 600):
        grouping.add(say((f"{chr(0x4E00 + n % 5000)}{chr(0x5E00 + n // 7)}{chr(0x6E00 + n % 3001)}", "")), {})
    grouping.sweep(FIRST)
    assert len(grouping.topics) <= MOST


def test_ten_thousand_copies_in_a_minute_are_one_topic(say: Say) -> None:
    grouping = Grouping()
    fed(everyday(say), grouping)
    copies = [say(BURST, day=n / 10_000 / 1440) for n in range(10_000)]
    halves, began = [], time.process_time()
    for part in (copies[:5_000], copies[5_000:]):
        placed = fed(part, grouping)
        halves.append(time.process_time() - began)
        began = time.process_time()
    assert placed[-1].topic.messages == 10_000
    assert len(placed[-1].topic.signs) <= 2 * KEPT
    assert len(placed[-1].topic.best) == BEST
    assert halves[1] < 2 * halves[0] + 1


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60), st.integers(-400, 400)), max_size=40))
def test_any_text_at_any_time_is_placed_alike_twice(said: list[tuple[str, str, int]]) -> None:
    messages = [
        Message(ref=n, title=title, detail=detail, at=FIRST + day * DAY) for n, (title, detail, day) in enumerate(said)
    ]
    once, twice = fed(messages), fed(messages)
    assert [one.topic.key for one in once] == [one.topic.key for one in twice]
    assert all(one.topic.heat <= one.topic.peak and one.topic.counted <= one.topic.messages for one in once)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=400), st.text(max_size=2_000))
def test_signs_are_slots(title: str, detail: str) -> None:
    said, names, titled = signs_of(title, detail)
    assert all(0 <= sign < SLOTS for sign in said)
    assert titled <= names
    assert ASKED < KEPT
    assert not signs_of("13800138000", "abc 123").said


@pytest.mark.parametrize(
    ("titles", "shared"),
    [([], []), (["槐荫花园停暖", "槐荫花园暖气不热"], ["花园"]), (["一", "二"], [])],
)
def test_what_titles_share(titles: list[str], shared: list[str]) -> None:
    assert [word for word in shared_words(titles, least=2, most=4) if word in {"花园", "路灯"}] == shared
