"""Documents say what the code has: every setting, every command, every dependency."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_group

from shiyu.cli.main import build
from shiyu.cli.plugs import plugs
from shiyu.config.environment import Setting
from shiyu.config.table import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """Every command with its help, those of the folders included."""
    for word in ["", *sorted({plug.name for plug in plugs()})]:
        app: typer.Typer = build([word] if word else [])
        yield from _under(get_group(app), "shiyu")


def _under(group: object, path: str) -> Iterator[tuple[str, str]]:
    for name, command in getattr(group, "commands", {}).items():
        yield f"{path} {name}", str(command.help or "")
        yield from _under(command, f"{path} {name}")


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_every_setting_is_in_the_table(row: Setting) -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| `{row.name}` \| `?(?P<default>[^|`]*)`? \| (?P<meaning>.*) \|$", text, re.MULTILINE)
    assert found is not None, f"{row.name} is not in docs/settings.md"
    assert found["default"].strip() == (row.default or "—")
    assert row.meaning.zh in found["meaning"]
    assert row.meaning.en in found["meaning"]


def test_the_table_of_settings_has_no_other_row() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [row.name for row in SETTINGS]


def test_every_command_is_described_and_says_what_it_does() -> None:
    every = dict(commands())
    assert [name for name in every if f"`{name}" not in OPERATIONS and f"{name} " not in OPERATIONS] == []
    assert [name for name, text in every.items() if not text.strip()] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[><=~!; ]", line, maxsplit=1)[0] for line in wanted}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert names == set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))


def test_every_package_of_the_pages_has_its_reason() -> None:
    project = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    wanted = {*project.get("dependencies", {}), *project.get("devDependencies", {})}
    assert wanted == set(re.findall(r"^\| `npm:([^`]+)` \|", text, re.MULTILINE))


def test_every_dependency_is_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) - locked == set()
