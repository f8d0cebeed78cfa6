"""The shape of the code: short functions, short files, honest names, and nothing of the machine it was written on."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40
LONGEST_FILE = 300
LONGEST_TEMPLATE = 150
VAGUE = re.compile(r"^(utils?|helpers?|common|managers?|misc)(\.py)?$")
# A path or a host that only one machine has. Examples in documents use /srv, /var/lib and names under .example.
_FOLDERS = ("home", "root", "Users", "work", "opt")
MACHINE = re.compile(rf"(?<![\w.:/-])/(?:{'|'.join(_FOLDERS)})/[\w.-]+|\bfile:///|\bindex-url\b")
TEXT = (
    "",
    ".py",
    ".md",
    ".toml",
    ".html",
    ".sh",
    ".lock",
    ".csv",
    ".txt",
    ".yml",
    ".yaml",
    ".po",
    ".ts",
    ".json",
    ".sql",
)


def tracked(*suffixes: str) -> list[Path]:
    """Files of the repository, those not yet added included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def code() -> list[Path]:
    return [path for path in tracked(".py") if "migrations" not in path.parts]


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Name, line and length of every function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{line} {name} has {lines} lines"
        for path in code()
        for name, line, lines in functions(path.read_text(encoding="utf-8"))
        if lines > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize(("suffix", "limit"), [(".py", LONGEST_FILE), (".html", LONGEST_TEMPLATE)])
def test_files_are_short(suffix: str, limit: int) -> None:
    paths = code() if suffix == ".py" else tracked(suffix)
    assert [f"{path.relative_to(ROOT)}: {length(path)}" for path in paths if length(path) > limit] == []


def test_no_name_is_vague() -> None:
    paths = [path.relative_to(ROOT) for path in tracked()]
    assert [str(path) for path in paths if any(VAGUE.match(part) for part in path.parts)] == []


def test_nothing_names_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked(*TEXT)
        if path != Path(__file__) and path.name != "LICENSE"
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "machine"),
    [
        ("/home/somebody/shiyu", True),
        ('path = "/work/wt/x"', True),
        ("--index-url https://example", True),
        ("see /api/v1/work/items", False),
        ("https://shiyu.example/home/page", False),
        ("/usr/lib/postgresql/15/bin", False),
    ],
)
def test_what_counts_as_a_machine(line: str, machine: bool) -> None:
    assert bool(MACHINE.search(line)) is machine
