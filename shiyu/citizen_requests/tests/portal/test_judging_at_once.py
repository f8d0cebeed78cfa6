"""Everybody an answer went to may judge it at the same moment, each in a browser and a connection of his own."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.cases.models import Case, Verdict
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.tests.conftest import MONDAY, OTHER, People, Story
from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.usefixtures("committed")
SAID = {"title": "东街停水", "detail": "主管爆裂", "type": "help", "category": "010204"}
CALLERS = 6


def answered_event() -> tuple[Story, list[tuple[str, str]]]:
    """A mass event that was answered; number and query code of everybody who is asked about the answer."""
    people, caller = People(), Newcomer(role="caller")
    opened = open_case(
        "citizen_request", "report", actor=caller, key="main", facts={**SAID, "contact": {"phone": "0356-0000001"}}
    )
    story = Story(people, opened)
    story.do("declare_event", "dispatcher", event_title="东街停水", known="正在抢修")
    known = [(opened.number, opened.query_code)]
    for n in range(1, CALLERS):
        facts = {"main_case": opened.number, "contact": {"phone": f"0356-000001{n}"}}
        joined = open_case("citizen_request", "join", actor=caller, key=f"join-{n}", facts=facts)
        known.append((opened.number, joined.query_code))
    story.to("handling").do("answer", f"clerk@{OTHER}", answer="已恢复供水。", outcome="resolved")
    return story, known


def test_callers_who_judge_one_answer_never_disturb_each_other() -> None:
    barrier = Barrier(CALLERS)

    def judging(number: str, code: str) -> Callable[[], int]:
        def judge() -> int:
            browser = Browser()
            browser.enter(code, number)
            sent = {name: browser.hidden(name) for name in ("key", "expects", "of_answer")}
            barrier.wait()  # everybody has read the answer before anybody judges
            browser.post(f"{browser.address}/moves/judge", {**sent, "verdict": "satisfied"})
            return browser.status if "您的评价已记下" in browser.text else 0

        return judge

    with standing_at(MONDAY):
        story, known = answered_event()
        got = all_at_once([judging(number, code) for number, code in known])
        assert Counter(got) == {200: CALLERS}
        assert Verdict.objects.filter(round=1, grade="satisfied").count() == CALLERS
        assert Case.objects.get(number=story.number).stage == "closed"
        assert verify_all() == ()
