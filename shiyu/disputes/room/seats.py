"""Who sits in a room: the sides, the named mediators, an invited expert. Nobody else, whatever else he may see."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from shiyu.cases.actors import Actor, PartyActor, PostHolder
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.cases.who import LIVE, OfUnit
from shiyu.disputes.room.rules import EXPERT, As, Seat

if TYPE_CHECKING:
    from shiyu.cases.models import Case


PROCEDURE = "dispute"


def sides_of(case: "Case") -> tuple[str, ...]:
    """The sides that have somebody in the dispute, in the order in which its procedure names the roles of parties."""
    present = set(case.parties.filter(erased_at=None).values_list("role", flat=True))
    return tuple(role for role in procedure_for(case).parties if role != EXPERT and role in present)


def seat_of(case: "Case", *, actor: Actor) -> Seat | None:
    """The actor's place in the room of this case, or None: who may see a case need not hear what is said in it.

    A window that registered it, the head of a committee, the centre's lead, an auditor and a clock have none.
    """
    if case.procedure != PROCEDURE:
        return None
    if isinstance(actor, PartyActor) and actor.case_id == case.pk:
        return _of_party(case, actor)
    return _of_mediator(case, actor) if isinstance(actor, PostHolder) else None


def _of_party(case: "Case", actor: PartyActor) -> Seat | None:
    party = case.parties.filter(pk=actor.party_id, role=actor.role, erased_at=None).only("joined_at").first()
    if party is None or not visible_cases(actor).filter(pk=case.pk).exists():
        return None
    if actor.role == EXPERT:
        return Seat(as_=As.EXPERT, since=party.joined_at)
    return Seat(as_=As.SIDE, side=actor.role) if actor.role in procedure_for(case).parties else None


def _of_mediator(case: "Case", actor: PostHolder) -> Seat | None:
    """By a share of his unit for which he is named: the same rule as the procedure's `sees`, without its committee."""
    ways = [way for way in procedure_for(case).sees if isinstance(way, OfUnit) and way.named]
    kinds = sorted({kind.value for way in ways if way.role in actor.roles for kind in way.kinds})
    if not kinds:
        return None
    himself = reduce(or_, (Q(handlers__contains=[account]) for account in sorted(actor.one_with)))
    shares = case.assignments.filter(himself, _at_work(case), unit_id=actor.unit_id, kind__in=kinds)
    states = set(shares.values_list("state", flat=True))
    if not states or not visible_cases(actor).filter(pk=case.pk).exists():
        return None
    return Seat(as_=As.MEDIATOR, writes=not states.isdisjoint(LIVE))


def _at_work(case: "Case") -> Q:
    """Shares that live, or ended with the case: a mediator reads on after the end.

    One whose share ended before (returned, or of an earlier round) hears nothing of what was said after him.
    """
    live = Q(state__in=LIVE)
    return live if case.closed_at is None else live | Q(state__in=("closed", "withdrawn"), ended_at__gte=case.closed_at)
