"""`shiyu triage evaluate`: files of every kind, and a measure that learnt nothing from what it is asked."""

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shiyu.triage.commands import app
from shiyu.triage.learning.tests.invented import invented

HEAD = ("title", "detail", "label")


def written(path: Path, rows: Sequence[Sequence[str]], *, head: Sequence[str] = HEAD, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def rows(count: int, *, seed: int) -> list[tuple[str, str, str]]:
    texts, labels = invented(count, seed=seed)
    return [(*text, label) for text, label in zip(texts, labels, strict=True)]


@pytest.fixture
def train(tmp_path: Path) -> Path:
    return written(tmp_path / "train.csv", rows(150, seed=1))


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_another_file_is_measured(tmp_path: Path, train: Path, encoding: str) -> None:
    test = written(tmp_path / "test.csv", rows(60, seed=2), encoding=encoding)
    status, said, complained = run(test, "--train", train, "--json")
    found = json.loads(said)
    assert status == 0, complained
    assert (found["texts"], found["learnt_from"]) == (60, 150 - found["copies_left_out"])
    assert found["macro_f1"] > 0.9
    assert sum(sum(row.values()) for row in found["confusion"].values()) == 60
    assert set(found["labels"]) == {"城市管理", "劳动", "教育"}


def test_people_read_a_sentence_and_a_table(tmp_path: Path, train: Path) -> None:
    status, said, _ = run(written(tmp_path / "test.csv", rows(30, seed=2)), "--train", train)
    assert status == 0
    assert "宏平均 F1" in said
    assert "城市管理" in said


def test_columns_may_stand_in_any_order_among_others(tmp_path: Path, train: Path) -> None:
    turned = [(label, "x", detail, title) for title, detail, label in rows(30, seed=2)]
    test = written(tmp_path / "test.csv", turned, head=("label", "id", "detail", "title"))
    status, said, _ = run(test, "--train", train, "--json")
    assert (status, json.loads(said)["texts"]) == (0, 30)


def test_rows_that_cannot_be_used_are_named_by_line(tmp_path: Path, train: Path) -> None:
    bad = [("路灯", "不亮", ""), ("", "。", "劳动"), ("只有", "两列"), *rows(9, seed=2)]
    test = written(tmp_path / "test.csv", bad)
    with test.open("ab") as file:
        file.write("路灯,不".encode() + b"\xff\xfe" + "亮,城市管理\n".encode())
    status, said, complained = run(test, "--train", train, "--json")
    assert (status, json.loads(said)["texts"], json.loads(said)["refused"]["test"]) == (0, 9, 4)
    assert "test.csv 第 2 行不用：没有类别" in complained
    assert "test.csv 第 3 行不用：没有文字" in complained
    assert "test.csv 第 4 行不用：有 2 列，应有 3 列" in complained
    assert "test.csv 第 14 行不用：有不是本文件编码的字节" in complained


def test_texts_of_the_test_are_not_learnt_by_heart(tmp_path: Path, train: Path) -> None:
    test = written(tmp_path / "test.csv", [*rows(6, seed=1), ("公交", "不来", "交通")])
    status, said, complained = run(test, "--train", train, "--json")
    found = json.loads(said)
    assert (status, found["copies_left_out"], found["learnt_from"]) == (0, 6, 144)
    assert found["unknown_labels"] == ["交通"]
    assert found["labels"]["交通"]["f1"] == 0
    assert "6 条训练文本与测试文本相同" in complained


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"title,detail,label\n", "没有一条可用的文本"),
        (b"title,detail\na,b\n", "缺少列 label"),
        ("标题,内容\n一,二\n".encode(), "缺少列 title, detail, label"),
        ("title,detail,label\n路灯,不亮,城管\n路灯,坏了,城管\n".encode(), "只有一个类别“城管”"),
        ('title,detail,label\n"路灯,不亮,城管\n'.encode(), "没有一条可用的文本"),
        (b"\x00\x01\xff\xfe" * 50, "缺少列"),
    ],
    ids=["empty", "no rows", "one column short", "other columns", "one label", "open quotation", "bytes"],
)
def test_a_file_nothing_can_be_learnt_from_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "train.csv").write_bytes(content)
    test = written(tmp_path / "test.csv", rows(9, seed=2))
    status, printed, complained = run(test, "--train", tmp_path / "train.csv", "--json")
    assert (status, printed) == (1, "")
    assert said in complained


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, train: Path) -> None:
    status, _, complained = run(tmp_path / "none.csv", "--train", train)
    assert (status, complained) == (1, "文件 none.csv 无法导入：没有这个文件\n")


def test_it_runs_without_a_database(tmp_path: Path, train: Path) -> None:
    test = written(tmp_path / "test.csv", rows(30, seed=2))
    command = [sys.executable, "-m", "shiyu.cli", "triage", "evaluate", str(test), "--train", str(train), "--json"]
    environment = {"SHIYU_ENV": "demo", "SHIYU_HOME": str(tmp_path / "home"), "PATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, json.loads(done.stdout)["texts"]) == (0, 30), done.stderr
    assert not (tmp_path / "home").exists() or not list((tmp_path / "home").glob("**/PG_VERSION"))


def test_curves_are_drawn(tmp_path: Path) -> None:
    file = written(tmp_path / "all.csv", rows(300, seed=4))
    done = CliRunner().invoke(app, ["curves", str(file), "--into", str(tmp_path / "images")])
    assert done.exit_code == 0, done.output
    drawn = sorted(path.name for path in (tmp_path / "images").iterdir())
    assert drawn == ["triage-learning-curve.svg", "triage-reliability.svg"]
    assert "<circle" in (tmp_path / "images" / "triage-reliability.svg").read_text(encoding="utf-8")
