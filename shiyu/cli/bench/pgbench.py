"""The baseline of the intake: PostgreSQL's own `pgbench` running one transaction of the INSERTs an intake makes.

The script is made from rows that intakes really wrote. Numbers come from the same sequences, references point at the
rows of the same transaction, what must be unique is made so, and moments lie as far from now as they did then.
"""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.written import Row, Table, by_dependence
from shiyu.cli.postgres.account import server_environment
from shiyu.cli.postgres.binaries import wheel_binaries
from shiyu.cli.postgres.places import APP_ROLE, DATABASE, PORT, Places

_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_LATENCY = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)
_FAILED = re.compile(r"^number of failed transactions: ([0-9]+)", re.MULTILINE)
_MOMENT = "timestamp with time zone"


@dataclass(frozen=True, slots=True)
class Pace:
    """What pgbench measured."""

    per_second: float
    latency_ms: float


def script(rows: Sequence[Row], *, known: Mapping[str, Table], at: datetime) -> str:
    """One transaction that inserts rows like these, one statement a table; `at` is when they were written."""
    by_table: dict[str, list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    statements = [
        _insert(known[name], by_table[name], ids=_Ids(by_table, known), at=at)
        for name in by_dependence(list(by_table), known)
    ]
    return "\n".join(("BEGIN;", *statements, "COMMIT;", ""))


class _Ids:
    """How a statement names the number a row got earlier in the same transaction."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], known: Mapping[str, Table]) -> None:
        self._rows, self._known = rows, known

    def of(self, target: tuple[str, str], value: str) -> str | None:
        """The expression for the row's number; None where the row was there before."""
        table, column = target
        if not any(row.values[column] == value for row in self._rows.get(table, ())):
            return None
        sequence = self._known[table].sequences.get(column)
        if sequence is None:
            onward = self._known[table].references[column]
            return self.of(onward, value)
        if len(self._rows[table]) > 1:
            raise BenchFailed(reason=f"one intake writes {len(self._rows[table])} rows of {table}: which is meant?")
        return f"currval('{sequence}')"


def _insert(table: Table, rows: Sequence[Row], *, ids: _Ids, at: datetime) -> str:
    lines = [
        "(" + ", ".join(_expression(table, column, row, ids=ids, at=at) for column in table.types) + ")" for row in rows
    ]
    return f"INSERT INTO {table.name} ({', '.join(table.types)}) VALUES\n" + ",\n".join(lines) + ";"


def _expression(table: Table, column: str, row: Row, *, ids: _Ids, at: datetime) -> str:
    value = row.values[column]
    if value is None:
        return "NULL"
    if column in table.sequences:
        return f"nextval('{table.sequences[column]}')"
    if column in table.references and (number := ids.of(table.references[column], value)) is not None:
        return number
    if column in _varied(table, row):
        return _fresh(value, table.types[column], number=_own_number(table, ids, row))
    if table.types[column] == _MOMENT:
        return f"now() + interval '{_distance(value, at)} microseconds'"
    return f"{literal(value)}::{table.types[column]}"


def _varied(table: Table, row: Row) -> set[str]:
    """One column of each unique index that nothing else keeps unique."""
    kept = {*table.sequences, *table.references}
    free = [[c for c in index if row.values[c] is not None] for index in table.unique if not kept.intersection(index)]
    return {columns[-1] for columns in free if columns}


def _own_number(table: Table, ids: _Ids, row: Row) -> str:
    if table.sequences:
        return f"currval('{next(iter(table.sequences.values()))}')"
    column, target = next(iter(table.references.items()))
    return ids.of(target, row.values[column] or "") or "0"


def _fresh(value: str, type_: str, *, number: str) -> str:
    """A value like `value` that no other row has: digits count on, words and hashes are random like them."""
    if type_ == "bytea":
        return f"sha256(int8send({number}))"
    if type_ == "uuid":
        return "gen_random_uuid()"
    digits = len(value) - len(value.rstrip("0123456789"))
    if digits >= 6:
        keep = max(0, len(value) - 9)
        return f"({literal(value[:keep])} || lpad(({number})::text, 9, '0'))"
    return f"({literal(value[: max(0, len(value) - 32)])} || md5(({number})::text))"


def _distance(value: str, at: datetime) -> int:
    return round((datetime.fromisoformat(value) - at) / timedelta(microseconds=1))


def literal(value: str) -> str:
    """`value` as a string pgbench leaves alone: it takes a colon before a letter for one of its variables."""
    quoted = value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a").replace("\n", "\\n")
    return f"E'{quoted}'"


def run(places: Places, scripts: Sequence[Path], *, seconds: int) -> Pace:
    """`pgbench -M prepared -c 16 -j 2` as the role that serves. Raises `BenchFailed`."""
    files = [part for path in scripts for part in ("-f", str(path))]
    command = [
        str(wheel_binaries().program("pgbench")), "-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", str(seconds),
        *files,
        "-h", str(places.socket), "-p", str(PORT), "-U", APP_ROLE, DATABASE,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=server_environment())
    return read(done.stdout, complaint=done.stderr)


def read(said: str, *, complaint: str = "") -> Pace:
    """What pgbench printed. Raises `BenchFailed` when a transaction failed or it did not finish."""
    tps, latency, failed = _TPS.search(said), _LATENCY.search(said), _FAILED.search(said)
    if tps is None or latency is None or (failed is not None and int(failed[1])) or "aborted" in complaint:
        raise BenchFailed(reason=f"pgbench: {complaint.strip()[-400:] or said[-400:]}")
    return Pace(float(tps[1]), float(latency[1]))
