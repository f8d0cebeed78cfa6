"""提案者名册 from a file: each line in, changed, there already or refused by a reason; nobody is named."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shiyu.proposals.commands import app
from shiyu.proposals.models import Submitter
from shiyu.proposals.register import contact_of, of_phone

pytestmark = pytest.mark.django_db
HEAD = "number,name,kind,valid_from,sector,phone,valid_to\n"
ONE = "1,安若素,member,2022-01-01,教育界,13800000001,\n"
BODY = "2,民盟晋城市委员会,party,2022-01-01,,0356-2221234,\n"


def taken(tmp_path: Path, text: str | bytes) -> tuple[int, str]:
    """Exit status and everything said."""
    file = tmp_path / "register.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    answer = CliRunner().invoke(app, ["register", str(file)])
    return answer.exit_code, answer.output


def test_a_register_is_taken_in_and_may_be_taken_in_again(tmp_path: Path) -> None:
    assert taken(tmp_path, HEAD + ONE + BODY) == (0, "名册：新增 2 人（单位），更新 0，此前已有 0，拒收 0 行。\n")
    assert taken(tmp_path, "\ufeff" + HEAD + ONE + BODY)[1].startswith("名册：新增 0 人（单位），更新 0，此前已有 2")
    (found,) = of_phone("13800000001")
    assert (found.number, found.name, found.sector, contact_of(found)["phone"]) == (
        1,
        "安若素",
        "教育界",
        "13800000001",
    )


def test_another_telephone_or_a_last_day_is_written_over(tmp_path: Path) -> None:
    taken(tmp_path, HEAD + ONE)
    code, said = taken(tmp_path, HEAD + "1,安若素,member,2022-01-01,教育界,13800000009,2027-01-01\n")
    assert (code, "更新 1" in said) == (0, True)
    assert of_phone("13800000001") == []
    assert Submitter.objects.get().valid_to == date(2027, 1, 1)
    assert contact_of(Submitter.objects.get())["phone"] == "13800000009"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("0,安某,member,2022-01-01,,,", "编号应为正整数"),
        ("x,安某,member,2022-01-01,,,", "编号应为正整数"),
        ("99999999999,安某,member,2022-01-01,,,", "编号应为正整数"),
        ("3,,member,2022-01-01,,,", "名称应为"),
        ("3,安某,mayor,2022-01-01,,,", "类别应为"),
        ("3,安某,member,2022-13-01,,,", "日期应写成"),
        ("3,安某,member,2022-01-01,,,2022-01-01", "日期应写成"),
        ("3,安某,member,2022-01-01,,12,", "电话"),
        ("1,白某,member,2022-01-01,,,", "编号已属于"),
        ("2,安某,member,2022-01-01,,,", "与第2行重复"),
    ],
)
def test_a_line_that_cannot_be_taken_is_told_and_holds_up_no_other(tmp_path: Path, line: str, why: str) -> None:
    taken(tmp_path, HEAD + ONE)
    code, said = taken(tmp_path, HEAD + BODY + line + "\n" + "7,白景行,member,2022-01-01,,13800000007,\n")
    assert code == 1
    assert "第3行：" in said
    assert why in said
    assert "拒收 1 行" in said
    assert "安某" not in said
    assert sorted(Submitter.objects.values_list("number", flat=True)) == [1, 2, 7]


@pytest.mark.parametrize(
    "text",
    ["", "姓名,电话\n", HEAD.replace("kind,", ""), HEAD.replace("sector", "colour"), "\x00", "编号".encode("gbk"),
     HEAD + '1,"安某,member\n'],
)  # fmt: skip
def test_what_is_no_register_is_refused_as_a_whole(tmp_path: Path, text: str | bytes) -> None:
    code, said = taken(tmp_path, text)
    assert (code, bool(said.strip())) == (2, True)
    assert not Submitter.objects.exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["register", str(tmp_path / "none.csv")])
    assert answer.exit_code == 2
