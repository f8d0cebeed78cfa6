"""A session, a register of invented submitters, people to act, and proposals to act on; the plenary of March 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import CLOCK_TICK, Actor, Newcomer, PartyActor, PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.models import Case, Party
from shiyu.city.directory import directory
from shiyu.proposals.models import Proposal, Session
from shiyu.proposals.register import enter

OPENED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the city, the first day of the plenary
CUT_OFF = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
LEAD, JOINT, OTHER = "zjj", "jjzd", "cgj"
"""The units of the stories: Housing leads, Traffic Police helps, Urban Management is the right one after a return."""
UNITS = {"party": "dcs", "government": "zfb", "other": "zxtaw"}
OFFICES = {
    "proposal_clerk": "zxtaw", "proposal_reviewer": "zxtaw", "proposal_committee": "zxtaw", "cppcc_leader": "zxb",
    "city_leader": "zfb", **{f"{channel}_assigner": unit for channel, unit in UNITS.items()},
}  # fmt: skip
REGISTER = (
    (1, "安若素", "member", "13800000001"),
    (2, "白景行", "member", "13800000002"),
    (3, "柴静姝", "member", "13800000003"),
    (4, "民建晋城市委员会", "party", "03560000004"),
    (5, "工商联界", "sector", "13800000005"),
)
TEXT = {
    "title": "关于补足老城区停车泊位的建议", "detail": "老城区泊位缺口大，车辆占道。",
    "suggestions": "一、挖潜增设泊位。\n二、开放机关停车场。", "theme": "society",
}  # fmt: skip
GOOD = {"attitude": "satisfied", "verdict": "satisfied", "way": "meeting", "times": 2}
BAD = {**GOOD, "verdict": "dissatisfied", "comment": "泊位没有增加"}
ANSWER_A = {"answer": "已增设泊位120个。", "reply_class": "A"}
PROMISE = {"text": "2027年建成停车场一处", "due": "2027-03-31", "unit": LEAD}
ANSWER_B: dict[str, Any] = {"answer": "列入2027年计划。", "reply_class": "B", "promises": [PROMISE]}


class People:
    """Holders of posts by `role` or `role@unit`; each the same one whenever asked for."""

    def __init__(self) -> None:
        self._made: dict[str, PostHolder] = {}

    def __call__(self, who: str) -> PostHolder:
        role, _, unit = who.partition("@")
        if who not in self._made:
            fact = directory().units.find(unit or OFFICES[role])
            assert fact is not None
            post = next(p for p in directory().posts_with(role, unit_code=fact.code))
            self._made[who] = PostHolder(
                account_id=1000 + len(self._made), post_id=post.id, post_code=post.code, unit_id=fact.id,
                unit_code=fact.code, division_code=fact.division_code, roles=frozenset({role}),
            )  # fmt: skip
        return self._made[who]


class Story:
    """One proposal and what happens to it, told line by line: `story.do("sign", "clerk@zjj")`."""

    def __init__(self, people: People, opened: Made) -> None:
        self.people, self.number, self.stage = people, opened.number, opened.stage
        self._keys = count()

    def do(self, move: str, who: str | Actor, /, **facts: Any) -> str:
        """Makes a move and answers the stage reached. `who` is a role, a role in a unit, or a party of the case."""
        key = f"{self.number}-{next(self._keys)}"
        self.stage = make_move(self.number, move, actor=self.actor(who), key=key, **facts).stage
        return self.stage

    def actor(self, who: str | Actor) -> Actor:
        """`submitter`, `co_signer`, `invited` (the first of them, `co_signer:1` the second), `clock`, or an officer."""
        if not isinstance(who, str):
            return who
        if who == "clock":
            return CLOCK_TICK
        role, _, nth = who.partition(":")
        if role in {"submitter", "co_signer", "invited", "left"}:
            return self.party(role, int(nth or 0))
        return self.people(who)

    def party(self, role: str, nth: int = 0) -> PartyActor:
        """A party of the case by its present role."""
        party = Party.objects.filter(case__number=self.number, role=role).order_by("pk")[nth]
        return PartyActor(party_id=party.pk, case_id=party.case_id, role=party.role)

    def row(self) -> Proposal:
        """What is kept beside the case."""
        return Proposal.objects.get(case__number=self.number)

    def case(self) -> Case:
        """The case as stored."""
        return Case.objects.get(number=self.number)

    def to(self, stage: str, *, joint: bool = False, answer: dict[str, Any] = ANSWER_A) -> "Story":
        """Walks the plain road until the proposal stands at `stage`."""
        road = plain_road(joint=joint, answer=answer)
        stages = ["draft", *(reached for reached, *_ in road)]
        for reached, move, who, facts in road[stages.index(self.stage) : stages.index(stage)]:
            assert self.do(move, who, **facts) == reached, move
        return self


def plain_road(*, joint: bool, answer: dict[str, Any]) -> tuple[tuple[str, str, str, dict[str, Any]], ...]:
    """Stage reached, move, who, with what; begun at the draft."""
    clerk = f"clerk@{LEAD}"
    helped: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("handling", "sign", f"clerk@{JOINT}", {}),
        ("handling", "submit_joint_opinion", f"clerk@{JOINT}", {"opinion": "同意"}),
    )
    return (
        ("submitted", "submit", "submitter", {"one_matter": True}),
        ("second_review", "pass_preliminary", "proposal_clerk", {}),
        ("committee", "pass_second", "proposal_reviewer", {}),
        ("to_assign_government", "file", "proposal_committee", {"channel": "government", "theme": "society"}),
        ("to_sign", "assign_government", "government_assigner", {"lead": LEAD, "joint": [JOINT] if joint else []}),
        ("handling", "sign", clerk, {}),
        *(helped if joint else ()),
        ("handling", "contact_log", clerk, {"way": "visit", "note": "上门听取意见"}),
        ("to_review", "draft_answer", clerk, answer),
        ("answered", "approve", f"deputy_head@{LEAD}", {}),
        ("closed", "judge", "submitter", GOOD),
    )


def make_register() -> Session:
    """The session and the register."""
    session = Session.objects.create(
        code="7-5", name="七届五次", name_en="5th session of the 7th", accepts_from=date(2026, 1, 1),
        opened=date(2026, 3, 2), closed=date(2026, 3, 6), cut_off=CUT_OFF,
    )  # fmt: skip
    for number, name, kind, phone in REGISTER:
        enter(number=number, name=name, kind=kind, phone=phone, valid_from=date(2022, 1, 1))
    return session


_keys = count()


def draft(people: People, *, phone: str = "13800000001", by: str = "", **facts: Any) -> Story:
    """Drafts a proposal: by whoever has this telephone, or `by` an officer from paper (`in_register` given)."""
    move, actor = ("draft_from_paper", people(by)) if by else ("draft", Newcomer(role="submitter"))
    said = {**TEXT, **({} if by else {"contact": {"phone": phone}}), **facts}
    return Story(people, open_case("proposal", move, actor=actor, key=f"draft-{next(_keys)}", facts=said))


@pytest.fixture
def people(db: None) -> Iterator[People]:
    """Actors, the session and the register; it is the first morning of the plenary."""
    with standing_at(OPENED):
        make_register()
        yield People()


@pytest.fixture
def propose(people: People) -> Callable[..., Story]:
    """Drafts a proposal of the first member: `propose()`; others by their telephone."""

    def make(**facts: Any) -> Story:
        return draft(people, **facts)

    return make


def later(**span: int) -> datetime:
    """So long after the plenary opened."""
    return OPENED + timedelta(**span)
