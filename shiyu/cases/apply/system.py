"""A system's own effects: functions of its `moves.py`, named in its procedure."""

from importlib import import_module

from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects import Run


@carry_out.register
def _(effect: Run, change: Change) -> None:
    getattr(import_module(f"{change.procedure.app}.moves"), effect.name)(change)
