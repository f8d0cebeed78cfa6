"""Figures are reckoned by one, served while they are a little old, and renewed behind the reader's back."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.cache import cache

from shiyu.base import reckoned as module
from shiyu.base.clock import standing_at
from shiyu.base.reckoned import FRESH_SECONDS, SERVED_SECONDS, reckoned

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Later:
    """Work for another thread, done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[..., None], *facts: Any) -> Future[None]:
        """Keeps it."""
        self.waiting.append(lambda: work(*facts))
        return Future()

    def do(self) -> None:
        """Does all of it."""
        while self.waiting:
            self.waiting.pop()()


class Counter:
    """A figure that counts how often it was reckoned."""

    def __init__(self) -> None:
        self.times = 0
        self.breaks = False

    def __call__(self) -> int:
        if self.breaks:
            raise RuntimeError
        self.times += 1
        return self.times


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Later]:
    """Outside of transactions, as in a running city, and the other thread in the test's hands."""
    made = Later()
    monkeypatch.setattr(module, "_RENEWING", made)
    monkeypatch.setattr(module, "connections", type("None_", (), {"close_all": staticmethod(lambda: None)}))
    monkeypatch.setattr(module, "connection", type("Outside", (), {"in_atomic_block": False}))
    cache.clear()
    yield made
    cache.clear()


def after(seconds: float, figure: Counter) -> tuple[datetime, int]:
    """What somebody reads so long after the first."""
    with standing_at(BEGAN + timedelta(seconds=seconds)):
        held = reckoned("of.a.test", figure)
    return held.at, held.value


def test_nobody_waits_for_what_is_a_little_old_and_it_says_of_when_it_is(later: Later) -> None:
    figure = Counter()
    assert after(0, figure) == (BEGAN, 1)
    assert after(FRESH_SECONDS, figure) == (BEGAN, 1)
    assert later.waiting == []
    assert [after(FRESH_SECONDS + n, figure) for n in (1, 2, 3)] == [(BEGAN, 1)] * 3
    assert len(later.waiting) == 1  # one renews, however many read
    with standing_at(BEGAN + timedelta(seconds=FRESH_SECONDS + 4)):
        later.do()
    assert after(FRESH_SECONDS + 5, figure) == (BEGAN + timedelta(seconds=FRESH_SECONDS + 4), 2)


def test_what_is_too_old_is_shown_to_nobody(later: Later) -> None:
    figure = Counter()
    after(0, figure)
    at, value = after(SERVED_SECONDS + 1, figure)
    assert (at, value) == (BEGAN + timedelta(seconds=SERVED_SECONDS + 1), 2)


def test_a_renewal_that_fails_leaves_the_figures_and_is_tried_again(later: Later) -> None:
    figure = Counter()
    after(0, figure)
    figure.breaks = True
    after(FRESH_SECONDS + 1, figure)
    later.do()
    assert after(FRESH_SECONDS + 2, figure) == (BEGAN, 1)
    assert len(later.waiting) == 1


def test_of_many_first_readers_one_reckons(later: Later) -> None:
    figure, together = Counter(), Barrier(4)

    def read() -> None:
        together.wait(60)
        reckoned("of.a.test", figure)

    readers = [Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join(60)
    assert figure.times == 1


@pytest.mark.django_db
def test_inside_a_transaction_the_reader_reckons_himself_as_nobody_else_sees_what_it_did() -> None:
    cache.clear()
    figure = Counter()
    after(0, figure)
    assert after(FRESH_SECONDS + 1, figure)[1] == 2
    cache.clear()
