"""Nobody waits while the check learns: one thread reads, the others are answered with what there is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shiyu.base import behind
from shiyu.triage.replies.relevance import NOTHING_LEARNT, Background
from shiyu.triage.web import learnt

ONE = Background([("路灯不亮", "已更换灯泡")])
TWO = Background([("路灯不亮", "已更换灯泡"), ("井盖丢失", "已补装井盖")])


class Reading:
    """Stands for the database: `gives` is what the next reading finds; None breaks. `waiting` is for the thread."""

    def __init__(self) -> None:
        self.gives: Background | None = ONE
        self.waiting: list[Callable[[], None]] = []
        self.time = 0.0

    def submit(self, work: Callable[..., None], *facts: Any) -> None:
        """Keeps the work."""
        self.waiting.append(lambda: work(*facts))

    def learn(self, _procedure: str) -> Background:
        """Reads."""
        if self.gives is None:
            raise RuntimeError
        return self.gives

    def work(self) -> int:
        """Does what waits; how much that was."""
        done = len(self.waiting)
        while self.waiting:
            self.waiting.pop(0)()
        return done


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    """Outside of transactions, as in a running city, with the other thread and the time in the test's hands."""
    made = Reading()
    monkeypatch.setattr(learnt._behind, "_thread", made)
    monkeypatch.setattr(learnt, "learn", made.learn)
    monkeypatch.setattr(learnt, "connection", type("Outside", (), {"in_atomic_block": False}))
    monkeypatch.setattr(behind, "connections", type("None_", (), {"close_all": staticmethod(lambda: None)}))
    monkeypatch.setattr(learnt, "monotonic", lambda: made.time)
    learnt.forget()
    yield made
    learnt.forget()


def test_the_first_who_ask_are_answered_by_rules_and_one_reads(reading: Reading) -> None:
    assert [learnt.background_of("a") for _ in range(3)] == [NOTHING_LEARNT] * 3
    assert reading.work() == 1
    assert learnt.background_of("a") is ONE
    assert reading.work() == 0


def test_what_is_old_answers_while_it_is_read_anew(reading: Reading) -> None:
    learnt.background_of("a")
    reading.work()
    reading.time, reading.gives = learnt.EVERY + 1, TWO
    assert learnt.background_of("a") is ONE
    assert reading.work() == 1
    assert learnt.background_of("a") is TWO


def test_after_a_reading_that_failed_the_old_answers_and_soon_it_is_tried_again(reading: Reading) -> None:
    learnt.background_of("a")
    reading.work()
    reading.time, reading.gives = learnt.EVERY + 1, None
    learnt.background_of("a")
    reading.work()
    assert (learnt.background_of("a"), reading.work()) == (ONE, 0)
    reading.time, reading.gives = reading.time + learnt.AGAIN + 1, TWO
    learnt.background_of("a")
    reading.work()
    assert learnt.background_of("a") is TWO
