"""导入诉求: a table becomes requests in the background; what is refused comes back line by line with the reason."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shiyu.cases.models import Case
from shiyu.web.background import running
from shiyu.web.models import Task
from shiyu.web.tests.officers import browser

pytestmark = pytest.mark.django_db
TABLE = (
    "编号,留言主题,留言时间,留言详情\n"
    "1,路灯不亮,2026/2/27 8:05:00,东街路口路灯不亮\n"
    "2,井盖破损,昨天,井盖碎了一半\n"
    "3,占道经营,2026/2/28 9:00:00,早市占道\n"
)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.SHIYU_HOME = tmp_path


@pytest.fixture
def agent() -> Client:
    return browser("agent")


def sent(
    client: Client, content: str = TABLE, *, name: str = "来件.csv", source: str = "省平台", key: str = "k"
) -> Any:
    file = SimpleUploadedFile(name, content.encode())
    return client.post("/requests/import", {"file": file, "source": source, "_key": key})


def worked(answer: Any) -> Task:
    task = Task.objects.get(reference=answer.headers["Location"].rpartition("/")[2])
    running.work_on(task.reference)
    task.refresh_from_db()
    return task


def test_a_table_goes_in_and_its_wrong_line_comes_back(agent: Client, tmp_path: Path) -> None:
    task = worked(sent(agent))
    assert (task.state, task.did, task.refused) == ("done", 2, 1)
    assert Case.objects.count() == 2
    answer: Any = agent.get(f"/tasks/{task.reference}/file")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
    assert [line[:3] for line in lines[1:3]] == [["2", numbers[0], "新增"], ["4", numbers[1], "新增"]]
    assert "留言主题" in lines[3]
    assert lines[4][:3] == ["3", "", "拒收"]
    assert "看不懂的时间" in lines[4][3]
    assert "井盖破损" in lines[4]
    assert [path.name for path in (tmp_path / "tasks").iterdir()] == [f"{task.reference}.result"]


def test_the_same_table_again_makes_no_doubles(agent: Client) -> None:
    worked(sent(agent))
    again = worked(sent(agent, key="k2"))
    assert (again.did, Case.objects.count()) == (0, 2)
    assert "此前已有 2 件" in agent.get(f"/tasks/{again.reference}").content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "来件.exe"}, "请选择 CSV 或 XLSX 文件"),
        ({"content": ""}, "文件是空的"),
        ({"source": " "}, "请写明来源"),
        ({"source": "很" * 61}, "请写明来源"),
    ],
)
def test_a_wrong_form_gets_a_sentence_and_keeps_what_was_typed(agent: Client, given: dict[str, str], told: str) -> None:
    answer = sent(agent, **given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"), [("a,b\n1,2\n", "x.csv"), ("no workbook", "x.xlsx"), ("MZ\0\x90", "x.csv")]
)
def test_what_is_no_table_is_told_at_the_task(agent: Client, content: str, name: str) -> None:
    task = worked(sent(agent, content, name=name))
    assert (task.state, Case.objects.count(), task.result_name) == ("failed", 0, "")
    assert name in task.said[0]["zh"]


def test_others_do_not_import() -> None:
    assert browser("dispatcher").get("/requests/import").status_code == 403
