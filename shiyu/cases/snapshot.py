"""A case as plain values, for rules that judge: values in, value out, no database, the clock passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shiyu.cases.who import LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFact:
    """One unit's share of the case."""

    unit_code: str
    kind: str
    state: str
    round: int
    handlers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFact:
    """One party: his role, what he agreed to or refused (`stance`), his verdict on the answer of this round."""

    party_id: int | None
    role: str
    stance: str
    verdict: str
    joined: bool = False
    anonymous: bool = False


class Verdicts(Protocol):
    """What those who raised the case say of the answer of this round, however many they are."""

    def any_given(self, grade: str) -> bool:
        """Whether somebody said this."""

    def all_given(self) -> bool:
        """Whether everybody has judged."""

    def share(self, grade: str) -> float:
        """The share of those who said this among all who raised it."""


@dataclass(frozen=True, slots=True)
class GivenVerdicts:
    """The verdicts of a few, one for each; empty where one has not judged."""

    grades: tuple[str, ...] = ()

    def any_given(self, grade: str) -> bool:
        """Whether somebody said this."""
        return grade in self.grades

    def all_given(self) -> bool:
        """Whether everybody has judged."""
        return all(self.grades)

    def share(self, grade: str) -> float:
        """The share of those who said this."""
        return self.grades.count(grade) / len(self.grades) if self.grades else 0.0


NO_VERDICTS = GivenVerdicts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a guard or a deciding rule may look at.

    `tally` counts the moves made so far (see `made`); `numbers` is the rule set the case was opened under; `late` names
    the clock rules whose moment has passed while they run. Of a crowd, `parties` holds only those the move concerns:
    `raisers` (at least how many raised it) and `verdicts` speak of all.
    """

    stage: str
    now: datetime
    category: str = ""
    place_code: str = ""
    limit_class: str = ""
    outcome: str = ""
    kind: str = ""
    marks: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    round: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    tally: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, Any] = field(default_factory=dict)
    assignments: tuple[AssignmentFact, ...] = ()
    parties: tuple[PartyFact, ...] = ()
    raisers: int = 0
    verdicts: Verdicts = NO_VERDICTS
    late: frozenset[str] = frozenset()
    actor_account: int | None = None
    one_with_actor: frozenset[int] = frozenset()  # accounts that count as one person with him, his own among them
    actor_unit: str = ""

    def made(self, move: str) -> int:
        """How often a move was made in this case."""
        return self.tally.get(move, 0)

    def made_for_this_answer(self, move: str) -> int:
        """How often a move was made since the last answer went out."""
        return self.tally.get(f"{move}@{self.round}", 0)

    def live(self) -> tuple[AssignmentFact, ...]:
        """Assignments that still count: not returned, withdrawn or closed."""
        return tuple(a for a in self.assignments if a.state in LIVE)
