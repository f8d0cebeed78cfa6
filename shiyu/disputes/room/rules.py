"""Who may say what to whom, as pure functions. 人民调解法第二十二条: the mediator hears the sides together or apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ALL, MEDIATORS, SIDE = "all", "mediators", "side:"
LONGEST, MOST_FILES = 5_000, 10
OPEN_STAGES = frozenset({"mediating", "signing", "performing", "following"})
"""While somebody mediates, or minds what was agreed, the room is written in; afterwards it is read only."""


class Kind(StrEnum):
    """What a message is."""

    TEXT = "text"  # 留言
    EVIDENCE = "evidence"  # 证据
    OFFER = "offer"  # 方案
    CALL = "call"  # 通知
    SYSTEM = "system"  # 系统提示: written by the room itself


class Answer(StrEnum):
    """What is said to an offer."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class As(StrEnum):
    """In which capacity somebody sits in the room."""

    MEDIATOR = "mediator"
    SIDE = "side"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's place in one room. `side` is a key; `since` an expert's joining; `writes`: he is at it still."""

    as_: As
    side: str = ""
    since: datetime | None = None
    writes: bool = True

    @property
    def own(self) -> str:
        """The audience of his own side; empty where he has none."""
        return f"{SIDE}{self.side}" if self.side else ""


def audiences_of(seat: Seat, *, sides: tuple[str, ...]) -> tuple[str, ...]:
    """To whom this seat may speak, the widest first."""
    match seat.as_:
        case As.MEDIATOR:
            return (ALL, *(f"{SIDE}{side}" for side in sides), MEDIATORS)
        case As.SIDE:
            return (ALL, seat.own)
        case As.EXPERT:
            return (ALL,)


def kinds_of(seat: Seat) -> tuple[Kind, ...]:
    """What this seat may say: an expert makes no offers, only a mediator calls."""
    match seat.as_:
        case As.MEDIATOR:
            return (Kind.TEXT, Kind.EVIDENCE, Kind.OFFER, Kind.CALL)
        case As.SIDE:
            return (Kind.TEXT, Kind.EVIDENCE, Kind.OFFER)
        case As.EXPERT:
            return (Kind.TEXT, Kind.EVIDENCE)


def suits(kind: Kind, audience: str, *, seat: Seat) -> bool:
    """Whether a message of this kind can be meant for this audience.

    An offer is made to whoever can take it: a side's to all, a mediator's to all or one side. What a side would settle
    for and tells the mediator alone is a text.
    """
    if kind is Kind.OFFER:
        return audience == ALL or (seat.as_ is As.MEDIATOR and audience.startswith(SIDE))
    return not (kind is Kind.CALL and audience == MEDIATORS)


def asked_of(audience: str, *, author_side: str, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sides whose answer an offer waits for: those it was meant for, but not the one that made it."""
    meant = sides if audience == ALL else (audience.removeprefix(SIDE),)
    return tuple(side for side in meant if side != author_side)


def state_of(answers: dict[str, str], *, asked: tuple[str, ...]) -> str:
    """How an offer stands: `withdrawn`, `refused` (one clear no ends it), `accepted` (by all asked) or `open`."""
    given = set(answers.values())
    if Answer.WITHDRAWN in given:
        return "withdrawn"
    if Answer.REFUSED in given:
        return "refused"
    agreed = bool(asked) and all(answers.get(side) == Answer.ACCEPTED for side in asked)
    return "accepted" if agreed else "open"
