"""Who sees a proposal at which stage: a draft is its writer's, and only what is filed goes beyond the committee."""

from collections.abc import Callable

import pytest

from shiyu.base.errors import ShiyuError
from shiyu.cases.gate import visible_cases
from shiyu.proposals.tests.conftest import JOINT, LEAD, OTHER, Story

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
COMMITTEE = ["proposal_clerk", "proposal_reviewer", "proposal_committee"]
FURTHER = ["party_assigner", "government_assigner", "other_assigner", "cppcc_leader", "city_leader"]
OFFICERS = [*COMMITTEE, *FURTHER, f"clerk@{LEAD}", f"deputy_head@{LEAD}", f"clerk@{OTHER}"]


def seers(story: Story) -> list[str]:
    """Who finds it in lists; whoever asks for it by its number is told the same."""
    found = [who for who in OFFICERS if visible_cases(story.people(who)).filter(number=story.number).exists()]
    assert [who for who in OFFICERS if _told(story, who) != "no_such_case"] == found
    return found


def _told(story: Story, who: str) -> str:
    """What comes of a move that is nobody's: that there is no such case, or that it is not his to make."""
    try:
        return story.do("close_in_silence", who)
    except ShiyuError as error:
        return error.code


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("draft", ["proposal_clerk"]),
        ("submitted", COMMITTEE),
        ("committee", COMMITTEE),
        ("to_assign_government", [*COMMITTEE, *FURTHER]),
        ("handling", [*COMMITTEE, *FURTHER, f"clerk@{LEAD}", f"deputy_head@{LEAD}"]),
        ("closed", [*COMMITTEE, *FURTHER, f"clerk@{LEAD}", f"deputy_head@{LEAD}"]),
    ],
)
def test_who_sees_a_proposal(propose: Propose, stage: str, who: list[str]) -> None:
    assert seers(propose().to(stage)) == who


def test_what_was_not_filed_stays_with_the_committee(propose: Propose) -> None:
    story = propose().to("committee")
    story.do("decline_filing", "proposal_committee", ground_vague=True, reason="没有具体建议", forward_as="letter")
    assert seers(story) == COMMITTEE


def test_whoever_left_sees_it_no_more(propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    invited = story.party("invited")
    assert visible_cases(invited).count() == 1
    story.do("decline", invited)
    assert visible_cases(story.party("left")).count() == 0


def test_a_unit_that_returned_it_sees_it_no_more(propose: Propose) -> None:
    story = propose().to("to_sign")
    story.do("ask_return", f"clerk@{LEAD}", return_reason="not_our_duty", basis="三定方案")
    story.do("accept_return_government", "government_assigner")
    story.do("assign_government", "government_assigner", lead=OTHER, joint=[JOINT])
    assert not visible_cases(story.people(f"clerk@{LEAD}")).filter(number=story.number).exists()
