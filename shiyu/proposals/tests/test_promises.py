"""承诺: due on its own day, postponed to a later one with everybody told, found unkept with the time given back."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from shiyu.base.clock import city_day, standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.door import make_move
from shiyu.cases.models import Case, Clock, Notice
from shiyu.proposals.tests.conftest import ANSWER_B, LEAD, OTHER, Story, later
from shiyu.web.tests.officers import browser

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
CLERK, DEPUTY = f"clerk@{LEAD}", f"deputy_head@{LEAD}"
_keys = count()


def grown(story: Story) -> Callable[..., str]:
    """The promise of an answered proposal, as a hand that moves it and answers the stage or the code of the refusal."""
    number = Case.objects.get(procedure="proposal_promise", links_out__target=story.case()).number

    def move(name: str, who: str, **facts: Any) -> str:
        try:
            return make_move(number, name, actor=story.people(who), key=f"promise-{next(_keys)}", **facts).stage
        except ShiyuError as error:
            return error.code

    return move


def due() -> str:
    """The last day of the running limit of the promise."""
    clock = Clock.objects.get(case__procedure="proposal_promise", rule="promised", state="running")
    return city_day(datetime.fromtimestamp(clock.due_at.timestamp() - 1, UTC)).isoformat()


def test_it_is_due_on_the_promised_day_and_told_to_whoever_signed(propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    assert due() == "2027-03-31"
    told = Notice.objects.filter(template="promise_made").values_list("unit_code", "role")
    assert sorted(told) == [("", ""), (LEAD, "clerk")]
    assert grown(story)("sign", CLERK) == "open"


def test_it_is_postponed_by_the_deputy_to_a_later_day(propose: Propose) -> None:
    move = grown(propose().to("answered", answer=ANSWER_B))
    assert move("postpone", CLERK, until="2027-06-30", reason="招标延后") == "not_your_move"
    assert move("postpone", DEPUTY, until="2027-06-30") == "bad_fact"
    assert move("postpone", DEPUTY, until="2027-03-31", reason="招标延后") == "bad_fact"  # the day it is due on
    assert move("postpone", DEPUTY, until="2027-06-30", reason="招标延后") == "open"
    assert due() == "2027-06-30"
    assert Notice.objects.filter(template="promise_postponed", party__isnull=False).count() == 1


def test_what_is_found_unkept_runs_on_with_the_days_of_looking_given_back(propose: Propose) -> None:
    move = grown(propose().to("answered", answer=ANSWER_B))
    with standing_at(later(days=10)):
        assert move("report_kept", CLERK, proof="照片") == "reported"
        assert move("verify_kept", CLERK, answer="属实") == "not_your_move"  # no unit verifies its own promise
    with standing_at(later(days=15)):
        assert move("find_unkept", "proposal_clerk", reason="尚未开工") == "open"
    assert due() == "2027-04-05"


def test_the_committee_gives_it_to_another_unit_with_its_day(propose: Propose) -> None:
    move = grown(propose().to("answered", answer=ANSWER_B))
    assert move("reassign", "proposal_clerk", unit=OTHER, reason="机构改革") == "open"
    assert due() == "2027-03-31"
    assert move("report_kept", CLERK, proof="照片") == "not_your_move"
    assert move("report_kept", f"clerk@{OTHER}", proof="照片") == "reported"


def test_whoever_came_with_the_proposal_is_not_called_merged(propose: Propose) -> None:
    propose().to("answered", answer=ANSWER_B)
    number = Case.objects.get(procedure="proposal_promise").number
    page = browser("clerk", unit=LEAD).get(f"/cases/{number}").content.decode()
    assert "随原件带入" in page
    assert "并单加入" not in page
