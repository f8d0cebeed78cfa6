"""岗位交接: preview, what is written into each history, what the taker finds, and who may; and abolished units."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now, today
from shiyu.cases.acting import holder
from shiyu.cases.handing import hand_over, open_under, orphans, succeed
from shiyu.cases.models import Assignment, Entry
from shiyu.cases.verification import verify_all
from shiyu.cases.worklist import Tab, counts_of_work
from shiyu.city import directory as directories
from shiyu.city.directory import directory
from shiyu.city.models import Account, Post, Unit
from shiyu.city.models.dated import span
from shiyu.city.people import dismiss, holdings, issue_token
from shiyu.web.models import HandOver, OwnPhrase, Reminder
from shiyu.web.tests.officers import reported
from shiyu.web.tests.test_leave import named, sitting_at
from tests.api.people import bearing
from tests.pages.people import api

pytestmark = pytest.mark.django_db
POST = "zjj-clerk"


@pytest.fixture
def old() -> Account:
    return named("old", POST)


@pytest.fixture
def new() -> Account:
    return named("new", POST)


@pytest.fixture
def head() -> Account:
    return named("head", "zjj-head")


@pytest.fixture
def cases() -> list[str]:
    numbers, dispatcher = reported(3), api("dispatcher")
    for number in numbers:
        assert dispatcher.move(number, "dispatch", lead="zjj").status_code == 200
    return numbers


def form(old: Account, new: Account, numbers: list[str], **more: Any) -> dict[str, Any]:
    return {"do": "hand", "post": POST, "giver": old.pk, "taker": new.pk, "n": numbers, **more}


def told(move: str) -> list[dict[str, Any]]:
    return list(Entry.objects.filter(move=move).order_by("pk").values_list("facts", flat=True))


def test_previewed_confirmed_and_found_by_the_taker(
    old: Account, new: Account, head: Account, cases: list[str]
) -> None:
    boss = sitting_at(head)
    query: dict[str, Any] = {"post": POST, "giver": old.pk, "taker": new.pk}
    page = boss.get("/handover", query).content.decode()
    assert [f'value="{number}" checked>' in page for number in cases] == [True] * 3
    assert boss.post("/handover", form(old, new, cases[:2], note="退休")).status_code == 302
    facts = {"post": POST, "from": old.pk, "to": new.pk}
    assert told("post.handed_over") == [facts, facts]
    taker = sitting_at(new)
    assert "交接给您 2 件" in taker.get("/messages").content.decode()
    page = taker.get("/handover").content.decode()
    assert all(text in page for text in ("某old 交给 某new：2 件", "由 某head 办理交接 · 退休", *cases[:2]))
    taker.post("/handover", {"do": "seen"})
    assert "交接给您" not in taker.get("/messages").content.decode()
    assert "某old" in taker.get(f"/cases/{cases[0]}").content.decode()
    assert not verify_all()


def test_who_was_alone_hands_over_everything(old: Account, head: Account, cases: list[str]) -> None:
    new = named("next", POST)
    dismiss(old, Post.objects.get(code=POST))
    query: dict[str, Any] = {"post": POST, "giver": old.pk, "taker": new.pk}
    page = sitting_at(head).get("/handover", query).content.decode()
    assert page.count(" checked>") == 3


def test_sent_twice_it_is_written_once(old: Account, new: Account, head: Account, cases: list[str]) -> None:
    actor, post = holder(holdings(head)[0]), directory().post(POST)
    assert post is not None
    both = [hand_over(cases, actor=actor, post=post, giver=old.pk, taker=new.pk) for _ in range(2)]
    assert ([len(done) for done in both], len(told("post.handed_over"))) == ([3, 0], 3)


def test_personal_things_go_only_when_ticked(old: Account, new: Account, head: Account, cases: list[str]) -> None:
    case_id = Assignment.objects.get(case__number=cases[0]).case_id
    Reminder.objects.create(
        account_id=old.pk, post_code=POST, case_id=case_id, number=cases[0], on=today(), made_at=now()
    )
    OwnPhrase.objects.create(account_id=old.pk, text="已到现场", made_by=old.pk, changed_at=now())
    boss = sitting_at(head)
    boss.post("/handover", form(old, new, cases))
    assert (Reminder.objects.get().account_id, OwnPhrase.objects.count()) == (old.pk, 1)
    boss.post("/handover", form(old, new, cases, reminders="on", phrases="on"))
    assert Reminder.objects.get().account_id == new.pk
    assert set(OwnPhrase.objects.values_list("account_id", flat=True)) == {old.pk, new.pk}


@pytest.mark.parametrize(("who", "status"), [("head", 302), ("old", 302), ("new", 403), ("far", 403), ("system", 302)])
def test_who_may_hand_over(old: Account, new: Account, head: Account, cases: list[str], who: str, status: int) -> None:
    people = {"head": head, "old": old, "new": new, "far": named("far", "cgj-head"),
              "system": named("system", "dsjj-system")}  # fmt: skip
    answer = sitting_at(people[who]).post("/handover", form(old, new, cases))
    assert (answer.status_code, len(told("post.handed_over"))) == (status, 3 if status == 302 else 0)


@pytest.mark.parametrize(
    "broken",
    [{"taker": 0}, {"taker": "x"}, {"post": "none"}, {"n": ["SQ1", "\x00", "'"], "phrases": ""}, {"do": "nonsense"},
     {"do": "succeed", "old": "zjj", "new": "cgj"}],
)  # fmt: skip
def test_hostile_forms_change_nothing(old: Account, new: Account, head: Account, broken: dict[str, Any]) -> None:
    answer = sitting_at(head).post("/handover", form(old, new, ["SQ1"]) | broken)
    assert answer.status_code in {302, 403, 422}
    assert told("post.handed_over") == []


def test_a_case_of_another_unit_is_left_out(old: Account, new: Account, head: Account, cases: list[str]) -> None:
    other = reported()[0]
    sitting_at(head).post("/handover", form(old, new, [other, cases[0]]))
    assert HandOver.objects.get().numbers == [cases[0]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_whatever_it_lists(
    old: Account, new: Account, head: Account, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in reported(count):
        api("dispatcher").move(number, "dispatch", lead="zjj")
    boss = sitting_at(head)
    query: dict[str, Any] = {"post": POST, "giver": old.pk, "taker": new.pk}
    boss.get("/handover", query)
    with django_assert_num_queries(13):
        boss.get("/handover", query)


@pytest.fixture
def abolished(cases: list[str]) -> Any:
    """The unit with the cases ended yesterday."""
    unit = Unit.objects.get(code="zjj")
    unit.validity = span(None, today() - timedelta(days=1))
    unit.save()
    directories.forget()
    yield unit
    directories.forget()


def test_an_abolished_units_work_goes_to_its_successor(abolished: Unit, cases: list[str]) -> None:
    boss = sitting_at(named("system", "dsjj-system"))
    assert [(one.unit.code, one.count) for one in orphans()] == [("zjj", 3)]
    page = boss.get("/handover", {"old": "zjj", "new": "cgj"}).content.decode()
    assert page.count('name="n"') == 3
    answer = boss.post("/handover", {"do": "succeed", "old": "zjj", "new": "cgj", "n": cases})
    assert (answer.status_code, orphans()) == (302, [])
    taker = holder(holdings(named("taker", "cgj-clerk"))[0])
    assert counts_of_work(taker)[Tab.TO_SIGN] == 3
    assert told("unit.succeeded") == [{"unit": "zjj", "to_unit": "cgj"}] * 3
    assert api("clerk", unit="cgj").move(cases[0], "sign").status_code == 200
    assert not verify_all()


def test_a_share_the_successor_has_already_is_left(abolished: Unit, cases: list[str]) -> None:
    old, new = directory().unit("zjj"), directory().unit("cgj")
    assert old is not None
    assert new is not None
    share = Assignment.objects.get(case__number=cases[0])
    share.pk, share.unit_id, share.unit_code, share.kind = None, new.id, new.code, "joint"
    share.save()
    actor = holder(holdings(named("system", "dsjj-system"))[0])
    assert succeed(cases, actor=actor, old=old, new=new) == (cases[1:], cases[:1])


def test_open_under_tells_whom_the_giver_worked_on(old: Account, cases: list[str]) -> None:
    bearing(issue_token(old, "t")[1]).move(cases[1], "sign")
    post = directory().post(POST)
    assert post is not None
    found = {one.row.number: one.touched for one in open_under(post, account=old.pk)}
    assert found == {cases[0]: False, cases[1]: True, cases[2]: False}


def test_nobody_without_a_login_sees_it() -> None:
    assert Client().get("/handover").status_code == 302
