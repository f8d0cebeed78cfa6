"""Panels that systems add to the page of a case: 相似件, 群体性事件, 督办 and whatever else their officers look for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shiyu.web.reader import Reader

Context = Callable[[Reader], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel: its template, what it is filled with (None: not shown), and where it stands among the others."""

    procedure: str
    template: str
    context: Context
    order: int


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel as the page includes it."""

    template: str
    context: Mapping[str, Any]


ANY_PROCEDURE = ""
"""Stands for every procedure: a panel that any case can have."""
_PANELS: dict[tuple[str, str], Panel] = {}


def register_panel(procedure: str, template: str, context: Context, *, order: int = 100) -> None:
    """Called in the `ready` of a system's app; `context` asks a number of questions that no list makes grow."""
    _PANELS[procedure, template] = Panel(procedure=procedure, template=template, context=context, order=order)


def panels_for(reader: Reader) -> list[ShownPanel]:
    """The panels of this case that have something to show its reader; in them it is called `panel`."""
    names = {ANY_PROCEDURE, reader.procedure.name}
    mine = sorted((p for p in _PANELS.values() if p.procedure in names), key=lambda panel: panel.order)
    filled = [(panel, panel.context(reader)) for panel in mine]
    return [ShownPanel(panel.template, context) for panel, context in filled if context is not None]
