"""任务: long work goes on without its page, ends with a file, is its owner's alone, and does nothing twice."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now, standing_at
from shiyu.base.words import Words
from shiyu.cases.door import make_moves
from shiyu.cases.models import Access, Case, Entry
from shiyu.city.models import Account
from shiyu.web.background import batches, exports, kinds, running
from shiyu.web.background.keeping import forget_tasks, given_of, result_of
from shiyu.web.background.kinds import Going, Kind, enter_kind
from shiyu.web.models import Task
from shiyu.web.tests.officers import browser, reported
from shiyu.web.tests.test_batch_page import chosen, form_of
from tests.api.people import bearing, token_for

pytestmark = pytest.mark.django_db
ASKED = {"format": "csv", "purpose": "export", "reason": "存档之用", "_key": "once"}


@pytest.fixture(autouse=True)
def small(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the test's own, and little that counts as much."""
    settings.SHIYU_HOME = tmp_path
    monkeypatch.setattr(exports, "DIRECT", 2)
    monkeypatch.setattr("shiyu.web.work.batch.DIRECT", 2)
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    monkeypatch.setattr(running, "TOLD_EVERY", timedelta(0))


@pytest.fixture
def dispatcher() -> Client:
    return browser("dispatcher")


@pytest.fixture
def kind() -> Iterator[Any]:
    """Enters a kind of work for one test."""
    entered = dict(kinds._KINDS)

    def enter(name: str, work: Any) -> None:
        enter_kind(Kind(name=name, label=Words(name, name), work=work))

    yield enter
    kinds._KINDS.clear()
    kinds._KINDS.update(entered)


def ordered(client: Client, **more: str) -> Task:
    answer = client.post("/cases/export", {**ASKED, **more})
    assert answer.status_code == 302
    return Task.objects.get(reference=answer.headers["Location"].rpartition("/")[2])


def batch_of(client: Client, numbers: list[str]) -> Task:
    form = {**form_of(client.get(chosen(numbers, move="dispatch"))), "lead": "cgj"}
    answer = client.post("/cases/batch", form)
    assert answer.status_code == 302, answer.content.decode()
    return Task.objects.get(reference=answer.headers["Location"].rpartition("/")[2])


def worked(task: Task) -> Task:
    running.work_on(task.reference)
    task.refresh_from_db()
    return task


def fetched(client: Client, task: Task) -> list[list[str]]:
    answer: Any = client.get(f"/tasks/{task.reference}/file")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_long_export_is_left_and_found_again(dispatcher: Client) -> None:
    numbers = reported(3)
    task = ordered(dispatcher)
    assert "等待执行" in dispatcher.get(f"/tasks/{task.reference}").content.decode()
    assert dispatcher.get(f"/tasks/{task.reference}/file").status_code == 404
    assert not Access.objects.filter(what="export").exists()
    worked(task)
    assert (task.state, task.done, task.total, task.did) == ("done", 3, 3, 3)
    assert str(task.reference) in dispatcher.get("/tasks").content.decode()
    assert {row[0] for row in fetched(dispatcher, task)} >= set(numbers)
    assert Access.objects.get(what="export").detail["reason"] == "存档之用"
    assert result_of(task).stat().st_mode & 0o077 == 0


def test_a_short_export_is_a_file_at_once(dispatcher: Client) -> None:
    reported(2)
    answer: Any = dispatcher.post("/cases/export", ASKED)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert not Task.objects.exists()


def test_a_short_export_is_a_task_where_that_is_asked(dispatcher: Client) -> None:
    reported(1)
    assert worked(ordered(dispatcher, later="1")).did == 1


def test_the_same_form_twice_is_one_task(dispatcher: Client) -> None:
    reported(3)
    assert ordered(dispatcher).pk == ordered(dispatcher).pk
    assert ordered(dispatcher, _key="another").pk != Task.objects.order_by("pk")[0].pk


def test_only_the_owner_sees_his(dispatcher: Client) -> None:
    reported(3)
    task = worked(ordered(dispatcher))
    other = browser("supervisor")
    assert other.get(f"/tasks/{task.reference}").status_code == 404
    assert other.get(f"/tasks/{task.reference}/file").status_code == 404
    assert other.post(f"/tasks/{task.reference}/stop").status_code == 404
    assert str(task.reference) not in other.get("/tasks").content.decode()


def test_what_was_asked_is_sealed(dispatcher: Client) -> None:
    reported(3)
    assert "存档之用".encode() not in bytes(ordered(dispatcher).sealed)


def test_a_long_batch_says_line_by_line_what_came_of_it(dispatcher: Client) -> None:
    numbers = reported(4)
    form = {**form_of(dispatcher.get(chosen(numbers, move="dispatch"))), "lead": "cgj"}
    bearing(token_for("dispatcher")).move(numbers[1], "dispatch", lead="zjj")
    where = dispatcher.post("/cases/batch", form).headers["Location"]
    task = worked(Task.objects.get(reference=where.rpartition("/")[2]))
    assert (task.did, task.refused, task.state) == (3, 1, "done")
    lines = fetched(dispatcher, task)[1:]
    assert [(number, result) for number, result, _ in lines] == [
        (number, "未办" if number == numbers[1] else "已办") for number in numbers
    ]
    assert lines[1][2]


def test_a_batch_that_is_wrong_in_every_case_goes_back_to_its_form(dispatcher: Client) -> None:
    numbers = reported(3)
    form = form_of(dispatcher.get(chosen(numbers, move="dispatch")))
    answer = dispatcher.post("/cases/batch", {**form, "note": "请尽快"})
    assert answer.status_code == 422
    assert "请尽快" in answer.content.decode()
    assert not Task.objects.exists()


def test_what_is_stopped_before_it_begins_never_begins(dispatcher: Client) -> None:
    task = batch_of(dispatcher, reported(3))
    dispatcher.post(f"/tasks/{task.reference}/stop")
    worked(task)
    assert (task.state, task.tries) == ("stopped", 0)
    assert not Entry.objects.filter(move="dispatch").exists()


def test_what_is_stopped_under_way_keeps_what_was_done_and_says_what_was_not(
    dispatcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = batch_of(dispatcher, reported(3))

    def stopped_after(requests: Any) -> Any:
        outcomes = make_moves(requests)
        dispatcher.post(f"/tasks/{task.reference}/stop")
        return outcomes

    monkeypatch.setattr(batches, "make_moves", stopped_after)
    worked(task)
    assert (task.state, task.did, task.refused) == ("stopped", 1, 2)
    assert [line[1] for line in fetched(dispatcher, task)[1:]] == ["已办", "未办", "未办"]
    assert Entry.objects.filter(move="dispatch").count() == 1


def test_a_killed_worker_is_gone_on_with_and_nothing_is_done_twice(
    dispatcher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = batch_of(dispatcher, reported(3))

    def killed(requests: Any) -> Any:
        make_moves(requests)
        raise SystemExit  # as when the process ends: nobody notes anything

    with monkeypatch.context() as broken:
        broken.setattr(batches, "make_moves", killed)
        with pytest.raises(SystemExit):
            running.work_on(task.reference)
    task.refresh_from_db()
    assert (task.state, Entry.objects.filter(move="dispatch").count()) == ("running", 1)
    worked(task)
    assert (task.state, task.did, task.refused, task.tries) == ("done", 3, 0, 2)
    assert Entry.objects.filter(move="dispatch").count() == 3
    assert "中断过" in dispatcher.get(f"/tasks/{task.reference}").content.decode()


def test_what_kills_its_worker_each_time_is_given_up(dispatcher: Client, kind: Any) -> None:
    def killing(_going: Going) -> None:
        raise SystemExit

    reported(3)
    task = ordered(dispatcher)
    kind("export", killing)
    for _ in range(running.MOST_TRIES):
        with pytest.raises(SystemExit):
            running.work_on(task.reference)
    worked(task)
    assert task.state == "failed"
    assert "中断 3 次" in dispatcher.get(f"/tasks/{task.reference}").content.decode()


def test_a_fault_of_ours_is_told_without_what_it_said(
    dispatcher: Client, kind: Any, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_going: Going) -> None:
        raise RuntimeError("张小明 13800001234")

    reported(3)
    task = ordered(dispatcher)
    kind("export", broken)
    worked(task)
    page = dispatcher.get(f"/tasks/{task.reference}").content.decode()
    assert task.state == "failed"
    assert str(task.reference)[:8] in page
    told = page + caplog.text + "".join(capsys.readouterr())
    assert "13800001234" not in told


def test_it_is_done_with_the_rights_of_today(dispatcher: Client) -> None:
    task = batch_of(dispatcher, reported(3))
    Account.objects.filter(pk=task.account_id).update(is_active=False)
    worked(task)
    assert task.state == "failed"
    assert task.said[0]["zh"].startswith("您已不担任")
    assert set(Case.objects.values_list("stage", flat=True)) != {"to_sign"}


def test_results_are_erased_when_their_days_are_over(dispatcher: Client, settings: Any) -> None:
    reported(3)
    task = worked(ordered(dispatcher))
    waiting = ordered(dispatcher, _key="waits")
    with standing_at(now() + timedelta(days=settings.SHIYU_TASK_DAYS, minutes=-5)):
        assert forget_tasks() == 0
    with standing_at(now() + timedelta(days=settings.SHIYU_TASK_DAYS, minutes=5)):
        assert forget_tasks() == 2
    assert not result_of(task).exists()
    assert not given_of(waiting).exists()
    assert not Task.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(
    dispatcher: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reported(3)
    for number in range(count):
        ordered(dispatcher, _key=str(number))
    dispatcher.get("/tasks")
    with django_assert_num_queries(4):
        dispatcher.get("/tasks")


def test_a_program_orders_and_fetches_an_export() -> None:
    reported(3)
    asker, other = bearing(token_for("dispatcher")), bearing(token_for("supervisor"))
    sent = asker.post("/tasks/export", {"format": "csv"}, key="k")
    assert sent.status_code == 202, sent.content
    assert asker.post("/tasks/export", {"format": "csv"}, key="k").json() == sent.json()
    reference = sent.json()["reference"]
    assert sent.json()["state"] == "waiting"
    running.work_on(reference)
    told = asker.get(f"/tasks/{reference}").json()
    assert (told["state"], told["did"], told["file"][-4:]) == ("done", 3, ".csv")
    answer: Any = asker.get(f"/tasks/{reference}/file")
    assert len(b"".join(answer.streaming_content).decode().splitlines()) >= 4
    assert [one["reference"] for one in asker.get("/tasks").json()["tasks"]] == [reference]
    for path in (f"/tasks/{reference}", f"/tasks/{reference}/file"):
        assert other.get(path).status_code == 404
    assert asker.post(f"/tasks/{reference}/stop", {}).json()["state"] == "done"
