"""Believable disputes, told through the real door, each move at its own moment by the one whose move it is.

The same twice for one seed and last day: a second telling repeats every key and changes nothing.
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from shiyu.base.clock import city_zone, now, standing_at
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import Actor, PartyActor
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.known import parties_by_phone, phone_index
from shiyu.cases.tick import tick_until_done
from shiyu.city.models import Account
from shiyu.disputes.procedure import DISPUTE
from shiyu.disputes.seed_disputes import BODIES, DISPUTES, GENERAL, Step, Told

STORIES = {"disputes": (len(DISPUTES), max(told.ago for told in DISPUTES))}
"""Stories by name: how many disputes, over how many days."""
NINE, EVENING, NIGHT = time(9), time(20), time(23)
WINDOW = "dispute-window"
DAYS_ASKED = ("on", "due")
"""Facts that are days: told as so many days after the registration."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """How much was told."""

    disputes: int
    moves: int


def tell(story: str, *, until: str, seed: int, last_day: date, progress: Progress = lambda _done, _of: None) -> Telling:
    """Tells the disputes up to the evening of `last_day` (or now, if that is earlier); each stops at the stage `until`.

    Raises `NoSuchThing` for an unknown story or stage.
    """
    if story not in STORIES or (until and until not in {stage.name for stage in DISPUTE.stages}):
        raise NoSuchThing(what=Words(f"故事或环节“{story} {until}”", f"story or stage “{story} {until}”"))
    return _Teller(until=until, name=f"seed:disputes:{seed}:{last_day}", last_day=last_day).tell(progress)


def telephone(name: str) -> str:
    """The invented telephone of a party, the same wherever the name stands; nobody has such a number."""
    names = list(dict.fromkeys(name for told in DISPUTES for name in (told.a, told.b)))
    return f"1390000{8100 + names.index(name)}"


class _Teller:
    def __init__(self, *, until: str, name: str, last_day: date) -> None:
        self._until, self._name, self._last = until, name, last_day
        self._end = min(datetime.combine(last_day, EVENING, city_zone()), now().astimezone(city_zone()))
        self._numbers: dict[int, str] = {}
        self._stages: dict[int, str] = {}
        self._moves = 0

    def tell(self, progress: Progress) -> Telling:
        """Plays every move in the order of time; each night the clock ticks, and what falls due is made by it."""
        opening = Step(day=0, move="register", who="window")
        queue = [(self._moment(told, step.day), index, place, step) for index, told in enumerate(DISPUTES)
                 for place, step in enumerate((opening, *told.steps))]  # fmt: skip
        heapq.heapify(queue)
        day = self._last - timedelta(days=max(told.ago for told in DISPUTES))
        while queue and queue[0][0] <= self._end:
            moment, index, place, step = heapq.heappop(queue)
            day = self._nights(day, until=moment.date())
            with standing_at(moment):
                self._make(index, place, step)
            progress(len(self._numbers), len(DISPUTES))
        self._nights(day, until=self._end.date())
        return Telling(len(self._numbers), self._moves)

    def _moment(self, told: Told, day: float) -> datetime:
        return datetime.combine(self._last - timedelta(days=told.ago), NINE, city_zone()) + timedelta(days=day)

    def _nights(self, day: date, *, until: date) -> date:
        while day < until:
            with standing_at(datetime.combine(day, NIGHT, city_zone())):
                tick_until_done()
            day += timedelta(days=1)
        return day

    def _make(self, index: int, place: int, step: Step) -> None:
        if self._until and self._stages.get(index) == self._until:
            return
        told, key = DISPUTES[index], f"{self._name}:{index}:{place}"
        if step.move == "register":
            made = open_case("dispute", "register", actor=self._login(WINDOW), key=key, facts=_registered(told))
            self._numbers[index] = made.number
        else:
            made = self._move(index, told, step, key=key)
        self._stages[index] = made.stage
        self._moves += 1

    def _move(self, index: int, told: Told, step: Step, *, key: str) -> Made:
        number = self._numbers[index]
        actor = self._actor(told, step.who, number=number)
        return make_move(number, step.move, actor=actor, key=key, **self._facts(told, step, number=number))

    def _login(self, login: str) -> Actor:
        return actors_of(Account.objects.get(username=login), on=self._last)[0]

    def _actor(self, told: Told, who: str, *, number: str) -> Actor:
        if who in {"a", "b"}:
            return self._party(told, who, number=number)
        _, head, mediator = BODIES.get(told.kind, GENERAL)
        return self._login({"window": WINDOW, "head": head, "mediator": mediator}[who])

    def _party(self, told: Told, who: str, *, number: str) -> PartyActor:
        own = parties_by_phone(phone_index(telephone(told.a if who == "a" else told.b)))
        return next(party for party in own if party.number == number)

    def _facts(self, told: Told, step: Step, *, number: str) -> Mapping[str, Any]:
        body, _, mediator = BODIES.get(told.kind, GENERAL)
        first: dict[str, Any] = {"triage": {"kind": told.kind, "body": body}, "appoint": {"mediator": mediator}}
        given = dict(first.get(step.move, {})) | dict(step.facts)
        registered = self._last - timedelta(days=told.ago)
        for name in DAYS_ASKED:
            if name in given:
                given[name] = (registered + timedelta(days=given[name])).isoformat()
        if given.get("party") is ...:
            given["party"] = self._party(told, "a", number=number).party_id
        if "side" in given:
            given["side"] = self._party(told, given["side"], number=number).party_id
        if step.move == "triage" and body == GENERAL[0]:
            given.setdefault("why", "双方同意由综合调委会调解。")
        return given


def _registered(told: Told) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "kind": told.kind, "place": told.place, "happened": told.happened, "claims": told.claims, "willing": "asked",
        "contact": {"name": told.a, "phone": telephone(told.a)},
        "respondent": {"name": told.b, "phone": telephone(told.b), "organisation": told.firm},
    }  # fmt: skip
    return facts | ({"amount": told.amount} if told.amount is not None else {})
