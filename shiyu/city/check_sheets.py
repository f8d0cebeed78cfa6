"""Checks that hold for every sheet: dates, spans, numbers, flags, and codes that may not hold twice on one day."""

from collections.abc import Callable, Iterator, Sequence

from shiyu.city.cells import overlap, read_date, read_span, read_whole
from shiyu.city.findings import Finding, fault
from shiyu.city.layout import CALENDAR, CATEGORIES, RETENTION, ROLES, SHEETS, Sheet
from shiyu.city.reading import RawPack, Row

_FLAGS = {"demo", "provisional"}
_WHOLE_NUMBERS = {(RETENTION.file, "months"), (CATEGORIES.file, "level")}


def check_plain_cells(pack: RawPack) -> Iterator[Finding]:
    """Flags are 0 or 1, numbers are whole."""
    for row in _all_rows(pack):
        for column, cell in row.cells.items():
            if column in _FLAGS and cell not in {"", "0", "1"}:
                yield fault(row.file, row.line, "bad_flag", column=column, value=cell)
            if (row.file, column) in _WHOLE_NUMBERS and cell and read_whole(cell) is None:
                yield fault(row.file, row.line, "bad_number", column=column, value=cell)


def check_dates_and_codes(pack: RawPack) -> Iterator[Finding]:
    """Dates are dates, spans run forward, and no code holds twice on one day."""
    for sheet in SHEETS:
        rows = pack.rows(sheet)
        for row in rows:
            yield from _check_span(row)
        if sheet is not CALENDAR:
            yield from _check_codes(rows, "name" if sheet is ROLES else "code")


def parents_in_circle(parents: dict[str, str]) -> Iterator[list[str]]:
    """Every circle among codes and their parents, told once, from its smallest code."""
    told: set[str] = set()
    for start in sorted(parents):
        path: list[str] = []
        code = start
        while code in parents and code not in path and code not in told:
            path.append(code)
            code = parents[code]
        if code in path:
            yield [*path[path.index(code) :], code]
        told.update(path)


def codes_of(pack: RawPack, sheet: Sheet) -> set[str]:
    """The codes a sheet defines."""
    return {row["code"] for row in pack.rows(sheet)}


def known(pack: RawPack, sheet: Sheet, column: str, *, kind: str, among: set[str]) -> Iterator[Finding]:
    """A finding of `kind` for every filled cell of `column` that is not `among` the codes."""
    for row in pack.rows(sheet):
        if row[column] and row[column] not in among:
            yield fault(row.file, row.line, kind, code=row[column])


def one_of(rows: Sequence[Row], column: str, *, allowed: Sequence[str]) -> Iterator[Finding]:
    """A finding for every filled cell of `column` that is none of the `allowed` values."""
    for row in rows:
        if row[column] and row[column] not in allowed:
            shown = "、".join(allowed)
            yield fault(row.file, row.line, "unknown_value", column=column, value=row[column], allowed=shown)


def first_lines(rows: Sequence[Row], key: Callable[[Row], str]) -> Iterator[tuple[Row, int]]:
    """Rows whose key was seen before, with the line of the first."""
    seen: dict[str, int] = {}
    for row in rows:
        if key(row) in seen:
            yield row, seen[key(row)]
        else:
            seen[key(row)] = row.line


def _all_rows(pack: RawPack) -> Iterator[Row]:
    for sheet in SHEETS:
        yield from pack.rows(sheet)


def _check_span(row: Row) -> Iterator[Finding]:
    for column in ("valid_from", "valid_to", "date"):
        if row[column] and read_date(row[column]) is None:
            yield fault(row.file, row.line, "bad_date", value=row[column])
    span = read_span(row)
    if span.first and span.end and span.end <= span.first:
        yield fault(row.file, row.line, "dates_reversed", begin=span.first, end=span.end)


def _check_codes(rows: Sequence[Row], column: str) -> Iterator[Finding]:
    seen: dict[str, list[Row]] = {}
    for row in rows:
        for other in seen.get(row[column], []):
            if read_span(row).first == read_span(other).first:
                yield fault(row.file, row.line, "duplicate_code", code=row[column], first=other.line)
            elif overlap(read_span(row), read_span(other)):
                yield fault(row.file, row.line, "overlapping_validity", code=row[column], first=other.line)
        seen.setdefault(row[column], []).append(row)
