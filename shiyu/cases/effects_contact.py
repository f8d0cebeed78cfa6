"""The effect by which a party's own contact data are put right; the other effects stand in `shiyu.cases.effects`."""

from dataclasses import dataclass

from shiyu.cases.procedure import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceContact(Effect):
    """更正联系方式: a party's own data, by himself or by staff whom a rule lets open them (`party_from` says whose).

    A field that is given takes the place of the old one, one that is null goes, one that is left out stays; those in
    `keeps` cannot go. What was before is erased, history notes which fields changed and no value, and the party is told
    by `template` where he is reached now. His query code and his being anonymous are as before.
    """

    contact_from: str = "contact"
    party_from: str = ""
    keeps: tuple[str, ...] = ()
    template: str = ""
