"""Bring one table to what a pack wants: find rows by their key, add, change, close; delete nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connections

from shiyu.city.models import CalendarDay, Role
from shiyu.city.models.dated import Dated, span
from shiyu.city.wanted import Reference, Values

_BATCH = 1000
# Tables without a span of validity: their key, and the flag that says a row is no longer wanted.
_UNDATED: Mapping[Any, tuple[str, str]] = {Role: ("name", "retired"), CalendarDay: ("date", "withdrawn")}


class TableMerge:
    """One table on its way to what the pack wants: `plan` decides, `write` writes.

    A wanted row is the row with the same code and first day. Failing that, a row of the same code that no wanted row
    claims is its predecessor if it begins earlier (closed where the new one begins), else the same row corrected.
    """

    def __init__(self, model: Any, *, using: str, today: date) -> None:
        self.model, self.using, self.today = model, using, today
        self.dated = issubclass(model, Dated)
        self.key: str = (model.key_fields if self.dated else _UNDATED[model])[0]
        self.rows: list[Any] = [row for row in model.objects.using(using).order_by("id") if self._is_live(row)]
        self._versions: defaultdict[Any, list[Any]] = defaultdict(list)
        self.added: list[Any] = []
        self.changed: list[tuple[Any, set[str]]] = []
        self.closed: list[Any] = []
        self._closing_fields = "validity" if self.dated else _UNDATED[model][1]

    def plan(self, wanted: Sequence[Values], *, known: Mapping[Any, "TableMerge"]) -> None:
        """Compare the table with the rows a pack wants; references are looked up in this and the `known` tables."""
        pairs = self._pair(wanted)
        fresh = [values for values, row in pairs if row is None]
        ids = iter(self._new_ids(len(fresh)))
        placed = [(row or self.model(pk=next(ids), **self._own_key(values)), values) for values, row in pairs]
        unwanted = self._unwanted({row.pk for row, _ in placed})
        for row in (*(row for row, _ in placed), *unwanted):
            self._versions[getattr(row, self.key)].append(row)
        tables = {**known, self.model: self}
        new = {row.pk for row, _ in placed} - {row.pk for _, row in pairs if row is not None}
        for row, values in placed:
            fields = self._fill(row, values, tables)
            if row.pk in new:
                self.added.append(row)
            elif fields:
                self.changed.append((row, fields))
        self._close(unwanted, [row for row, _ in placed])

    def write(self) -> None:
        """Store what was planned. Rows are closed before their successors are added."""
        manager = self.model.objects.using(self.using)
        manager.bulk_update(self.closed, [self._closing_fields], batch_size=_BATCH)
        fields = sorted({name for _, names in self.changed for name in names})
        if fields:
            manager.bulk_update([row for row, _ in self.changed], fields, batch_size=_BATCH)
        manager.bulk_create(self.added, batch_size=_BATCH)

    def find(self, reference: Reference) -> Any:
        """The row a code meant at the end of the referring row's span, or the one nearest to that."""
        versions = self._versions[reference.code]
        last_day = reference.span.end or date.max
        held = [row for row in versions if row.valid_from is None or row.valid_from < last_day]
        return max(held or versions, key=lambda row: row.valid_from or date.min)

    def _is_live(self, row: Any) -> bool:
        return not (self.dated and row.validity.isempty)

    def _pair(self, wanted: Sequence[Values]) -> list[tuple[Values, Any]]:
        """Each wanted row with the row it is, if there is one."""
        by_key = {self._key_of(row): row for row in self.rows}
        pairs = [(values, by_key.get(self._wanted_key(values))) for values in wanted]
        if not self.dated:
            return pairs
        claimed = {row.pk for _, row in pairs if row is not None}
        free = {row.code if self.key == "code" else row.name: row for row in self.rows if row.pk not in claimed}
        return [(values, row or self._corrected(values, free)) for values, row in pairs]

    def _corrected(self, values: Values, free: dict[str, Any]) -> Any:
        """An unclaimed row of the same code that does not begin before the wanted one: its first day was corrected."""
        row = free.get(values[self.key])
        begins = values["validity"].lower or date.min
        if row is None or (row.valid_from or date.min) < begins:
            return None
        return free.pop(values[self.key])

    def _key_of(self, row: Any) -> Any:
        own = getattr(row, self.key)
        return (own, row.valid_from) if self.dated else own

    def _wanted_key(self, values: Values) -> Any:
        return (values[self.key], values["validity"].lower) if self.dated else values[self.key]

    def _own_key(self, values: Values) -> Values:
        names = [self.key, "validity"] if self.dated else [self.key]
        return {name: values[name] for name in names}

    def _fill(self, row: Any, values: Values, tables: Mapping[Any, "TableMerge"]) -> set[str]:
        """Write the wanted values into `row`; answers the names of the fields that differed."""
        different = set()
        for name, value in values.items():
            column, stored = name, value
            if isinstance(value, Reference):
                column, stored = f"{name}_id", tables[value.model].find(value).pk
            elif name in self._foreign:
                column = f"{name}_id"
            if getattr(row, column) != stored:
                setattr(row, column, stored)
                different.add(name)
        return different

    @property
    def _foreign(self) -> set[str]:
        return {field.name for field in self.model._meta.fields if field.is_relation}

    def _unwanted(self, wanted_ids: set[int]) -> list[Any]:
        return [row for row in self.rows if row.pk not in wanted_ids]

    def _close(self, unwanted: Sequence[Any], placed: Sequence[Any]) -> None:
        for row in unwanted:
            if not self.dated:
                if not getattr(row, self._closing_fields):
                    setattr(row, self._closing_fields, True)
                    self.closed.append(row)
            elif row.valid_to is None or row.valid_to > self.today:
                row.validity = self._shortened(row, placed)
                self.closed.append(row)

    def _shortened(self, row: Any, placed: Sequence[Any]) -> Any:
        """The span of a row that is gone: up to today, or to the first day of its successor if that is earlier."""
        own = getattr(row, self.key)
        starts = [other.valid_from for other in placed if getattr(other, self.key) == own and other.valid_from]
        end = min([self.today, *starts])
        if row.valid_from is not None and row.valid_from >= end:
            return span(end, end)  # never held: an empty span
        return span(row.valid_from, end)

    def _new_ids(self, count: int) -> list[int]:
        """Ids for new rows, taken ahead so that rows of one table can refer to each other."""
        if not count:
            return []
        table = self.model._meta.db_table
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
