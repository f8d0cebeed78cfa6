"""The page for pack authors names every file, column and key the reader knows."""

from pathlib import Path

import pytest

from shiyu.city.layout import AREAS_FILE, CITY_FILE, CITY_KEYS, DEMO_ACCOUNTS, RULE_KEYS, SHEETS
from shiyu.city.models import UnitKind
from shiyu.city.workdays import TimeUnit

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "city-pack.md").read_text(encoding="utf-8")
NAMED = {sheet.file: sheet.names for sheet in (*SHEETS, DEMO_ACCOUNTS)}
NAMED |= {CITY_FILE: tuple(CITY_KEYS), "rules/*.toml": tuple(RULE_KEYS), AREAS_FILE: ()}


@pytest.mark.parametrize(("file", "names"), NAMED.items())
def test_every_file_has_its_section_with_every_column_in_it(file: str, names: tuple[str, ...]) -> None:
    _, found, rest = PAGE.partition(f"\n## {file}\n")
    assert found
    section = rest.split("\n## ")[0]
    rows = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert rows == set(names)


def test_every_kind_of_unit_and_unit_of_time_is_named() -> None:
    words = [*UnitKind.values, *(unit.value for unit in TimeUnit)]
    assert [word for word in words if f"`{word}`" not in PAGE] == []
