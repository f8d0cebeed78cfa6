"""One move of one case while it is planned: what an effect sees, and the few things it can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from shiyu.base.clock import city_day
from shiyu.cases import clocks
from shiyu.cases.actors import Actor, PostHolder
from shiyu.cases.batch import Batch
from shiyu.cases.errors import NoRuleInForce
from shiyu.cases.facts import Facts
from shiyu.cases.models import Assignment, Case, Clock, Entry, Notice, Party, Reply
from shiyu.cases.numbers import LimitNumbers, limit_numbers
from shiyu.cases.procedure import Move, Procedure
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.state import CaseState
from shiyu.city.directory import Directory
from shiyu.city.facts import RuleSetFact
from shiyu.city.workdays import Limit, TimeUnit

RUNNING = Clock.State.RUNNING


@dataclass(slots=True, kw_only=True)
class Change:
    """A move under way. Effects read it and call its methods; the door writes it with the batch."""

    move: Move
    state: CaseState
    actor: Actor
    facts: Facts
    now: datetime
    city: Directory
    rules: RuleSetFact
    batch: Batch
    others: dict[str, CaseState] = field(default_factory=dict)  # cases named in the facts, by number
    entry: Entry | None = None
    reply: Reply | None = None
    query_code: str = ""
    spawned: list["Spawn"] = field(default_factory=list)

    @property
    def written(self) -> Entry:
        """The entry this move makes."""
        if self.entry is None:
            raise RuntimeError("A change has its entry once it is carried out.")
        return self.entry

    @property
    def case(self) -> Case:
        """The case that moves."""
        return self.state.case

    @property
    def procedure(self) -> Procedure:
        """The procedure of the case, in the version it was opened under."""
        return self.state.procedure

    @property
    def acting(self) -> Assignment | None:
        """The live assignment of the actor's unit."""
        return self.state.acting_assignment(self.actor.unit_id) if isinstance(self.actor, PostHolder) else None

    def snapshot(self) -> Snapshot:
        """The case as plain values, for guards and deciding rules."""
        case, staff = self.case, isinstance(self.actor, PostHolder)
        return Snapshot(
            stage=case.stage,
            now=self.now,
            category=self.city.categories.get_by_id(case.category_id).code if case.category_id else "",
            place_code=case.place_code,
            limit_class=case.limit_class,
            outcome=case.outcome,
            kind=case.kind,
            marks=frozenset(case.marks),
            closed_at=case.closed_at,
            round=case.round,
            facts=self.facts.codes,
            tally=case.tally,
            numbers=self.rules.body,
            assignments=self.state.assignment_facts(),
            parties=self.state.party_facts(),
            raisers=self.state.raiser_count(),
            verdicts=self.state.verdicts(),
            late=frozenset(c.rule for c in self.state.open_clocks() if c.state == RUNNING and c.due_at <= self.now),
            actor_account=self.actor.account_id if staff else None,  # type: ignore[union-attr]
            one_with_actor=self.actor.one_with if staff else frozenset(),  # type: ignore[union-attr]
            actor_unit=self.actor.unit_code if staff else "",  # type: ignore[union-attr]
        )

    def numbers(self, clock_rule: str) -> LimitNumbers:
        """What the case's rule set says of the limit of a clock rule."""
        found = limit_numbers(self.rules.body, self.procedure.clock(clock_rule).limit, self.case.limit_class)
        if found is None:
            raise NoRuleInForce(rule_set=f"{self.procedure.rule_set}.{clock_rule}")
        return found

    def start_clock(self, rule: str, *, assignment: Assignment | None = None, until: date | None = None) -> None:
        """Starts a clock on the case or an assignment, unless it runs already; `until` ends it with that city day."""
        if any(clock.assignment is assignment for clock in self.state.open_clocks(rule)):
            return
        numbers = self.numbers(rule)
        if until is not None:
            days = max((until - city_day(self.now)).days, 0)
            numbers = replace(numbers, limit=Limit(amount=days, unit=TimeUnit.NATURAL_DAYS))
        clock = clocks.new_clock(
            self.case, rule=rule, assignment=assignment, numbers=numbers, start=self.now, calendar=self.city.calendar
        )
        self.state.clocks.append(clock)
        self.batch.add(clock)

    def set_limit_class(self, limit_class: str) -> None:
        """Another class of limits: open clocks take its amounts, reckoned from their own start."""
        running = self.state.open_clocks()
        before = [self.numbers(clock.rule) for clock in running]
        self.case.limit_class = limit_class
        for clock, old in zip(running, before, strict=True):
            # Most limits are the same for every class, and one set to end on a day keeps its day.
            if (new := self.numbers(clock.rule)) != old:
                clocks.set_limit(clock, numbers=new, calendar=self.city.calendar)
                self.batch.change(clock)

    def stop_clocks(self, which: Iterable[Clock]) -> None:
        """Stops clocks at this moment; one that stands still gets the time back first, and is judged with it."""
        for clock in which:
            clocks.resume(clock, now=self.now, numbers=self.numbers(clock.rule), calendar=self.city.calendar)
            clocks.stop(clock, now=self.now)
            self.batch.change(clock)

    def clocks_of(self, assignment: Assignment, rule: str = "") -> list[Clock]:
        """The open clocks of an assignment."""
        return [c for c in self.state.open_clocks(rule) if c.assignment is assignment]

    def note_handler(self, assignment: Assignment) -> None:
        """Remembers that the acting account worked on this assignment."""
        if isinstance(self.actor, PostHolder) and self.actor.account_id not in assignment.handlers:
            assignment.handlers = [*assignment.handlers, self.actor.account_id]

    def tell(
        self,
        template: str,
        *,
        party: Party | None = None,
        unit_code: str = "",
        role: str = "",
        facts: Mapping[str, str] | None = None,
    ) -> None:
        """Writes a notice; the database keeps it to one per entry, template and recipient."""
        self.batch.add(
            Notice(
                case=self.case, entry=self.entry, template=template, party=party, unit_code=unit_code, role=role,
                facts=dict(facts or {}), written_at=self.now, next_at=self.now,
            )
        )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Spawn:
    """A case another case gives rise to, opened in the same transaction after the move itself."""

    procedure: str
    move: str
    facts: dict[str, Any]
    link: str
    contacts: list[Party] = field(default_factory=list)
