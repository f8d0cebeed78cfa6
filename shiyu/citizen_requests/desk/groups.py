"""Requests on a dispatcher's table that may go together: the same unit, the same category, or the same matter. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from shiyu.base.words import Words
from shiyu.citizen_requests.desk.rows import Routed

LEAST = 2
SAME = Words("相似：{title}", "Alike: {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """What is compared of a request."""

    number: str
    title: str
    routed: Routed | None = None
    category: str = ""
    category_label: Words | None = None
    alike: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some requests that one button takes to the preview."""

    value: str
    label: Words
    numbers: Sequence[str]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.numbers)


def groups_of(rows: Sequence[Like]) -> list[Group]:
    """By suggested unit, by category, by what looks the same; the largest first, none of a single request."""
    found: dict[str, tuple[Words, list[str]]] = {}
    for row in rows:
        if row.routed is not None and row.routed.label is not None:
            found.setdefault(f"unit:{row.routed.unit}", (row.routed.label, []))[1].append(row.number)
        if row.category_label is not None:
            found.setdefault(f"category:{row.category}", (row.category_label, []))[1].append(row.number)
    alike = [
        Group(value=f"alike:{row.number}", label=SAME.fill(title=row.title[:20]), numbers=[row.number, *row.alike])
        for row in rows
        if row.alike and row.number < min(row.alike)
    ]
    named = [Group(value=value, label=label, numbers=numbers) for value, (label, numbers) in found.items()]
    return sorted((one for one in [*named, *alike] if one.count >= LEAST), key=lambda one: -one.count)
