"""批量办理筛选出的全部件: bounded, previewed, one task, each case told by itself."""

from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shiyu.base.clock import now, standing_at
from shiyu.cases.models import Case, Entry
from shiyu.web.lists.component import LISTS, CaseList
from shiyu.web.models import Task
from shiyu.web.tests.officers import browser, reported
from shiyu.web.tests.test_batch_page import form_of
from shiyu.web.tests.test_tasks import fetched, worked
from shiyu.web.work import whole_list
from tests.api.people import bearing, token_for

pytestmark = pytest.mark.django_db
LIST = {"of": "cases", "query": "q=路灯&state=open", "back": "/cases?q=路灯"}


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Results of the test's own."""
    settings.SHIYU_HOME = tmp_path


@pytest.fixture
def dispatcher() -> Client:
    return browser("dispatcher")


def confirming(client: Client, **more: str) -> dict[str, Any]:
    answer = client.get("/cases/batch", {**LIST, "move": "dispatch", **more})
    assert answer.status_code == 200, answer.content.decode()
    return {**form_of(answer), "lead": "cgj"}


def ordered(client: Client, form: dict[str, Any]) -> Task:
    answer = client.post("/cases/batch", form)
    assert answer.status_code == 302, answer.content.decode()
    return Task.objects.get(reference=answer.headers["Location"].rpartition("/")[2])


def test_a_list_offers_all_it_shows(dispatcher: Client) -> None:
    reported()
    page = dispatcher.get("/cases", {"q": "路灯"}).content.decode()
    assert 'name="of" value="cases"' in page
    assert 'name="query" value="q=' in page


def test_all_that_is_filtered_is_one_task_and_nothing_else_moves(
    dispatcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_list, "PREVIEWED", 2)
    numbers, other = reported(3), reported(title="井盖破损", detail="井盖碎了一半。")
    choose = dispatcher.get("/cases/batch", LIST).content.decode()
    assert 'value="dispatch"' in choose
    page = dispatcher.get("/cases/batch", {**LIST, "move": "dispatch"}).content.decode()
    assert "共 3 件，这里预览前 2 件" in page
    assert page.count('<th scope="row"') == 2
    task = worked(ordered(dispatcher, confirming(dispatcher)))
    assert (task.state, task.did, task.refused) == ("done", 3, 0)
    assert {number for number, *_ in fetched(dispatcher, task)[1:]} == set(numbers)
    assert Case.objects.get(number=other[0]).entry_count == 1


def test_a_form_sent_twice_is_one_task(dispatcher: Client) -> None:
    reported(2)
    form = confirming(dispatcher)
    assert ordered(dispatcher, form).pk == ordered(dispatcher, form).pk


def test_who_was_first_wins_and_the_other_is_told_per_case(dispatcher: Client) -> None:
    numbers = reported(3)
    task = ordered(dispatcher, confirming(dispatcher))
    bearing(token_for("dispatcher")).move(numbers[1], "dispatch", lead="zjj")
    worked(task)
    told = {number: (result, why) for number, result, why in fetched(dispatcher, task)[1:]}
    assert [told[number][0] for number in numbers] == ["已办", "未办", "已办"]
    assert told[numbers[1]][1]


def test_what_came_after_the_preview_is_told_and_left_alone(dispatcher: Client) -> None:
    numbers = reported(2)
    form = confirming(dispatcher)
    with standing_at(now() + timedelta(minutes=1)):
        later = reported()
        task = worked(ordered(dispatcher, form))
    told = {number: result for number, result, _ in fetched(dispatcher, task)[1:]}
    assert told == {**dict.fromkeys(numbers, "已办"), later[0]: "未办"}


def test_a_wrong_fact_goes_back_to_the_form(dispatcher: Client) -> None:
    reported(2)
    answer = dispatcher.post("/cases/batch", {**confirming(dispatcher), "lead": "", "note": "请尽快"})
    assert (answer.status_code, "请尽快" in answer.content.decode()) == (422, True)
    assert not Task.objects.exists()


def test_a_tab_of_my_work_is_taken_as_it_is(dispatcher: Client) -> None:
    reported(2)
    task = ordered(dispatcher, confirming(dispatcher, of="work", query="tab=to_do"))
    assert worked(task).did == 2


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ({"of": "nothing"}, 422),
        ({"of": "x" * 500}, 422),
        ({"query": "stage=nowhere"}, 422),
        ({"query": "\x00&q=%00&tab=%FF"}, 200),
        ({"looked_at": "2026-01-01T00:00:00"}, 422),
        ({"looked_at": "soon"}, 200),
    ],
)
def test_an_odd_choice_gets_a_sentence(dispatcher: Client, odd: dict[str, str], status: int) -> None:
    assert dispatcher.get("/cases/batch", {**LIST, **odd}).status_code == status


def test_too_many_are_refused_with_the_bound(dispatcher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_list, "MOST", 2)
    reported(3)
    answer = dispatcher.get("/cases/batch", LIST)
    assert (answer.status_code, "超过 2 件" in answer.content.decode()) == (422, True)
    assert not Entry.objects.filter(move="dispatch").exists()


def test_a_list_of_others_stays_theirs(dispatcher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dispatcher.get("/cases/batch", LIST).status_code == 200  # the lists are entered with the addresses
    monkeypatch.setitem(LISTS, "theirs", _theirs())
    assert dispatcher.get("/cases/batch", {**LIST, "of": "theirs"}).status_code == 403


def _theirs() -> CaseList:
    found = copy(LISTS["cases"])  # a list of its own would enter itself for good
    object.__setattr__(found, "roles", frozenset({"head"}))
    return found
