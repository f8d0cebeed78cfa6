"""Who reads a case, and what that lets him read: decided once per request, used by every part of the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from shiyu.base.masking import redact
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.gate import holds_each, holds_for, procedure_for
from shiyu.cases.hearing import Ear, ear_of
from shiyu.cases.procedure import Procedure

if TYPE_CHECKING:
    from shiyu.cases.models import Case, Entry

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One actor before one case. `raised_it`: a party who raised this very case, not one that was merged into it.

    `opens_contact`: whether a rule names him for the contacts of those who are not anonymous; None where nobody asked.
    """

    actor: PostHolder | PartyActor
    case: "Case"
    procedure: Procedure
    sees_contact: bool
    reads_every_side: bool
    raised_it: bool
    ear: Ear | None
    in_need: bool = False
    opens_contact: bool | None = None
    _kept: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, read: "Callable[[Reader], Found]") -> Found:
        """What `read` finds for this reader, asked the first time only: parts of one answer share it."""
        if read not in self._kept:
            self._kept[read] = read(self)
        found: Found = self._kept[read]
        return found

    @property
    def party_id(self) -> int | None:
        """The party who reads, or None where an officer does."""
        return self.actor.party_id if isinstance(self.actor, PartyActor) else None

    def text(self, words: str, *, own: bool = False) -> str:
        """Free words as this reader may read them: numbers that name a person are masked for the others."""
        return words if own or self.sees_contact else redact(words)

    def wrote(self, entry: "Entry") -> bool:
        """Whether the reading party wrote this entry."""
        return self.ear is not None and self.ear.wrote(seq=entry.seq, by=entry.actor)

    def hears(self, entry: "Entry") -> bool:
        """Whether the words of an entry are for this reader: the gate's rule for a party, everything for an officer."""
        return self.ear is None or self.reads_every_side or self.ear.hears(seq=entry.seq, by=entry.actor)


def reader_of(case: "Case", *, actor: PostHolder | PartyActor) -> Reader:
    """The reader `actor` is before `case`."""
    procedure = procedure_for(case)
    held = holds_each(case, {"contact": procedure.sees_contact, "sides": procedure.reads_every_side}, actor=actor)
    shielded = held["hidden"] and not holds_for(case, procedure.sees_anonymous, actor=actor)
    return Reader(
        actor=actor,
        case=case,
        procedure=procedure,
        sees_contact=held["contact"] and not shielded,
        reads_every_side=held["sides"],
        opens_contact=held["contact"],
        raised_it=_raised(case, actor=actor, procedure=procedure),
        ear=ear_of(case, actor=actor) if isinstance(actor, PartyActor) else None,
    )


def _raised(case: "Case", *, actor: PostHolder | PartyActor, procedure: Procedure) -> bool:
    """Whether the reader raised this very case; who came with a merged one did not."""
    if not isinstance(actor, PartyActor) or actor.role not in procedure.raisers:
        return False
    return case.parties.filter(pk=actor.party_id, joined_from=None).exists()
