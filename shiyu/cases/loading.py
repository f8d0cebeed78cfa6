"""Rows of the engine's tables as model instances, made from plain statements that the server has planned already.

Django's own way (a query set compiled, bound on the client, planned anew, each row through `__init__`) was half of what
a move cost.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
NOT_LOADED = frozenset({"search"})
"""Columns that no move reads; a row without them asks for them when they are touched."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a model in the order they are asked for; `jsons` are those that come as text of JSON."""

    columns: str
    attributes: tuple[str, ...]
    jsons: tuple[int, ...]


@cache
def shape_of(model: type[models.Model]) -> Shape:
    """What to ask of the table of a model."""
    fields = [field for field in model._meta.local_concrete_fields if field.name not in NOT_LOADED]
    table = connection.ops.quote_name(model._meta.db_table)
    return Shape(
        columns=", ".join(f"{table}.{connection.ops.quote_name(str(field.column))}" for field in fields),
        attributes=tuple(field.attname for field in fields),
        jsons=tuple(place for place, field in enumerate(fields) if isinstance(field, models.JSONField)),
    )


def select(model: type[models.Model], rest: str) -> str:
    """The statement that asks for rows of a model; `rest` is what stands behind the table's name."""
    table = connection.ops.quote_name(model._meta.db_table)
    return f"SELECT {shape_of(model).columns} FROM {table} {rest}"  # noqa: S608 -- names of our own columns


def instances(model: type[M], rows: Iterable[tuple[Any, ...]]) -> Iterator[M]:
    """The rows as instances, as `Model.from_db` makes them, but for its signals, which nobody here listens to."""
    shape = shape_of(model)
    for row in rows:
        values: list[Any] = list(row)
        for place in shape.jsons:
            values[place] = None if values[place] is None else json.loads(values[place])
        instance = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, connection.alias
        instance.__dict__.update(zip(shape.attributes, values, strict=True), _state=state)
        yield instance
