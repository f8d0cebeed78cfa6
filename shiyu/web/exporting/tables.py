"""Any table as a file: XLSX with little memory however long it is, CSV that Excel opens; neither runs anything.

A cell somebody typed is never a formula: a spreadsheet that runs what a caller wrote into a title is an open door.
"""

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, cast

import xlsxwriter
from django.http import FileResponse

from shiyu.base.clock import city_zone
from shiyu.base.words import Words

Cell = str | int | float | Decimal | bool | date | Words | None
XLSX, CSV, GEOJSON = "xlsx", "csv", "geojson"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
    GEOJSON: "application/geo+json",
}
LONGEST_CELL = 32_000
"""Excel takes 32,767 characters in a cell and drops a longer one whole."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_YES, _NO = Words("是", "yes"), Words("否", "no")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A finished file at its beginning; it vanishes when closed. `cut` says that there was more than it may hold."""

    file: IO[bytes]
    form: str
    count: int
    cut: bool = False


def table_as_xlsx(
    headers: Sequence[Words], rows: Iterable[Sequence[Cell]], *, title: Words, notes: Iterable[Words] = ()
) -> Exported:
    """One sheet of rows below their headers; `notes` (what was asked, what was left out) stand on a second sheet."""
    # A folder of its own that only the account of the service can read: rows pass through a file on their way.
    with new_file() as file, tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(file, {**_OPTIONS, "tmpdir": folder})
        sheet = book.add_worksheet(_sheet_name(str(title)))
        bold = book.add_format({"bold": True})
        for column, header in enumerate(headers):
            sheet.write_string(0, column, str(header), bold)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write_cell(sheet, count, column, plain=cell_value(cell))
        about = book.add_worksheet(_sheet_name(str(Words("说明", "About"))))
        for line, note in enumerate(notes):  # asked for only now: what was cut is known when the rows are written
            about.write_string(line, 0, str(note)[:LONGEST_CELL])
        book.close()
    return Exported(file=file, form=XLSX, count=count)


def table_as_csv(headers: Sequence[Words], rows: Iterable[Sequence[Cell]], *, notes: Iterable[Words] = ()) -> Exported:
    """UTF-8 with the mark by which Excel knows it; `notes` come after an empty line."""
    count = 0
    with new_file() as file, text_into(file) as text:
        text.write(codecs.BOM_UTF8.decode())
        writer = csv.writer(text)
        writer.writerow([str(header) for header in headers])
        for row in rows:
            writer.writerow([defended(cell_value(cell)) for cell in row])
            count += 1
        told = [[defended(str(note))] for note in notes]
        writer.writerows([[], *told] if told else [])
    return Exported(file=file, form=CSV, count=count)


def as_download(exported: Exported, *, name: str) -> FileResponse:
    """The file as an answer that is saved, never shown and never kept on the way."""
    response = FileResponse(
        exported.file, as_attachment=True, filename=f"{name}.{exported.form}",
        content_type=CONTENT_TYPES[exported.form],
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Shiyu-Count"] = str(exported.count)
    response.headers["X-Shiyu-Cut"] = "true" if exported.cut else "false"
    return response


def cell_value(cell: Cell) -> str | int | float | None:
    """A cell as a spreadsheet takes it: words in the reader's language, moments in the city's time."""
    match cell:
        case bool():
            return str(_YES if cell else _NO)
        case datetime():
            return f"{cell.astimezone(city_zone()):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case Decimal():
            return float(cell)
        case None | int() | float():
            return cell
        case _:
            return str(cell)[:LONGEST_CELL]


def defended(value: str | float | None) -> str | int | float | None:
    """A text that a spreadsheet would take for a formula, marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


@contextmanager
def new_file() -> Iterator[IO[bytes]]:
    """A file to be written inside the block and read after it; closed where the writing fails.

    It has no name: nobody else can open it, and nothing of it is left behind.
    """
    file = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 -- whoever sends it closes it
    try:
        yield file
        file.seek(0)
    except BaseException:
        file.close()
        raise


@contextmanager
def text_into(file: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    """UTF-8 into a file that stays open."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        yield text
    finally:
        text.detach()


def _write_cell(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, *, plain: str | float | None) -> None:
    if isinstance(plain, str):
        sheet.write_string(row, column, plain)  # a string whatever it looks like
    elif plain is not None:
        sheet.write_number(row, column, plain)


def _sheet_name(words: str) -> str:
    """Excel takes 31 characters and none of these."""
    return "".join(sign for sign in words if sign not in "[]:*?/\\'")[:31] or "Sheet"
