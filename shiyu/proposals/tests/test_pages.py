"""The pages of a session: its list imported in the background, its figures counted, its reports handed out."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from shiyu.base.clock import standing_at
from shiyu.base.figures import By, Scope, figure
from shiyu.base.shares import Share
from shiyu.cases.models import Case
from shiyu.proposals.importing import Importer
from shiyu.proposals.models import Session
from shiyu.proposals.reading import rows_of_session
from shiyu.proposals.tests.conftest import People, draft
from shiyu.proposals.tests.test_import import HEAD, MEETING, row, workbook
from shiyu.web.background import running
from shiyu.web.models import Task
from shiyu.web.tests.officers import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.SHIYU_HOME = tmp_path


@pytest.fixture
def clerk(people: People) -> Client:
    return browser("proposal_clerk")


def sent(client: Client, *rows: tuple[str, ...], name: str = "清单.csv", session: str = "7-5", key: str = "k") -> Any:
    content = "\n".join(",".join(cells) for cells in (HEAD, *rows))
    file = SimpleUploadedFile(name, content.encode())
    return client.post("/proposals/import", {"file": file, "session": session, "_key": key})


def worked(answer: Any) -> Task:
    task = Task.objects.get(reference=answer.headers["Location"].rpartition("/")[2])
    running.work_on(task.reference)
    task.refresh_from_db()
    return task


def test_a_list_goes_in_and_the_result_says_line_by_line(clerk: Client) -> None:
    task = worked(sent(clerk, row(), row(案号="8", 案由="另一件", 主办="市梦想局")))
    assert (task.state, task.did, task.refused) == ("done", 1, 1)
    answer: Any = clerk.get(f"/tasks/{task.reference}/file")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[:4] for line in lines[1:]] == [
        ["2", "7", Case.objects.get().number, "新增"], ["3", "8", "", "拒收"],
    ]  # fmt: skip
    assert "没有单位“市梦想局”" in lines[2][4]
    assert not [line for line in lines if "安若素" in "".join(line)]  # nobody's name
    again = worked(sent(clerk, row(), key="k2"))
    assert (again.did, Case.objects.count()) == (0, 1)


def test_wrong_columns_end_the_task_with_the_sentence(clerk: Client) -> None:
    file = SimpleUploadedFile("清单.csv", "甲,乙\n1,2\n".encode())
    task = worked(clerk.post("/proposals/import", {"file": file, "session": "7-5", "_key": "k"}))
    assert task.state == "failed"
    assert "缺少列：案号" in clerk.get(f"/tasks/{task.reference}").content.decode()


@pytest.mark.parametrize(
    ("given", "told"), [({"name": "清单.exe"}, "请选择 CSV 或 XLSX 文件"), ({"session": "9-9"}, "请选择届次")]
)
def test_a_wrong_form_gets_a_sentence(clerk: Client, given: dict[str, str], told: str) -> None:
    answer = sent(clerk, row(), **given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Task.objects.exists()


def test_only_the_committees_clerk_imports_and_no_unit_reads_the_figures(people: People) -> None:
    assert browser("proposal_reviewer").get("/proposals/import").status_code == 403
    clerk, assigner = browser("clerk"), browser("government_assigner")
    for address in ("figures", "figures/behind?figure=filed", "report"):
        assert clerk.get(f"/proposals/{address}").status_code == 403
        assert assigner.get(f"/proposals/{address}").status_code == 200


def taken_over(people: People, tmp_path: Path, *rows: tuple[str, ...]) -> None:
    with standing_at(MEETING):
        Importer(path=workbook(tmp_path / "l.xlsx", *rows), session="7-5", actor=people("proposal_clerk")).run()


def test_the_page_counts_divides_and_leads_to_the_lists(people: People, clerk: Client, tmp_path: Path) -> None:
    taken_over(people, tmp_path, row(), row(案号="8", 案由="党委的事", 交办渠道="市委系统", 主办="市委宣传部", 会办=""))
    page = clerk.get("/proposals/figures?by=unit").content.decode()
    assert "市住建局" in page
    assert "市委宣传部" in page
    listed = clerk.get("/proposals/figures/behind?figure=filed&by=channel&key=party").content.decode()
    assert "党委的事" in listed
    assert "慢行系统" not in listed
    assert "没有计入的件" in clerk.get("/proposals/figures/behind?figure=late").content.decode()
    for wrong in ("figures?by=x", "figures?session=9-9", "figures?channel=x", "figures/behind?figure=x"):
        assert clerk.get(f"/proposals/{wrong}").status_code == 422


def test_a_page_of_one_session_asks_as_much_as_of_three_proposals(
    people: People, clerk: Client, tmp_path: Path
) -> None:
    taken_over(people, tmp_path, row())
    clerk.get("/proposals/figures")
    with CaptureQueriesContext(
        connection,
    ) as one:
        clerk.get("/proposals/figures")
    taken_over(people, tmp_path, row(案号="8", 案由="甲"), row(案号="9", 案由="乙"))
    with CaptureQueriesContext(connection) as three:
        clerk.get("/proposals/figures")
    assert len(three) == len(one)


def test_without_a_session_the_page_says_what_is_missing(db: None) -> None:
    assert "还没有届次" in browser("proposal_clerk").get("/proposals/figures").content.decode()


def test_the_figures_go_out_as_a_sheet_with_their_definitions(people: People, clerk: Client, tmp_path: Path) -> None:
    taken_over(people, tmp_path, row())
    answer: Any = clerk.get("/proposals/figures?format=xlsx")
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    book = CalamineWorkbook.from_path(path)
    lines = book.get_sheet_by_index(0).to_python()
    head, total = lines[0], lines[1]
    assert (total[0], total[head.index("立案")]) == ("合计", 1)
    assert ["按主题", "社会建设"] in [line[:2] for line in lines]
    assert "取得案号的提案件数" in str(book.get_sheet_by_index(1).to_python())


def test_the_report_is_a_word_file_with_the_numbers(people: People, clerk: Client, tmp_path: Path) -> None:
    taken_over(people, tmp_path, row(), row(案号="8", 案由="党委的事", 交办渠道="市委系统", 主办="市委宣传部", 会办=""))
    answer = clerk.get("/proposals/report?channel=party")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        words = parts.read("word/document.xml").decode()
    assert "立案提案2件" in words
    assert "占提案总数的50.0%" in words


def test_the_registered_figures_count_a_span_and_its_units(people: People, tmp_path: Path) -> None:
    taken_over(
        people, tmp_path, row(), row(案号="8", 案由="另一件", 提交日期="2026-03-01", 主办="市城市管理局", 会办="")
    )
    filed = figure("proposals_filed")
    with standing_at(MEETING):
        day = Scope(start=date(2026, 3, 2), end=date(2026, 3, 2))
        both = Scope(start=date(2026, 3, 1), end=date(2026, 3, 2))
        assert (filed.compute(day), filed.compute(both)) == (1, 2)
        assert filed.split is not None
        assert filed.split(both, By.UNIT) == {"cgj": 1, "zjj": 1}
        assert filed.compute(Scope(start=date(2026, 3, 1), end=date(2026, 3, 2), unit="cgj")) == 1
        assert filed.compute(Scope(start=date(2026, 3, 1), end=date(2026, 3, 2), division="140502000000")) == 0
        rate = figure("proposals_answered_rate")
        assert rate.split is not None
        assert rate.split(both, By.TYPE) == {"member": Share(0, 2)}


def test_a_proposal_handled_through_the_door_is_counted_as_it_went(people: People) -> None:
    story = draft(people).to("closed", joint=True)
    (counted,) = rows_of_session(Session.objects.get())
    assert (counted.case_id, counted.unit, counted.units) == (story.case().pk, "zjj", ("jjzd", "zjj"))
    assert (counted.reply_class, counted.answered, counted.in_time, counted.days) == ("A", True, True, 0)
    assert (counted.consultations, counted.forms, counted.silent, counted.promises) == (1, ("satisfied",), 0, 0)
