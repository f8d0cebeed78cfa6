"""Who sits in a room: the sides, the named mediators, an invited expert. Nobody else, whatever else he may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from shiyu.base.words import Words
from shiyu.cases.actors import Actor, PartyActor, PostHolder
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.cases.hearing import side_of
from shiyu.cases.who import LIVE, OfUnit
from shiyu.disputes.room.labels import AN_EXPERT, stand_in_words
from shiyu.disputes.room.rules import As, Seat
from shiyu.disputes.vocabulary import INVITED

if TYPE_CHECKING:
    from shiyu.cases.models import Case


PROCEDURE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides of a dispute: a party with whoever stands for him, never two parties of one role.

    `keys` are those that have somebody, in the order of the procedure; `of` and `authors` tell by the id of a party on
    which side it is and how it is called, `labels` how a side is.
    """

    keys: tuple[str, ...]
    of: Mapping[int, str]
    labels: Mapping[str, Words]
    authors: Mapping[int, Words]

    def members(self, key: str) -> list[int]:
        """The parties of a side."""
        return [pk for pk, side in self.of.items() if side == key]


def sides_of(case: "Case") -> Sides:
    """The sides of a case, in one question."""
    rows = list(
        case.parties.order_by("pk").values_list("pk", "role", "stands_for_id", "erased_at", "in_dispute__capacity")
    )
    roles = procedure_for(case).parties
    principals = [(pk, role) for role_of in roles for pk, role, stands_for, _, _ in rows
                  if role == role_of and role != INVITED and not stands_for]  # fmt: skip
    of = {pk: str(stands_for or pk) for pk, role, stands_for, _, _ in rows if role != INVITED}
    present = {of[pk] for pk, _, _, erased_at, _ in rows if erased_at is None and pk in of}
    labels = _labels(principals, roles)
    authors = {pk: stand_in_words(labels.get(of[pk], AN_EXPERT), capacity or "") if pk in of else AN_EXPERT
               for pk, _, _, _, capacity in rows}  # fmt: skip
    return Sides(
        keys=tuple(str(pk) for pk, _ in principals if str(pk) in present), of=of, labels=labels, authors=authors
    )


def _labels(principals: Sequence[tuple[int, str]], roles: Mapping[str, Words]) -> dict[str, Words]:
    """Each side by the label of its role; the first of a role is not numbered."""
    counted: Counter[str] = Counter()
    labels = {}
    for pk, role in principals:
        counted[role] += 1
        label, nth = roles[role], counted[role]
        labels[str(pk)] = label if nth == 1 else Words(f"{label.zh}{nth}", f"{label.en} {nth}")
    return labels


def seat_of(case: "Case", *, actor: Actor, is_seen: bool = False) -> Seat | None:
    """The actor's place in the room of this case, or None: who may see a case need not hear what is said in it.

    `is_seen`: the case has come through the gate for this officer, which is not asked again.

    A window that registered it, the head of a committee, the centre's lead, an auditor and a clock have none.
    """
    if case.procedure != PROCEDURE:
        return None
    if isinstance(actor, PartyActor) and actor.case_id == case.pk:
        return _of_party(case, actor)
    return _of_mediator(case, actor, is_seen=is_seen) if isinstance(actor, PostHolder) else None


def _of_party(case: "Case", actor: PartyActor) -> Seat | None:
    present = case.parties.filter(pk=actor.party_id, role=actor.role, erased_at=None)
    party = present.only("joined_at", "stands_for_id").first()
    if party is None or not visible_cases(actor).filter(pk=case.pk).exists():
        return None
    if actor.role == INVITED:
        return Seat(as_=As.EXPERT, since=party.joined_at)
    return Seat(as_=As.SIDE, side=str(side_of(party))) if actor.role in procedure_for(case).parties else None


def _of_mediator(case: "Case", actor: PostHolder, *, is_seen: bool) -> Seat | None:
    """By a share of his unit for which he is named: the same rule as the procedure's `sees`, without its committee."""
    ways = [way for way in procedure_for(case).sees if isinstance(way, OfUnit) and way.named]
    kinds = sorted({kind.value for way in ways if way.role in actor.roles for kind in way.kinds})
    if not kinds:
        return None
    himself = reduce(or_, (Q(handlers__contains=[account]) for account in sorted(actor.one_with)))
    shares = case.assignments.filter(himself, _at_work(case), unit_id=actor.unit_id, kind__in=kinds)
    states = set(shares.values_list("state", flat=True))
    if not states or not (is_seen or visible_cases(actor).filter(pk=case.pk).exists()):
        return None
    return Seat(as_=As.MEDIATOR, writes=not states.isdisjoint(LIVE))


def _at_work(case: "Case") -> Q:
    """Shares that live, or ended with the case: a mediator reads on after the end.

    One whose share ended before (returned, or of an earlier round) hears nothing of what was said after him.
    """
    live = Q(state__in=LIVE)
    return live if case.closed_at is None else live | Q(state__in=("closed", "withdrawn"), ended_at__gte=case.closed_at)
