"""People to act and requests to act on, in the loaded city; a plain working week in March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import Actor, Newcomer, PartyActor, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.models import Party
from shiyu.city.directory import directory

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the city
ROLES = ("agent", "dispatcher", "supervisor", "reviewer", "callback_officer", "arbiter", "auditor", "api_client")
LEAD, OTHER, JOINT = "zjj", "cgj", "jjzd"
"""The units of the stories: Housing gets it first, Urban Management is the right one, Traffic Police helps."""


class People:
    """Holders of posts by role, clerks and heads by `role@unit`; each the same one whenever asked for."""

    def __init__(self) -> None:
        self._made: dict[str, PostHolder] = {}

    def __call__(self, who: str) -> PostHolder:
        role, _, unit = who.partition("@")
        if who not in self._made:
            fact = directory().units.find(unit or "rx12345")
            assert fact is not None
            self._made[who] = PostHolder(
                account_id=1000 + len(self._made), post_id=1, post_code=f"{fact.code}-{role}", unit_id=fact.id,
                unit_code=fact.code, division_code=fact.division_code, roles=frozenset({role}),
            )  # fmt: skip
        return self._made[who]


class Story:
    """One request and what happens to it, told line by line: `story.do("sign", "clerk@zjj")`."""

    def __init__(self, people: People, opened: Made) -> None:
        self.people, self.number, self.code, self.stage = people, opened.number, opened.query_code, opened.stage
        self._keys = count()

    def do(self, move: str, who: str | Actor, **facts: Any) -> str:
        """Makes a move and answers the stage reached."""
        if isinstance(who, str):
            who = self.caller() if who == "caller" else self.people(who)
        self.stage = make_move(self.number, move, actor=who, key=f"{self.number}-{next(self._keys)}", **facts).stage
        return self.stage

    def caller(self, *, nth: int = 0) -> PartyActor:
        """The first caller, or a joined one."""
        party = Party.objects.filter(case__number=self.number).order_by("pk")[nth]
        return PartyActor(party_id=party.pk, case_id=party.case_id, role=party.role)

    def to(self, stage: str) -> "Story":
        """Walks the plain road until the request stands at `stage`."""
        stages = ["received", *(reached for reached, *_ in PLAIN_ROAD)]
        for reached, move, who, facts in PLAIN_ROAD[stages.index(self.stage) : stages.index(stage)]:
            assert self.do(move, who, **facts) == reached
        return self


PLAIN_ROAD: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("to_sign", "dispatch", "dispatcher", {"lead": OTHER}),
    ("handling", "sign", f"clerk@{OTHER}", {}),
    ("review", "answer", f"clerk@{OTHER}", {"answer": "已更换灯具，恢复照明。", "outcome": "resolved"}),
    ("call_back", "pass_review", "reviewer", {}),
    ("closed", "call_back", "callback_officer", {"verdict": "satisfied", "solved": True}),
)


@pytest.fixture
def people(db: None) -> Iterator[People]:
    """Actors; it is Monday morning."""
    with standing_at(MONDAY):
        yield People()


@pytest.fixture
def report(people: People) -> Callable[..., Story]:
    """Reports a request: `report()` by its caller, `report(by="agent", type="tipoff")` otherwise."""
    keys = count()

    def make(by: str = "caller", **facts: Any) -> Story:
        said = {"title": "东街路口三盏路灯不亮", "detail": "连续三晚不亮，老人出行不便。",
                "contact": {"name": "张某", "phone": "0356-0000001"}, **facts}  # fmt: skip
        actor: Actor = Newcomer(role="caller") if by == "caller" else people(by)
        key = f"report-{next(keys)}"
        return Story(people, open_case("citizen_request", "report", actor=actor, key=key, facts=said))

    return make
