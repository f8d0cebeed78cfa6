"""调解室: one room holds one session at a time; what is called off, over or of an ended dispute holds nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shiyu.base.clock import standing_at
from shiyu.cases.errors import BadFact
from shiyu.cases.models import EntryText, Notice
from shiyu.city.reading import RawPack, RuleFile
from shiyu.disputes.counting import keep_board
from shiyu.disputes.models import Session
from shiyu.disputes.rooms import check_rooms, read_time, rooms
from shiyu.disputes.tests.conftest import MONDAY, Story
from shiyu.disputes.tests.test_break_glass import browser

pytestmark = pytest.mark.django_db
Another = Callable[[str], Story]
ON = "2026-03-05"
BOOKED: dict[str, Any] = {"on": ON, "room": "two", "when": "09:30", "lasts": 90}
ROOM = {"name": "一号", "seats": 4}
DAY = MONDAY + timedelta(days=3)  # nine in the morning of that day


def convene(story: Story, **facts: Any) -> str:
    """What comes of it: made, or the field that is refused."""
    try:
        story.do("convene", "mediator", **{name: value for name, value in facts.items() if value is not None})
    except BadFact as refused:
        return str(refused.facts["field"])
    return "made"


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ({}, "room"), ({"when": "10:59"}, "room"), ({"when": "08:00", "lasts": 91}, "room"),
        ({"when": "9：30"}, "room"),
        ({"when": "08:00", "lasts": 480}, "room"), ({"when": "09:40", "lasts": 10}, "room"),
        ({"when": "11:00"}, "made"), ({"when": "08:00", "lasts": 90}, "made"), ({"room": "three"}, "made"),
        ({"on": "2026-03-06"}, "made"), ({"room": None, "where": "东沟村委会"}, "made"),
        ({"room": None, "when": "上午九点", "lasts": None, "where": "线上：腾讯会议"}, "made"),
    ],
)  # fmt: skip
def test_a_second_session_and_the_room(another: Another, second: dict[str, Any], outcome: str) -> None:
    assert convene(another("mediating"), **BOOKED) == "made"
    assert convene(another("mediating"), **BOOKED | second) == outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (BOOKED, "made"), (BOOKED | {"room": "nine"}, "room"), (BOOKED | {"when": "上午九点"}, "when"),
        (BOOKED | {"when": "24:00"}, "when"), (BOOKED | {"lasts": None}, "lasts"), (BOOKED | {"lasts": 5}, "lasts"),
        (BOOKED | {"lasts": 481}, "lasts"), (BOOKED | {"where": "别处"}, "where"), (BOOKED | {"room": None}, "where"),
        (BOOKED | {"on": "2026-03-01"}, "when"),
    ],
)  # fmt: skip
def test_what_a_room_takes(story: Story, facts: dict[str, Any], outcome: str) -> None:
    story.to("mediating")
    assert convene(story, **facts) == outcome
    assert Session.objects.exists() == (outcome == "made")


def test_who_comes_second_is_told_which_session_has_it(another: Another) -> None:
    first, second = another("mediating"), another("mediating")
    convene(first, **BOOKED)
    with pytest.raises(BadFact) as refused:
        second.do("convene", "mediator", **BOOKED)
    reason = refused.value.facts["reason"]
    for words in (reason.zh, reason.en):
        assert all(said in words for said in (first.number, ON, "09:30–11:00"))
    assert "骆青禾" not in reason.zh


def test_the_history_says_the_room_by_name_and_from_when_until_when(story: Story) -> None:
    story.to("mediating")
    convene(story, **BOOKED)
    body = EntryText.objects.get(entry__case=story.case, entry__move="convene").body or ""
    assert ("市矛调中心二号调解室" in body, "09:30–11:00" in body, '"room"' in body) == (True, True, False)


def call_off(story: Story) -> None:
    story.do("call_off", "mediator", on=ON, reason="一方有事")


def record(story: Story) -> None:
    with standing_at(DAY + timedelta(hours=1)):  # half an hour after it began
        story.do("hold_session", "mediator", on=ON, present="双方", minutes="很快谈妥")


def record_too_early(story: Story) -> None:
    story.do("hold_session", "mediator", on=ON, present="双方", minutes="提前记录")


def fail(story: Story) -> None:
    story.do("fail", "mediator", reason="差距过大")


def refuse(story: Story) -> None:
    story.do("refuse", "b", reason="不愿再谈")


def withdraw(story: Story) -> None:
    story.do("withdraw", "a", reason="和好")


def to_police(story: Story) -> None:
    story.do("to_police", "mediator", danger="violence", reason="持械")


def oral(story: Story) -> None:
    story.do("record_oral", "mediator", facts_found="欠款", content="付清", manner="现金", due="2026-03-20")


def step_back(story: Story) -> None:
    story.do("step_back", "mediator", ground="absence", reason="出差")


def draft(story: Story) -> None:
    story.do("draft_agreement", "mediator", facts_found="欠款", content="付清", manner="现金", due="2026-03-20")


ENDS = (call_off, record, fail, refuse, withdraw, to_police, oral)
GOES_ON = (record_too_early, step_back, draft)


@pytest.mark.parametrize("happens", [*ENDS, *GOES_ON])
def test_what_frees_the_room(another: Another, happens: Callable[[Story], None]) -> None:
    first, second = another("mediating"), another("mediating")
    convene(first, **BOOKED)
    happens(first)
    with standing_at(DAY + timedelta(hours=1)):
        assert convene(second, **BOOKED) == ("made" if happens in ENDS else "room")


def test_a_dispute_taken_up_again_takes_back_no_room(another: Another) -> None:
    first, second = another("mediating"), another("mediating")
    convene(first, **BOOKED)
    fail(first)
    first.do("tell_ways", "mediator", way="suit", reason="可起诉")
    first.do("reopen", "a", reason="再谈")
    assert convene(second, **BOOKED) == "made"


def test_calling_off_tells_the_sides_and_needs_a_session(story: Story) -> None:
    story.to("mediating")
    with pytest.raises(BadFact):
        call_off(story)
    story.do("convene", "mediator", on=ON, when="上午", where="村委会")  # elsewhere too
    call_off(story)
    told = Notice.objects.filter(case=story.case, template="dispute_called_off").values_list("party__role", flat=True)
    assert {*told} == {"applicant", "respondent"}
    with pytest.raises(BadFact):
        call_off(story)


def test_the_table_itself_holds_no_two(another: Another) -> None:
    first, second = another("mediating"), another("mediating")
    convene(first, **BOOKED)
    held = Session.objects.get()
    with pytest.raises(IntegrityError, match="room_holds_one_session"), transaction.atomic():
        Session.objects.create(case=second.case, seq=99, on=held.on, unit_code="x", convened_at=held.convened_at,
                               room="two", starts_at=held.starts_at, ends_at=held.ends_at)  # fmt: skip


def test_the_board_shows_rooms_with_times_and_no_names(another: Another) -> None:
    story, ended = another("mediating"), another("mediating")
    convene(story, **BOOKED)
    convene(ended, **BOOKED | {"room": "three", "when": "14:00"})
    fail(ended)
    with standing_at(DAY):
        keep_board()
        shown = browser("dispute-lead").get("/disputes/board").content.decode()
    assert all(room.label.zh in shown for room in rooms().values())
    assert ("09:30–11:00" in shown, "14:00–15:30" in shown) == (True, False)
    assert "骆青禾" not in shown
    assert "远山商行" not in shown


def test_the_form_offers_the_rooms(story: Story) -> None:
    story.to("mediating")
    page = browser("mediator").get(f"/cases/{story.number}/moves/convene").content.decode()
    assert '<option value="two">市矛调中心二号调解室（8座、录音录像）</option>' in page


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9:30", "09:30"), ("09：30", "09:30"), ("23:59", "23:59"), ("24:00", None), ("9点", None), ("", None)],
)
def test_a_time_as_it_is_typed(typed: str, read: str | None) -> None:
    found = read_time(typed)
    assert (found and f"{found:%H:%M}") == read


@pytest.mark.parametrize(
    ("tables", "faults"),
    [
        ({}, 0), ({"one": ROOM}, 0), ({"one": ROOM | {"equipment": ["投影"]}}, 0), ({"One": ROOM}, 1),
        ({"one": {"seats": 4}}, 1), ({"one": ROOM | {"name": " "}}, 1), ({"one": ROOM | {"seats": 0}}, 1),
        ({"one": ROOM | {"seats": True}}, 1), ({"one": {"name": "一号"}}, 1),
        ({"one": ROOM | {"equipment": "投影"}}, 1), ({"one": ROOM | {"equipment_en": [1]}}, 1),
        ({"one": 4}, 1), ([], 1), ({"o{": {}}, 3),
        ({"one": ROOM, "two": ROOM}, 1),
    ],
)  # fmt: skip
def test_the_check_of_a_pack(tables: Any, faults: int) -> None:
    rule = RuleFile(file="rules/disputes.toml", content={"name": "disputes", "body": {"rooms": tables}})
    pack = RawPack(root=Path(), rules=[rule])
    assert len([*check_rooms(pack)]) == faults
