"""Random moves of random people over random sound procedures: what must hold after every step, whatever was tried.

An oracle of the tests reckons each outcome from the procedure's words alone; the engine must answer the same.
"""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from typing_extensions import override

from shiyu.base.clock import standing_at
from shiyu.cases import registry
from shiyu.cases.actors import CLOCK_TICK, Actor, PartyActor
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Assignment, Case, Clock, Entry
from shiyu.cases.permission import visible
from shiyu.cases.procedure import Audience, Procedure
from shiyu.cases.soundness import city_surroundings, faults
from shiyu.cases.state import lock_states
from shiyu.cases.tests.conftest import Actors
from shiyu.cases.tests.desk import MONDAY, Desk, answer
from shiyu.cases.tests.oracle import Oracle
from shiyu.cases.tests.random_procedures import procedures
from shiyu.cases.tests.small_city import CITY_CODE, EAST_COUNTY, UNITS, VILLAGE, WEST_COUNTY
from shiyu.cases.tick import tick
from shiyu.cases.verification import verify_all
from shiyu.cases.who import LIVE

QUICK = settings(
    max_examples=20, stateful_step_count=14, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
)  # fmt: skip
"""The same walks every time, and no search for the shortest way to a failure: a red test is told at once."""
LONG = settings(QUICK, max_examples=25, stateful_step_count=30)
"""Longer walks over larger procedures. Each looks at every case of the walks before it, so the time grows faster."""
PLACES = st.sampled_from((CITY_CODE, WEST_COUNTY, EAST_COUNTY, VILLAGE))
ATTEMPTS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=4
)


class Machine(RuleBasedStateMachine):
    """Two cases of one random procedure, the same people at both."""

    def __init__(self, holder: Actors) -> None:
        super().__init__()
        self.holder, self.desk = holder, Desk(holder)
        self.now, self.turn = MONDAY, 0
        self.oracles: dict[str, Oracle] = {}
        self.actors: list[Actor] = []
        self._transaction = transaction.atomic()
        self._transaction.__enter__()

    @override
    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)
        registry.registered().pop(("test_random", 1), None)

    @initialize(procedure=procedures(), places=st.tuples(PLACES, PLACES))
    def begin(self, procedure: Procedure, places: tuple[str, str]) -> None:
        assume(not faults(procedure, city_surroundings()))
        registry.registered()["test_random", 1] = procedure
        people = [("dispatcher", 3), *(("clerk", n) for n in range(3)), *(("supervisor", n) for n in range(4))]
        self.actors = [self.holder(role, unit=unit) for role, unit in people]
        for place in places:
            with standing_at(self.now):
                made = self.desk.move(
                    "test_random", "open", self.desk.dispatcher, title="甲", place=place, contact={"name": "某"}
                )
            self.oracles[made.number] = Oracle(procedure, made.case_id, place)
            self.actors += self.desk.parties(made.number)

    @rule(attempts=ATTEMPTS)
    def some_people_try_something(self, attempts: list[tuple[int, int, int, int]]) -> None:
        """One batch; each request must be answered as the oracle says, in the order asked."""
        requests, wanted = [], []
        for which, who, what, pick in attempts:
            number = list(self.oracles)[which]
            oracle, actor = self.oracles[number], self.actors[who % len(self.actors)]
            moves = [move for move in oracle.procedure.moves if move.name != "open"]
            # Half of the time a move that starts where the case stands, else it would seldom get far.
            near = [move for move in moves if oracle.stage in move.start] if pick % 2 else []
            move = (near or moves)[what % len(near or moves)]
            facts = {need.name: _fact(need.name, pick // 2) for need in move.needs}
            requests.append(self.desk.request(number, move.name, actor, **facts))
            wanted.append((move.name, actor, oracle.predict(move, actor, facts)))
        with standing_at(self.now):
            outcomes = self.desk.ask(requests)
        got = [(name, actor, answer(o)) for (name, actor, _), o in zip(wanted, outcomes, strict=True)]
        assert got == wanted

    @rule(hours=st.integers(1, 120))
    def time_passes(self, hours: int) -> None:
        """Clocks warn, fall due and make their moves; what they made must have been open to them."""
        self.now += timedelta(hours=hours)
        written = {number: Case.objects.get(number=number).entry_count for number in self.oracles}
        with standing_at(self.now):
            tick()
        for number, oracle in self.oracles.items():
            late = Entry.objects.filter(case__number=number, seq__gt=written[number]).order_by("seq")
            for entry in late.exclude(move__startswith="clock."):
                move = oracle.procedure.move(entry.move)
                assert move is not None
                assert (entry.move, oracle.predict(move, CLOCK_TICK, {})) == (entry.move, entry.to_stage)
        assert not Clock.objects.filter(state="running", next_at__lte=self.now).exists()

    @invariant()
    def the_cases_stand_where_they_should(self) -> None:
        for number, oracle in self.oracles.items():
            case = Case.objects.get(number=number)
            assert (case.stage, case.is_open) == (oracle.stage, not oracle.closed)
            assert case.stage in {stage.name for stage in oracle.procedure.stages}
            shares = case.assignments.order_by("pk").values_list("unit_code", "kind", "state")
            assert list(shares) == [(share.unit, share.kind, share.state) for share in oracle.shares]

    @invariant()
    def history_is_the_state(self) -> None:
        for number, oracle in self.oracles.items():
            case = Case.objects.get(number=number)
            entries = list(Entry.objects.filter(case=case).order_by("seq"))
            assert [entry.seq for entry in entries] == list(range(1, case.entry_count + 1))
            assert entries[-1].to_stage == case.stage
            moves = Counter(entry.move for entry in entries if not entry.move.startswith("clock."))
            whole = {move: count for move, count in case.tally.items() if "@" not in move}
            assert moves == oracle.tally == whole
            assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        assert verify_all() == ()

    @invariant()
    def clocks_and_shares_are_in_order(self) -> None:
        running = Counter(Clock.objects.exclude(state="stopped").values_list("case", "rule", "assignment"))
        assert set(running.values()) <= {1}
        closed = Case.objects.filter(is_open=False)
        assert not Clock.objects.filter(case__in=closed).exclude(state="stopped").exists()
        assert not Assignment.objects.filter(case__in=closed, state__in=LIVE).exists()
        orphans = Clock.objects.exclude(state="stopped").filter(assignment__isnull=False)
        assert not orphans.exclude(assignment__state__in=LIVE).exists()
        for number, oracle in self.oracles.items():
            if not oracle.closed:
                rule_of_stage = oracle.procedure.stage(oracle.stage).clock
                assert Clock.objects.filter(case__number=number, rule=rule_of_stage).exclude(state="stopped").exists()

    @invariant()
    def nobody_sees_what_he_may_not(self) -> None:
        """The check reading for everybody; the query reading, which is dearer, for two of them in turn."""
        states = lock_states(self.oracles)
        self.turn += 2
        for place, actor in enumerate(self.actors):
            allowed = {number for number, oracle in self.oracles.items() if oracle.sees(actor)}
            assert {number for number, state in states.items() if visible(actor, state)} == allowed
            if (place - self.turn) % len(self.actors) >= 2:
                continue
            assert set(visible_cases(actor).values_list("number", flat=True)) == allowed
            if isinstance(actor, PartyActor):
                self._reads_only_its_own(actor)

    def _reads_only_its_own(self, actor: PartyActor) -> None:
        case = Case.objects.get(pk=actor.case_id)
        moves = {move.name: move.audience for move in self.oracles[case.number].procedure.moves}
        for entry in readable_entries(case, actor=actor):
            audience = moves.get(entry.move, Audience.STAFF)
            assert audience != Audience.STAFF
            assert audience != Audience.OWN_SIDE or entry.actor["kind"] == "party"


def _fact(name: str, pick: int) -> Any:
    """Something to fill a need with; units overlap often enough to be refused now and then."""
    return {
        "unit": UNITS[pick % 3],
        "joint": [unit for n, unit in enumerate(UNITS[:3]) if pick // 3 % 8 & (1 << n)],
        "way": ("left", "right")[pick % 2],
        "contact": {"name": "某"},
    }.get(name, "文字")


def walk(holder: Actors, how: settings) -> None:
    """Plays the machine; who holds which post is the fixture's business."""
    make: Any = partial(Machine, holder)
    run_state_machine_as_test(make, settings=how)


@pytest.mark.django_db
def test_what_always_holds(engine: None, holder: Actors) -> None:
    walk(holder, QUICK)


@pytest.mark.story
@pytest.mark.django_db
def test_what_always_holds_for_long(engine: None, holder: Actors) -> None:
    walk(holder, LONG)
