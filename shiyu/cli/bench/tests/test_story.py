"""The benches themselves, on few rows: that they measure, not how fast."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("SHIYU_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "shiyu.cli", "bench", *arguments], capture_output=True, text=True, check=False, cwd=ROOT,
        env=given | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.story
def test_each_measures_beside_its_baseline() -> None:
    measured = {}
    for name in ("intake", "import", "clocks"):
        done = bench(name, "--rows", "400", "--seconds", "2", "--json")
        assert done.returncode in {0, 1}, done.stderr
        (line,) = map(json.loads, done.stdout.splitlines())
        measured[line["name"]] = line
        assert (done.returncode == 0) is line["met"]
    assert list(measured) == ["intake", "import", "clocks"]
    for line in measured.values():
        assert line["ratio"] == pytest.approx(line["value"] / line["baseline"], rel=0.01)
        assert {"cores", "memory_gib", "postgresql"} <= line["notes"].keys()
        assert line["notes"]["fsync"] == "on"


@pytest.mark.crash
def test_three_rounds_break_no_promise() -> None:
    done = bench("crash", "--rows", "400", "--rounds", "3", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["value"], line["met"], len(line["notes"]["killed"])) == (0, True, 3)
    assert line["notes"]["cases"] > 0
