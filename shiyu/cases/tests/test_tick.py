"""The clock ticks: warn, overdue, two escalations; the right people once each, whatever crashes; the rest rests."""

from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import transaction

from shiyu.base.clock import standing_at
from shiyu.cases import tick as ticking
from shiyu.cases.batch import Batch
from shiyu.cases.models import Clock, Entry, Notice
from shiyu.cases.state import lock_states
from shiyu.cases.tests.counting import cost_of
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.tests.desk import Desk, clock_of, stage_of
from shiyu.cases.tests.small_city import URGENT_CATEGORY
from shiyu.cases.tick import TickReport, tick
from shiyu.cases.verification import verify_all

pytestmark = pytest.mark.filterwarnings("error")


def at(day: str, hour: str = "12:00") -> datetime:
    """A moment of the city."""
    return datetime.fromisoformat(f"2026-{day}T{hour}:00+08:00").astimezone(UTC)


def tick_at(day: str, hour: str = "12:00") -> TickReport:
    with standing_at(at(day, hour)):
        return tick()


def told(number: str) -> list[tuple[str, str]]:
    """What the clock told whom, in order."""
    notices = Notice.objects.filter(case__number=number, template__startswith="clock").order_by("pk")
    return [(n.template, f"{n.unit_code}:{n.role}" if n.unit_code else n.role) for n in notices]


def written(number: str) -> list[tuple[str, object]]:
    entries = Entry.objects.filter(case__number=number, move__startswith="clock.").order_by("seq")
    return [(e.move, e.facts["level"]) for e in entries]


LEVELS: list[tuple[str, int, list[tuple[str, str]]]] = [
    ("03-04", 0, []),
    ("03-05", 1, [("clock_warned", "T-STREET:clerk")]),
    ("03-06", 2, [("clock_overdue", "T-STREET:clerk")]),
    ("03-10", 3, [("clock_escalated", "T-STREET:unit_head")]),
    ("03-11", 4, [("clock_escalated_again", "supervisor")]),
    ("04-30", 4, []),
]
"""Three working days from Monday 2 March: the day, the level the clock then has, and who is newly told."""


@pytest.mark.django_db
def test_warning_overdue_and_two_escalations(engine: None, desk: Desk) -> None:
    number = desk.workshop(until="working")
    heard: list[tuple[str, str]] = []
    for day, level, newly in LEVELS:
        tick_at(day)
        tick_at(day)  # again at the same moment: nothing more
        heard += newly
        assert (day, clock_of(number, "handle").level, told(number)) == (day, level, heard)
    assert written(number) == [
        ("clock.warned", 1), ("clock.overdue", 2), ("clock.escalated", 3), ("clock.escalated_again", 4),
    ]  # fmt: skip
    assert (clock_of(number, "handle").next_at, verify_all()) == (None, ())


@pytest.mark.django_db
def test_a_clock_left_alone_for_long_catches_up_at_once(engine: None, desk: Desk) -> None:
    number = desk.workshop(until="working")
    assert tick_at("06-01") == TickReport(found=1, raised=1, late_moves=0, refused=0)
    assert told(number) == [entry for _, _, newly in LEVELS for entry in newly]


@pytest.mark.django_db
def test_a_limit_without_warning_is_overdue_and_was_never_near(engine: None, desk: Desk) -> None:
    number = desk.workshop(category=URGENT_CATEGORY)
    assert tick_at("03-02", "09:29").raised == 0
    tick_at("03-02", "09:30")
    assert (written(number), told(number)) == ([("clock.overdue", 2)], [("clock_overdue", "dispatcher")])


@pytest.mark.django_db
def test_only_the_unit_concerned_is_told(engine: None, desk: Desk) -> None:
    number = desk.workshop()
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET", separate=["T-WATER"])
    desk.move(number, "stop", desk.clerks[1])
    tick_at("03-05")
    assert told(number) == [("clock_warned", "T-STREET:clerk")]


@pytest.mark.django_db
def test_an_extended_clock_warns_anew(engine: None, desk: Desk) -> None:
    number = desk.workshop(until="working")
    tick_at("03-05")
    with standing_at(at("03-05", "13:00")):
        desk.move(number, "extend", desk.dispatcher, amount=3)
    assert (tick_at("03-06").raised, clock_of(number, "handle").level) == (0, 0)
    tick_at("03-10")
    assert told(number) == [("clock_warned", "T-STREET:clerk")] * 2


@pytest.mark.django_db
def test_a_late_move_is_made_once(engine: None, desk: Desk) -> None:
    number = desk.confidential()
    report = tick_at("03-06")
    assert (report.late_moves, stage_of(number)) == (1, "ended")
    assert tick_at("03-06").found == 0
    assert [e.move for e in Entry.objects.filter(case__number=number).order_by("seq")][-3:] == [
        "clock.warned", "clock.overdue", "lapse",
    ]  # fmt: skip
    assert verify_all() == ()


@pytest.mark.django_db
def test_a_met_clock_says_nothing(engine: None, desk: Desk) -> None:
    number = desk.workshop(until="working")
    desk.move(number, "answer", desk.clerks[0], answer="好了")
    assert (tick_at("06-01"), told(number)) == (TickReport(found=0, raised=0, late_moves=0, refused=0), [])


QUIET = (3, 0)  # one looks for clocks, two open and close the transaction
BUSY = (5, 2)  # one loads the cases with all that hangs on them; changes travel with the new rows


class Crash(Exception):
    """The machine goes down."""


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["before writing", "after writing"])
def test_a_crash_before_the_commit(engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    number, mediated = desk.workshop(until="working"), desk.confidential()
    write = Batch.write

    def crash(batch: Batch) -> None:
        if where == "after writing":
            write(batch)
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(Batch, "write", crash)
        with pytest.raises(Crash):
            tick_at("03-06")
    assert (told(number), stage_of(mediated), clock_of(number, "handle").level) == ([], "asking", 0)
    tick_at("03-06")
    assert told(number) == [("clock_warned", "T-STREET:clerk"), ("clock_overdue", "T-STREET:clerk")]
    assert (stage_of(mediated), verify_all()) == ("ended", ())


@pytest.mark.django_db
def test_a_crash_while_the_late_move_is_made(engine: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock is never overdue without the move that follows from it."""
    mediated = desk.confidential()

    def crash(_: Any) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(ticking, "make_moves", crash)
        with pytest.raises(Crash):
            tick_at("03-06")
    assert clock_of(mediated, "consent").level == 0
    tick_at("03-06")
    assert stage_of(mediated) == "ended"


def test_two_ticks_at_once_share_the_work(committed_engine: None, desk: Desk) -> None:
    numbers = [desk.workshop(until="working") for _ in range(6)] + [desk.confidential() for _ in range(3)]
    barrier = Barrier(2)

    def work() -> TickReport:
        barrier.wait()
        return tick()

    with standing_at(at("03-06")):
        reports = all_at_once([work, work])
        tick()  # what each left to the other
    assert sum(report.late_moves for report in reports) <= 3
    for number in numbers[:6]:
        assert told(number) == [("clock_warned", "T-STREET:clerk"), ("clock_overdue", "T-STREET:clerk")]
    assert [stage_of(number) for number in numbers[6:]] == ["ended"] * 3
    assert verify_all() == ()


def test_a_held_case_does_not_hold_up_the_tick(committed_engine: None, desk: Desk) -> None:
    held, free = desk.workshop(until="working"), desk.workshop(until="working")
    with transaction.atomic():
        lock_states([held])
        (report,) = all_at_once([lambda: tick_at("03-05")])
    assert (report.found, report.raised) == (2, 1)
    assert (told(held), told(free)) == ([], [("clock_warned", "T-STREET:clerk")])
    tick_at("03-05")
    assert told(held) == told(free)


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "cost"), [("03-04", QUIET), ("03-05", BUSY), ("03-06", BUSY)])
def test_open_clocks_cost_nothing(engine: None, desk: Desk, day: str, cost: tuple[int, int]) -> None:
    """The number of queries depends neither on the clocks that run nor on those whose moment has come."""
    counts = []
    for more in (1, 2, 5):
        for _ in range(more):
            desk.workshop(until="working")
        counts.append(cost_of(lambda: tick_at(day)))
    assert counts == [cost] * 3


@pytest.mark.django_db
def test_a_tick_takes_as_many_as_it_is_told(engine: None, desk: Desk) -> None:
    for _ in range(3):
        desk.workshop(until="working")
    with standing_at(at("03-05")):
        assert [tick(limit=2).raised, tick(limit=2).raised, tick(limit=2).raised] == [2, 1, 0]
    assert Clock.objects.filter(rule="handle", level=1).count() == 3


@pytest.mark.django_db
def test_a_clock_nobody_understands_stops_no_other(engine: None, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    numbers = [desk.workshop(until="working") for _ in range(3)]
    strange = clock_of(numbers[0], "handle")
    Clock.objects.filter(pk=strange.pk).update(rule="gone_from_this_release")
    tick_at("03-05")
    assert [written(number) for number in numbers] == [[], [("clock.warned", 1)], [("clock.warned", 1)]]
    put_off = Clock.objects.get(pk=strange.pk)
    assert (put_off.level, put_off.next_at) == (0, at("03-05", "13:00"))
    assert "clock_not_understood" in caplog.text
    assert verify_all() == ()
