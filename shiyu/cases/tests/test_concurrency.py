"""Many people at once, with real commits: one wins and the others are told; nobody waits for ever; chains hold."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import transaction

from shiyu.base import clock
from shiyu.base.clock import standing_at
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import Made, MoveRequest, Outcome, make_moves
from shiyu.cases.errors import BadFact, GuardRefused, KeyReused, NoSuchCase, Stale, WrongStage
from shiyu.cases.models import Assignment, Case, Clock, Entry, Link, Party
from shiyu.cases.sealing import seal_now
from shiyu.cases.state import lock_states
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.tests.desk import MONDAY, Answer, Desk, answer, stage_of
from shiyu.cases.verification import verify_all

pytestmark = pytest.mark.usefixtures("committed_engine")


def together(batches: Sequence[Sequence[MoveRequest]]) -> list[list[Outcome]]:
    """Each batch in a thread of its own, started at one moment."""
    barrier = Barrier(len(batches))

    def job(batch: Sequence[MoveRequest]) -> Callable[[], list[Outcome]]:
        def run() -> list[Outcome]:
            barrier.wait()
            return make_moves(batch)

        return run

    return all_at_once([job(batch) for batch in batches])


def answers(batches: Sequence[Sequence[MoveRequest]]) -> list[Answer]:
    return sorted((answer(outcome) for (outcome,) in together(batches)), key=str)


def test_the_same_key_from_several_threads_opens_one_case() -> None:
    request = MoveRequest(
        actor=Newcomer(role="caller"), move="raise", facts={"title": "井盖"}, key="once", procedure="test_workshop"
    )
    made = [outcome for (outcome,) in together([[request]] * 4)]
    assert all(isinstance(outcome, Made) for outcome in made)
    assert (Case.objects.count(), Entry.objects.count(), Party.objects.count()) == (1, 1, 1)
    assert Counter(outcome.replayed for outcome in made if isinstance(outcome, Made)) == {False: 1, True: 3}
    assert len({(o.number, o.query_code) for o in made if isinstance(o, Made)}) == 1


def test_the_same_key_for_different_things_at_once() -> None:
    caller = Newcomer(role="caller")
    requests = [
        MoveRequest(actor=caller, move="raise", facts={"title": title}, key="once", procedure="test_workshop")
        for title in ("井盖", "路灯", "积水")
    ]
    got = [answer(outcome) for (outcome,) in together([[request] for request in requests])]
    assert Counter(got) == {"open": 1, KeyReused: 2}
    assert Case.objects.count() == 1


@pytest.mark.parametrize("expecting", [False, True])
def test_two_people_move_one_case(desk: Desk, expecting: bool) -> None:
    """One wins; the other is told that it stands elsewhere now, or that it has moved on since he looked."""
    number = desk.workshop()
    expects = 1 if expecting else None
    batches = [
        [replace(desk.request(number, "dispatch", desk.dispatcher, lead=unit), expects=expects)]
        for unit in ("T-STREET", "T-WATER", "T-ROADS")
    ]
    loser = WrongStage  # the stage is looked at before the count
    assert answers(batches) == sorted(["working", loser, loser], key=str)
    assert Assignment.objects.filter(case__number=number).count() == 1
    assert verify_all() == ()


def test_two_people_who_saw_the_same_state(desk: Desk) -> None:
    number = desk.workshop()
    batches = [[replace(desk.request(number, "note", desk.dispatcher, text=f"{n}"), expects=1)] for n in range(3)]
    assert answers(batches) == sorted(["open", Stale, Stale], key=str)
    assert Entry.objects.filter(case__number=number, move="note").count() == 1


def test_two_submitters_judge_at_once(desk: Desk) -> None:
    """Whoever comes second sees the verdict of the first, so the case closes."""
    number = desk.formal(until="answered")
    batches = [[desk.request(number, "judge", party, verdict="satisfied")] for party in desk.parties(number)]
    assert answers(batches) == ["answered", "closed"]
    assert stage_of(number) == "closed"


def test_crosswise_batches_over_the_same_cases(desk: Desk) -> None:
    """Each thread takes the cases in another order; nobody waits for ever, and every case moves once."""
    numbers = [desk.workshop() for _ in range(8)]
    orders = [numbers, numbers[::-1], numbers[4:] + numbers[:4], numbers[1::2] + numbers[::2]]
    batches = [
        [desk.request(number, "dispatch", desk.dispatcher, lead="T-STREET") for number in order] for order in orders
    ]
    got = Counter(answer(outcome) for outcomes in together(batches) for outcome in outcomes)
    assert got == {"working": 8, WrongStage: 24}
    clerk = desk.clerks[0]
    signing = [[desk.request(number, "sign", clerk) for number in order] for order in orders]
    got = Counter(answer(outcome) for outcomes in together(signing) for outcome in outcomes)
    assert got == {"working": 8, GuardRefused: 24}
    assert [Clock.objects.filter(case__number=n, state="running").count() for n in numbers] == [1] * 8
    assert verify_all() == ()


def test_merging_each_into_the_other(desk: Desk) -> None:
    for _ in range(3):
        one, other = desk.workshop(), desk.workshop()
        batches = [
            [desk.request(one, "merge", desk.dispatcher, main_case=other)],
            [desk.request(other, "merge", desk.dispatcher, main_case=one)],
        ]
        assert answers(batches) == sorted(["merged", BadFact], key=str)
        assert sorted([stage_of(one), stage_of(other)]) == ["merged", "open"]
    assert Link.objects.count() == 3
    assert verify_all() == ()


def test_merging_and_answering_at_once(desk: Desk) -> None:
    """Either the caller is in before the answer and gets it, or he is refused: nobody is left unanswered."""
    for _ in range(3):
        main, other = desk.workshop(until="working"), desk.workshop()
        desk.move(main, "sign", desk.clerks[0])
        batches = [
            [desk.request(other, "merge", desk.dispatcher, main_case=main)],
            [desk.request(main, "answer", desk.clerks[0], answer="已修好")],
        ]
        (merged,), (answered,) = together(batches)
        assert (answer(merged) in {"merged", BadFact}, answer(answered)) == (True, "closed")
        assert not Party.objects.filter(case__number=main, answered_at=None).exists()
        assert stage_of(other) == ("merged" if answer(merged) == "merged" else "open")


def test_who_waited_writes_the_later_moment(desk: Desk) -> None:
    """A move that waits for a lock is dated when it gets it: the history's moments never run backwards."""
    number = desk.workshop()
    request = desk.request(number, "note", desk.dispatcher, text="看过")
    asked, got = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            lock_states([number])
            got.set()
            asked.wait()
            sleep(0.1)  # the other waits for the lock by now

    def wait_and_move() -> list[Outcome]:
        got.wait()
        asked.set()
        return make_moves([request])

    real = datetime.now(UTC)  # noqa: TID251 -- real time must pass while one waits for the other
    with running_clock():
        all_at_once([hold, wait_and_move])
    entry = Entry.objects.get(case__number=number, move="note")
    assert (entry.at - real).total_seconds() >= 0.1


@contextmanager
def running_clock() -> Iterator[None]:
    """Time that passes, for threads started inside."""
    token = clock._fixed.set(None)
    try:
        yield
    finally:
        clock._fixed.reset(token)


def test_sealing_while_cases_move(desk: Desk) -> None:
    numbers = [desk.workshop() for _ in range(6)]

    def moving() -> object:
        return make_moves([desk.request(number, "note", desk.dispatcher, text="看过") for number in numbers])

    all_at_once([moving, seal_now, moving, seal_now])
    with standing_at(MONDAY):
        seal_now()
    assert verify_all() == ()


def test_a_stranger_at_the_same_moment(desk: Desk) -> None:
    number = desk.formal()
    batches = [
        [desk.request(number, "assign", desk.dispatcher, unit="T-STREET")],
        [desk.request(number, "sign", desk.clerks[2])],
    ]
    assert answers(batches) == sorted(["to_sign", NoSuchCase], key=str)
