"""What a batch of moves will write: collected while planning, then written a table at a time."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from django.db import models

from shiyu.cases.models import (
    Assignment,
    Attachment,
    Case,
    Clock,
    Entry,
    EntryText,
    Link,
    Notice,
    Party,
    Reply,
    Verdict,
)
from shiyu.cases.writing import Wanted, take_ids, writing

INSERT_ORDER: tuple[type[models.Model], ...] = (
    Case,
    Party,
    Entry,
    EntryText,
    Assignment,
    Clock,
    Reply,
    Verdict,
    Link,
    Attachment,
    Notice,
)
"""Rows are inserted after the rows they point at; rows of a system's own tables come after all of these."""


def usual_ids(*, openings: int, moves: int) -> Wanted:
    """The numbers that so many openings and other moves need as a rule."""
    return [(Case, openings), (Party, openings), (Entry, openings + moves)]


NUMBERED_HERE: tuple[type[models.Model], ...] = (Party, Entry, Assignment)
"""Rows that others of the same batch point at: they take their numbers before they are written. Cases have theirs."""

MUTABLE: dict[type[models.Model], tuple[str, ...]] = {
    Case: (
        "stage", "is_open", "outcome", "kind", "marks", "title", "category_id", "limit_class", "division_id",
        "place_code", "address", "lon", "lat", "tally", "round", "changed_at", "closed_at", "entry_count", "head_hash",
        "due_at", "due_level", "turn_role", "turn_in_place", "turn_due_at", "turn_level",
    ),
    Party: ("role", "stance", "verdict", "answered_at", "opened_at"),
    Assignment: (
        "unit_id", "unit_code", "state", "round", "signed_at", "submitted_at", "ended_at", "handlers", "return_code",
        "turn_role", "due_at", "due_level",
    ),
    Clock: (
        "amount", "unit", "rolls", "state", "due_at", "warn_at", "next_at", "level", "provisional", "pauses",
        "extensions", "stopped_at",
    ),
    Reply: ("given_at",),
    Attachment: ("case_id", "seq", "audience"),
}  # fmt: skip
"""What a move may change in a row that is already there. History is not in this table."""

UPDATE_ORDER: tuple[type[models.Model], ...] = (Case, Party, Assignment, Clock, Reply, Attachment)


M = TypeVar("M", bound=models.Model)


class Mark(NamedTuple):
    """A point in a batch to go back to."""

    new: dict[type[models.Model], int]
    changed: int
    bulk: int
    gathered: int


class Batch:
    """New and changed rows of one transaction."""

    def __init__(self) -> None:
        self._ids: dict[type[models.Model], list[int]] = {}
        # Both keep their order; models of systems are added behind as they come.
        self._new: dict[type[models.Model], list[models.Model]] = {model: [] for model in INSERT_ORDER}
        self._changed: dict[type[models.Model], dict[int, models.Model]] = {model: {} for model in UPDATE_ORDER}
        self._order: list[tuple[type[models.Model], int]] = []  # rows of `_changed` as they came in
        self._bulk: list[Callable[[], None]] = []
        self._gathered: list[tuple[Callable[[Sequence[Any]], object], Any]] = []

    def add(self, *rows: models.Model) -> None:
        """Rows to insert."""
        for row in rows:
            self._new.setdefault(type(row), []).append(row)

    def change(self, *rows: models.Model) -> None:
        """Rows to update; rows that are new in this batch are written as they stand anyway."""
        for row in rows:
            if row.pk is None or row._state.adding:  # noqa: SLF001 -- Django's public-by-documentation state
                continue
            known = self._changed.setdefault(type(row), {})
            if row.pk not in known:
                self._order.append((type(row), row.pk))
            known[row.pk] = row

    def in_bulk(self, statement: Callable[[], None]) -> None:
        """A statement over rows too many to load, run once every other row is written and numbered."""
        self._bulk.append(statement)

    def gather(self, write: Callable[[Sequence[Any]], object], item: Any) -> None:
        """Something that `write` is given together with all it gets from this batch, after everything else.

        For what must be done in one order whatever the requests were: numbers are taken from shared counters so.
        """
        self._gathered.append((write, item))

    def added(self, model: type[M]) -> list[M]:
        """Rows of `model` that this batch will insert, which the database does not know yet."""
        return cast("list[M]", self._new.get(model, []))

    def changed(self, model: type[M]) -> list[M]:
        """Rows of `model` that this batch will update, as they will stand."""
        return cast("list[M]", list(self._changed.get(model, {}).values()))

    def changes(self, row: models.Model) -> bool:
        """Whether this batch will update the row already."""
        return row.pk in self._changed.get(type(row), {})

    def mark(self) -> "Mark":
        """How many rows there are, for `cut_back`."""
        return Mark(
            {model: len(rows) for model, rows in self._new.items()},
            len(self._order),
            len(self._bulk),
            len(self._gathered),
        )

    def cut_back(self, mark: "Mark") -> None:
        """Forgets the rows added and changed since `mark`: a refused move leaves nothing."""
        for model, rows in self._new.items():
            del rows[mark.new.get(model, 0) :]
        for model, pk in self._order[mark.changed :]:
            del self._changed[model][pk]
        del self._order[mark.changed :]
        del self._bulk[mark.bulk :]
        del self._gathered[mark.gathered :]

    def stock(self, ids: dict[type[models.Model], list[int]]) -> list[int]:
        """Takes numbers drawn before, for what this batch will add; answers those of the cases."""
        self._ids = ids
        return self._ids.pop(Case, [])

    def _number(self) -> None:
        """Numbers the rows that others point at, from the stock and, where it falls short, from the sequences."""
        short = {model: len(self._new[model]) - len(self._ids.get(model, ())) for model in NUMBERED_HERE}
        more = take_ids([(model, count) for model, count in short.items() if count > 0])
        for model in NUMBERED_HERE:
            numbers = [*self._ids.get(model, ()), *more.get(model, ())]
            for row, number in zip(self._new[model], numbers, strict=False):
                row.pk = number

    def write(self) -> None:
        """Writes everything, a table at a time; inside the caller's transaction."""
        self._number()
        with writing() as out:
            for model, changed in self._changed.items():
                if rows := list(changed.values()):
                    out.change(model, rows, MUTABLE.get(model) or _own_columns(model))
            for model, new in self._new.items():
                if new:
                    out.add(model, new)
        for statement in self._bulk:
            statement()
        for gathering in dict.fromkeys(gathering for gathering, _ in self._gathered):
            gathering([item for by, item in self._gathered if by is gathering])


def _own_columns(model: type[models.Model]) -> tuple[str, ...]:
    """What a move may change in a row of a system's own table: everything but what tells which row it is."""
    return tuple(field.attname for field in model._meta.local_concrete_fields if not field.primary_key)
