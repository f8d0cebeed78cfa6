"""Importing requests: rows of a table through the one door, in batches, each row once however often the file is run.

The key of a row is its source and its number there, so a file that was cut off in the middle is simply run again.
"""

import csv
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from shiyu.base.errors import ShiyuError
from shiyu.base.sheets import Line, Sheet, open_sheet
from shiyu.base.text import safe_cell
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, MoveRequest, Refused, make_moves
from shiyu.citizen_requests.columns import Mapped, RowReader, map_columns
from shiyu.city.directory import directory

BATCH = 500
TWICE = Words(
    "编号“{msg_id}”在文件中出现两次，内容不同", "number “{msg_id}” stands in the file twice with different content"
)


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What became of the rows. `routed` and `to_look_at` split those that went in."""

    went_in: int = 0
    already_there: int = 0
    refused: int = 0
    routed: int = 0
    to_look_at: int = 0
    refusals: Path | None = None


@dataclass(slots=True, kw_only=True)
class Importer:
    """One run over one file. `source` tells files apart whose rows carry the same numbers.

    `told` hears of each line that stands in a case, now or since an earlier run. `called` is the name its sender gave
    the file, where it lies under another: its ending says how it is read, and refusals name it.
    """

    path: Path
    actor: PostHolder
    source: str
    called: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    batch: int = BATCH
    told: Callable[[Line, Made], None] = field(default=lambda _line, _made: None)
    report: ImportReport = field(default_factory=ImportReport)
    _seen: dict[str, bytes] = field(default_factory=dict)

    @property
    def refusals(self) -> Path:
        """Where the refused rows are written."""
        return self.path.with_name(f"{self.path.name}.refused.csv")

    def run(self, *, progress: Callable[[int, int], None] = lambda _done, _of: None) -> ImportReport:
        """Brings every row in or refuses it by name. Raises `BadSheet` before the first row if the file is no table."""
        called = self.called or self.path.name
        sheet = open_sheet(self.path, called=called)
        reader = RowReader.of(map_columns(sheet.columns, told=self.columns, file=called), city=directory())
        with _Refusals(self.refusals, sheet) as refusals:
            done = 0
            for lines in _batched(sheet, self.batch):
                self._bring_in(lines, reader, refusals)
                done += len(lines)
                progress(done, max(sheet.expected, done))
        self.report.refused, self.report.refusals = refusals.count, refusals.path if refusals.count else None
        return self.report

    def _bring_in(self, lines: tuple[Line, ...], reader: RowReader, refusals: "_Refusals") -> None:
        asked: list[tuple[Line, MoveRequest]] = []
        for line in lines:
            try:
                mapped = reader.read(line)
            except ShiyuError as error:
                refusals.write(line, error.words)
                continue
            if self._is_new(mapped, line, refusals):
                asked.append((line, self._request(mapped)))
        outcomes = make_moves([request for _, request in asked])
        for (line, _), outcome in zip(asked, outcomes, strict=True):
            if isinstance(outcome, Refused):
                refusals.write(line, outcome.error.words)
            else:
                self._count(outcome)
                self.told(line, outcome)

    def _is_new(self, mapped: Mapped, line: Line, refusals: "_Refusals") -> bool:
        """Whether this number has not come in this run; the same row twice is one row."""
        content = hashlib.blake2b(repr(sorted(mapped.facts.items())).encode(), digest_size=16).digest()
        known = self._seen.get(mapped.msg_id)
        if known is None:
            self._seen[mapped.msg_id] = content
            return True
        if known == content:
            self.report.already_there += 1
        else:
            refusals.write(line, TWICE.fill(msg_id=mapped.msg_id))
        return False

    def _request(self, mapped: Mapped) -> MoveRequest:
        key = hashlib.blake2b(f"{self.source}\0{mapped.msg_id}".encode(), digest_size=20).hexdigest()
        return MoveRequest(
            actor=self.actor, procedure="citizen_request", move="report", facts=mapped.facts, key=f"import:{key}"
        )

    def _count(self, made: Made) -> None:
        if made.replayed:
            self.report.already_there += 1
            return
        self.report.went_in += 1
        if made.stage == "received":
            self.report.routed += 1
        else:
            self.report.to_look_at += 1


class _Refusals:
    """`FILE.refused.csv`: the refused rows with line and reason, safe to open in a spreadsheet, readable by its owner.

    The file holds what people wrote, so nobody else may read it; a run without refusals leaves none behind.
    """

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.path = path
        self.count = 0
        self._columns = sheet.columns
        self._file: TextIO | None = None

    def __enter__(self) -> "_Refusals":
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, line: Line, reason: Words) -> None:
        """One refused row."""
        if self._file is None:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(handle, "w", encoding="utf-8-sig", errors="backslashreplace", newline="")
            csv.writer(self._file).writerow(("line", "原因", "reason", *map(safe_cell, self._columns)))
        cells = (safe_cell(line.cells.get(column, "").replace("\0", "\\x00")) for column in self._columns)
        csv.writer(self._file).writerow((line.number, safe_cell(reason.zh), safe_cell(reason.en), *cells))
        self.count += 1


def _batched(sheet: Sheet, size: int) -> Iterator[tuple[Line, ...]]:
    lines = iter(sheet.lines)
    while batch := tuple(islice(lines, size)):
        yield batch
