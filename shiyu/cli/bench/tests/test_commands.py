"""What `shiyu bench` prints and how it ends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shiyu.base.benches import Bench, Goal, Measured
from shiyu.cli.bench import commands
from shiyu.cli.bench.register import find
from shiyu.cli.bench.workshop import Wish, Workshop


class Given:
    """A workshop in which every bench measures what is given for it."""

    def __init__(self, lines: dict[str, Measured], failed: tuple[str, ...] = ()) -> None:
        self.lines, self.failed, self.wishes = lines, list(failed), list[Wish]()

    def measure(self, bench: Bench, *, wish: Wish) -> Iterator[dict[str, Any]]:
        self.wishes.append(wish)
        if bench.name in self.lines:
            yield self.lines[bench.name].line()


def measured(name: str, value: float) -> Measured:
    return Measured(name=name, value=value, unit="cases/s", baseline=1000.0, goals=(Goal("ratio", "≥", 0.1),))


def invoke(monkeypatch: pytest.MonkeyPatch, given: Given, *arguments: str) -> tuple[int, str]:
    @contextmanager
    def place(_keep: Path | None) -> Iterator[Given]:
        yield given

    monkeypatch.setattr(commands, "workshop", place)
    done = CliRunner().invoke(commands.app, list(arguments))
    return done.exit_code, done.stdout


@pytest.mark.parametrize(
    ("value", "failed", "status"), [(100, (), 0), (99, (), 1), (100, ("crash",), 1)], ids=["met", "missed", "no figure"]
)
def test_exit_status(monkeypatch: pytest.MonkeyPatch, value: float, failed: tuple[str, ...], status: int) -> None:
    assert invoke(monkeypatch, Given({"intake": measured("intake", value)}, failed), "intake", "--json")[0] == status


def test_one_object_a_line_in_the_order_of_the_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given({name: measured(name, 200) for name in ("crash", "intake", "clocks")})
    status, said = invoke(monkeypatch, given, "all", "--json", "--rows", "500", "--rounds", "2", "--seed", "7")
    lines = [json.loads(line) for line in said.splitlines()]
    assert (status, [line["name"] for line in lines]) == (0, ["intake", "clocks", "crash"])
    assert {tuple(line) for line in lines} == {("name", "value", "unit", "baseline", "ratio", "goal", "met", "notes")}
    assert set(given.wishes) == {Wish(rows=500, seconds=20, rounds=2, seed=7)}


def test_a_bench_without_rows_needs_no_city(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It gets an empty folder, and one that lacks what it needs says so in a sentence."""
    place = Workshop(tmp_path)
    monkeypatch.setattr(place.__class__, "filled", lambda *_: pytest.fail("it filled a city"))
    monkeypatch.setattr("shiyu.cli.bench.workshop._WORKER", "shiyu.cli.bench.tests.lacking")
    assert list(place.measure(find("triage"), wish=Wish(rows=500))) == []
    assert place.failed == ["triage"]
    assert capfd.readouterr().err.strip().endswith("没有找到文本。")
    assert list(tmp_path.iterdir()) == []


def test_people_get_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    status, said = invoke(monkeypatch, Given({"import": measured("import", 50)}), "import")
    assert status == 1
    assert "import" in said
    assert "✗" in said
