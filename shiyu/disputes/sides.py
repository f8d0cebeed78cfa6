"""Who is on which side and who speaks for whom; what the moves ask and keep of each party."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.apply import carry_out
from shiyu.cases.apply.opening import join
from shiyu.cases.change import Change
from shiyu.cases.effects import Mark, Unmark
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.facts import Contact
from shiyu.disputes import vocabulary as v
from shiyu.disputes.models import Dispute, DisputeParty

if TYPE_CHECKING:
    from shiyu.cases.models import Party

One = tuple["Party", DisputeParty]
"""A party with what it is in the dispute."""

MINOR = Words("未成年当事人由其监护人办理", "a guardian acts for a minor")
WHICH_PARTY = Words("请选明是哪位当事人", "say which party it is")
NO_PARTY = Words("此件中没有这位当事人", "there is no such party here")


def open_dispute(change: Change) -> Dispute:
    """The dispute of the case under way, as this batch has it so far."""
    for row in (*change.batch.added(Dispute), *change.batch.changed(Dispute)):
        if row.case_id == change.case.pk:
            return row
    return Dispute.objects.get(case=change.case)


def people(change: Change) -> list[One]:
    """Everybody on a side with what he is, those who joined by this very move among them; an expert is on none."""
    everybody = [party for party in change.state.parties if party.role in v.SIDES]
    parties = {party.pk: party for party in everybody if not party._state.adding}  # noqa: SLF001 -- documented for Model.from_db
    fresh = [row for row in change.batch.added(DisputeParty) if row.party in everybody]
    stored = DisputeParty.objects.filter(party__in=parties).order_by("pk")
    touched = {row.pk: row for row in change.batch.changed(DisputeParty)}
    known = [(parties[row.party_id], touched.get(row.pk, row)) for row in stored]
    return [*known, *((row.party, row) for row in fresh)]


def spoken_for(who: One) -> int:
    """Whose word it is when somebody speaks: his own, or that of the one he stands for; who is new has no id yet."""
    return who[1].stands_for_id or who[0].pk or -id(who[0])


def voice(change: Change, *, party_from: str = "party") -> list[One]:
    """Everybody who is bound when the acting party speaks, or the one that staff names.

    Raises `BadFact` where staff names nobody of the case, `GuardRefused` for a minor who acts himself.
    """
    everybody = people(change)
    if isinstance(change.actor, PartyActor):
        wanted: int | None = change.actor.party_id
    else:
        wanted = change.facts.get(party_from)
    speaker = next((one for one in everybody if one[0].pk == wanted), None)
    if speaker is None:
        reason = NO_PARTY if wanted else WHICH_PARTY
        raise BadFact(field=party_from, label=v.PARTY.label, reason=reason)
    if speaker[1].minor:
        raise GuardRefused(why=MINOR)
    return [one for one in everybody if spoken_for(one) == spoken_for(speaker)]


def voices(change: Change) -> Iterator[list[One]]:
    """The parties grouped by whose word they speak."""
    groups: dict[int, list[One]] = {}
    for one in people(change):
        groups.setdefault(spoken_for(one), []).append(one)
    yield from groups.values()


def set_stance(change: Change, who: list[One], stance: str) -> None:
    """Keeps what one voice said, with everybody whose word it is."""
    for party, _ in who:
        party.stance = stance
        change.batch.change(party)


def forget_stances(change: Change, stance: str = "") -> None:
    """Everybody is asked anew, or stands where he stood before."""
    for party in change.state.parties:
        if party.role in v.SIDES:
            party.stance = stance
            change.batch.change(party)


def join_as(change: Change, *, side: str, contact: Contact, capacity: str = "self", stands_for: "Party | None" = None,
            minor: bool = False) -> "Party":  # fmt: skip
    """Makes somebody a party of a side; the query code of whoever is told of it stays the one it was."""
    code = change.query_code
    party = join(change, role=side, contact=contact)
    change.query_code = code or change.query_code
    describe(change, party, contact=contact, capacity=capacity, stands_for=stands_for, minor=minor)
    return party


def describe(change: Change, party: "Party", *, contact: Contact, capacity: str = "self",
             stands_for: "Party | None" = None, minor: bool = False) -> None:  # fmt: skip
    """Keeps what a party is beyond its side."""
    kind = v.ORGANISATION if contact.organisation else v.PERSON
    party.stands_for = stands_for
    row = DisputeParty(party=party, kind=kind, capacity=capacity, stands_for=stands_for, minor=minor)
    change.batch.add(row)


def weigh(change: Change) -> None:
    """Keeps on the case what its guards read: a minor alone, rights not yet told to somebody."""
    alone = told = False
    groups = list(voices(change))
    for group in groups:
        rows = [row for _, row in group]
        alone |= any(row.minor for row in rows) and not any(row.capacity == "guardian" for row in rows)
    told = bool(groups) and all(any(row.rights_told_at for _, row in group) for group in groups)
    carry_out(Mark(mark=v.MINOR_ALONE) if alone else Unmark(mark=v.MINOR_ALONE), change)
    carry_out(Mark(mark=v.RIGHTS_TOLD) if told else Unmark(mark=v.RIGHTS_TOLD), change)
