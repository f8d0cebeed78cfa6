"""What a member reads and may press where a proposal leaves the plain road: returned, refused, anew, longer, merged."""

from collections.abc import Callable

import pytest

from shiyu.proposals.tests.conftest import LEAD, Story
from shiyu.proposals.tests.portal.conftest import FIRST, THIRD
from shiyu.proposals.tests.portal.test_mine import FORM, Propose, Telephone, pressed

pytestmark = pytest.mark.django_db


def returned(story: Story) -> None:
    story.to("submitted").do("return_for_revision", "proposal_clerk", reason="请补充具体数据")


def not_filed(story: Story) -> None:
    story.to("committee")
    story.do("decline_filing", "proposal_committee", ground_vague=True, reason="没有具体建议", forward_as="letter")


def withdrawn(story: Story) -> None:
    story.do("withdraw", "submitter", reason="另行反映")


def lapsed(story: Story) -> None:
    story.do("lapse", "clock")


def reworked(story: Story) -> None:
    story.to("answered").do("judge", "submitter", **{**FORM, "times": 2, "verdict": "dissatisfied", "comment": "没变"})


def extended(story: Story) -> None:
    story.to("handling").do("ask_extension", f"clerk@{LEAD}", months=1, reason="需论证")
    assert story.do("grant_extension_government", "government_assigner", months=1) == "handling"


@pytest.mark.parametrize(
    ("walk", "told", "moves"),
    [
        (returned, ("请补充具体数据", "改好后请再次提交"), {"submit", "revise", "invite", "withdraw"}),
        (not_filed, ("未立案", "没有具体建议", "转为委员来信"), set()),
        (withdrawn, ("已撤案",), set()),
        (lapsed, ("超过期限没有提交",), set()),
        (reworked, ("正在重新办理", "前答复您"), set()),
        (extended, ("办理期限经批准延长", "7月2日 24:00 前答复您"), set()),
    ],
)
def test_the_side_roads(
    phone: Telephone, propose: Propose, walk: Callable[[Story], None], told: tuple[str, ...], moves: set[str]
) -> None:
    story = propose()
    walk(story)
    member = phone(FIRST)
    page = member.get(f"/proposals/mine/{story.number}")
    assert [one for one in told if one not in page] == []
    assert pressed(page, story.number) == moves
    assert member.get("/proposals/mine")
    assert member.status == 200


def test_silence_may_be_broken_late(phone: Telephone, propose: Propose) -> None:
    story = propose().to("answered")
    story.do("close_in_silence", "clock")
    member = phone(FIRST)
    address = f"/proposals/mine/{story.number}"
    assert pressed(member.get(address), story.number) == {"judge_late"}
    assert "征询意见表已记下" in member.send(f"{address}/moves/judge_late", **FORM)


def test_who_came_with_a_merged_proposal_follows_the_main_one(phone: Telephone, propose: Propose) -> None:
    main, other = propose().to("submitted"), propose(phone=THIRD).to("second_review")
    other.do("merge", "proposal_reviewer", main_case=main.number)
    member = phone(THIRD)
    member.get(f"/proposals/mine/{other.number}")
    assert member.address == f"/proposals/mine/{main.number}"
    assert member.status == 200
    assert FIRST not in member.text
    assert main.number in member.get("/proposals/mine")
