"""两人办理: what somebody asked for is decided by somebody else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects_another import ByAnother
from shiyu.cases.errors import GuardRefused

if TYPE_CHECKING:
    from shiyu.cases.models import Entry

SAME_PERSON = Words(
    "“{move}”是您（或您的另一账号、您所代理的人）办的，请由另一人办理本步",
    "“{move}” was made by you, by another login of yours or by the one you stand in for; another person does this",
)


@carry_out.register
def _(effect: ByAnother, change: Change) -> None:
    if not isinstance(change.actor, PostHolder):
        return
    for entry in _newest_of_each(effect.than, change):
        if not change.actor.one_with.isdisjoint((entry.actor.get("account"), entry.actor.get("for"))):
            move = change.procedure.move(entry.move)
            raise GuardRefused(why=SAME_PERSON.fill(move=move.label if move else entry.move))


def _newest_of_each(moves: tuple[str, ...], change: Change) -> "Iterable[Entry]":
    """The last time each of these moves was made in this case, in this very batch or before."""
    stored = change.case.entries.filter(move__in=moves).order_by("move", "-seq").distinct("move")
    planned: Iterable[Entry] = change.batch.added(type(change.written))
    here = (entry for entry in planned if entry.case_id == change.case.pk and entry.move in moves)
    newest = {entry.move: entry for entry in stored}
    return (newest | {entry.move: entry for entry in sorted(here, key=lambda entry: entry.seq)}).values()
