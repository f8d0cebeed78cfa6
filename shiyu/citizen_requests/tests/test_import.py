"""Importing what people send: every row is in once, or refused by name; nothing half stored."""

import csv
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Case, Entry, EntryText, Party
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.importing import Importer, ImportReport
from shiyu.citizen_requests.tests.conftest import People

HEAD = "msg_id,title,time,detail\n"
GOOD = "1,路灯不亮,2026/2/27 8:05:00,东街路口路灯不亮\n"
STREAM = Path(__file__).parents[4] / "shared" / "data" / "requests" / "stream.csv"


@pytest.fixture
def bring_in(people: People, tmp_path: Path) -> Any:
    def run(content: bytes | str, name: str = "sample.csv", **options: Any) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        options = {"source": "sample", "batch": 3, **options}
        return Importer(path=path, actor=people("api_client"), **options).run()

    return run


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.went_in, report.already_there, report.refused


def reasons(report: ImportReport) -> list[tuple[str, str]]:
    assert report.refusals is not None
    with report.refusals.open(encoding="utf-8-sig", newline="") as file:
        return [(row["line"], row["reason"]) for row in csv.DictReader(file)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (HEAD + GOOD, (1, 0, 0)),
        ((HEAD + GOOD).encode("utf-8-sig"), (1, 0, 0)),
        ((HEAD + GOOD).encode("gb18030"), (1, 0, 0)),
        ("编号,留言主题,留言时间,留言详情\n" + GOOD, (1, 0, 0)),
        (HEAD + GOOD + GOOD, (1, 1, 0)),
        (HEAD + "\n\n" + GOOD, (1, 0, 0)),
        (HEAD, (0, 0, 0)),
    ],
    ids=["utf-8", "with mark", "gb18030", "chinese columns", "the same row twice", "blank lines", "no rows"],
)
def test_taken(bring_in: Any, content: bytes | str, outcome: tuple[int, int, int]) -> None:
    assert counts(bring_in(content)) == outcome


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,标题,2026/2/27", "columns: it has 3 columns instead of 4"),
        (",标题,2026/2/27,内容", "msg_id: it is empty or holds invisible characters"),
        ("2,,2026/2/27,内容", "Title: is required"),
        ("2,标题,2026/2/27,", "What it is about: is required"),
        ("2,标题,昨天,内容", "time: “昨天” is no date"),
        ("2,标题,2026/2/30,内容", "time: “2026/2/30” is no date"),
        ("2,标题,2026/2/27,内\x00容",
        "What it is about: Text: character 2 (U+0000) is no text; check the encoding of the file."),
        (f"2,标题,2026/2/27,{'长' * 20_001}", "What it is about: Text: at most 20000 characters, there are 20001."),
        (f"2,{'题' * 201},2026/2/27,内容", "Title: Text: at most 200 characters, there are 201."),
        ("1,别的标题,2026/2/27,内容", "number “1” stands in the file twice with different content"),
    ],
)  # fmt: skip
def test_a_broken_line_is_refused_by_name_and_holds_up_no_other(bring_in: Any, row: str, reason: str) -> None:
    report = bring_in(HEAD + GOOD + row + "\n3,停水,2026-02-28,小区停水两天\n")
    assert counts(report) == (2, 0, 1)
    assert reasons(report) == [("3", reason)]


@pytest.mark.django_db
def test_one_line_in_another_encoding(bring_in: Any) -> None:
    other = "2,路面坑洼,2026/2/27,路口坑洼\n".encode("gb18030")
    report = bring_in((HEAD + GOOD).encode() + other + "3,停电,2026/2/27,小区停电\n".encode())
    assert counts(report) == (2, 0, 1)
    assert reasons(report) == [("3", "title: character 2 is no text; check the encoding of the file")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "sample.csv"),
        ("标题,内容\n路灯,不亮\n", "sample.csv"),
        (b"PK\x03\x04 no workbook", "sample.xlsx"),
    ],
    ids=["empty", "no number", "no workbook"],
)
def test_a_file_that_is_no_table_of_requests(bring_in: Any, content: bytes | str, name: str) -> None:
    with pytest.raises(ShiyuError) as refused:
        bring_in(content, name)
    assert refused.value.code == "bad_sheet"
    assert Case.objects.count() == 0


@pytest.mark.django_db
def test_run_again_it_makes_no_doubles_and_takes_what_was_mended(bring_in: Any) -> None:
    broken = HEAD + GOOD + "2,,2026/2/27,小区停水\n3,停电,2026/2/27,小区停电\n"
    assert counts(bring_in(broken)) == (2, 0, 1)
    assert counts(bring_in(broken.replace("2,,", "2,停水,"))) == (1, 2, 0)
    assert Case.objects.count() == 3


@pytest.mark.django_db
def test_a_number_whose_content_changed_is_refused(bring_in: Any) -> None:
    bring_in(HEAD + GOOD)
    report = bring_in(HEAD + GOOD.replace("东街", "西街"))
    assert counts(report) == (0, 0, 1)
    assert reasons(report) == [("2", "This request key was already used for something else; use another.")]


@pytest.mark.django_db
def test_every_column_that_may_be_there(bring_in: Any) -> None:
    head = "编号,标题,内容,时间,类型,分类,地点,电话,姓名\n"
    assert counts(bring_in(head + "7,违建,楼顶加盖,2026-2-27,举报,违章建筑,高平市,0356-0000007,赵某\n")) == (1, 0, 0)
    case = Case.objects.get()
    assert (case.title, case.channel, case.place_code, case.limit_class) == ("违建", "import", "140581000000", "long")
    assert case.category is not None
    assert case.category.name == "违章建筑"
    party = Party.objects.get()
    assert (party.anonymous, party.phone_index is not None) == (True, True)
    entry = Entry.objects.get()
    assert (entry.facts["type"], entry.facts["written_on"]) == ("tipoff", "2026-02-27")
    assert "0356" not in (EntryText.objects.get().body or "")


@pytest.mark.django_db
def test_refused_lines_run_nothing_in_a_spreadsheet(bring_in: Any) -> None:
    report = bring_in(HEAD + "1,=cmd|' /C calc'!A0,2026/2/27,\n")
    assert report.refusals is not None
    assert "'=cmd" in report.refusals.read_text(encoding="utf-8-sig")
    assert report.refusals.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_a_workbook(bring_in: Any, tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(
            [("编号", "标题", "内容"), (12, "路灯不亮", "东街路灯"), ("", "", ""), (13, "停水", "")]
        ):
            sheet.write_row(number, 0, row)
    report = bring_in(path.read_bytes(), "sample.xlsx")
    assert counts(report) == (1, 0, 1)
    assert reasons(report) == [("4", "What it is about: is required")]


@pytest.mark.story
@pytest.mark.django_db
@pytest.mark.skipif(not STREAM.is_file(), reason=f"the real messages are not here ({STREAM.name} in ../shared)")
def test_the_real_messages_are_all_in_each_routed_or_marked(people: People, tmp_path: Path) -> None:
    path = tmp_path / STREAM.name
    path.symlink_to(STREAM)
    first = Importer(path=path, actor=people("api_client"), source="stream").run()
    assert counts(first) == (4326, 0, 0)
    again = Importer(path=path, actor=people("api_client"), source="stream").run()
    assert counts(again) == (0, 4326, 0)
    routes = [entry.facts["route"] for entry in Entry.objects.filter(move="report")]
    assert len(routes) == 4326
    assert all(("unit" in route) != ("abstains" in route) for route in routes)
    assert Case.objects.filter(stage="received").count() == first.routed == sum("unit" in route for route in routes)
    assert list(verify_all()) == []
