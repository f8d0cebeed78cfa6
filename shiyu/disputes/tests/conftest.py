"""Window, bodies, mediators and two sides in the loaded city; it is Monday morning, 2 March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from shiyu.base.clock import now, standing_at
from shiyu.cases import attachments
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import Actor, Clockwork, PartyActor, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.models import Case, Party
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.disputes.models import SigningLink

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the city
CLOCK = Clockwork(name="clock_tick")
STREET = "140502004000"
ANNA, BERND = "13900007001", "13900007002"  # numbers of nobody
MATTER = {
    "kind": "labour", "place": STREET, "happened": "离职后两个月工资没有结清。", "claims": "支付拖欠的工资。",
    "amount": 12_000, "willing": "asked", "contact": {"name": "骆青禾", "phone": ANNA},
    "respondent": {"name": "晋城市远山餐饮店", "phone": BERND, "organisation": True},
}  # fmt: skip
AGREEMENT = {
    "facts_found": "双方对欠付两个月工资无异议，由用人单位负责。", "content": "一次性支付一万二千元。",
    "manner": "银行转账。", "due": "2026-03-20",
}  # fmt: skip
ROAD = (
    "registered", "to_appoint", "asking", "mediating", "signing", "performing", "following", "closed"
)  # fmt: skip


class People:
    """The demo's people by login, each acting from his post."""

    def __init__(self) -> None:
        self._known: dict[str, PostHolder] = {}

    def __call__(self, login: str) -> PostHolder:
        if login not in self._known:
            self._known[login] = actors_of(Account.objects.get(username=login))[0]
        return self._known[login]


class Story:
    """One dispute and what happens to it, told line by line; `a` and `b` are its sides."""

    def __init__(self, people: People, opened: Made) -> None:
        self.people, self.number, self.stage = people, opened.number, opened.stage
        self._keys = count()

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.objects.get(number=self.number)

    def party(self, role: str, which: int = 0) -> PartyActor:
        """A party of a side, in the order they joined."""
        row = Party.objects.filter(case__number=self.number, role=role).order_by("pk")[which]
        return PartyActor(party_id=row.pk, case_id=row.case_id, role=role, number=self.number)

    def do(self, move: str, who: str | Actor, **facts: Any) -> str:
        """Makes a move and answers the stage reached; who is a login, `a`, `b`, or an actor."""
        if who in {"a", "b"}:
            actor: Actor = self.party("applicant" if who == "a" else "respondent")
        else:
            actor = self.people(who) if isinstance(who, str) else who
        if move == "sign" and isinstance(actor, PartyActor):
            code_typed(actor)
        key = f"{self.number}-{next(self._keys)}-{move}"
        self.stage = make_move(self.number, move, actor=actor, key=key, **facts).stage
        return self.stage

    def to(self, stage: str) -> "Story":
        """Walks the main road until the dispute stands at `stage`."""
        for reached in ROAD[ROAD.index(self.stage) + 1 : ROAD.index(stage) + 1]:
            for move, who, facts in steps_to(reached):
                self.do(move, who, **{name: self.party("applicant").party_id if value is ... else value
                                      for name, value in facts.items()})  # fmt: skip
            assert self.stage == reached
        return self


def steps_to(stage: str) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """The moves of the main road that lead to a stage from the one before."""
    return {
        "to_appoint": (("triage", "dispute-window", {"kind": "labour", "body": "tw-laodong"}),),
        "asking": (("appoint", "mediation-head", {"mediator": "mediator"}),),
        "mediating": tuple((move, who, {}) for who in "ab" for move in ("told_rights", "agree")),
        "signing": (
            ("convene", "mediator", {"on": "2026-03-05", "when": "上午九点", "where": "中心二号调解室"}),
            ("hold_session", "mediator", {"on": "2026-03-05", "present": "双方", "minutes": "双方各述事实。"}),
            ("draft_agreement", "mediator", AGREEMENT),
        ),
        "performing": (("sign", "a", {}), ("sign", "b", {})),
        "following": (("performed", "mediator", {"proof": "已转账，附回单。"}),),
        "closed": (
            ("follow_up", "mediator", {"party": ..., "on": "2026-03-21", "performance": "full",
                                       "satisfaction": "satisfied"}),
            ("close", "mediator", {"result": "已全部履行。"}),
        ),
    }[stage]  # fmt: skip


def code_typed(actor: PartyActor) -> None:
    """The party has opened his link and typed the code that was sent to his telephone."""
    SigningLink.objects.filter(party=actor.party_id, used_at=None).update(confirmed_at=now())


def paper(by: Actor, name: str = "签名页.png") -> str:
    """A stored file that waits to be attached: a small picture of a signed page."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    picture.seek(0)
    return str(attachments.store_upload(name, picture, actor=by))


@pytest.fixture
def people(db: None) -> Iterator[People]:
    """Actors; it is Monday morning."""
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    with standing_at(MONDAY):
        yield People()


@pytest.fixture
def dispute(people: People) -> Callable[..., Story]:
    """Registers a dispute: `dispute()`, or with other facts; `until` walks the main road."""
    keys = count()

    def make(until: str = "registered", **facts: Any) -> Story:
        actor, key = people("dispute-window"), f"dispute-{next(keys)}"
        return Story(people, open_case("dispute", "register", actor=actor, key=key, facts=MATTER | facts)).to(until)

    return make


@pytest.fixture
def story(dispute: Callable[..., Story]) -> Story:
    """One dispute, just registered at the window."""
    return dispute()


@pytest.fixture
def another(dispute: Callable[..., Story]) -> Callable[[str], Story]:
    """A dispute of two sides of its own each time, so that none looks like another, led to a stage."""
    numbers = count(13900008000)

    def make(until: str) -> Story:
        contact = {"name": "骆青禾", "phone": str(next(numbers))}
        return dispute(until, contact=contact, respondent={"name": "远山商行", "phone": str(next(numbers))})

    return make


def days(number: float) -> datetime:
    """So many days after Monday morning."""
    return MONDAY + timedelta(days=number)
