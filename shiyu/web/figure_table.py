"""A figure as its reader may see it: who may ask for what, and the parts with their names."""

from dataclasses import replace
from datetime import date
from typing import Any

from shiyu.base.divided import Divided, NotDivisible, Part, divide
from shiyu.base.figures import By, Figure, Scope
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.errors import NotYourMove
from shiyu.city.directory import directory
from shiyu.web.exporting.tables import Cell, Exported, table_as_xlsx
from shiyu.web.refusals import bad_value

READERS = frozenset({"supervisor", "dispatcher", "arbiter", "auditor"})
OF_OWN_UNIT = frozenset({"unit_head"})
FIGURES = Words("查看指标", "read figures")
LONGEST = 366 * 5
"""Days of a span: a table by month of more is a report, not a question."""
NOT_KNOWN = Words("（未定）", "(not known)")

HEADERS = (
    Words("项目", "Part"), Words("代码", "Code"), Words("值", "Value"), Words("分子", "Counted"),
    Words("分母", "Of"), Words("95%下限", "Lower bound, 95 %"), Words("95%上限", "Upper bound, 95 %"),
    Words("与总体有别", "Differs from the mean"),
)  # fmt: skip


def reader(actor: PostHolder | PartyActor) -> PostHolder:
    """The officer who may read figures. Raises `NotYourMove`."""
    if not isinstance(actor, PostHolder) or not actor.roles & (READERS | OF_OWN_UNIT):
        raise NotYourMove(move=FIGURES)
    return actor


def scope_for(actor: PostHolder, *, start: date, end: date, unit: str = "", place: str = "") -> Scope:
    """What is asked about; a head of unit asks about his own. Raises `BadValue` and `NotYourMove`."""
    if not actor.roles & READERS:
        if unit not in {"", actor.unit_code}:
            raise NotYourMove(move=FIGURES)
        unit = actor.unit_code
    if end < start:
        raise bad_value("to", zh="结束日期不能早于开始日期", en="must not lie before from")
    if (end - start).days > LONGEST:
        raise bad_value("to", zh="一次最多查询五年", en="must lie within five years of from")
    city = directory()
    if unit and city.unit(unit) is None:
        raise bad_value("unit", zh=f"没有单位“{unit[:40]}”", en=f"there is no unit “{unit[:40]}”")
    if place and city.division(place) is None:
        raise bad_value("place", zh=f"没有区划“{place[:20]}”", en=f"there is no division “{place[:20]}”")
    return Scope(start=start, end=end, division=place, unit=unit)


def divided(figure: Figure, scope: Scope, *, by: By) -> Divided:
    """The figure and its parts. Raises `BadValue` where it has no such parts."""
    try:
        return divide(figure, scope, by=by)
    except NotDivisible:
        raise bad_value("by", zh="此指标不能这样分组", en="is no way to divide this figure") from None


def part_name(key: str, *, by: By, figure: Figure) -> Words:
    """What a part is called."""
    city = directory()
    match by:
        case By.UNIT if key and (unit := city.unit(key)) is not None:
            return unit.label
        case By.PLACE if key and (division := city.division(key)) is not None:
            return division.label
        case By.TYPE if key in figure.types:
            return figure.types[key]
        case _:
            return Words(key, key) if key else NOT_KNOWN


def show_figure(figure: Figure) -> dict[str, Any]:
    """What the figure is, without a number."""
    ways = [by.value for by in By if by and figure.split is not None and (by is not By.TYPE or figure.types)]
    return {
        "name": figure.name, "label": figure.label, "definition": figure.definition, "unit": figure.unit, "by": ways,
    }  # fmt: skip


def show_divided(found: Divided) -> dict[str, Any]:
    """The figure with its numbers; without a `by` only the whole."""
    scope = found.scope
    return show_figure(found.figure) | {
        "from": scope.start, "to": scope.end, "asked": {"unit": scope.unit, "place": scope.division},
        "divided_by": found.by.value,
        "total": _part(found.total),
        "mean": _number(found.mean),
        "parts": [
            {"key": part.key, "label": part_name(part.key, by=found.by, figure=found.figure)} | _part(part)
            for part in found.parts
        ],
    }  # fmt: skip


def figure_as_xlsx(found: Divided) -> Exported:
    """The parts as a sheet, with the definition beside them."""
    figure, scope = found.figure, found.scope
    rows = [_cells(part, name=part_name(part.key, by=found.by, figure=figure)) for part in found.parts]
    rows.append(_cells(replace(found.total, key="", told_apart=None), name=Words("合计", "Total")))
    span = f"{scope.start:%Y-%m-%d} – {scope.end:%Y-%m-%d}"
    notes = (figure.label, figure.definition, Words(f"期间：{span}", f"Span: {span}"))
    return table_as_xlsx(HEADERS, rows, title=figure.label, notes=notes)


def _cells(part: Part, *, name: Words) -> list[Cell]:
    return [name, part.key, part.value, part.part, part.whole, part.low, part.high, part.told_apart]


def _part(part: Part) -> dict[str, Any]:
    return {
        "value": _number(part.value), "part": part.part, "whole": part.whole, "low": _number(part.low),
        "high": _number(part.high), "told_apart": part.told_apart,
    }  # fmt: skip


def _number(value: Any) -> int | float | None:
    return value if value is None or isinstance(value, int) else float(value)
