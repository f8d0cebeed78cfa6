"""联名、退出: a party of the case takes another role in it."""

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change
from shiyu.cases.effects_party import TakeRole
from shiyu.cases.errors import BadFact


@carry_out.register
def _(effect: TakeRole, change: Change) -> None:
    named = change.facts.get(effect.party_from)
    wanted = named if named is not None or not isinstance(change.actor, PartyActor) else change.actor.party_id
    party = next((p for p in change.state.parties if p.pk == wanted and p.role in effect.only), None)
    if party is None:
        raise BadFact(
            field=effect.party_from or "party",
            label=Words("当事人", "party"),
            reason=Words("此件中没有这位当事人，或其身份已变", "no such party stands here in that role"),
        )
    party.role = effect.role
    change.batch.change(party)
