"""The effect by which somebody who is in a case comes to be in it as something else."""

from dataclasses import dataclass

from shiyu.cases.procedure import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRole(Effect):
    """A party takes another role: he himself, or the one named in `party_from` (invited → co-signer, invited → left).

    `only` are the roles that may be left so; he keeps his query code, and what was said to him before stays said.
    """

    role: str
    only: tuple[str, ...]
    party_from: str = ""
