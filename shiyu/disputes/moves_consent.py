"""Consent and rights: what each party agreed to, and that it was told what it may."""

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.sides import set_stance, voice, weigh

NO_PAPER = Words("代录须附当事人签名的材料", "what staff records needs the paper the party signed")


def take_consent(change: Change) -> None:
    """The acting party agrees, for itself and those whose word it is."""
    set_stance(change, voice(change), rules.AGREES)


def take_refusal(change: Change) -> None:
    """The acting party refuses; whatever its reason, its word is enough (人民调解法 17)."""
    set_stance(change, voice(change), rules.REFUSES)


def record_stance(change: Change) -> None:
    """What a party said on paper. Raises `BadFact` where no signed paper is given with an agreement."""
    stance = change.facts.codes["stance"]
    if stance == rules.AGREES:
        signed_paper(change)
    set_stance(change, voice(change), stance)


def note_rights_told(change: Change) -> None:
    """A party signed that its rights and duties were told: online by itself, or on paper that staff keeps."""
    by = "portal" if isinstance(change.actor, PartyActor) else "paper"
    if by == "paper":
        signed_paper(change)
    for _, row in voice(change):
        row.rights_told_at, row.rights_told_by = row.rights_told_at or change.now, row.rights_told_by or by
        change.batch.change(row)
    weigh(change)


def signed_paper(change: Change) -> None:
    """Raises `BadFact` where staff records a signature without the paper that bears it."""
    if not change.facts.get("files"):
        raise BadFact(field="files", label=v.FILES.label, reason=NO_PAPER)
