"""Who acts. An actor is always named; there is no anonymous change and no flag that skips a check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHolder:
    """An account acting from the post it holds today: a clerk, an agent, a leader, an API client.

    `acts_for` is the account of the absent holder where he only stands in (代理). `bound` are the accounts whose deeds
    bind him as his own do: other logins of his, and those of the one he stands in for. A delegate may do nothing that
    the rule of two persons keeps from either.
    """

    account_id: int
    post_id: int
    post_code: str
    unit_id: int
    unit_code: str
    division_code: str
    roles: frozenset[str]
    person_id: int | None = None
    acts_for: int | None = None
    bound: frozenset[int] = frozenset()

    @property
    def one_with(self) -> frozenset[int]:
        """Every account that counts as one person with the actor, where a rule wants two."""
        return self.bound | {self.account_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActor:
    """A party of one case, known by query code or login; `role` is his role in that case.

    A case that was merged lives on in its main case (`number`); the numbers its party was given first (`came_from`)
    lead there.
    """

    party_id: int
    case_id: int
    role: str
    number: str = ""
    came_from: tuple[str, ...] = ()

    def standing_number(self, number: str) -> str:
        """The number under which the matter stands that this party knows as `number`."""
        return self.number if number in self.came_from else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody raising a matter himself; the opening move makes him a party in `role`."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """A job that acts by the clock, under its own name."""

    name: str


Actor = PostHolder | PartyActor | Newcomer | Clockwork

CLOCK_TICK = Clockwork(name="clock_tick")
"""Warns, marks overdue and escalates running clocks, and makes the moves that fall due."""


def actor_record(actor: Actor) -> dict[str, str | int]:
    """The actor as the history keeps it: codes and ids, never a name."""
    match actor:
        case PostHolder():
            by: dict[str, str | int] = {
                "kind": "post", "account": actor.account_id, "post": actor.post_code, "unit": actor.unit_code,
            }  # fmt: skip
            return by if actor.acts_for is None else by | {"for": actor.acts_for}
        case PartyActor():
            return {"kind": "party", "party": actor.party_id, "role": actor.role}
        case Newcomer():
            return {"kind": "newcomer", "role": actor.role}
        case Clockwork():
            return {"kind": "clockwork", "name": actor.name}
