"""What a request really writes: the rows that appeared in any table, found by comparing, not by knowing the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

Server = psycopg.Connection[Any]

_TABLES = """
SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
"""
_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, NULL),
       substring(pg_get_serial_sequence(quote_ident(%(table)s), a.attname) from '[^.]+$')
FROM pg_attribute a WHERE a.attrelid = %(oid)s AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY a.attnum
"""
_REFERENCES = """
SELECT a.attname, target.relname, to_.attname FROM pg_constraint k
JOIN pg_class target ON target.oid = k.confrelid
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
JOIN pg_attribute to_ ON to_.attrelid = k.confrelid AND to_.attnum = k.confkey[1]
WHERE k.conrelid = %(oid)s AND k.contype = 'f' AND cardinality(k.conkey) = 1
"""
_UNIQUE = """
SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_index i
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
WHERE i.indrelid = %(oid)s AND i.indisunique GROUP BY i.indexrelid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the script needs to know of a table: its columns with types, and how it hangs together with others."""

    name: str
    types: Mapping[str, str]
    sequences: Mapping[str, str] = field(default_factory=dict)  # column: the sequence that numbers it
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column: table and column pointed at
    unique: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One stored row; values in the database's own spelling, None where null."""

    table: str
    values: Mapping[str, str | None]


def tables(server: Server) -> dict[str, Table]:
    """Every table of the platform, partitions counted with their whole."""
    return {name: _table(server, oid, name) for oid, name in server.execute(_TABLES).fetchall()}


def _table(server: Server, oid: int, name: str) -> Table:
    asked = {"oid": oid, "table": name}
    columns = server.execute(_COLUMNS, asked).fetchall()
    references = server.execute(_REFERENCES, asked).fetchall()
    return Table(
        name=name,
        types={column: type_ for column, type_, _ in columns},
        sequences={column: sequence for column, _, sequence in columns if sequence},
        references={column: (target, to) for column, target, to in references},
        unique=tuple(tuple(names) for (names,) in server.execute(_UNIQUE, asked).fetchall()),
    )


def next_transaction(server: Server) -> int:
    """The number the next writing transaction will get; `xmin` of rows written from now on is not below it."""
    row = server.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    return int(row[0]) if row else 0


def counts(server: Server, names: Sequence[str]) -> dict[str, int]:
    """How many rows each table holds."""
    found = {}
    for name in names:
        row = server.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        found[name] = int(row[0]) if row else 0
    return found


def grown(before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """Names of the tables that hold more rows than before."""
    return [name for name, count in after.items() if count > before[name]]


def rows_since(server: Server, table: Table, *, first: int, before: int) -> list[Row]:
    """Rows of `table` written by transactions numbered from `first` to before `before`."""
    asked = sql.SQL("SELECT {} FROM {} WHERE xmin::text::bigint >= %s AND xmin::text::bigint < %s ORDER BY 1").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in table.types),
        sql.Identifier(table.name),
    )
    names = list(table.types)
    return [
        Row(table=table.name, values=dict(zip(names, values, strict=True)))
        for values in server.execute(asked, [first, before]).fetchall()
    ]


def by_dependence(names: Sequence[str], known: Mapping[str, Table]) -> list[str]:
    """The tables in an order in which every row finds the rows it points at."""
    ordered: list[str] = []

    def place(name: str) -> None:
        if name in ordered:
            return
        for target, _ in known[name].references.values():
            if target in names and target != name:
                place(target)
        ordered.append(name)

    for name in sorted(names):
        place(name)
    return ordered
