"""Believable stories of invented requests, told through the real door, each move at its own moment.

The same twice for one seed and last day: a second telling repeats every key and changes nothing.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from django.db import connection

from shiyu.base.clock import city_day, city_zone, now, standing_at
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Newcomer, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.errors import GuardRefused
from shiyu.cases.known import party_by_code
from shiyu.cases.tick import tick_until_done
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST
from shiyu.citizen_requests.seed_apart import invent_apart
from shiyu.citizen_requests.seed_ground import (
    fitted,
    is_urgent,
    office_hours_before,
    party_of,
    people_of,
    places_of,
    positions,
    stage_of,
)
from shiyu.citizen_requests.seed_inventing import Invented, Inventor
from shiyu.citizen_requests.seed_knowledge import tell_answers
from shiyu.citizen_requests.seed_roads import A_DAY, AT_ONCE, SOON, Step
from shiyu.city.directory import directory
from shiyu.city.workdays import Limit, TimeUnit, due

STORIES = {"quarter": (400, 90), "fortnight": (200, 14), "day": (20, 1)}
"""Stories by name: how many requests, over how many days."""
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How much was told."""

    requests: int
    moves: int


def tell(story: str, *, until: str, seed: int, last_day: date, progress: Told = lambda _done, _of: None) -> Telling:
    """Tells a story that ends on the evening of `last_day` (or now, if that is earlier).

    `until` names the stage at which every request that reaches it stops. Raises `NoSuchThing` for an unknown story or
    stage and `NobodyToAct` without people.
    """
    if story not in STORIES:
        raise NoSuchThing(what=Words(f"故事“{story}”", f"story “{story}”"))
    if until and until not in {stage.name for stage in CITIZEN_REQUEST.stages}:
        raise NoSuchThing(what=Words(f"环节“{until}”", f"stage “{until}”"))
    return _Teller(story, until=until, seed=seed, last_day=last_day).tell(progress)


class _Teller:
    def __init__(self, story: str, *, until: str, seed: int, last_day: date) -> None:
        count, days = STORIES[story]
        begin = datetime.combine(last_day - timedelta(days=days), time(8), city_zone())
        self._end = min(datetime.combine(last_day, time(20), city_zone()), now().astimezone(city_zone()))
        self._dice = Random(seed)  # noqa: S311 -- a story, not a secret
        self._until, self._name = until, f"{story}-{seed}-{last_day}-{until}"
        self._people = people_of(last_day)
        places = places_of(last_day)
        inventor = Inventor(
            dice=self._dice, begin=begin, end=self._end, places=places, last_day=last_day,
            positions=positions(places, dice=self._dice), apart=invent_apart,
            before_end=partial(office_hours_before, self._end),
            headed={name.removeprefix("unit_head@") for name in self._people if name.startswith("unit_head@")},
        )  # fmt: skip
        self._requests = inventor.invent(count)
        self._queue = [(request.arrives, request.index) for request in self._requests]
        self._day, self._moves = begin.date(), 0

    def tell(self, progress: Told) -> Telling:
        """Plays every move in the order of time, and lets the clock tick each night."""
        with connection.cursor() as cursor:
            # What is invented may be lost with the machine's power and told again: no waiting for the disk.
            cursor.execute("SET synchronous_commit TO off")
        try:
            return self._told(progress)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET synchronous_commit")

    def _told(self, progress: Told) -> Telling:
        tell_answers(city_day(self._end), actor=self._people["supervisor"], second=self._people["reviewer"])
        heapq.heapify(self._queue)
        while self._queue and self._queue[0][0] <= self._end:
            moment, index = heapq.heappop(self._queue)
            self._nights_until(city_day(moment))
            with standing_at(moment):
                self._advance(self._requests[index], moment)
            progress(self._opened(), len(self._requests))
        self._nights_until(city_day(self._end))
        return Telling(self._opened(), self._moves)

    def _opened(self) -> int:
        return sum(bool(request.number) for request in self._requests)

    def _nights_until(self, day: date) -> None:
        while self._day < day:
            with standing_at(datetime.combine(self._day, time(23), city_zone())):
                tick_until_done()
            self._day += timedelta(days=1)

    def _advance(self, request: Invented, moment: datetime) -> None:
        """Makes the next move of a request and files the one after it."""
        made = self._report(request) if not request.number else self._step(request)
        if made is None:
            return
        self._moves += 1
        request.stage = made.stage
        following = request.next_step()
        if following is not None and made.stage != self._until:
            heapq.heappush(self._queue, (self._later(request, following, moment), request.index))

    def _later(self, request: Invented, step: Step, moment: datetime) -> datetime:
        """When the next move is made: so many working hours later, sooner where it is urgent."""
        if request.urgent and step.move in AT_ONCE:
            return moment + timedelta(minutes=self._dice.randint(3, 12))
        if request.urgent and step.move in SOON and step.hours[1] <= A_DAY:
            return moment + timedelta(minutes=self._dice.randint(90, 540))
        most = step.hours[0] if request.stands_at else step.hours[1]
        hours = Limit(self._dice.randint(step.hours[0], most), TimeUnit.WORKING_HOURS)
        loose = timedelta(minutes=self._dice.randrange(3 if request.stands_at else 25))
        return due(moment, hours, directory().calendar).at + loose

    def _report(self, request: Invented) -> Made:
        actor: Actor = Newcomer(role="caller") if request.own_hand else self._holder("agent", request)
        facts = {**request.facts}
        if "main_case" in facts and request.main is not None:
            facts["main_case"] = self._requests[request.main].number
        made = open_case(
            request.procedure, request.opening, actor=actor, key=f"seed:{self._name}:{request.index}", facts=facts
        )
        request.number, request.code = made.number, made.query_code
        request.urgent = is_urgent(made.number, actor=self._people["supervisor"])
        return made

    def _step(self, request: Invented) -> Made | None:
        """The next move of the road; None where nobody holds the post that would make it, and the request waits."""
        step = self._fitting_step(request)
        actor = self._actor(step, request) if step is not None else None
        if step is None or actor is None:
            return None
        request.words["soon"] = (city_day(now()) + timedelta(days=12)).isoformat()
        facts = request.filled(step.facts)
        if "main_case" in facts:
            facts["main_case"] = self._requests[int(facts["main_case"][1:])].number
        if "party" in facts:
            facts["party"] = party_of(request.number, int(facts["party"][1:]), actor=actor)
        request.done += 1
        request.words["has_it"] = facts.get("lead", request.words.get("has_it", ""))
        key = f"seed:{self._name}:{request.index}:{request.done}"
        try:
            return make_move(request.number, step.move, actor=actor, key=key, **facts)
        except GuardRefused:
            return self._step(request)  # too late for an extension, say: he goes on without it

    def _fitting_step(self, request: Invented) -> Step | None:
        """The next line that is open where the request stands: an answer that needs no review passes that line over."""
        number = self._requests[request.main].number if request.main is not None else request.number
        stage = stage_of(number, actor=self._people["supervisor"])
        while (step := request.next_step()) is not None:
            fitting = fitted(step, stage=stage, kind=request.facts.get("type", ""))
            if fitting is not None:
                return fitting
            request.done += 1
        return None

    def _holder(self, role: str, request: Invented) -> PostHolder:
        """Who has a role; for enterprises their desk does what agents and dispatchers do."""
        at_desk = request.procedure != CITIZEN_REQUEST.name and role in {"agent", "dispatcher"}
        return self._people["enterprise_desk" if at_desk else role]

    def _actor(self, step: Step, request: Invented) -> Actor | None:
        match step.who:
            case "caller":
                return party_by_code(request.code)
            case "clerk":
                return self._people.get(f"clerk@{request.words['has_it']}")
            case "joint":
                return self._people.get(f"clerk@{request.words['joint']}")
            case "head":
                return self._people.get(f"unit_head@{request.words['has_it']}")
            case role:
                return self._holder(role, request)
