"""Rows that hold for a span of days: closed when they end, never deleted, never two at once for one key."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.constraints import Deferrable


def span(first: date | None, last_exclusive: date | None) -> DateRange:
    """The days from `first` up to, not including, `last_exclusive`; `None` leaves that side open."""
    return DateRange(first, last_exclusive, "[)")


def always() -> DateRange:
    """A span without beginning or end."""
    return span(None, None)


def one_at_a_time(table: str, *keys: str) -> ExclusionConstraint:
    """The constraint that the same `keys` never hold twice on one day."""
    pairs: list[tuple[Any, str]] = [(key, RangeOperators.EQUAL) for key in keys]
    pairs.append(("validity", RangeOperators.OVERLAPS))
    # Checked at the end of each statement, so that one UPDATE may close a row and open its successor.
    return ExclusionConstraint(name=f"city_{table}_one_at_a_time", expressions=pairs, deferrable=Deferrable.IMMEDIATE)


class Dated(models.Model):
    """A row with a span of validity. A row of which the beginning is not known began before all records."""

    # What identifies the row besides the first day of its validity.
    key_fields: ClassVar[tuple[str, ...]] = ("code",)

    validity = DateRangeField("有效期", default=always)

    class Meta:
        abstract = True

    @property
    def valid_from(self) -> date | None:
        """First day on which the row holds; `None` means since ever."""
        lower: date | None = self.validity.lower
        return lower

    @property
    def valid_to(self) -> date | None:
        """First day on which the row no longer holds; `None` means until further notice."""
        upper: date | None = self.validity.upper
        return upper

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on `day`."""
        return within(self.validity, day)


def within(validity: DateRange, day: date) -> bool:
    """Whether `day` lies in the span `validity`; an empty span holds on no day."""
    if validity.isempty:
        return False
    after_start = validity.lower is None or validity.lower <= day
    return after_start and (validity.upper is None or day < validity.upper)
