"""How proposals are counted: one as plain values, and numbers over many. Pure; no figure is defined here.

A number is told by what each row gives to it. So the same definition counts a session, a unit, a class or a theme, and
the list behind a number holds exactly the rows that gave something.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shiyu.base.figures import Counted
from shiyu.base.shares import Share
from shiyu.base.words import Words

GOOD = frozenset({"satisfied", "basically_satisfied"})
COLLECTIVE = frozenset({"party", "organisation", "committee", "sector"})
"""集体提案: what is not a member's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One proposal as figures see it. `unit` is the lead unit, `units` every unit that has or had a share in force.

    `in_time` is whether the first answer kept the limit for answering; None while it neither answered nor missed it.
    `days` are the city days from assigning to the first answer. `forms` are the results on every form returned.
    """

    case_id: int = 0
    submitter_kind: str = "member"
    theme: str = ""
    channel: str = ""
    time_class: str = "plenary"
    filed: bool = True
    merged: bool = False
    forwarded: bool = False
    unit: str = ""
    units: tuple[str, ...] = ()
    reply_class: str = ""
    is_key: bool = False
    answered: bool = False
    in_time: bool | None = None
    days: int | None = None
    consultations: int = 0
    returns: int = 0
    forms: tuple[str, ...] = ()
    silent: int = 0
    promises: int = 0
    kept: int = 0
    late_promises: int = 0


Gives = Callable[[Row], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """One number: `part` is what a row gives to it. With `of` it is a share of what rows give to that, or a mean."""

    name: str
    label: Words
    definition: Words
    unit: Words
    part: Gives
    of: Gives | None = None
    mean: bool = False

    def count(self, rows: Iterable[Row]) -> Counted:
        """The number over these rows; a share or mean of nothing is none."""
        kept = [*rows]
        part = sum(map(self.part, kept))
        if self.of is None:
            return part
        whole = sum(map(self.of, kept))
        if self.mean:
            return _tenths(Decimal(part) / whole) if whole else None
        return Share(part, whole)

    def behind(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that gave something to the number."""
        return [row for row in rows if self.part(row)]


KEYS: Mapping[str, Callable[[Row], str]] = {
    "channel": lambda row: row.channel,
    "unit": lambda row: row.unit,
    "class": lambda row: row.reply_class,
    "theme": lambda row: row.theme,
    "kind": lambda row: row.submitter_kind,
    "time": lambda row: row.time_class,
}
"""What proposals are divided by. A row has one key of each; empty where it has none yet."""


def divided(rows: Iterable[Row], by: str) -> dict[str, list[Row]]:
    """The rows by their key, keys in order of size, then of name."""
    parts: dict[str, list[Row]] = {}
    for row in rows:
        parts.setdefault(KEYS[by](row), []).append(row)
    return dict(sorted(parts.items(), key=lambda part: (-len(part[1]), part[0])))


def units_of(rows: Iterable[Row]) -> frozenset[str]:
    """Every unit that has a share in one of them."""
    return frozenset(unit for row in rows for unit in row.units)


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
