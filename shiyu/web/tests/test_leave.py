"""请假代理: the page, the posts the delegate may switch to, what the history says of him, and who may name whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now, standing_at, today
from shiyu.city.models import Account, Delegation, Person, Post, Tenure
from shiyu.city.people import issue_token
from shiyu.web.login import sitting  # noqa: F401 -- notes when a session began, from its import on
from tests.api.people import Api, bearing, make_account, report

pytestmark = pytest.mark.django_db


def named(username: str, *posts: str) -> Account:
    account = make_account(username, *posts)
    account.person = Person.objects.create(name=f"某{username}")
    account.save()
    return account


def sitting_at(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def head() -> Account:
    return named("head", "zjj-head")


@pytest.fixture
def clerk() -> Account:
    return named("clerk", "zjj-clerk")


def form(absent: Account, delegate: Account, post: str, *, days: int = 3, **more: str) -> dict[str, str]:
    pk = Post.objects.get(code=post).pk
    return {
        "who": f"{pk}:{absent.pk}", "delegate": str(delegate.pk), "first": today().isoformat(),
        "last": (today() + timedelta(days=days)).isoformat(), **more,
    }  # fmt: skip


def page(client: Client) -> str:
    answer = client.get("/account/leave")
    assert answer.status_code == 200
    return answer.content.decode()


def test_named_seen_by_both_and_ended_by_the_delegate(head: Account, clerk: Account) -> None:
    boss, other = sitting_at(head), sitting_at(clerk)
    assert boss.post("/account/leave", form(head, clerk, "zjj-head", note="年休假")).status_code == 302
    assert "某clerk 代 某head" in page(boss)
    assert "年休假" in page(other)
    assert other.post("/post", {"post": "zjj-head"}).status_code == 302
    assert "代某head" in other.get("/work").content.decode()
    made = Delegation.objects.get()
    assert other.post("/account/leave", {"end": str(made.pk)}).status_code == 302
    assert "代某head" not in other.get("/work").content.decode()  # gone at once, from his own post
    assert other.post("/post", {"post": "zjj-head"}).status_code == 403
    assert "已撤销" in page(boss)


def test_it_is_over_the_day_after(head: Account, clerk: Account) -> None:
    sitting_at(head).post("/account/leave", form(head, clerk, "zjj-head", days=1))
    token = bearing(issue_token(clerk, "test")[1])
    for days, posts in ((0, ["zjj-clerk", "zjj-head"]), (1, ["zjj-clerk", "zjj-head"]), (2, ["zjj-clerk"])):
        with standing_at(now() + timedelta(days=days)):
            assert [post["code"] for post in token.get("/me").json()["posts"]] == posts


@pytest.mark.parametrize(
    ("who", "absent", "post", "status"),
    [
        ("head", "clerk", "zjj-clerk", 302), ("system", "clerk", "zjj-clerk", 302),
        ("clerk", "clerk", "zjj-clerk", 302),
        ("far", "clerk", "zjj-clerk", 403), ("clerk", "head", "zjj-head", 403),
        ("far_clerk", "clerk", "zjj-clerk", 403),
    ],
)  # fmt: skip
def test_who_may_name_for_whom(head: Account, clerk: Account, who: str, absent: str, post: str, status: int) -> None:
    people = {
        "head": head, "clerk": clerk, "third": named("third", "zjj-clerk", "zjj-head"), "far": named("far", "cgj-head"),
        "system": named("system", "dsjj-system"), "far_clerk": named("far_clerk", "cgj-clerk"),
    }  # fmt: skip
    colleague = head if absent == "clerk" else clerk
    answer = sitting_at(people[who]).post("/account/leave", form(people[absent], colleague, post))
    assert (answer.status_code, Delegation.objects.count()) == (status, int(status == 302))


def test_who_stands_in_does_not_pass_the_post_on(head: Account, clerk: Account) -> None:
    third = named("third", "zjj-clerk")
    sitting_at(head).post("/account/leave", form(head, clerk, "zjj-head"))
    delegate = sitting_at(clerk)
    delegate.post("/post", {"post": "zjj-head"})
    assert delegate.post("/account/leave", form(head, third, "zjj-head")).status_code == 403
    assert delegate.post("/account/leave", form(third, clerk, "zjj-clerk")).status_code == 422  # holds it already


def test_a_fault_stands_beside_its_field_and_what_was_typed_is_kept(head: Account) -> None:
    answer = sitting_at(head).post("/account/leave", form(head, head, "zjj-head", note="年休假"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-delegate">不能由本人代理本人。' in said
    assert 'value="年休假"' in said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("who", "x:y"),
        ("who", "1:99999999999999999999"),
        ("delegate", "-1"),
        ("first", "2026-13-01"),
        ("last", ""),
        ("end", "x"),
    ],
)
def test_hostile_fields(head: Account, clerk: Account, field: str, value: str) -> None:
    answer = sitting_at(head).post("/account/leave", form(head, clerk, "zjj-head") | {field: value})
    assert answer.status_code in {404, 422}


def test_nobody_ends_what_is_none_of_his_business(head: Account, clerk: Account) -> None:
    sitting_at(head).post("/account/leave", form(head, clerk, "zjj-head"))
    made = str(Delegation.objects.get().pk)
    assert sitting_at(named("far", "cgj-head")).post("/account/leave", {"end": made}).status_code == 404
    assert Delegation.objects.get().ended_at is None


def test_an_officer_reads_who_stood_in_a_caller_reads_the_office(head: Account, clerk: Account) -> None:
    dispatcher, other = named("first", "rx12345-dispatcher"), named("second", "rx12345-reviewer")
    sitting_at(dispatcher).post("/account/leave", form(dispatcher, other, "rx12345-dispatcher"))
    made = report(Api()).json()
    acting = bearing(issue_token(other, "test")[1], **{"X-Post": "rx12345-dispatcher"})
    assert acting.move(made["number"], "dispatch", lead="zjj").status_code == 200
    last = acting.get(f"/cases/{made['number']}/history").json()["entries"][-1]["by"]
    assert (last["for"], last["stood_in"]["zh"]) == (dispatcher.pk, "某second 代 某first")
    assert "某second 代 某first" in sitting_at(clerk).get(f"/cases/{made['number']}").content.decode()
    told = Client().get(f"/api/v1/cases/{made['number']}/history", headers={"X-Query-Code": made["query_code"]}).json()
    assert set(told["entries"][-1]["by"]) == {"kind", "unit"}


def test_the_delegate_is_told_what_the_post_is_told(clerk: Account) -> None:
    other = named("other", "zjj-head")
    sitting_at(clerk).post("/account/leave", form(clerk, other, "zjj-clerk"))
    number = report(Api()).json()["number"]
    bearing(issue_token(named("d", "rx12345-dispatcher"), "test")[1]).move(number, "dispatch", lead="zjj")
    token = issue_token(other, "test")[1]
    assert bearing(token, **{"X-Post": "zjj-head"}).get("/messages").json()["messages"] == []
    assert [one["number"] for one in bearing(token, **{"X-Post": "zjj-clerk"}).get("/messages").json()["messages"]] == [
        number
    ]
    said = sitting_at(other).get("/messages").content.decode()
    assert re.search(r"代某clerk.{0,200}1", said, re.DOTALL)


def test_by_the_api(head: Account, clerk: Account) -> None:
    boss, other = (bearing(issue_token(one, "test")[1]) for one in (head, clerk))
    body: dict[str, Any] = {
        "post": "zjj-head", "delegate": "clerk", "first": today().isoformat(), "last": today().isoformat(),
    }  # fmt: skip
    first, again = (boss.post("/delegations", body).json() for _ in range(2))
    assert (first["id"], first["state"]) == (again["id"], "present")
    assert other.get("/delegations").json()["delegations"][0]["absent"] == "head"
    for broken in ({"post": "none"}, {"delegate": "none"}, {"first": "1"}, {"absent": "clerk"}):
        assert boss.post("/delegations", body | broken).status_code == 422
    assert other.post(f"/delegations/{first['id']}/end").json()["state"] == "ended"
    assert other.post("/delegations/999999/end").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_it_lists(
    head: Account, clerk: Account, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    boss = sitting_at(head)
    for number in range(count):
        third = named(f"third{number}", "zjj-clerk")
        Tenure.objects.filter(account=third).update(validity=Tenure.objects.filter(account=clerk)[0].validity)
        boss.post("/account/leave", form(third, head, "zjj-clerk") if not number else form(third, clerk, "zjj-clerk"))
        boss.post(
            "/account/leave", {"end": str(Delegation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)}
        )
    boss.get("/account/leave")
    with django_assert_num_queries(6):
        boss.get("/account/leave")
