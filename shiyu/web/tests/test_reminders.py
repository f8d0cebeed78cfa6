"""我的提醒: made, due, put off, done; nobody else's; and gone with a word when the case ends."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now, today
from shiyu.cases.models import Case
from shiyu.city.directory import directory
from shiyu.city.models import Account
from shiyu.web.models import Reminder
from shiyu.web.team.reminders import note_ended, workdays_before
from shiyu.web.tests.officers import reported
from shiyu.web.tests.test_leave import named, sitting_at
from tests.pages.people import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return named("clerk", "zjj-clerk")


@pytest.fixture
def clerk(account: Account) -> Client:
    return sitting_at(account)


@pytest.fixture
def number() -> str:
    made = reported()[0]
    api("dispatcher").move(made, "dispatch", lead="zjj")
    return made


def ask(who: Client, number: str, **more: str) -> int:
    return who.post("/reminders", {"number": number, **more}).status_code


def day(ahead: int) -> str:
    return (today() + timedelta(days=ahead)).isoformat()


def badge(who: Client) -> str:
    page = who.get("/reminders").content.decode()
    return page.split('bg-red text-white count">')[1].split("<")[0] if "bg-red text-white count" in page else ""


def test_on_its_day_it_stands_on_my_work_and_among_the_messages(clerk: Client, number: str) -> None:
    assert ask(clerk, number, on=day(2), note="问进度") == 302
    told = badge(clerk)  # the dispatch
    assert "问进度" not in clerk.get("/work").content.decode()
    Reminder.objects.update(on=today())  # as if two days had gone by
    assert "问进度" in clerk.get("/work").content.decode()
    assert "问进度" in clerk.get("/messages").content.decode()
    assert int(badge(clerk)) == int(told) + 1
    row = Reminder.objects.get()
    clerk.post("/reminders", {"snooze": f"3:{row.pk}"})
    assert (badge(clerk), Reminder.objects.get().on) == (told, directory().calendar.add_workdays(today(), 3))
    clerk.post("/reminders", {"done": str(row.pk)})
    assert "问进度" not in clerk.get("/reminders").content.decode()


def test_so_many_working_days_before_it_is_due(clerk: Client, number: str) -> None:
    due = Case.objects.get(number=number)
    Case.objects.filter(pk=due.pk).update(due_at=now() + timedelta(days=30))
    assert ask(clerk, number, before="3") == 302
    made, calendar = Reminder.objects.get().on, directory().calendar
    assert calendar.add_workdays(made, 3) >= today() + timedelta(days=30) - timedelta(days=1)
    assert calendar.works(made)
    assert workdays_before(today(), 1) < today()


@pytest.mark.parametrize(
    "asked",
    [{}, {"on": "x"}, {"on": day(0)}, {"on": day(-1)}, {"on": day(400)}, {"before": "0"}, {"before": "99"},
     {"before": "x"},
     {"before": "30"}, {"on": day(1), "before": "1"}],
)  # fmt: skip
def test_refused_beside_the_field(clerk: Client, number: str, asked: Mapping[str, str]) -> None:
    answer = clerk.post("/reminders", {"number": number, "note": "留着", **asked})
    page = answer.content.decode()
    assert (answer.status_code, 'class="field-error"' in page, 'value="留着"' in page) == (422, True, True)
    assert not Reminder.objects.exists()


def test_only_of_cases_one_may_see_and_only_ones_own(clerk: Client, number: str) -> None:
    far = sitting_at(named("far", "cgj-clerk"))
    assert ask(far, number, on=day(1)) == 404
    assert ask(clerk, "SQ1", on=day(1)) == 404
    ask(clerk, number, on=day(1), note="只有我")
    row = Reminder.objects.get()
    colleague = sitting_at(named("colleague", "zjj-clerk"))
    assert "只有我" not in colleague.get("/reminders").content.decode()
    assert colleague.post("/reminders", {"done": str(row.pk)}).status_code == 404
    assert colleague.post("/reminders", {"snooze": f"1:{row.pk}"}).status_code == 404


def test_asked_twice_it_is_one(clerk: Client, number: str) -> None:
    assert [ask(clerk, number, on=day(1)) for _ in range(2)] == [302, 302]
    assert Reminder.objects.count() == 1


def test_when_the_case_ends_it_is_cancelled_with_a_word(clerk: Client, number: str) -> None:
    ask(clerk, number, on=day(9))
    assert note_ended() == 0
    api("agent").move(number, "withdraw", reason="已解决")
    assert (note_ended(), note_ended()) == (1, 0)
    assert "此件已结束，提醒已取消" in clerk.get("/work").content.decode()
    assert ask(clerk, number, on=day(1)) in {404, 422}
    clerk.post("/reminders", {"done": str(Reminder.objects.get().pk)})
    assert "提醒已取消" not in clerk.get("/work").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_whatever_it_lists(
    clerk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for made in reported(count):
        api("dispatcher").move(made, "dispatch", lead="zjj")
        ask(clerk, made, on=day(1))
    Reminder.objects.update(on=today())
    for path, cost in (("/reminders", 6), ("/work", 10)):
        clerk.get(path)
        with django_assert_num_queries(cost):
            clerk.get(path)
