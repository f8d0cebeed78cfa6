"""Hand-overs by API, by the rules of the page: the work of a post, and of a unit that is no more."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import today
from shiyu.cases.models import Entry
from shiyu.city import directory as directories
from shiyu.city.models import Post, Unit
from shiyu.city.models.dated import span
from shiyu.city.people import dismiss, issue_token
from shiyu.web.models import HandOver
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
    for other in ({"note": "另一次"}, {"numbers": [number, "SQ-none"]}, {"phrases": True}):
        refused(head.post("/handovers", asked(**{"numbers": [number], **other}), key="once"), "key_reused")


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
