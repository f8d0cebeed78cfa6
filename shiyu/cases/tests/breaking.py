"""Ways to break the small procedure in one place, and what must then be said."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from shiyu.cases.procedure import Move, Procedure, Stage
from shiyu.cases.tests.procedures.small import SMALL

Break = Callable[[Procedure], Procedure]
Broken = dict[str, tuple[Break, list[tuple[str, str]]]]


def stage(name: str, **changes: Any) -> Break:
    """The procedure with one stage changed."""
    return lambda p: replace(p, stages=tuple(replace(s, **changes) if s.name == name else s for s in p.stages))


def move(name: str, **changes: Any) -> Break:
    """The procedure with one move changed."""
    return lambda p: replace(p, moves=tuple(replace(m, **changes) if m.name == name else m for m in p.moves))


def clock(name: str, **changes: Any) -> Break:
    """The procedure with one clock changed."""
    return lambda p: replace(p, clocks=tuple(replace(c, **changes) if c.name == name else c for c in p.clocks))


def add(**more: Stage | Move) -> Break:
    """The procedure with one more stage or move."""

    def broken(procedure: Procedure) -> Procedure:
        longer: dict[str, Any] = {field: (*getattr(procedure, field), row) for field, row in more.items()}
        return replace(procedure, **longer)

    return broken


def without(*moves: str) -> Break:
    """The procedure with moves left out."""
    return lambda p: replace(p, moves=tuple(m for m in p.moves if m.name not in moves))


def whole(**changes: Any) -> Break:
    """The procedure with a field of its own changed."""
    return lambda p: replace(p, **changes)


def of(name: str) -> Move:
    """A move of the small procedure."""
    found = SMALL.move(name)
    assert found is not None
    return found


def both(*breaks: Break) -> Break:
    """One change after the other."""

    def broken(procedure: Procedure) -> Procedure:
        for change in breaks:
            procedure = change(procedure)
        return procedure

    return broken
