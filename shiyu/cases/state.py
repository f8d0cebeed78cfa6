"""Cases as they stand while a batch is planned: loaded and locked in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from shiyu.base.prepared import Question, ask_together
from shiyu.base.words import Words
from shiyu.cases.crowd_reading import CROWD, CrowdVerdicts, most_loaded, parties_of
from shiyu.cases.errors import GuardRefused
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.loading import instances, select
from shiyu.cases.models import Assignment, Case, Clock, Party, Reply
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import procedure_of
from shiyu.cases.snapshot import AssignmentFact, GivenVerdicts, PartyFact, Verdicts
from shiyu.cases.who import LIVE

ASSIGNMENT_KEEPS = frozenset(LIVE)
_THEIRS = "WHERE case_id IN (SELECT id FROM cases_case WHERE number = ANY(%s))"
Rows = list[tuple[Any, ...]]
CROWD_STAYS = Words(
    "此件诉求人很多，只能作主单；请把另一件并入此件",
    "this case has a great many callers and can only be the main one; merge the other into it",
)


@dataclass(slots=True)
class Beside:
    """What else is asked in the round trip that loads cases, and what was answered; nothing where no case was named."""

    questions: list[Question]
    answers: list[Rows] | None = None


@dataclass(slots=True, kw_only=True)
class CaseState:
    """One case with what hangs on it. Mutated while moves are planned, written by the batch."""

    case: Case
    procedure: Procedure
    assignments: list[Assignment] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    draft: Reply | None = None
    fresh: bool = False
    crowd: bool = False  # too many parties to load: `parties` holds those the moves name; see `shiyu.cases.crowd`

    def live(self) -> list[Assignment]:
        """Assignments that still count."""
        return [a for a in self.assignments if a.state in ASSIGNMENT_KEEPS]

    def acting_assignment(self, unit_id: int) -> Assignment | None:
        """The live assignment of a unit; the database keeps it to one."""
        return next((a for a in self.live() if a.unit_id == unit_id), None)

    def raisers(self) -> list[Party]:
        """Who raised the matter, joined callers included: everybody an answer is owed to (of a crowd, those loaded)."""
        return [p for p in self.parties if p.role in self.procedure.raisers]

    def everybody_who_raised_it(self) -> list[Party]:
        """The raisers, where every one of them is needed. Raises `GuardRefused` for a crowd."""
        if self.crowd:
            raise GuardRefused(why=CROWD_STAYS)
        return self.raisers()

    def raiser_count(self) -> int:
        """How many raised it; of a crowd, more than `CROWD`."""
        return CROWD + 1 if self.crowd else len(self.raisers())

    def verdicts(self) -> Verdicts:
        """What the raisers say of the present answer."""
        raisers = self.raisers()
        if self.crowd:
            return CrowdVerdicts(self.case.pk, self.procedure.raisers, raisers)
        return GivenVerdicts(tuple(p.verdict for p in raisers))

    def open_clocks(self, rule: str = "") -> list[Clock]:
        """Clocks not yet stopped, of one rule or of all."""
        return [c for c in self.clocks if c.state != Clock.State.STOPPED and (not rule or c.rule == rule)]

    def assignment_facts(self) -> tuple[AssignmentFact, ...]:
        """The assignments as plain values."""
        return tuple(
            AssignmentFact(
                unit_code=a.unit_code, kind=a.kind, state=a.state, round=a.round, handlers=frozenset(a.handlers)
            )
            for a in self.assignments
        )

    def party_facts(self) -> tuple[PartyFact, ...]:
        """The parties as plain values."""
        return tuple(
            PartyFact(
                party_id=p.pk,
                role=p.role,
                stance=p.stance,
                verdict=p.verdict,
                joined=p.joined_from_id is not None,
                anonymous=p.anonymous,
            )
            for p in self.parties
        )


def lock_states(
    numbers: Iterable[str], *, parties: Iterable[int] = (), beside: Beside | None = None
) -> dict[str, CaseState]:
    """Locks cases in id order (so that two batches never wait on each other) and loads what hangs on them.

    Of a crowd only the first party and those in `parties` are loaded. What is asked `beside` it is answered after the
    locks were got, in the same round trip.
    """
    return _load(" FOR NO KEY UPDATE", numbers, parties=parties, beside=beside)


def lock_free_states(numbers: Iterable[str]) -> dict[str, CaseState]:
    """The same, of the cases that nobody has locked at this moment."""
    return _load(" FOR NO KEY UPDATE SKIP LOCKED", numbers)


def read_states(numbers: Iterable[str]) -> dict[str, CaseState]:
    """Cases as they stand, not locked: for showing what could be done with them."""
    return _load("", numbers)


def _load(
    lock: str, numbers: Iterable[str], *, parties: Iterable[int] = (), beside: Beside | None = None
) -> dict[str, CaseState]:
    # What cannot be a number (a NUL, half a character) is never asked of the database, which would stumble over it.
    wanted = sorted({number for number in numbers if CASE_NUMBER.fullmatch(number)})
    if not wanted:
        return {}
    most = most_loaded(len(wanted))
    cases, shares, found, clocks, drafts, *more = ask_together(
        [
            (select(Case, f"WHERE number = ANY(%s) ORDER BY id{lock}"), [wanted]),
            (select(Assignment, f"{_THEIRS} ORDER BY id"), [wanted]),
            # No order here, or the planner might walk all parties that are stored in it until there are enough.
            (select(Party, f"{_THEIRS} LIMIT %s"), [wanted, most + 1]),
            (select(Clock, f"{_THEIRS} AND state <> 'stopped' ORDER BY id"), [wanted]),
            (select(Reply, f"{_THEIRS} AND given_at IS NULL ORDER BY id"), [wanted]),
            *(beside.questions if beside else ()),
        ]
    )
    if beside:
        beside.answers = more
    states = {
        case.pk: CaseState(case=case, procedure=procedure_of(case.procedure, case.procedure_version))
        for case in instances(Case, cases)
    }
    _hang_on(states, shares=shares, clocks=clocks, drafts=drafts)
    _hang_parties(states, list(instances(Party, found)), most=most, named=parties)
    return {state.case.number: state for state in states.values()}


def _hang_on(states: dict[int, CaseState], *, shares: Rows, clocks: Rows, drafts: Rows) -> None:
    """What belongs to a case that somebody else has locked was asked for too, and is left out."""
    for assignment in instances(Assignment, shares):
        if state := states.get(assignment.case_id):
            state.assignments.append(assignment)
    for clock in instances(Clock, clocks):
        if state := states.get(clock.case_id):
            # The loaded assignment itself, so that asking for it is no query and `is` compares.
            clock.assignment = next((a for a in state.assignments if a.pk == clock.assignment_id), None)
            state.clocks.append(clock)
    for reply in instances(Reply, drafts):
        if state := states.get(reply.case_id):
            state.draft = reply


def _hang_parties(states: dict[int, CaseState], found: list[Party], *, most: int, named: Iterable[int]) -> None:
    parties, crowds = parties_of(states, found=found, most=most, named=named)
    for party in parties:
        states[party.case_id].parties.append(party)
    for case_id in crowds:
        states[case_id].crowd = True


@dataclass(slots=True)
class Checkpoint:
    """What a state looked like before a move was tried on it, so that a refused move leaves no trace."""

    state: CaseState
    rows: list[tuple[object, dict[str, object]]]
    lists: tuple[list[Assignment], list[Party], list[Clock], Reply | None]

    @classmethod
    def of(cls, state: CaseState) -> "Checkpoint":
        """Remembers the state."""
        rows = [state.case, *state.assignments, *state.parties, *state.clocks, *([state.draft] if state.draft else [])]
        return cls(
            state,
            [(row, dict(row.__dict__)) for row in rows],
            (list(state.assignments), list(state.parties), list(state.clocks), state.draft),
        )

    def restore(self) -> None:
        """Puts everything back."""
        for row, values in self.rows:
            row.__dict__.clear()
            row.__dict__.update(values)
        state = self.state
        state.assignments, state.parties, state.clocks, state.draft = (
            list(self.lists[0]), list(self.lists[1]), list(self.lists[2]), self.lists[3]
        )  # fmt: skip
