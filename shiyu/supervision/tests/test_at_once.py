"""Two officers at one moment, with real commits: a case is supervised once, an order is decided once."""

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import make_move, open_case
from shiyu.cases.models import Case, Link
from shiyu.cases.referring import refer
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.supervision.tests.conftest import PLAN, PROPOSAL, People

pytestmark = pytest.mark.usefixtures("committed")
FACTS: dict[str, Any] = {**PLAN}
REPORT = {"title": "路灯不亮", "detail": "三晚不亮", "contact": {"name": "张某", "phone": "0356-0000001"}}


def at_once(*jobs: Callable[[], str]) -> list[str]:
    """What came of each, begun at one moment: a stage, or the code of the refusal."""
    barrier = Barrier(len(jobs))

    def waiting(job: Callable[[], str]) -> Callable[[], str]:
        def run() -> str:
            barrier.wait()
            try:
                return job()
            except ShiyuError as refused:
                return refused.code

        return run

    return sorted(all_at_once([waiting(job) for job in jobs]))


def test_two_who_refer_one_case_make_one_order() -> None:
    people = People()
    number = open_case("citizen_request", "report", actor=Newcomer(role="caller"), key="r", facts=REPORT).number
    officers = [people("supervisor@rx12345"), people("supervisor@dcs")]
    said = at_once(
        *(
            lambda who=who: refer(number, to="supervision_order", actor=who, key="k", reason="逾期").stage
            for who in officers
        )
    )
    assert said == ["already_referred", "proposed"]
    assert (Case.objects.filter(procedure="supervision_order").count(), Link.objects.count()) == (1, 1)
    assert verify_all() == ()


def test_of_two_who_decide_on_one_order_one_is_told() -> None:
    people = People()
    officer, heads = people("supervision_officer"), [people("supervision_lead"), people("supervision_lead@zfb")]
    made = open_case("supervision_order", "propose", actor=officer, key="p", facts=PROPOSAL)
    make_move(made.number, "ask_approval", actor=officer, key="a", **FACTS)
    said = at_once(
        lambda: make_move(made.number, "approve", actor=heads[0], key="1").stage,
        lambda: make_move(made.number, "send_to_proposer", actor=heads[1], key="2", reason="不全").stage,
    )
    assert said in (["to_sign", "wrong_stage"], ["proposed", "wrong_stage"])
    assert verify_all() == ()
