"""How measurements are shown: a line of JSON each for programs, a table for people."""

import json
import sys
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

_HEADS = ("测试 bench", "数值 value", "单位 unit", "基线 baseline", "比值 ratio", "目标 goal", "达到 met")
_KEYS = ("name", "value", "unit", "baseline", "ratio", "goal", "met")
_SAID = {True: "✓", False: "✗", None: ""}


@dataclass(slots=True)
class Board:
    """Shows each measurement as it comes, or all of them at the end as a table."""

    as_json: bool
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def show(self, line: dict[str, Any]) -> None:
        """One measurement."""
        self._lines.append(line)
        if self.as_json:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    def end(self) -> None:
        """The table, and what else was noted, below."""
        if self.as_json or not self._lines:
            return
        table = Table(*_HEADS)
        for line in self._lines:
            cells = {key: line[key] for key in _KEYS} | {"met": _SAID[line["met"]]}
            table.add_row(*("" if cells[key] is None else str(cells[key]) for key in _KEYS))
        console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        console.print(table)
        for line in self._lines:
            notes = "  ".join(f"{name}={value}" for name, value in line["notes"].items())
            console.print(f"{line['name']}: {notes}")
