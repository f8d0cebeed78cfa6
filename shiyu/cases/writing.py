"""Rows into the database, a table at a time: pipelined prepared statements for a few; COPY, one UPDATE for many.

Django's `bulk_create` costs more time in Python than PostgreSQL needs for the rows; the intake is where the city waits.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.db import connection, models
from psycopg import Connection, Cursor, sql
from psycopg.types.json import Jsonb

from shiyu.base.prepared import Question, ask

COPY_FROM = 20
"""From so many rows of one table on, COPY is cheaper than single INSERTs."""

Rows = Sequence[models.Model]
_NOT_WAITED_FOR = {"waited": ""}  # tells those who count round trips that this was none


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of a model are written: where they go and how each column's value is prepared."""

    attributes: tuple[str, ...]
    prepare: tuple[Callable[[Any], Any], ...]
    relations: tuple[models.ForeignKey[Any, Any], ...]
    insert: bytes
    copy: bytes

    def values(self, row: models.Model) -> list[Any]:
        """One row's values in the order of the columns; a row it points at may have got its number only now."""
        for field in self.relations:
            if field.is_cached(row) and (other := field.get_cached_value(row)) is not None:
                setattr(row, field.attname, other.pk)
        return [
            prepared(getattr(row, attribute)) for attribute, prepared in zip(self.attributes, self.prepare, strict=True)
        ]


@cache
def table_of(model: type[models.Model], *, with_id: bool) -> Table:
    """The table of a model; without its id where the database is to number the rows."""
    fields = [f for f in model._meta.local_concrete_fields if with_id or not isinstance(f, models.AutoField)]
    name = sql.Identifier(model._meta.db_table)
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    places = sql.SQL(", ").join(sql.Placeholder() * len(fields))
    # Rendered once: to render them anew cost a sixth of an intake.
    return _table(
        fields,
        insert=sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(name, columns, places).as_bytes(None),
        copy=sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns).as_bytes(None),
    )


def _table(fields: Sequence[Any], *, insert: bytes, copy: bytes) -> Table:
    return Table(
        attributes=tuple(field.attname for field in fields),
        prepare=tuple(_as_json if isinstance(field, models.JSONField) else _plain for field in fields),
        relations=tuple(field for field in fields if isinstance(field, models.ForeignKey)),
        insert=insert,
        copy=copy,
    )


def _as_json(value: Any) -> Any:
    return Jsonb(value, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


Wanted = Sequence[tuple[type[models.Model], int]]


def take_ids(wanted: Wanted) -> dict[type[models.Model], list[int]]:
    """New ids from the sequences of several tables in one question."""
    question = question_of_ids(wanted)
    return ids_answered(wanted, ask(*question)) if question else {}


def question_of_ids(wanted: Wanted) -> Question | None:
    """What asks for them, for those who ask something else in the same trip; None where nothing is wanted."""
    asked = [(model, count) for model, count in wanted if count]
    if not asked:
        return None
    parts = ", ".join("ARRAY(SELECT nextval(%s::text::regclass) FROM generate_series(1, %s::int))" for _ in asked)
    return f"SELECT {parts}", [value for model, count in asked for value in (f"{model._meta.db_table}_id_seq", count)]


def ids_answered(wanted: Wanted, row: tuple[Any, ...] | None) -> dict[type[models.Model], list[int]]:
    """The ids that the answer to that question holds."""
    asked = [model for model, count in wanted if count]
    return {model: list(ids) for model, ids in zip(asked, row or (), strict=True)}


class Writing:
    """Takes rows table by table; few rows travel together in one pipeline, many by a statement of their own."""

    def __init__(self, link: Connection[Any]) -> None:
        self._link = link
        self._small: list[tuple[bytes, Table, Rows]] = []

    def add(self, model: type[models.Model], rows: Rows) -> None:
        """Rows to insert."""
        if len(rows) >= COPY_FROM:
            self.flush()
            _copy(self._link, model, rows)
            return
        table = table_of(model, with_id=_numbered(rows))
        self._small.append((table.insert, table, rows))

    def change(self, model: type[models.Model], rows: Rows, attributes: tuple[str, ...]) -> None:
        """Rows to update: `attributes` of each are written as they stand."""
        if len(rows) >= COPY_FROM:
            self.flush()
            update_rows(model, rows, attributes)
            return
        self._small.append((*_changing(model, attributes), rows))

    def flush(self) -> None:
        """Sends what was taken so far."""
        if not self._small:
            return
        # A cursor of psycopg's own: it binds on the server, so repeated statements are prepared once per connection.
        with self._link.pipeline(), Cursor(self._link) as cursor:
            for statement, table, rows in self._small:
                for row in rows:
                    _logged(cursor.execute, statement, table.values(row))
        for _, _, rows in self._small:
            _settle(rows)
        self._small.clear()


@contextmanager
def writing() -> Iterator[Writing]:
    """A block in which rows are handed over. Within the caller's transaction; its errors are Django's."""
    connection.ensure_connection()
    out = Writing(connection.connection)
    with connection.wrap_database_errors:
        yield out
        out.flush()


@cache
def _changing(model: type[models.Model], attributes: tuple[str, ...]) -> tuple[bytes, Table]:
    """The UPDATE of one row, and the table that gives its values, the id last."""
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in attributes]
    key = by_name["id"]
    sets = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(str(field.column))) for field in fields)
    name = sql.Identifier(model._meta.db_table)
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(name, sets).as_bytes(None)
    return statement, _table([*fields, key], insert=b"", copy=b"")


def _copy(link: Connection[Any], model: type[models.Model], rows: Rows) -> None:
    table = table_of(model, with_id=_numbered(rows))
    with Cursor(link) as cursor, _logged(cursor.copy, table.copy, None) as copy:
        for row in rows:
            copy.write_row(table.values(row))
    _settle(rows)


def _numbered(rows: Rows) -> bool:
    return rows[0].pk is not None


def _settle(rows: Rows) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 -- documented for Model.from_db


def _logged(run: Callable[..., Any], statement: bytes, parameters: list[Any] | None) -> Any:
    """Runs a statement and lets tests that count queries see it."""
    begun = time.monotonic()
    answer = run(statement, parameters)
    if connection.queries_logged:
        took = f"{time.monotonic() - begun:.3f}"
        connection.queries_log.append({"sql": statement.decode(), "time": took, **_NOT_WAITED_FOR})
    return answer


def update_rows(model: type[models.Model], rows: Sequence[models.Model], attributes: Iterable[str]) -> None:
    """One UPDATE for many rows: `attributes` of each row are written as they stand.

    Django's `bulk_update` builds a CASE per row and column, whose cost grows with the square of the batch.
    """
    meta = model._meta
    fields: list[Any] = [meta.get_field(name.removesuffix("_id")) for name in attributes]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    arrays: list[list[Any]] = [[row.pk for row in rows]]
    casts = ["bigint[]"]
    for field in fields:
        arrays.append([_db_value(field, row) for row in rows])
        casts.append(f"{_column_type(field)}[]")
    unnest = ", ".join(f"%s::{cast}" for cast in casts)
    names = ", ".join(["row_id", *columns])
    sets = ", ".join(f"{column} = new.{column}" for column in columns)
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM unnest({unnest}) AS new({names}) WHERE {table}.id = new.row_id",  # noqa: S608
            arrays,
        )


def _db_value(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        # psycopg wraps JSON in an object that does not nest in arrays; the column's cast reads its text.
        return json.dumps(value, ensure_ascii=False)
    return field.get_db_prep_save(value, connection)


def _column_type(field: Any) -> str:
    return str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
