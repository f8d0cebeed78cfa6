"""What colleagues arrange among themselves, by API: phrases and reminders, by the rules of the pages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import now, today
from shiyu.cases.models import Case
from shiyu.city.people import issue_token
from shiyu.web.models import OwnPhrase, Reminder
from tests.api.people import Api, bearing, make_account
from tests.api.refusing import refused
from tests.pages.people import api, reported

pytestmark = pytest.mark.django_db
SAID = "已到现场核实"
POST = "zjj-clerk"


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


@pytest.fixture
def clerk() -> Api:
    return api("clerk", unit="zjj")


@pytest.fixture
def head() -> Api:
    return api("unit_head", unit="zjj")


@pytest.fixture
def number() -> str:
    made = reported()
    api("dispatcher").move(made, "dispatch", lead="zjj")
    return made


# Phrases


def test_a_phrase_is_added_changed_moved_and_deleted(clerk: Api) -> None:
    first, second = (clerk.post("/phrases", {"text": text}).json() for text in (SAID, "已联系诉求人"))
    changed = clerk.post(f"/phrases/{first['id']}/change", {"text": "已办结", "seen": first["changed_at"]})
    assert (changed.status_code, changed.json()["text"]) == (200, "已办结")
    moved = clerk.post(f"/phrases/{second['id']}/up").json()["own"]
    assert [row["text"] for row in moved] == ["已联系诉求人", "已办结"]
    for _ in range(2):
        assert clerk.post(f"/phrases/{second['id']}/remove").status_code == 200
    assert [row["text"] for row in clerk.get("/phrases").json()["own"]] == ["已办结"]


def test_ones_own_the_units_and_the_citys_are_told_apart(clerk: Api, head: Api) -> None:
    clerk.post("/phrases", {"text": SAID})
    assert head.post("/phrases", {"text": "请签收", "whose": "unit"}).status_code == 201
    found = {who: asker.get("/phrases").json() for who, asker in (("clerk", clerk), ("head", head))}
    texts = {who: ([row["text"] for row in told["own"]], [row["text"] for row in told["unit"]], told["keeps_unit"])
             for who, told in found.items()}  # fmt: skip
    assert texts == {"clerk": ([SAID], ["请签收"], False), "head": ([], ["请签收"], True)}
    assert all(group["scene"] and group["phrases"] for group in found["clerk"]["city"])
    assert api("clerk", unit="cgj").get("/phrases").json()["unit"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": " "}, "bad_input"),
        ({"text": "请拨打13800001234"}, "bad_input"),
        ({"text": "长" * 501}, "wrong_fields"),
        ({"text": SAID, "scene": "没有的场景"}, "bad_value"),
        ({"text": SAID, "whose": "city"}, "wrong_fields"),
        ({"text": SAID, "place": 1}, "wrong_fields"),
        ({"text": SAID, "whose": "unit"}, "not_yours"),
        ({"text": 7}, "wrong_fields"),
        ({}, "wrong_fields"),
    ],
)
def test_a_phrase_that_cannot_be_kept(clerk: Api, body: Mapping[str, Any], code: str) -> None:
    refused(clerk.post("/phrases", body), code)
    assert not OwnPhrase.objects.exists()


def test_a_phrase_asked_twice_under_one_key_is_one(clerk: Api) -> None:
    both = [clerk.post("/phrases", {"text": SAID}, key="once") for _ in range(2)]
    assert [answer.status_code for answer in both] == [201, 201]
    assert both[0].json() == both[1].json()
    refused(clerk.post("/phrases", {"text": "另一条"}, key="once"), "key_reused")
    refused(clerk.post("/phrases", {"text": SAID}, key="another"), "bad_input")  # there is the same one
    assert OwnPhrase.objects.count() == 1
    other = api("clerk", unit="cgj").post("/phrases", {"text": SAID}, key="once")
    assert other.status_code == 201  # a key is one's own


def test_the_later_of_two_who_change_one_phrase_is_told(head: Api) -> None:
    made = head.post("/phrases", {"text": SAID, "whose": "unit"}).json()
    body = {"text": "已到现场", "seen": made["changed_at"]}
    assert head.post(f"/phrases/{made['id']}/change", body).status_code == 200
    refused(head.post(f"/phrases/{made['id']}/change", {**body, "text": "已核实"}), "conflict")
    refused(head.post(f"/phrases/{made['id']}/change", {**body, "seen": "x"}), "bad_value")


@pytest.mark.parametrize("whose", ["own", "unit"])
@pytest.mark.parametrize("verb", ["change", "up", "remove"])
def test_what_another_keeps_is_not_there(clerk: Api, head: Api, verb: str, whose: str) -> None:
    made = head.post("/phrases", {"text": SAID, "whose": whose}).json()
    body = {"text": "改", "seen": made["changed_at"]} if verb == "change" else None
    refused(clerk.post(f"/phrases/{made['id']}/{verb}", body), "not_found")
    assert OwnPhrase.objects.get().text == SAID


# Reminders


def test_a_reminder_is_set_put_off_and_cancelled(clerk: Api, number: str) -> None:
    made = clerk.post("/reminders", {"number": number, "on": day(2), "note": "问进度"}).json()
    again = clerk.post("/reminders", {"number": number, "on": day(2), "note": "问进度"}).json()
    assert (made["id"], made["on"]) == (again["id"], day(2))
    (listed,) = clerk.get("/reminders").json()["reminders"]
    assert (listed["number"], listed["note"], listed["due"], listed["ended"]) == (number, "问进度", False, False)
    assert clerk.get("/reminders", due="true").json()["reminders"] == []
    Reminder.objects.update(on=today())  # as if two days had gone by
    assert len(clerk.get("/reminders", due="true").json()["reminders"]) == 1
    assert clerk.post(f"/reminders/{made['id']}/later", {"days": 3}).json()["on"] > day(2)
    for _ in range(2):
        assert clerk.post(f"/reminders/{made['id']}/cancel").status_code == 200
    assert clerk.get("/reminders").json()["reminders"] == []


def test_so_many_working_days_before_the_limit(clerk: Api, number: str) -> None:
    Case.objects.filter(number=number).update(due_at=now() + timedelta(days=30))
    made = clerk.post("/reminders", {"number": number, "before": 3}).json()
    assert day(20) < made["on"] < day(28)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_input"),
        ({"on": day(2), "before": 1}, "bad_input"),
        ({"on": day(0)}, "bad_input"),
        ({"on": day(400)}, "bad_input"),
        ({"on": "明天"}, "bad_value"),
        ({"before": 0}, "wrong_fields"),
        ({"before": 31}, "wrong_fields"),
        ({"before": "3"}, "wrong_fields"),
        ({"on": day(2), "note": "长" * 201}, "wrong_fields"),
        ({"on": day(2), "who": "clerk"}, "wrong_fields"),
        ({"on": day(2), "number": "SQ-none"}, "no_such_case"),
        ({"on": day(2), "number": "'; --"}, "no_such_case"),
    ],
)
def test_a_reminder_that_cannot_be_set(clerk: Api, number: str, body: Mapping[str, Any], code: str) -> None:
    refused(clerk.post("/reminders", {"number": number, **body}), code)
    assert not Reminder.objects.exists()


def test_of_a_case_one_may_not_see_there_is_no_reminder(number: str) -> None:
    refused(api("clerk", unit="cgj").post("/reminders", {"number": number, "on": day(2)}), "no_such_case")


@pytest.mark.parametrize(("verb", "body"), [("later", {"days": 1}), ("cancel", None)])
def test_anothers_reminder_is_not_there(clerk: Api, number: str, verb: str, body: Any) -> None:
    made = clerk.post("/reminders", {"number": number, "on": day(2)}).json()
    other = bearing(issue_token(make_account("colleague", POST), "test")[1])
    refused(other.post(f"/reminders/{made['id']}/{verb}", body), "not_found")
    assert other.get("/reminders").json()["reminders"] == []
    assert len(clerk.get("/reminders").json()["reminders"]) == 1
