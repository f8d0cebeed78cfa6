"""Where the engine's tests ask for moves: each request with a key of its own, each answer a stage or a refusal."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db import transaction

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor, Newcomer, PartyActor, PostHolder
from shiyu.cases.door import Made, MoveRequest, Outcome, make_moves
from shiyu.cases.models import Case, Clock, Party

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the city, a plain working week
ACCOUNTS = ("dispatcher", "clerk", "arbiter", "supervisor", "unit_head", "security_officer", "agent")
Answer = str | type[ShiyuError]
_keys = count(1)


class Desk:
    """Makes moves. `try_move` answers the stage reached or the class of the refusal: a cell of a table."""

    def __init__(self, holder: Callable[..., PostHolder]) -> None:
        self.holder = holder
        self.dispatcher = holder("dispatcher", unit=3)
        self.arbiter = holder("arbiter", unit=3)
        self.supervisor = holder("supervisor", unit=3)
        self.officer = holder("security_officer", unit=3)
        self.clerks = [holder("clerk", unit=n) for n in range(3)]

    def request(self, case: str, move: str, actor: Actor, /, **facts: Any) -> MoveRequest:
        """A request with a fresh key; `case` is a case number, or the procedure of a case to be opened."""
        number, procedure = (None, case) if case.startswith("test_") else (case, "")
        return MoveRequest(
            actor=actor, move=move, facts=facts, key=f"k{next(_keys)}", number=number, procedure=procedure
        )

    def ask(self, requests: Iterable[MoveRequest]) -> list[Outcome]:
        """A batch."""
        return make_moves(list(requests))

    def move(self, case: str, move: str, actor: Actor, /, **facts: Any) -> Made:
        """One move that must be made."""
        (outcome,) = self.ask([self.request(case, move, actor, **facts)])
        assert isinstance(outcome, Made), outcome
        return outcome

    def try_move(self, case: str, move: str, actor: Actor, /, **facts: Any) -> Answer:
        """One move: the stage reached, or the class of the refusal."""
        (outcome,) = self.ask([self.request(case, move, actor, **facts)])
        return answer(outcome)

    def try_all(
        self,
        number: str,
        want: Mapping[tuple[str, str], Answer],
        *,
        who: Mapping[str, Actor],
        facts: Mapping[str, dict[str, Any]],
    ) -> dict[tuple[str, str], Answer]:
        """What comes of every (move, role) on the case as it stands; nothing of it stays.

        Those that should be refused go in one batch: none of them may leave anything that the next one would feel.
        """
        refused = [pair for pair in want if not isinstance(want[pair], str)]
        outcomes = self.ask(self.request(number, move, who[role], **facts[move]) for move, role in refused)
        got = dict(zip(refused, map(answer, outcomes), strict=True))
        for move, role in want.keys() - got.keys():
            with transaction.atomic():
                got[move, role] = self.try_move(number, move, who[role], **facts[move])
                transaction.set_rollback(True)
        return got

    def parties(self, number: str) -> list[PartyActor]:
        """The parties of a case, as those who act, in the order they joined."""
        return [
            PartyActor(party_id=p.pk, case_id=p.case_id, role=p.role)
            for p in Party.objects.filter(case__number=number).order_by("pk")
        ]

    def formal(self, *, until: str = "to_assign", joint: bool = True) -> str:
        """A formal case raised by two people, brought to a stage; the lead is unit 0, the joint unit 1."""
        number = self.move("test_formal", "submit", Newcomer(role="submitter"), **FACTS["submit"]).number
        if until == "to_assign":
            return number
        self.move(number, "co_sign", self.dispatcher, contact={"name": "李某"})
        given = FACTS["assign"] if joint else {"unit": "T-STREET"}
        self.move(number, "assign", self.dispatcher, **given)
        for stage, move, actor in self._formal_road(until):
            if stage_of(number) == until:
                break
            if stage == stage_of(number) and not (actor is self.clerks[1] and not joint):
                self.move(number, move, actor, **FACTS[move])
        while stage_of(number) != until:
            for party in self.parties(number):
                self.move(number, "judge", party, verdict="satisfied")
        return number

    def _formal_road(self, until: str) -> list[tuple[str, str, Actor]]:
        lead, joint = self.clerks[0], self.clerks[1]
        if until in {"return_asked", "arbitration"}:
            return [("to_sign", "ask_return", lead), ("return_asked", "dispute", lead)]
        return [
            ("to_sign", "sign", lead), ("to_sign", "sign", joint), ("handling", "opine", joint),
            ("handling", "answer", lead),
        ]  # fmt: skip

    def workshop(self, *, until: str = "open", lead: str = "T-STREET", **facts: Any) -> str:
        """A case of the workshop, raised by a caller and perhaps given to a lead unit."""
        given = {"title": "井盖", "contact": {"name": "赵某", "phone": "13700000000"}, **facts}
        number = self.move("test_workshop", "raise", Newcomer(role="caller"), **given).number
        if until == "working":
            self.move(number, "dispatch", self.dispatcher, lead=lead)
        return number

    def confidential(self, *, until: str = "asking") -> str:
        """A confidential case between two sides, brought to a stage."""
        number = self.move("test_confidential", "register", self.arbiter, title="邻里", contact={"name": "甲"}).number
        self.move(number, "name_other_side", self.arbiter, contact={"name": "乙", "phone": "13900000000"})
        sides = self.parties(number)
        if until != "asking":
            for side in sides:
                self.move(number, "agree", side)
        if until in {"settled", "closed"}:
            self.move(number, "settle", self.arbiter, answer="各让一步", outcome="settled")
        if until == "closed":
            for side in sides:
                self.move(number, "judge", side, verdict="satisfied")
        return number


FACTS: Mapping[str, dict[str, Any]] = {
    "submit": {"title": "路灯", "detail": "三盏路灯不亮", "contact": {"name": "张某", "phone": "13800000000"}},
    "co_sign": {"contact": {"name": "王某"}},
    "assign": {"unit": "T-STREET", "joint": ["T-WATER"]},
    "sign": {},
    "ask_return": {"reason": "不属本单位职责"},
    "accept_return": {},
    "refuse_return": {"reason": "属本单位职责"},
    "dispute": {"reason": "仍有争议"},
    "arbitrate": {"decision": "uphold", "reason": "职责清单第三条"},
    **{f"report_{name}": {"text": "进展"} for name in ("day_1", "day_3", "day_7", "month_1")},
    "opine": {"text": "同意"},
    "extend": {"amount": 1, "reason": "雨天"},
    "answer": {"answer": "已修好", "outcome": "done"},
    "judge": {"verdict": "satisfied"},
    "close_in_silence": {},
    "refuse": {"reason": "不在受理范围", "kind": "refused"},
}
"""Facts with which each move of the formal procedure can be made."""


def answer(outcome: Outcome) -> Answer:
    """The stage reached, or the class of the refusal."""
    return outcome.stage if isinstance(outcome, Made) else type(outcome.error)


def stage_of(number: str) -> str:
    """Where a case stands."""
    return Case.objects.get(number=number).stage


def clock_of(number: str, rule: str, *, unit: str = "") -> Clock:
    """The newest clock of a rule on a case, or on a unit's assignment."""
    clocks = Clock.objects.filter(case__number=number, rule=rule)
    found = clocks.filter(assignment__unit_code=unit).last() if unit else clocks.last()
    assert found is not None
    return found
