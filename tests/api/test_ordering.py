"""Background tasks ordered by API: a batch of moves, an import; each once for each key, and its owner's alone."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from shiyu.cases.models import Case
from shiyu.web.background import running
from shiyu.web.models import Task
from tests.api.people import Api
from tests.api.refusing import refused
from tests.pages.people import api, reported

pytestmark = pytest.mark.django_db
TABLE = "编号,留言主题,留言时间,留言详情\n1,路灯不亮,2026/2/27 8:05:00,东街路口路灯不亮\n2,井盖破损,昨天,井盖碎了一半\n"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.SHIYU_HOME = tmp_path


@pytest.fixture
def dispatcher() -> Api:
    return api("dispatcher")


@pytest.fixture
def agent() -> Api:
    return api("agent")


def dispatching(*numbers: str, **other: Any) -> dict[str, Any]:
    return {"move": "dispatch", "facts": {"lead": "zjj"}, "cases": [{"number": one} for one in numbers], **other}


def sent(
    asker: Api, content: bytes | str = TABLE, *, name: str = "来件.csv", source: str = "省平台", key: str = "k"
) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    form = {"file": SimpleUploadedFile(name, raw), "source": source}
    return posted(asker, form, key=key)


def posted(asker: Api, form: dict[str, Any], *, key: str = "k") -> Any:
    headers = {**asker.headers, "Idempotency-Key": key}
    return asker.client.post("/api/v1/citizen-requests/import", form, headers=headers)


def ended(asker: Api, answer: Any) -> dict[str, Any]:
    """The task after the jobs process has done it, as its owner is told."""
    assert answer.status_code == 202, answer.content
    reference = answer.json()["reference"]
    running.work_on(reference)
    told: dict[str, Any] = asker.get(f"/tasks/{reference}").json()
    return told


def result(asker: Api, task: dict[str, Any]) -> list[list[str]]:
    answer: Any = asker.get(f"/tasks/{task['reference']}/file")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


# Moves


def test_a_batch_says_of_each_case_what_came_of_it(dispatcher: Api) -> None:
    numbers = [reported() for _ in range(3)]
    dispatcher.move(numbers[1], "dispatch", lead="cgj")
    task = ended(dispatcher, dispatcher.post("/tasks/moves", dispatching(*numbers, "SQ-none")))
    assert (task["state"], task["total"], task["did"], task["refused"]) == ("done", 4, 2, 2)
    lines = result(dispatcher, task)[1:]
    assert [(line[0], line[1]) for line in lines] == [
        (numbers[0], "已办"), (numbers[1], "未办"), (numbers[2], "已办"), ("SQ-none", "未办"),
    ]  # fmt: skip
    assert all(line[2] for line in lines if line[1] == "未办")


def test_a_case_that_moved_since_it_was_seen_is_left(dispatcher: Api) -> None:
    number = reported()
    stale = {"cases": [{"number": number, "expects": 0}]}
    task = ended(dispatcher, dispatcher.post("/tasks/moves", dispatching(**stale)))
    assert (task["did"], task["refused"]) == (0, 1)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"move": "no_such_move"}, "bad_value"),
        ({"move": "attach", "facts": {"files": ["x"]}}, "bad_value"),  # files belong to one case
        ({"facts": {}}, "bad_fact"),
        ({"facts": {"lead": "no-unit"}}, "bad_fact"),
        ({"facts": {"lead": "zjj", "colour": "red"}}, "unknown_facts"),
        ({"cases": []}, "wrong_fields"),
        ({"cases": ["SQ-1"]}, "wrong_fields"),
        ({"cases": [{"number": "SQ-1", "stage": "x"}]}, "wrong_fields"),
        ({"cases": [{"number": "SQ-1", "expects": "3"}]}, "wrong_fields"),
        ({"cases": [{"number": "SQ-none"}]}, "bad_value"),  # no case, no step
        ({"cases": [{"number": "SQ-1"}] * 5001}, "wrong_fields"),
        ({"everything": True}, "wrong_fields"),
    ],
)
def test_a_batch_that_cannot_be_ordered(dispatcher: Api, other: dict[str, Any], code: str) -> None:
    refused(dispatcher.post("/tasks/moves", dispatching(reported(), **other)), code)
    assert not Task.objects.exists()


def test_where_no_case_may_be_seen_there_is_no_step(dispatcher: Api) -> None:
    number = reported()
    refused(api("clerk", unit="zjj").post("/tasks/moves", dispatching(number)), "bad_value")


def test_a_move_that_is_not_his_moves_nothing(dispatcher: Api) -> None:
    number = reported()
    agent = api("agent")
    task = ended(agent, agent.post("/tasks/moves", dispatching(number)))
    assert (task["did"], task["refused"]) == (0, 1)
    assert Case.objects.get(number=number).entry_count == 1


@pytest.mark.parametrize("key", ["once", "长" * 50, "k" * 119])
def test_a_batch_ordered_twice_under_one_key_is_one(dispatcher: Api, key: str) -> None:
    number, other = reported(), reported()
    both = [send_with_key(dispatcher, dispatching(number), key) for _ in range(2)]
    assert [answer.status_code for answer in both] == [202, 202]
    assert both[0].json()["reference"] == both[1].json()["reference"]
    refused(send_with_key(dispatcher, dispatching(other), key), "key_reused")
    refused(dispatcher.post("/tasks/export", {"format": "csv"}, key=key), "key_reused")
    assert Task.objects.count() == 1
    assert send_with_key(dispatcher, dispatching(other), f"{key}2").json()["reference"] != both[0].json()["reference"]


def send_with_key(asker: Api, body: dict[str, Any], key: str) -> Any:
    return asker.post("/tasks/moves", body, key=key)


def test_without_a_key_nothing_is_ordered(dispatcher: Api, agent: Api) -> None:
    number = reported()
    refused(dispatcher.post("/tasks/moves", dispatching(number), key=" "), "key_missing")
    refused(sent(agent, key=" "), "key_missing")
    assert not Task.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_an_order_costs_the_same_whatever_it_holds(
    dispatcher: Api, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    numbers = [reported() for _ in range(count)]
    dispatcher.get("/me")
    # Caller with posts; procedures of the cases; the key; the task and its job in a transaction of their own.
    with django_assert_num_queries(7):
        assert dispatcher.post("/tasks/moves", dispatching(*numbers)).status_code == 202


# Imports


def test_a_table_goes_in_and_its_wrong_line_comes_back(agent: Api, tmp_path: Path) -> None:
    before = Case.objects.count()
    task = ended(agent, sent(agent))
    assert (task["state"], task["did"], task["refused"]) == ("done", 1, 1)
    assert Case.objects.count() == before + 1
    lines = result(agent, task)
    assert lines[1][2] == "新增"
    assert "看不懂的时间" in lines[3][3]
    assert [path.name for path in (tmp_path / "tasks").iterdir()] == [f"{task['reference']}.result"]


@pytest.mark.parametrize("more", ["", "9,无主题,,\n" * 200_000])
def test_a_table_sent_twice_under_one_key_is_one_task(agent: Api, more: str) -> None:
    """Small, and so large that it is kept on disk while it is read."""
    references = {sent(agent, TABLE + more).json()["reference"] for _ in range(2)}
    assert len(references) == 1
    refused(sent(agent, TABLE + "3,占道经营,2026/2/28 9:00:00,早市占道\n"), "key_reused")
    refused(sent(agent, source="市长信箱"), "key_reused")
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": "来件.exe", "content": b"MZ\x90"}, "cannot_import", "file"),
        ({"name": "来件", "content": TABLE}, "cannot_import", "file"),
        ({"content": ""}, "cannot_import", "file"),
        ({"source": " "}, "cannot_import", "source"),
        ({"source": "长" * 61}, "cannot_import", "source"),
    ],
)
def test_a_form_that_is_refused_at_once(agent: Api, given: dict[str, Any], code: str, field: str) -> None:
    answer = sent(agent, **given)
    refused(answer, code)
    assert set(answer.json()["facts"]["faults"]) == {field}
    assert not Task.objects.exists()


def test_everything_wrong_is_told_together(agent: Api) -> None:
    answer = posted(agent, {})
    refused(answer, "cannot_import")
    assert set(answer.json()["facts"]["faults"]) == {"file", "source"}


@pytest.mark.parametrize(
    "more", [{"other": SimpleUploadedFile("a.csv", b"a")}, {"file": [SimpleUploadedFile("a.csv", b"a")] * 2}]
)
def test_more_files_than_one_are_refused(agent: Api, more: dict[str, Any]) -> None:
    form = {"file": SimpleUploadedFile("来件.csv", TABLE.encode()), "source": "省平台", **more}
    refused(posted(agent, form), "bad_value")


def test_json_is_no_form(agent: Api) -> None:
    refused(agent.post("/citizen-requests/import", {"source": "省平台"}), "bad_form")


def test_a_table_that_is_too_large_is_refused(agent: Api, settings: Any) -> None:
    settings.SHIYU_UPLOAD_MIB = 1
    refused(sent(agent, b"a" * (1024 * 1024 + 10)), "cannot_import")  # the form around it is read
    refused(sent(agent, b"a" * (1024 * 1024 * 2)), "too_large")  # not a byte of it is read
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"a,b\n1,2\n", "wrong-columns.csv"),
        (b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "renamed-exe.csv"),
        (b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "renamed-exe.xlsx"),
        (b"\n", "one-line.csv"),
    ],
)
def test_what_is_no_table_is_told_at_the_task(agent: Api, content: bytes, name: str) -> None:
    task = ended(agent, sent(agent, content, name=name))
    assert (task["state"], task["file"], Case.objects.count()) == ("failed", "", 0)
    assert name in task["said"][0]["zh"]
    refused(agent.get(f"/tasks/{task['reference']}/file"), "not_found")


def test_others_do_not_import(dispatcher: Api) -> None:
    refused(sent(dispatcher), "not_your_move")
    refused(sent(Api()), "login_needed")
    assert not Task.objects.exists()


# Whose they are


def test_a_task_of_somebody_else_is_not_there(dispatcher: Api, agent: Api) -> None:
    reference = sent(agent).json()["reference"]
    for answer in (
        dispatcher.get(f"/tasks/{reference}"), dispatcher.get(f"/tasks/{reference}/file"),
        dispatcher.post(f"/tasks/{reference}/stop"),
    ):  # fmt: skip
        refused(answer, "not_found")
    assert dispatcher.get("/tasks").json() == {"tasks": []}
    stopped = agent.post(f"/tasks/{reference}/stop").json()
    assert (stopped["state"], [one["state"] for one in agent.get("/tasks").json()["tasks"]]) == ("stopped", ["stopped"])
    assert "省平台" not in json.dumps(agent.get("/tasks").json(), ensure_ascii=False)
