"""民企直通车: the rows of a citizen's request as they are for enterprises. Nothing is written twice.

One desk takes in, studies and dispatches; whoever asks is an organisation; the platform's limits for enterprises stand
in a rule set of their own. Enterprises join no mass event: they are taken in one by one.
"""

from collections.abc import Iterable
from dataclasses import replace

from shiyu.cases.effects import OpenCase, Run
from shiyu.cases.effects_contact import ReplaceContact
from shiyu.cases.procedure import Effect, Move, Need, Stage
from shiyu.cases.who import Who
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_people import AGENT, DISPATCHER, ENTERPRISE_DESK

ENTERPRISE_KEEPS = ("name", "credit_code", "contact_person")
"""What an enterprise is known by may be corrected and not left empty."""
LEFT_OUT = frozenset({"join", "declare_event", "inform_callers"})


def at_the_desk(who: Iterable[Who]) -> tuple[Who, ...]:
    """The same people, with the desk for enterprises in the place of agents and dispatchers."""
    return tuple(dict.fromkeys(ENTERPRISE_DESK if way in {AGENT, DISPATCHER} else way for way in who))


def stages_for_enterprises(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """The stages with their owners as they are for enterprises."""
    return tuple(replace(s, owner=at_the_desk((s.owner,))[0]) if s.owner is not None else s for s in stages)


def moves_for_enterprises(moves: Iterable[Move]) -> tuple[Move, ...]:
    """The moves as they are for enterprises."""
    return tuple(_for_enterprises(move) for move in moves if move.name not in LEFT_OUT)


def _for_enterprises(move: Move) -> Move:
    effects: tuple[Effect, ...] = move.effects
    if any(isinstance(effect, OpenCase) for effect in effects):
        effects = (Run(name="check_enterprise"), *effects)
    effects = tuple(replace(e, keeps=ENTERPRISE_KEEPS) if isinstance(e, ReplaceContact) else e for e in effects)
    return replace(move, who=at_the_desk(move.who), needs=tuple(map(_need, move.needs)), effects=effects)


def _need(need: Need) -> Need:
    return v.ORGANISATION if need == v.CONTACT else need
