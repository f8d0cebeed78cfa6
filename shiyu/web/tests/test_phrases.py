"""常用语: whose they are, where they are offered, what is refused, and two heads who change one phrase."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.city.models import Account
from shiyu.web.models import OwnPhrase
from shiyu.web.team.phrases import LONGEST, MOST_OWN
from shiyu.web.tests.officers import reported
from shiyu.web.tests.test_leave import named, sitting_at
from tests.pages.people import api

pytestmark = pytest.mark.django_db
WORDS = "已到现场核查，情况属实。"


@pytest.fixture
def account() -> Account:
    return named("clerk", "zjj-clerk")


@pytest.fixture
def clerk(account: Account) -> Client:
    return sitting_at(account)


@pytest.fixture
def head() -> Client:
    return sitting_at(named("head", "zjj-head"))


def add(who: Client, text: str = WORDS, **more: str) -> Any:
    return who.post("/phrases", {"do": "add", "text": text, **more})


def texts(**whose: Any) -> list[str]:
    return list(OwnPhrase.objects.filter(**whose).order_by("place", "pk").values_list("text", flat=True))


def test_own_and_the_units_are_offered_beside_free_words(clerk: Client, head: Client) -> None:
    add(clerk, "我的一句")
    add(clerk, "只用于退单", scene="退单")
    add(head, "单位的一句", whose="unit")
    number = reported()[0]
    api("dispatcher").move(number, "dispatch", lead="zjj")
    api("clerk", unit="zjj").move(number, "sign")
    page = clerk.get(f"/cases/{number}/moves/answer").content.decode()
    assert all(said in page for said in ("我的一句", "单位的一句", "本单位", "市级", "我单位已到现场核查"))
    assert "只用于退单" not in page
    assert "只用于退单" in clerk.get(f"/cases/{number}/moves/ask_return").content.decode()
    other = sitting_at(named("far", "cgj-clerk")).get("/phrases").content.decode()
    assert "我的一句" not in other
    assert "单位的一句" not in other


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "请写内容"), (" \n", "请写内容"), ("好" * (LONGEST + 1), "最多500字"),
        ("请拨13800138000联系张某", "个人信息"),
        ("证件11010519491231002X", "个人信息"), ("车牌晋E12345", "个人信息"), (WORDS, "已有相同"),
    ],
)  # fmt: skip
def test_refused_with_the_reason_and_what_was_typed_kept(clerk: Client, text: str, says: str) -> None:
    add(clerk)
    answer = add(clerk, text)
    page = answer.content.decode()
    assert (answer.status_code, says in page, texts()) == (422, True, [WORDS])
    assert text.strip() in page
    assert "13800138000" not in page.split('id="error-text"')[1].split("</p>")[0]  # the reason shows it masked


def test_so_many_and_no_more(account: Account, clerk: Client) -> None:
    for number in range(MOST_OWN):
        assert add(clerk, f"第{number}句").status_code == 302
    assert add(clerk).status_code == 422


def test_only_the_head_keeps_the_units(clerk: Client, head: Client) -> None:
    assert add(clerk, whose="unit").status_code == 403
    add(head, whose="unit")
    row = OwnPhrase.objects.get()
    for do in ("change", "remove", "up"):
        answer = clerk.post("/phrases", {"do": do, "phrase": row.pk, "text": "x", "seen": row.changed_at.isoformat()})
        assert answer.status_code == 404
    assert texts() == [WORDS]


def test_changed_sorted_and_deleted(clerk: Client) -> None:
    for text in ("一", "二", "三"):
        add(clerk, text)
    last = OwnPhrase.objects.get(text="三")
    clerk.post("/phrases", {"do": "up", "phrase": last.pk})
    assert texts() == ["一", "三", "二"]
    clerk.post("/phrases", {"do": "change", "phrase": last.pk, "text": "叁", "seen": last.changed_at.isoformat()})
    clerk.post("/phrases", {"do": "remove", "phrase": OwnPhrase.objects.get(text="一").pk})
    assert texts() == ["叁", "二"]
    assert clerk.post("/phrases", {"do": "remove", "phrase": "999999"}).status_code == 302


def test_two_heads_change_one_phrase(head: Client) -> None:
    add(head, whose="unit")
    row = OwnPhrase.objects.get()
    other = sitting_at(named("deputy", "zjj-head"))
    seen = {"do": "change", "phrase": row.pk, "seen": row.changed_at.isoformat()}
    assert head.post("/phrases", seen | {"text": "先改的"}).status_code == 302
    late = other.post("/phrases", seen | {"text": "后改的"})
    assert (late.status_code, texts()) == (409, ["先改的"])
    assert "后改的" in late.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_it_lists(
    clerk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(clerk, f"第{number}句")
    clerk.get("/phrases")
    with django_assert_num_queries(4):
        clerk.get("/phrases")
