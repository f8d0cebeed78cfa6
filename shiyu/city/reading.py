"""Read the files of a city pack as they are: cells, tables, JSON. What cannot be read becomes a finding."""

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shiyu.city.findings import Finding, fault
from shiyu.city.layout import AREAS_FILE, CITY_FILE, RULES_FOLDER, SHEETS, Sheet

# A cell that begins so is run as a formula by office programs when the file is opened there (CSV injection).
FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet with the line it stands in."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of `rules/`."""

    file: str
    content: Mapping[str, Any]


@dataclass
class RawPack:
    """A pack as read, with everything that could not be read."""

    root: Path
    city: Mapping[str, Any] | None = None
    sheets: dict[str, list[Row]] = field(default_factory=dict)
    rules: list[RuleFile] = field(default_factory=list)
    areas: Mapping[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def rows(self, sheet: Sheet) -> Sequence[Row]:
        """The rows of `sheet`; none if it could not be read."""
        return self.sheets.get(sheet.file, [])

    def unread(self, folder: str) -> bool:
        """Whether a file of `folder` could not be read, so that what it defines is not known."""
        return any(finding.file.startswith(folder) for finding in self.findings)


def read_pack(root: Path) -> RawPack:
    """Read every file of the pack at `root`."""
    pack = RawPack(root)
    pack.city = _read_toml(root, CITY_FILE, pack.findings)
    for sheet in SHEETS:
        pack.sheets[sheet.file] = read_sheet(root, sheet, pack.findings)
    for path in sorted((root / RULES_FOLDER).glob("*.toml")):
        name = f"{RULES_FOLDER}/{path.name}"
        content = _read_toml(root, name, pack.findings)
        if content is not None:
            pack.rules.append(RuleFile(name, content))
    pack.areas = _read_json(root, AREAS_FILE, pack.findings)
    return pack


def pack_hash(root: Path) -> str:
    """SHA-256 over names and contents of every file the reader reads."""
    names = [CITY_FILE, AREAS_FILE, *(sheet.file for sheet in SHEETS)]
    names += [f"{RULES_FOLDER}/{path.name}" for path in (root / RULES_FOLDER).glob("*.toml")]
    total = hashlib.sha256()
    for name in sorted(names):
        content = hashlib.sha256((root / name).read_bytes()).hexdigest()
        total.update(f"{name}\0{content}\n".encode())
    return total.hexdigest()


def read_sheet(root: Path, sheet: Sheet, findings: list[Finding]) -> list[Row]:
    """The rows of one CSV file; what is wrong with it goes to `findings`."""
    text = _read_text(root, sheet.file, findings)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if not _header_fits(sheet, header, findings):
            return []
        rows = list(_rows(sheet, header, reader, findings=findings))
    except csv.Error as reason:
        findings.append(fault(sheet.file, reader.line_num, "bad_csv", reason=reason))
        return []
    if not rows:
        findings.append(fault(sheet.file, 0, "empty_sheet"))
    return rows


def _header_fits(sheet: Sheet, header: Sequence[str], findings: list[Finding]) -> bool:
    missing = [name for name in sheet.names if name not in header]
    unknown = [name for name in header if name not in sheet.names]
    findings += [fault(sheet.file, 1, "missing_column", column=name) for name in missing]
    findings += [fault(sheet.file, 1, "unknown_column", column=name) for name in unknown]
    return not missing and not unknown


def _rows(
    sheet: Sheet, header: Sequence[str], reader: Iterator[list[str]], *, findings: list[Finding]
) -> Iterator[Row]:
    line_of = _LineCounter(reader)
    for line, cells in line_of:
        if not any(cells):
            continue
        if len(cells) != len(header):
            findings.append(fault(sheet.file, line, "ragged_row", wanted=len(header), found=len(cells)))
            continue
        row = Row(sheet.file, line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
        findings += _bad_cells(sheet, row, raw=dict(zip(header, cells, strict=True)))
        yield row


class _LineCounter:
    """Numbers the rows of a csv reader by the line they begin in; a quoted cell may span several lines."""

    def __init__(self, reader: Iterator[list[str]]) -> None:
        self.reader: Any = reader

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        begins = self.reader.line_num + 1
        for cells in self.reader:
            yield begins, cells
            begins = self.reader.line_num + 1


def _bad_cells(sheet: Sheet, row: Row, *, raw: Mapping[str, str]) -> Iterator[Finding]:
    for column in sheet.columns:
        cell = raw[column.name]
        if any(sign < " " or sign in "\x7f\ufeff\ufffd\u202e" for sign in cell):
            yield fault(sheet.file, row.line, "control_character", column=column.name)
        elif cell.startswith(FORMULA_SIGNS):
            yield fault(sheet.file, row.line, "formula_cell", column=column.name, sign=cell[0])
        elif column.required and not cell.strip():
            yield fault(sheet.file, row.line, "empty_value", column=column.name)


def _read_text(root: Path, name: str, findings: list[Finding]) -> str | None:
    path = root / name
    if not path.is_file():
        findings.append(fault(name, 0, "missing_file"))
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = path.read_bytes()[: reason.start].count(b"\n") + 1
        findings.append(fault(name, line, "wrong_encoding", byte=reason.start))
        return None


def _read_toml(root: Path, name: str, findings: list[Finding]) -> Mapping[str, Any] | None:
    text = _read_text(root, name, findings)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        findings.append(fault(name, _line_named(str(reason)), "bad_toml", reason=reason))
        return None


def _line_named(reason: str) -> int:
    """The line a TOML error speaks of: "(at line 3, column 7)"."""
    _, found, rest = reason.partition("at line ")
    return int(rest.split(",")[0]) if found else 0


def _read_json(root: Path, name: str, findings: list[Finding]) -> Mapping[str, Any]:
    text = _read_text(root, name, findings)
    if text is None:
        return {}
    try:
        content = json.loads(text)
    except json.JSONDecodeError as reason:
        findings.append(fault(name, reason.lineno, "bad_json", reason=reason.msg))
        return {}
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        findings.append(fault(name, 0, "bad_json", reason="FeatureCollection"))
        return {}
    return content
