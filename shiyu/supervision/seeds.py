"""Believable orders of supervision, told through the real door, each move at its own moment.

The same twice for one seed and last day: a second telling repeats every key and changes nothing.
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from shiyu.base.clock import city_zone, now, standing_at
from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import make_move, open_case
from shiyu.cases.gate import visible_cases
from shiyu.cases.referring import refer
from shiyu.cases.tick import tick_until_done
from shiyu.city.models import Account
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.queries import PROCEDURE
from shiyu.supervision.seed_orders import ORDERS, Step, Told
from shiyu.supervision.urging import urge_again

STORIES = {"orders": (len(ORDERS), max(told.ago for told in ORDERS))}
"""Stories by name: how many orders, over how many days."""
NINE, EVENING, NIGHT = time(9), time(20), time(23)
PLANNING = Step(day=0.05, move="ask_approval", who="supervision_officer")
AHEAD = 5
"""A later plan names the set dates that are more than so many days away."""
REASON = "逾期未办，群众再次反映"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How much was told."""

    orders: int
    moves: int


def tell(story: str, *, until: str, seed: int, last_day: date, progress: Progress = lambda _done, _of: None) -> Telling:
    """Tells the orders up to the evening of `last_day` (or now, if that is earlier); each stops at the stage `until`.

    Raises `NoSuchThing` for an unknown story or stage.
    """
    if story not in STORIES or (until and until not in {stage.name for stage in SUPERVISION_ORDER.stages}):
        raise NoSuchThing(what=Words(f"故事或环节“{story} {until}”", f"story or stage “{story} {until}”"))
    return _Teller(until=until, name=f"seed:supervision:{seed}:{last_day}", last_day=last_day).tell(progress)


def people_on(day: date) -> Mapping[str, PostHolder]:
    """The first holder of each role, and of each role in each unit (`clerk@zjj`), in the order of logins."""
    people: dict[str, PostHolder] = {}
    for account in Account.objects.filter(is_active=True).order_by("username"):
        for actor in actors_of(account, on=day):
            for role in actor.roles:
                people.setdefault(role, actor)
                people.setdefault(f"{role}@{actor.unit_code}", actor)
    return people


class _Teller:
    def __init__(self, *, until: str, name: str, last_day: date) -> None:
        self._until, self._name, self._last = until, name, last_day
        self._end = min(datetime.combine(last_day, EVENING, city_zone()), now().astimezone(city_zone()))
        self._people = people_on(last_day)
        self._numbers: dict[int, str] = {}
        self._stages: dict[int, str] = {}
        self._moves = 0

    def tell(self, progress: Progress) -> Telling:
        """Plays every move in the order of time; each night the clock ticks and what is late is urged again."""
        queue = [(self._moment(told, step.day), index, place, step) for index, told in enumerate(ORDERS)
                 for place, step in enumerate(_road(told))]  # fmt: skip
        heapq.heapify(queue)
        day = self._last - timedelta(days=max(told.ago for told in ORDERS))
        while queue and queue[0][0] <= self._end:
            moment, index, place, step = heapq.heappop(queue)
            day = self._nights(day, until=moment.date())
            with standing_at(moment):
                self._make(index, place, step)
            progress(len(self._numbers), len(ORDERS))
        self._nights(day, until=self._end.date())
        self._refer_one()
        return Telling(len(self._numbers), self._moves)

    def _moment(self, told: Told, day: float) -> datetime:
        return datetime.combine(self._last - timedelta(days=told.ago), NINE, city_zone()) + timedelta(days=day)

    def _nights(self, day: date, *, until: date) -> date:
        while day < until:
            with standing_at(datetime.combine(day, NIGHT, city_zone())):
                tick_until_done()
                urge_again()
            day += timedelta(days=1)
        return day

    def _make(self, index: int, place: int, step: Step) -> None:
        told, key = ORDERS[index], f"{self._name}:{index}:{place}"
        if self._until and self._stages.get(index) == self._until:
            return
        if index not in self._numbers:
            facts = {"classified": "no", "title": told.title, "source": told.source, "basis": told.basis,
                     "detail": told.detail}  # fmt: skip
            made = open_case(PROCEDURE, "propose", actor=self._people["supervision_officer"], key=key, facts=facts)
            self._numbers[index] = made.number
        else:
            who = f"clerk@{(told.plan or {})['lead']}" if step.who == "clerk" else step.who
            made = make_move(
                self._numbers[index], step.move, actor=self._people[who], key=key, **self._facts(told, step)
            )
        self._stages[index] = made.stage
        self._moves += 1

    def _facts(self, told: Told, step: Step) -> dict[str, Any]:
        """The facts of a step, with days in the place of numbers of days and set dates in that of their sign."""
        given = dict((told.plan or {}) if step.move == "ask_approval" else step.facts)
        proposed = self._last - timedelta(days=told.ago)
        if "weekly" in given:
            given["weekly_from"], given["weekly_until"] = given.pop("weekly")
        for name in ("until", "due_on", "weekly_from", "weekly_until"):
            if name in given:
                given[name] = (proposed + timedelta(days=given[name])).isoformat()
        if "nodes" in given:
            ahead = proposed + timedelta(days=step.day + (AHEAD if given["nodes"] == "$ahead" else 0))
            given["nodes"] = [
                {"text": name, "due": (proposed + timedelta(days=day)).isoformat(), "unit": (told.plan or {})["lead"]}
                for name, day in told.nodes
                if proposed + timedelta(days=day) > ahead
            ]
        return given

    def _refer_one(self) -> None:
        """One overdue case of another system comes under supervision, where there is one."""
        actor = self._people.get("supervisor")
        if actor is None:
            return
        with standing_at(self._end):
            late = visible_cases(actor).exclude(procedure=PROCEDURE).filter(
                is_open=True, due_at__lte=self._end, changed_at__lte=self._end
            ).order_by("due_at", "pk").first()  # fmt: skip
            if late is None:
                return
            try:
                refer(late.number, to=PROCEDURE, actor=actor, key=f"{self._name}:refer", reason=REASON)
            except ShiyuError:
                return  # told before: it is under supervision already
            self._moves += 1


def _road(told: Told) -> list[Step]:
    planned = [PLANNING] if told.plan else []
    return [Step(day=0, move="propose", who="supervision_officer"), *planned, *told.steps]
