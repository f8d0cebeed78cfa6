"""What colleagues arrange among themselves, by API: phrases, reminders, hand-overs, by the rules of the pages."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import now, today
from shiyu.cases.models import Case, Entry
from shiyu.city import directory as directories
from shiyu.city.models import Post, Unit
from shiyu.city.models.dated import span
from shiyu.city.people import dismiss, issue_token
from shiyu.web.models import HandOver, OwnPhrase, Reminder
from tests.api.people import Api, bearing, make_account
from tests.api.refusing import refused
from tests.pages.people import account, api, reported

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


# Handing over


@pytest.fixture
def taker() -> Api:
    return bearing(issue_token(make_account("next", POST), "test")[1])


def asked(**other: Any) -> dict[str, Any]:
    """From the clerk of these tests to the next one."""
    return {"post": POST, "giver": account("clerk", unit="zjj").username, "taker": "next", **other}


def written() -> int:
    return Entry.objects.filter(move="post.handed_over").count()


def test_previewed_handed_over_and_found_by_the_taker(clerk: Api, head: Api, taker: Api, number: str) -> None:
    clerk.move(number, "sign")
    clerk.post("/reminders", {"number": number, "on": day(2)})
    clerk.post("/phrases", {"text": SAID})
    posts = {
        one["post"]: {who["login"] for who in one["holders"]} for one in head.get("/handovers/posts").json()["posts"]
    }
    assert {account("clerk", unit="zjj").username, "next"} <= posts[POST]
    would = head.get("/handovers/preview", **asked()).json()
    assert [(case["number"], case["worked_on"], case["suggested"]) for case in would["cases"]] == [(number, True, True)]
    assert (would["reminders"], would["phrases"]) == (1, 1)
    done = head.post("/handovers", asked(numbers=[number], reminders=True, phrases=True, note="退休"))
    assert (done.status_code, done.json()["numbers"], written()) == (201, [number], 1)
    (record,) = taker.get("/handovers").json()["to_me"]
    assert (record["numbers"], record["note"], record["seen_at"]) == ([number], "退休", None)
    assert taker.post("/handovers/seen").json() == {"unseen": 0}
    assert head.get("/handovers").json()["of_unit"][0]["id"] == record["id"]
    assert [one["number"] for one in taker.get("/reminders").json()["reminders"]] == [number]
    assert [one["text"] for one in taker.get("/phrases").json()["own"]] == [SAID]


def test_who_has_left_hands_over_too(head: Api, clerk: Api, taker: Api, number: str) -> None:
    gone = account("clerk", unit="zjj")
    dismiss(gone, Post.objects.get(code=POST))
    gone.is_active = False
    gone.save()
    assert head.get("/handovers/preview", **asked()).json()["cases"][0]["suggested"] is True
    assert head.post("/handovers", asked(numbers=[number])).json()["numbers"] == [number]


def test_handed_over_twice_under_one_key_is_once(head: Api, clerk: Api, taker: Api, number: str) -> None:
    both = [head.post("/handovers", asked(numbers=[number]), key="once") for _ in range(2)]
    assert [answer.status_code for answer in both] == [201, 201]
    assert both[0].json() == both[1].json()
    assert (written(), HandOver.objects.count()) == (1, 1)
    refused(head.post("/handovers", asked(numbers=[number], note="另一次"), key="once"), "key_reused")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"numbers": []}, "bad_value"),
        ({"taker": "nobody-here"}, "bad_value"),
        ({"giver": "nobody-here"}, "bad_value"),
        ({"post": "no-post"}, "bad_value"),
        ({"taker": "page-clerk-zjj"}, "bad_input"),  # to himself
        ({"taker": "page-unit_head-zjj"}, "bad_input"),  # who does not hold the post
        ({"numbers": ["x"] * 201}, "wrong_fields"),
        ({"reminders": "yes"}, "wrong_fields"),
        ({"everything": True}, "wrong_fields"),
    ],
)
def test_a_hand_over_that_cannot_be(
    head: Api, clerk: Api, taker: Api, number: str, other: Mapping[str, Any], code: str
) -> None:
    refused(head.post("/handovers", asked(**{"numbers": [number], **other})), code)
    assert (written(), HandOver.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [("clerk", "zjj", 201), ("unit_head", "zjj", 201), ("system_admin", None, 201), ("unit_head", "cgj", 403),
     ("clerk", "cgj", 403), ("dispatcher", None, 403)],
)  # fmt: skip
def test_who_may_hand_over(clerk: Api, taker: Api, number: str, who: str, unit: str | None, status: int) -> None:
    asker = api(who, unit=unit)
    assert asker.get("/handovers/preview", **asked()).status_code == (200 if status == 201 else 403)
    assert asker.post("/handovers", asked(numbers=[number])).status_code == status
    assert written() == int(status == 201)


def test_a_case_that_is_not_the_posts_is_left_out(head: Api, clerk: Api, taker: Api, number: str) -> None:
    elsewhere = reported()
    assert head.post("/handovers", asked(numbers=[number, elsewhere, "SQ-none"])).json()["numbers"] == [number]


# Work of a unit that is no more


@pytest.fixture
def abolished(number: str) -> Iterator[str]:
    """The number of a case whose unit ended yesterday."""
    unit = Unit.objects.get(code="zjj")
    unit.validity = span(None, today() - timedelta(days=1))
    unit.save()
    directories.forget()
    yield number
    directories.forget()


def test_the_work_of_an_abolished_unit_goes_to_its_successor(abolished: str) -> None:
    system = api("system_admin")
    (unit,) = system.get("/handovers/abolished").json()["units"]
    assert (unit["unit"], unit["count"], unit["numbers"]) == ("zjj", 1, [abolished])
    given = {"old": "zjj", "new": "cgj", "numbers": [abolished, "SQ-none"]}
    assert system.post("/handovers/succession", given).json() == {"numbers": [abolished], "left": []}
    assert system.post("/handovers/succession", given).json() == {"numbers": [], "left": []}
    assert system.get("/handovers/abolished").json() == {"units": []}
    assert api("clerk", unit="cgj").move(abolished, "sign").status_code == 200


@pytest.mark.parametrize(
    ("who", "other", "code"),
    [
        ("system_admin", {"old": "cgj"}, "bad_input"),  # is in force
        ("system_admin", {"new": "zjj"}, "bad_input"),  # is no more
        ("system_admin", {"new": "no-unit"}, "bad_input"),
        ("system_admin", {"numbers": []}, "wrong_fields"),
        ("supervisor", {}, "not_yours"),
    ],
)
def test_a_succession_that_cannot_be(abolished: str, who: str, other: Mapping[str, Any], code: str) -> None:
    refused(api(who).post("/handovers/succession", {"old": "zjj", "new": "cgj", "numbers": [abolished], **other}), code)
    assert not Entry.objects.filter(move="unit.succeeded").exists()
