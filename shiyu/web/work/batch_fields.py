"""The form of a move for many cases at once: the common form, with what can sensibly be the same for all of them."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from shiyu.cases.procedure import Move, NeedKind
from shiyu.cases.state import CaseState
from shiyu.web.forms import FormOfMove, MoveForm, form_of

SHARED = frozenset({
    NeedKind.TEXT, NeedKind.CODE, NeedKind.UNIT, NeedKind.UNITS, NeedKind.CATEGORY, NeedKind.DATE, NeedKind.NUMBER,
    NeedKind.FLAG,
})  # fmt: skip
"""Kinds of facts that may be one for many cases. A contact, a party, a file, a place or another case belongs to one."""


def fits_many(move: Move) -> bool:
    """Whether everything the move must be told can be the same for many cases."""
    return all(need.optional or need.kind in SHARED for need in move.needs)


def form_for_many(move: Move, states: Sequence[CaseState], *, typed: QueryDict | None) -> MoveForm:
    """The form, filled with what was typed; hints are those of the first procedure among the cases."""
    shared = replace(move, needs=tuple(need for need in move.needs if need.kind in SHARED))
    said = next((form_of(state.procedure.name, move.name) for state in states), FormOfMove())
    return MoveForm(shared, data=typed, extra=FormOfMove(hints=said.hints))
