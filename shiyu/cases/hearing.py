"""Which entries of a history somebody reads: what was said in confidence, by whom and when he worked on the case.

What a side tells in confidence is heard by whoever works on the case then. Who is named later does not read it, until
the side itself lets him (`Party.opened_at`); see ADR 0013.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from shiyu.cases.actors import Actor, Clockwork, PartyActor, PostHolder
from shiyu.cases.gate import KEEPS_SIGHT, procedure_for, rule_of, worked_on_by
from shiyu.cases.models import Assignment, Case, Entry, Party
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import registered
from shiyu.cases.who import LIVE, OfUnit

SIDE = "side:"
_CONFIDED = Q(audience__startswith=SIDE)


def readable_entries(case: Case, *, actor: Actor, in_need: bool = False) -> QuerySet[Entry]:
    """The entries of a case that the actor may read, oldest first, with their texts.

    `in_need`: an officer who looks for a reason that was reported reads what staff reads, and nothing of one side.
    """
    entries = Entry.objects.filter(case=case).select_related("text").order_by("seq")
    match actor:
        case Clockwork():
            return entries
        case PartyActor():
            meant = entries.filter(Q(audience__in=("", f"{SIDE}{actor.role}")) | Q(audience__in=_own_sides(actor)))
            late = actor.role in procedure_for(case).heard_from_joining
            return meant.filter(at__gte=joining_of(actor)) if late else meant
        case PostHolder() if not in_need:
            return entries.exclude(_kept(actor, [procedure_for(case)], states=LIVE))
        case _:
            return entries.exclude(_CONFIDED)


def side_of(party: Party) -> int:
    """The party whose word this one speaks: himself, or whom he stands for."""
    return party.stands_for_id or party.pk


def _named_side() -> Concat:
    return Concat(Value(SIDE), Cast(Coalesce("stands_for_id", "id"), CharField()))


def _own_sides(actor: PartyActor) -> QuerySet[Party, Any]:
    return Party.objects.filter(pk=actor.party_id).values_list(_named_side())


def joining_of(actor: PartyActor) -> QuerySet[Party, Any]:
    """When a party joined, to be asked within another question."""
    return Party.objects.filter(pk=actor.party_id).values("joined_at")


def kept_from(actor: PostHolder, *procedures: Procedure) -> Q:
    """Entries that are kept from this officer, of any case or of those under the procedures given; what he had a right
    to he keeps after the end.

    Where entries of some cases are asked for, leave out by this and not by `kept_entries`: the database then looks at
    theirs alone, and not at every entry of the city.
    """
    return _kept(actor, procedures or registered().values(), states=KEEPS_SIGHT)


def kept_entries(actor: PostHolder, *procedures: Procedure) -> QuerySet[Entry]:
    """The entries of `kept_from`, to ask within another question."""
    return Entry.objects.filter(kept_from(actor, *procedures))


def heard_in_time(actor: PostHolder) -> Q:
    """Of entries that one side is meant by: those said while he worked on the case, or opened to him by that side."""
    own = Assignment.objects.filter(
        worked_on_by(actor), Q(ended_at=None) | Q(ended_at__gte=OuterRef("at")),
        case=OuterRef("case_id"), unit_id=actor.unit_id, state__in=KEEPS_SIGHT, signed_at__lte=OuterRef("at"),
    )  # fmt: skip
    opened = Party.objects.filter(case=OuterRef("case_id"), opened_at__gte=OuterRef("at"))
    return Q(Exists(own)) | Q(audience__in=opened.values_list(_named_side()))


def confided_in_vain(actor: PostHolder) -> Q:
    """Entries for one side that this officer did not hear."""
    return _CONFIDED & ~heard_in_time(actor)


def _kept(actor: PostHolder, procedures: Iterable[Procedure], *, states: Iterable[str]) -> Q:
    """Entries that are kept from an officer: of one side, unless he hears it, and those of moves in confidence."""
    kept = _CONFIDED
    for procedure in procedures:
        if not procedure.reads_every_side:
            continue
        own = Q(case__procedure=procedure.name, case__procedure_version=procedure.version)
        always = [way for way in procedure.reads_every_side if not (isinstance(way, OfUnit) and way.named)]
        reads = _reads(rule_of(procedure.reads_every_side, actor, states=states))
        at_any_time = _reads(rule_of(always, actor, states=states))
        kept &= ~(own & (at_any_time | (reads & heard_in_time(actor))))
        if procedure.in_confidence:
            kept |= own & Q(move__in=procedure.in_confidence) & ~reads
    return kept


def _reads(rule: Q | None) -> Q:
    cases = Case.objects.none() if rule is None else Case.objects.filter(rule, pk=OuterRef("case_id"))
    return Q(Exists(cases))


@dataclass(frozen=True, slots=True)
class Ear:
    """One party before the history of its case. `is_first`: it is the party the opening tells of."""

    party_id: int
    is_first: bool

    def wrote(self, *, seq: int, by: Mapping[str, Any]) -> bool:
        """Whether an entry holds this party's own words; the opening is its first party's, whoever typed it."""
        if by.get("kind") == "party":
            return bool(by.get("party") == self.party_id)
        return seq == 1 and self.is_first

    def hears(self, *, seq: int, by: Mapping[str, Any]) -> bool:
        """Whether the words and files of an entry are for this party: the offices' and its own, never another's.

        One who came with a merged case does not hear what the first caller told.
        """
        if seq == 1:
            return self.is_first
        return by.get("kind") != "party" or self.wrote(seq=seq, by=by)


def ear_of(case: Case, *, actor: PartyActor) -> Ear:
    """What `actor` hears of the history of `case`."""
    first = Party.objects.filter(case=case, joined_from=None).order_by("pk").values_list("pk", flat=True).first()
    return Ear(actor.party_id, is_first=first == actor.party_id)


def heard_entries(case: Case, *, actor: PartyActor, among: Iterable[int]) -> set[int]:
    """Of the entries `among` those whose words and files are for this party; an event has thousands of others."""
    ear = ear_of(case, actor=actor)
    entries = readable_entries(case, actor=actor).filter(seq__in=[*among]).values_list("seq", "actor")
    return {seq for seq, by in entries if ear.hears(seq=seq, by=by)}
