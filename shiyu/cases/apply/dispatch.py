"""The one table from an effect's declaration to the function that carries it out."""

from functools import singledispatch

from shiyu.cases.change import Change
from shiyu.cases.procedure import Effect


@singledispatch
def carry_out(effect: Effect, change: Change) -> None:
    """Does what `effect` says to `change`; raises a `ShiyuError` where a rule forbids it."""
    raise NotImplementedError(f"No function carries out {type(effect).__name__}.")
