"""Reading tables people send: CSV in UTF-8 or GB18030, or XLSX. Rows come with their line; broken bytes stay visible.

A byte that is no character of the file's encoding comes through as a lone surrogate, so the line that holds it is
refused by name and the others are taken.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import ClassVar

from python_calamine import CalamineError, CalamineWorkbook

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

UTF8, GB18030 = "utf-8-sig", "gb18030"
WIDEST_CELL = 10_000_000  # characters; longer, and a quotation mark was surely never closed


class BadSheet(ShiyuError):
    """The file as a whole cannot be read as a table."""

    code: ClassVar[str] = "bad_sheet"
    http_status: ClassVar[int] = 422
    sentence = Words("文件 {file} 无法导入：{reason}", "File {file} cannot be imported: {reason}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the line it stands on in the file, and its cells by column name. `fault` says if it fits no column."""

    number: int
    cells: Mapping[str, str]
    fault: Words | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, about how many rows it has (for the progress bar), and its rows, to be read once."""

    columns: tuple[str, ...]
    expected: int
    lines: Iterable[Line]


def open_sheet(path: Path, *, called: str = "") -> Sheet:
    """The table in a file, which its sender called so. Raises `BadSheet` where there is none."""
    name = called or path.name
    if not path.is_file():
        raise BadSheet(file=name, reason=Words("没有这个文件", "there is no such file"))
    ending = PurePath(name).suffix.lower()
    return _workbook(path, name) if ending in {".xlsx", ".xlsm", ".xls", ".ods"} else _text(path, name)


def encoding_of(path: Path) -> tuple[str, int]:
    """The encoding more lines of the file agree with (UTF-8 if none disagrees), and how many lines there are."""
    utf8 = others = lines = 0
    with path.open("rb") as file:
        for line in file:
            lines += 1
            if not line.isascii():
                if _is_utf8(line):
                    utf8 += 1
                else:
                    others += 1
    return (GB18030 if others > utf8 else UTF8), lines


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _text(path: Path, name: str) -> Sheet:
    encoding, lines = encoding_of(path)
    rows = _text_rows(path, name, encoding)
    head = next(rows, None)
    if head is None:
        raise BadSheet(file=name, reason=Words("文件是空的", "it is empty"))
    return _sheet(head[1], rows, expected=max(lines - 1, 0))


def _text_rows(path: Path, name: str, encoding: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(WIDEST_CELL)
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        reader = csv.reader(file)
        begins = 1
        try:
            for row in reader:
                if row:
                    yield begins, row
                begins = reader.line_num + 1
        except csv.Error as error:
            raise BadSheet(file=name, reason=Words(f"第 {begins} 行：{error}", f"line {begins}: {error}")) from error


def _workbook(path: Path, name: str) -> Sheet:
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except (CalamineError, OSError) as error:
        raise BadSheet(file=name, reason=Words("不是可读的工作簿", "it is no readable workbook")) from error
    rows = enumerate(([_cell(value) for value in row] for row in sheet.iter_rows()), start=1)
    head = next(rows, None)
    if head is None:
        raise BadSheet(file=name, reason=Words("文件是空的", "it is empty"))
    filled = ((number, row) for number, row in rows if any(row))
    return _sheet(head[1], filled, expected=max(sheet.height - 1, 0))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _sheet(head: list[str], rows: Iterator[tuple[int, list[str]]], *, expected: int) -> Sheet:
    columns = tuple(name.strip().lstrip("\ufeff") for name in head)
    return Sheet(columns, expected, (_line(number, row, columns) for number, row in rows))


def _line(number: int, row: list[str], columns: tuple[str, ...]) -> Line:
    cells = dict(zip(columns, row, strict=False))
    if len(row) == len(columns):
        return Line(number, cells)
    wrong = Words(f"有 {len(row)} 列，应有 {len(columns)} 列", f"it has {len(row)} columns instead of {len(columns)}")
    return Line(number, cells, wrong)
