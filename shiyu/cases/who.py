"""Who may: the four ways a procedure names people, for moves, for stages and for visibility.

Each is one rule with two readings made from it: a check of one case (`shiyu.cases.permission`) and a query over all
cases (`shiyu.cases.gate`). A test walks both over the same cases and compares.
"""

from dataclasses import dataclass
from enum import StrEnum


class AssignmentKind(StrEnum):
    """How a unit shares in a case."""

    LEAD = "lead"  # 主办: answers for the whole
    JOINT = "joint"  # 会办/协办: gives its opinion to the lead, never answers the person directly
    SEPARATE = "separate"  # 分办: answers its own part


LEAD, JOINT, SEPARATE = AssignmentKind.LEAD, AssignmentKind.JOINT, AssignmentKind.SEPARATE
EVERY_KIND = (LEAD, JOINT, SEPARATE)
LIVE = ("sent", "signed", "disputed", "submitted")
"""States in which a unit's share still counts: not returned, withdrawn or closed."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Any holder of a post with this role, for the whole city.

    `except_at` names stages at which he is none of those meant: a draft is its writer's until it is submitted.
    """

    role: str
    except_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InPlace:
    """A holder of a post with this role whose unit's division contains the place of the case."""

    role: str


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A holder of a post with this role in a unit that has a live assignment of these kinds in the case.

    `named`: of these only who works on that share, because he signed for it or was named for it; his delegate with him.
    What is told a mediator is not for the whole committee. `except_at` names stages at which he is none of those
    meant, as for `Holds`: who shares work out does not see what follows.
    """

    role: str
    kinds: tuple[AssignmentKind, ...] = EVERY_KIND
    named: bool = False
    except_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyIs:
    """A party of the case in one of these roles; `except_at` names stages at which he is none of those meant."""

    roles: tuple[str, ...]
    except_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByClock:
    """A clockwork, when a clock of the case runs out."""


Who = Holds | InPlace | OfUnit | PartyIs | ByClock


def post_role(who: Who) -> str | None:
    """The role some post in the city pack must hold, or None where no post is meant."""
    return who.role if isinstance(who, Holds | InPlace | OfUnit) else None
