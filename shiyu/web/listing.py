"""清单: the table of cases that every list page shows, and what systems add to its rows.

The rows are written here and not in a template: fifty rows of eight cells cost a template a third of the page's time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from shiyu.base.clock import city_zone, now
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import procedure_of
from shiyu.cases.rows import CaseRow
from shiyu.city.directory import directory
from shiyu.web.lamps import lamp_of
from shiyu.web.own_lamps import lamps_told
from shiyu.web.templatetags.shown import lamp_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A short sign beside a title: 紧急, 事件, 督办. `plain` is said quietly."""

    label: Words
    plain: bool = False


Marks = Mapping[int, Sequence[Mark]]
MarksOf = Callable[[Sequence[CaseRow]], Marks]
_MARKS: dict[str, MarksOf] = {}


def register_marks(procedure: str, marks_of: MarksOf) -> None:
    """Called in the `ready` of a system's app: `marks_of` is given all rows of a page at once, so it asks once."""
    _MARKS[procedure] = marks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row on the way to the page: the case, the limit that counts in this list, its marks.

    `told` is what columns asked for the whole page, by the name of the column.
    """

    case: CaseRow
    due_at: datetime | None
    level: int
    marks: Sequence[Mark]
    moment: datetime
    language: str  # of the reader, asked for once: a page says some two hundred phrases
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def procedure(self) -> Procedure:
        """The procedure of the case, in its version."""
        return procedure_of(self.case.procedure, self.case.version)


Told = Callable[[Sequence[CaseRow], PostHolder], Mapping[int, Any]]
"""What a column asks for all rows of a page at once, by the key of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and one cell as safe HTML. `fixed` cannot be left out, and its cell is a whole one.

    `tells` is asked once for a page; what it answers of a case stands in `told` of the row. `lists` names those that
    offer the column; every list does where none is named.
    """

    label: Words
    cell: Callable[[ListRow], str]
    fixed: bool = False
    first: bool = True  # shown unless the reader chose otherwise
    tells: Told | None = None
    lists: frozenset[str] = frozenset()


def list_rows(
    cases: Sequence[CaseRow], *, dues: Mapping[int, tuple[datetime | None, int]] | None = None,
    told: Mapping[str, Mapping[int, Any]] | None = None,
) -> list[ListRow]:  # fmt: skip
    """Rows with their marks; `dues` replaces the case's own next limit where a list counts another one.

    `told` is what the columns of the list asked, see `told_to`.
    """
    marks, moment, language, answers = _marks_of(cases), now(), get_language() or "", told or {}
    return [
        ListRow(
            case=case, due_at=due_at, level=level, marks=marks.get(case.case_id, ()), moment=moment, language=language,
            told={name: found[case.case_id] for name, found in answers.items() if case.case_id in found},
        )
        for case in cases
        for due_at, level in ((dues or {}).get(case.case_id, (case.due_at, case.due_level)),)
    ]  # fmt: skip


def told_to(
    columns: Iterable[tuple[str, Column]], cases: Sequence[CaseRow], *, actor: PostHolder
) -> dict[str, Mapping[int, Any]]:
    """By name of column, what it asks for these rows: a column that asks nothing costs nothing."""
    return {name: column.tells(cases, actor) for name, column in columns if column.tells is not None}


def _marks_of(cases: Sequence[CaseRow]) -> dict[int, Sequence[Mark]]:
    found: dict[int, Sequence[Mark]] = {}
    for procedure in {case.procedure for case in cases} & _MARKS.keys():
        found |= _MARKS[procedure]([case for case in cases if case.procedure == procedure])
    return found


def table_body(rows: Sequence[ListRow], columns: Sequence[Column], *, tick: bool) -> SafeString:
    """The rows of the table as HTML, with a box to tick each where `tick` says so."""
    labels = [escape(str(column.label)) for column in columns]
    lines = []
    for row in rows:
        box = _box(row) if tick else ""
        cells = [
            f'<td data-label="{label}">{column.cell(row)}</td>' if not column.fixed else column.cell(row)
            for label, column in zip(labels, columns, strict=True)
        ]
        lines.append(f"<tr>{box}{''.join(cells)}</tr>")
    return mark_safe("\n".join(lines))  # noqa: S308 -- every cell escapes what it is given


_CHOOSE = Words("选择", "Choose")


def _box(row: ListRow) -> str:
    number = escape(row.case.number)
    label = escape(_CHOOSE.said_in(row.language)) + f" {number}"
    box = f'<input class="form-check-input" type="checkbox" name="n" value="{number}" aria-label="{label}">'
    return f'<td class="tick">{box}</td>'


def _title(row: ListRow) -> str:
    number, marks = escape(row.case.number), "".join(map(_mark, row.marks))
    title = escape(redact(row.case.title)) or escape(str(Words("（无标题）", "(no title)")))
    return (
        f'<th scope="row" class="title-cell"><a href="{case_address(number)}">{title}</a> {marks}'
        f'<div class="sub">{number}</div></th>'
    )


def case_address(number: str) -> str:
    """The address of a case's page."""
    return f"{_cases()}/{number}"


@cache
def _cases() -> str:
    return reverse("cases")


def _mark(mark: Mark) -> str:
    quiet = ' data-mark="plain"' if mark.plain else ""
    return f'<span class="mark"{quiet}>{escape(str(mark.label))}</span> '


def _stage(row: ListRow) -> str:
    stage = row.procedure.stage(row.case.stage)
    return f'<span class="stage"{" data-end" if stage.end else ""}>{escape(stage.label.said_in(row.language))}</span>'


def _due(row: ListRow) -> str:
    lamp = row.told.get("due") if row.due_at == row.case.due_at else None
    if lamp is None and row.due_at is not None:
        near = row.moment if row.level == 1 else row.due_at
        lamp = lamp_of(due_at=row.due_at, warn_at=near, now=row.moment)
    if lamp is None:
        return "—"
    exact = f'<div class="sub">{lamp.exact[5:]}</div>' if lamp.exact else ""
    return f"{lamp_html(lamp, lamp.words.said_in(row.language))}{exact}"


def _place(row: ListRow) -> str:
    where = directory().divisions.by_id.get(row.case.division_id or 0)
    return escape(where.label.said_in(row.language)) if where else "—"


def _units(row: ListRow) -> str:
    return "、".join(_unit(code, row.language) for code in row.case.units) or "—"


def _unit(code: str, language: str) -> str:
    fact = directory().unit(code)
    return f'<a href="{unit_address(code)}">{escape(fact.label.said_in(language) if fact else code)}</a>'


@lru_cache(maxsize=1_000)
def unit_address(code: str) -> str:
    """The address of a unit's page."""
    return escape(reverse("unit", args=[code]))


def _category(row: ListRow) -> str:
    fact = directory().categories.by_id.get(row.case.category_id or 0)
    return escape(fact.label.said_in(row.language)) if fact else "—"


def _procedure(row: ListRow) -> str:
    return escape(row.procedure.label.said_in(row.language))


def _channel(row: ListRow) -> str:
    return escape(str(channel_words(row.procedure).get(row.case.channel, row.case.channel))) or "—"


def channel_words(procedure: Procedure) -> Mapping[str, Words]:
    """The channels of a procedure: the choices of the fact `channel` of its opening moves."""
    return {
        code: words
        for move in procedure.opening_moves()
        if (need := move.need("channel")) is not None
        for code, words in need.choices.items()
    }


def _opened(row: ListRow) -> str:
    return f"{row.case.opened_at.astimezone(city_zone()):%Y-%m-%d}"


COLUMNS: dict[str, Column] = {
    "title": Column(label=Words("事项", "Matter"), cell=_title, fixed=True),
    "stage": Column(label=Words("环节", "Stage"), cell=_stage),
    "due": Column(label=Words("时限", "Limit"), cell=_due, tells=lamps_told),
    "place": Column(label=Words("地点", "Place"), cell=_place),
    "units": Column(label=Words("承办单位", "Units"), cell=_units),
    "category": Column(label=Words("类别", "Category"), cell=_category, first=False),
    "channel": Column(label=Words("渠道", "Channel"), cell=_channel, first=False),
    "procedure": Column(label=Words("流程", "Procedure"), cell=_procedure, first=False),
    "opened": Column(label=Words("受理日期", "Opened"), cell=_opened),
}
"""The columns of every list in their order; a system adds its own with `register_column`."""


def register_column(name: str, column: Column) -> None:
    """Called in the `ready` of a system's app; the cell is given a row and answers escaped HTML."""
    COLUMNS[name] = column


def offered_columns(of: str) -> dict[str, Column]:
    """The columns that the list `of` offers, in their order."""
    return {name: column for name, column in COLUMNS.items() if not column.lists or of in column.lists}


def chosen_columns(names: Sequence[str], *, of: str = "") -> list[tuple[str, Column]]:
    """The columns of the list `of` that a reader named, or those shown first; fixed ones are always there."""
    offered = offered_columns(of)
    wanted = set(names) & offered.keys()
    return [
        (name, column)
        for name, column in offered.items()
        if column.fixed or (name in wanted if wanted else column.first)
    ]
