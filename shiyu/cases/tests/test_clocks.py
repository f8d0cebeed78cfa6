"""Limits on the run: how they start, stand still, are lengthened, and say why they are due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.clocks import why_due
from shiyu.cases.errors import BadFact, GuardRefused, OverCap, WindowClosed
from shiyu.cases.models import Clock, Entry
from shiyu.cases.provisional import recompute
from shiyu.cases.tests.desk import Answer, Desk, clock_of
from shiyu.cases.tests.small_city import CATEGORY, URGENT_CATEGORY
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all
from shiyu.city import directory as directories
from shiyu.city.models import CalendarDay, Edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def due(clock: Clock) -> str:
    """The due moment as the clocks of the city show it."""
    return f"{clock.due_at + timedelta(hours=8):%Y-%m-%d %H:%M}"


def at(day: str, hour: str = "09:00") -> datetime:
    """A moment of the city."""
    return datetime.fromisoformat(f"{day}T{hour}:00+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "category", "ends"),
    [
        (at("2026-03-02"), CATEGORY, "2026-03-02 15:00"),  # four working hours, two hours of noon not counted
        (at("2026-03-02"), URGENT_CATEGORY, "2026-03-02 09:30"),
        (at("2026-03-06", "17:00"), CATEGORY, "2026-03-09 11:00"),  # over the weekend
        (at("2026-03-06", "17:00"), URGENT_CATEGORY, "2026-03-06 17:30"),
        (at("2026-03-07"), CATEGORY, "2026-03-09 12:00"),  # raised on a Saturday
    ],
)
def test_the_limit_is_that_of_the_category(desk: Desk, start: datetime, category: str, ends: str) -> None:
    with standing_at(start):
        number = desk.workshop(category=category)
    assert due(clock_of(number, "decide")) == ends


def test_a_case_keeps_the_numbers_it_was_opened_under(desk: Desk) -> None:
    number = desk.workshop(until="working", category=URGENT_CATEGORY)
    clock = clock_of(number, "handle")
    assert (clock.amount, clock.unit, due(clock), clock.provisional) == (3, "working_days", "2026-03-06 00:00", False)


def test_a_date_says_why_and_names_the_days_skipped(desk: Desk) -> None:
    with standing_at(at("2026-09-29")):
        number = desk.workshop(until="working")
    clock = clock_of(number, "handle")
    said = why_due(clock, directories.directory().calendar)
    assert (said.zh, said.en) == (
        "自2026年9月29日（当日不计）起算3个工作日，至2026年10月9日24时届满。跳过：国庆节（10月1日至7日）。",
        "3 working days from 2026-09-29 (that day not counted) end on 2026-10-09 at 24:00. "
        "Skipped: National Day (2026-10-01 to 2026-10-07).",
    )


def test_pausing_gives_back_the_days_stood_still(desk: Desk) -> None:
    number = desk.workshop(until="working")  # due at the end of Thursday
    with standing_at(at("2026-03-03")):
        desk.move(number, "suspend", desk.dispatcher, until="2026-03-20")
        clock = clock_of(number, "handle")
        assert (clock.state, clock.next_at, due(clock)) == ("paused", None, "2026-03-06 00:00")
    with standing_at(at("2026-03-10")):
        assert tick().raised == 0
        desk.move(number, "resume", desk.dispatcher)
    clock = clock_of(number, "handle")
    assert (clock.state, due(clock)) == ("running", "2026-03-13 00:00")
    assert why_due(clock, directories.directory().calendar).en.endswith(
        "The clock stood still from 2026-03-03 09:00 to 2026-03-10 09:00; 5 working days given back."
    )
    assert clock_of(number, "suspension").state == "stopped"


def test_an_overdue_clock_cannot_be_hidden_by_pausing(desk: Desk) -> None:
    number = desk.workshop(until="working")
    with standing_at(at("2026-03-06", "00:00")):
        desk.move(number, "suspend", desk.dispatcher, until="2026-03-20")
    clock = clock_of(number, "handle")
    assert (clock.state, clock.pauses) == ("running", [])
    with standing_at(at("2026-03-06", "00:01")):
        tick()
    assert clock_of(number, "handle").level == 2


def test_a_suspension_ends_with_its_day(desk: Desk) -> None:
    number = desk.workshop(until="working")
    with standing_at(at("2026-03-03")):
        desk.move(number, "suspend", desk.dispatcher, until="2026-03-10")
    assert due(clock_of(number, "suspension")) == "2026-03-11 00:00"
    with standing_at(at("2026-03-11", "00:00")):
        assert tick().late_moves == 1
    assert clock_of(number, "handle").state == "running"
    assert Entry.objects.filter(case__number=number).last().move == "resume_when_due"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("steps", "met"),
    [
        ([("answer", "2026-03-05")], True),
        ([("answer", "2026-03-06")], False),
        ([("suspend", "2026-03-04"), ("resume", "2026-03-12"), ("answer", "2026-03-13")], True),
        ([("suspend", "2026-03-04"), ("resume", "2026-03-12"), ("answer", "2026-03-16")], False),
    ],
)
def test_met_or_missed(desk: Desk, steps: list[tuple[str, str]], met: bool) -> None:
    number = desk.workshop(until="working")
    facts = {"answer": {"answer": "好了"}, "suspend": {"until": "2026-05-01"}, "resume": {}}
    for move, day in steps:
        with standing_at(at(day)):
            desk.move(number, move, desk.clerks[0] if move == "answer" else desk.dispatcher, **facts[move])
    assert clock_of(number, "handle").met is met


def test_time_stood_still_is_not_counted_against_the_unit(desk: Desk) -> None:
    """Nine days in dispute, and the return was right: the clock stood still from the first to the last of them."""
    number = desk.formal(until="arbitration", joint=False)
    with standing_at(at("2026-03-11")):
        desk.move(number, "arbitrate", desk.arbiter, decision="uphold", reason="职责清单")
    clock = clock_of(number, "sign", unit="T-STREET")
    assert (clock.state, clock.met, due(clock)) == ("stopped", True, "2026-03-14 00:00")


@pytest.mark.parametrize(
    ("amounts", "outcomes", "ends"),
    [
        ([3], ["working"], "2026-03-11 00:00"),
        ([3, 3], ["working", "working"], "2026-03-14 00:00"),
        ([3, 3, 1], ["working", "working", OverCap], "2026-03-14 00:00"),
        ([4], [OverCap], "2026-03-06 00:00"),
        ([0, 1], ["working", "working"], "2026-03-07 00:00"),
        ([-1], [BadFact], "2026-03-06 00:00"),
    ],
)
def test_extension_within_the_cap(desk: Desk, amounts: list[int], outcomes: list[Answer], ends: str) -> None:
    number = desk.workshop(until="working")
    assert [desk.try_move(number, "extend", desk.dispatcher, amount=amount) for amount in amounts] == outcomes
    assert due(clock_of(number, "handle")) == ends


@pytest.mark.parametrize(
    ("day", "hour", "outcome"),
    [
        ("2026-03-02", "10:00", "return_asked"),
        ("2026-03-05", "23:59", "return_asked"),
        ("2026-03-06", "00:00", WindowClosed),
        ("2026-03-20", "09:00", WindowClosed),
    ],
)
@pytest.mark.parametrize("signed", [False, True])
def test_the_window_for_returning(desk: Desk, day: str, hour: str, outcome: Answer, signed: bool) -> None:
    """Three working days, whether or not the unit has signed; then it is the one responsible."""
    number = desk.formal(until="to_sign")
    if signed:
        desk.move(number, "sign", desk.clerks[0])
    with standing_at(at(day, hour)):
        assert desk.try_move(number, "ask_return", desk.clerks[0], reason="不属本单位职责") == outcome


def test_a_dispute_stops_nobody_elses_clock(desk: Desk) -> None:
    number = desk.formal(until="to_sign")
    desk.move(number, "ask_return", desk.clerks[0], reason="不属本单位职责")
    assert {c.assignment.unit_code: c.state for c in Clock.objects.filter(rule="sign") if c.assignment} == {
        "T-STREET": "paused",
        "T-WATER": "running",
    }


def test_a_unit_stops_its_own_clock_only(desk: Desk) -> None:
    number = desk.workshop()
    desk.move(number, "dispatch", desk.dispatcher, lead="T-STREET", separate=["T-WATER"])
    desk.move(number, "stop", desk.clerks[1])
    running = Clock.objects.filter(rule="handle", state="running").values_list("assignment__unit_code", flat=True)
    assert list(running) == ["T-STREET"]
    desk.move(number, "stop", desk.dispatcher)
    assert not Clock.objects.filter(rule="handle", state="running").exists()


def test_checkpoints_are_met_one_by_one(desk: Desk) -> None:
    number = desk.formal(until="handling", joint=False)
    desk.move(number, "report_day_1", desk.clerks[0], text="进展")
    rules = Clock.objects.filter(assignment__unit_code="T-STREET", state="running").order_by("due_at")
    assert [(clock.rule, due(clock)) for clock in rules] == [
        ("day_3", "2026-03-06 00:00"),
        ("day_7", "2026-03-10 00:00"),
        ("month_1", "2026-04-03 00:00"),
        ("answer", "2026-06-03 00:00"),
    ]


def calendar_comes(day: str, name: str) -> None:
    """The official notice of a year comes in: one free day, and with it the year is known."""
    CalendarDay.objects.filter(date__year=int(day[:4])).update(withdrawn=True)
    known = {"kind": "holiday", "name": name, "name_en": name, "source_doc": "国办发明电"}
    CalendarDay.objects.update_or_create(
        date=date.fromisoformat(day), defaults={**known, "provisional": False, "withdrawn": False}
    )
    Edition.objects.create(pk=9_000_001, pack_hash="1" * 64, city=directories_city(), counts={})
    directories.forget()


def directories_city() -> dict[str, object]:
    city: dict[str, object] = Edition.objects.get(pk=9_000_000).city
    return city


def test_provisional_dates_are_marked_recomputed_and_told(desk: Desk) -> None:
    with standing_at(at("2027-03-02")):
        number = desk.workshop(until="working")
        clock = clock_of(number, "handle")
        assert (due(clock), clock.provisional) == ("2027-03-06 00:00", True)
        assert "暂定" in why_due(clock, directories.directory().calendar).zh
        assert recompute() == 0  # no notice, nothing to look at
        calendar_comes("2027-03-03", "试日")
        assert recompute() == 1
        assert recompute() == 0
    clock = clock_of(number, "handle")
    assert (due(clock), clock.provisional) == ("2027-03-09 00:00", False)
    entries = Entry.objects.filter(case__number=number, move="clock.recomputed")
    assert [(e.facts["rule"], e.facts["was"][:10], e.facts["due"][:10], e.audience) for e in entries] == [
        ("handle", "2027-03-05", "2027-03-08", "staff")
    ] * len(entries)
    assert verify_all() == ()


def test_a_provisional_date_that_stays_is_not_told(desk: Desk) -> None:
    with standing_at(at("2027-03-02")):
        number = desk.workshop(until="working")
        calendar_comes("2027-10-01", "国庆节")
        recompute()
    clock = clock_of(number, "handle")
    assert (due(clock), clock.provisional) == ("2027-03-06 00:00", False)
    assert not Entry.objects.filter(move="clock.recomputed").exists()


def test_a_paused_provisional_clock_is_recomputed_when_it_runs_again(desk: Desk) -> None:
    with standing_at(at("2027-03-02")):
        number = desk.workshop(until="working")
        desk.move(number, "suspend", desk.dispatcher, until="2027-03-10")
        calendar_comes("2027-03-03", "试日")
        recompute()
        assert clock_of(number, "handle").provisional
    with standing_at(at("2027-03-04")):
        desk.move(number, "resume", desk.dispatcher)
    assert not clock_of(number, "handle").provisional


def test_a_stale_draft_is_no_answer(desk: Desk) -> None:
    """Of two drafts the later one goes out; the earlier one never does."""
    number = desk.workshop(until="working")
    desk.move(number, "sign", desk.clerks[0])
    for words in ("初稿", "定稿"):
        desk.move(number, "draft", desk.clerks[0], answer=words)
    desk.move(number, "give", desk.dispatcher)
    entry = Entry.objects.get(reply__given_at__isnull=False)
    assert "定稿" in (entry.text.body or "")
    assert desk.try_move(desk.workshop(until="working"), "give", desk.dispatcher) is GuardRefused
