"""The form of a move for many cases at once: the common form, with what can sensibly be the same for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import QueryDict

from shiyu.cases.procedure import Move, NeedKind, Procedure
from shiyu.cases.state import CaseState
from shiyu.cases.who import ByClock
from shiyu.web.forms import FormOfMove, MoveForm, form_of
from shiyu.web.refusals import bad_value

SHARED = frozenset({
    NeedKind.TEXT, NeedKind.CODE, NeedKind.UNIT, NeedKind.UNITS, NeedKind.CATEGORY, NeedKind.DATE, NeedKind.NUMBER,
    NeedKind.FLAG,
})  # fmt: skip
"""Kinds of facts that may be one for many cases. A contact, a party, a file, a place or another case belongs to one."""


def fits_many(move: Move) -> bool:
    """Whether everything the move must be told can be the same for many cases."""
    return all(need.optional or need.kind in SHARED for need in move.needs)


def for_many(move: Move) -> bool:
    """Whether somebody may ask it of many cases: what it is told fits all, and it is not the clock's alone."""
    return fits_many(move) and not all(isinstance(way, ByClock) for way in move.who)


def move_for_many(name: str, procedures: Iterable[Procedure]) -> Move:
    """The move of the first of these procedures that has it. Raises `BadValue`."""
    found = next((move for one in procedures if (move := one.move(name)) is not None), None)
    if found is None or not for_many(found):
        raise bad_value(
            "move", zh="所选的件没有这一步，请重新选择", en="the chosen cases have no such step; choose again"
        )
    return found


def form_for_many(move: Move, states: Sequence[CaseState], *, typed: QueryDict | None) -> MoveForm:
    """The form, filled with what was typed; hints are those of the first procedure among the cases."""
    shared = replace(move, needs=tuple(need for need in move.needs if need.kind in SHARED))
    said = next((form_of(state.procedure.name, move.name) for state in states), FormOfMove())
    return MoveForm(shared, data=typed, extra=FormOfMove(hints=said.hints))
