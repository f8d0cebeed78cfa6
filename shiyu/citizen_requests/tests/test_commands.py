"""The commands as an operator meets them: what they print, and the exit status a script relies on."""

from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner

from shiyu.base.clock import standing_at
from shiyu.cases.models import Case
from shiyu.citizen_requests.commands import app
from shiyu.citizen_requests.tests.conftest import MONDAY
from shiyu.city.demo import load_demo_people

GOOD = "编号,标题,内容\n1,路灯不亮,东街路口路灯不亮\n"


@pytest.fixture
def demo(db: None) -> None:
    load_demo_people(settings.SHIYU_CITY, password="only-for-tests-7")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("content", "options", "status", "said"),
    [
        (GOOD, [], 0, "新增 1 件（有派单建议 1，需派单员研判 0），已有 0 件，拒收 0 行。"),
        (GOOD, ["--as", "agent"], 0, "新增 1 件"),
        (GOOD + "2,,没有标题\n", [], 1, "sample.csv.refused.csv"),
        (GOOD, ["--as", "clerk-zjj"], 2, "没有可受理诉求的账号“clerk-zjj”"),
        (GOOD, ["--as", "nobody"], 2, "没有可受理诉求的账号“nobody”"),
        (GOOD, ["--column", "title=题目"], 2, "题目"),
        (GOOD, ["--column", "title"], 2, "msg_id=编号"),
        (GOOD.replace("标题", "题目"), ["--column", "title=题目"], 0, "新增 1 件"),
        ("", [], 2, "文件是空的"),
    ],
)
def test_import(tmp_path: Path, content: str, options: list[str], status: int, said: str) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(content, encoding="utf-8")
    ran = CliRunner().invoke(app, ["import", "requests", str(path), *options])
    assert ran.exit_code == status
    assert said in ran.output.replace("\n", "")


@pytest.mark.usefixtures("demo")
def test_seed() -> None:
    with standing_at(MONDAY):
        ran = CliRunner().invoke(app, ["seed", "--story", "day", "--until", "to_sign", "--seed", "3"])
    assert ran.exit_code == 0
    assert "已讲完“day”" in ran.output
    assert Case.objects.exclude(stage="to_sign").filter(entries__from_stage="to_sign").count() == 0
