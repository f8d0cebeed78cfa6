"""Officers, units and orders in the loaded city; it is Monday morning, 2 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import Actor, Clockwork, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.city.directory import directory

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the city
LEAD, JOINT, OTHER = "zjj", "jtj", "cgj"
CLOCK = Clockwork(name="clock_tick")
PROPOSAL = {
    "classified": "no", "title": "文昌街积水点改造", "source": "meeting", "basis": "市政府第12次常务会",
    "detail": "汛期前完成三处积水点改造。",
}  # fmt: skip
PLAN = {"requirement": "倒排工期，汛期前完成。", "lead": LEAD, "complexity": "ordinary"}
NODES = [
    {"text": "完成招标", "due": "2026-03-20", "unit": LEAD}, {"text": "完工", "due": "2026-04-30", "unit": LEAD},
]  # fmt: skip


class People:
    """Holders of posts by role, clerks and heads by `role@unit`; each the same one whenever asked for."""

    def __init__(self) -> None:
        self._made: dict[str, PostHolder] = {}

    def __call__(self, who: str) -> PostHolder:
        role, _, unit = who.partition("@")
        if who not in self._made:
            fact = directory().units.find(unit or "dcs")
            assert fact is not None
            self._made[who] = PostHolder(
                account_id=1000 + len(self._made), post_id=1, post_code=f"{fact.code}-{role}", unit_id=fact.id,
                unit_code=fact.code, division_code=fact.division_code, roles=frozenset({role}),
            )  # fmt: skip
        return self._made[who]


class Story:
    """One order and what happens to it, told line by line."""

    def __init__(self, people: People, opened: Made) -> None:
        self.people, self.number, self.stage = people, opened.number, opened.stage
        self._keys = count()

    def do(self, move: str, who: str | Actor, **facts: Any) -> str:
        """Makes a move and answers the stage reached."""
        actor = self.people(who) if isinstance(who, str) else who
        self.stage = make_move(self.number, move, actor=actor, key=f"{self.number}-{next(self._keys)}", **facts).stage
        return self.stage

    def to(self, stage: str, **plan: Any) -> "Story":
        """Walks the plain road until the order stands at `stage`; `plan` is what it is ordered with."""
        road: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
            ("to_approve", "ask_approval", "supervision_officer", {**PLAN, **plan}),
            ("to_sign", "approve", "supervision_lead", {}),
            ("handling", "sign", f"clerk@{LEAD}", {}),
            ("close_asked", "ask_close", f"clerk@{LEAD}", {"result": "三处积水点已改造完成并验收。"}),
            ("closed", "clear", "supervision_lead", {"grade": "good", "opinion": "已实地核查，同意销号。"}),
        )
        reached = ["proposed", *(to for to, *_ in road)]
        for to, move, who, facts in road[reached.index(self.stage) : reached.index(stage)]:
            assert self.do(move, who, **facts) == to
        return self


@pytest.fixture
def people(db: None) -> Iterator[People]:
    """Actors; it is Monday morning."""
    with standing_at(MONDAY):
        yield People()


@pytest.fixture
def order(people: People) -> Callable[..., Story]:
    """Proposes an order: `order()`, or with other facts."""
    keys = count()

    def make(**facts: Any) -> Story:
        actor, key = people("supervision_officer"), f"order-{next(keys)}"
        return Story(people, open_case("supervision_order", "propose", actor=actor, key=key, facts=PROPOSAL | facts))

    return make


def days(number: float) -> datetime:
    """So many days after Monday morning."""
    return MONDAY + timedelta(days=number)
