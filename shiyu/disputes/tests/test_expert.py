"""受邀人: seated once every side agreed, hears what is for all from then on, and no longer than the dispute."""

from collections.abc import Callable

import pytest

from shiyu.cases.actors import PartyActor
from shiyu.cases.errors import GuardRefused
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.room.errors import NoRoom
from shiyu.disputes.room.reading import readable_messages, room_of
from shiyu.disputes.tests.conftest import Story

Make = Callable[..., Story]
SEAT = {"contact": {"name": "律师甘棠", "phone": "13900007055"}}


def seated(story: Story) -> PartyActor:
    """Everybody agrees to somebody, who then sits there."""
    story.do("invite_expert", "mediator", expert="甘棠律师")
    for side in "ab":
        story.do("agree_expert", side)
    story.do("seat_expert", "mediator", **SEAT)
    return story.party("expert")


@pytest.mark.parametrize("who", ["", "a", "b"])
def test_one_agreement_is_not_enough(dispute: Make, who: str) -> None:
    story = dispute(until="mediating")
    story.do("invite_expert", "mediator", expert="甘棠律师")
    if who:
        story.do("agree_expert", who)
    with pytest.raises(GuardRefused, match="各方同意"):
        story.do("seat_expert", "mediator", **SEAT)


def test_the_next_is_asked_for_anew(dispute: Make) -> None:
    story = dispute(until="mediating")
    seated(story)
    with pytest.raises(GuardRefused):
        story.do("seat_expert", "mediator", contact={"name": "另一位"})


def test_he_hears_and_speaks_before_all_and_nothing_else(dispute: Make) -> None:
    story = dispute(until="mediating")
    expert = seated(story)
    own = f"side:{story.party('applicant').party_id}"
    for audience, text in (("all", "给所有人"), (own, "只给申请人"), ("mediators", "调解员备忘")):
        post_message(story.number, Written(audience=audience, text=text), actor=story.people("mediator"), key=text)
    post_message(story.number, Written(audience="all", text="我的意见"), actor=expert, key="e")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万")
    assert [one.text.body for one in readable_messages(story.case, actor=expert)] == ["给所有人", "我的意见"]
    assert "private_talk" not in {one.move for one in readable_entries(story.case, actor=expert)}
    assert "我的意见" in [one.text.body for one in readable_messages(story.case, actor=story.party("respondent"))]


def test_nobody_waits_for_his_word_and_his_seat_ends_with_the_dispute(dispute: Make) -> None:
    story = dispute(until="mediating")
    expert = seated(story)
    story.to("closed")  # signed and performed by the sides alone
    assert not visible_cases(expert).exists()
    with pytest.raises(NoRoom):
        room_of(story.number, actor=expert, purpose=None)
    assert story.do("reopen", "a", reason="又起争执") == "to_appoint"
    again = PartyActor(party_id=expert.party_id, case_id=expert.case_id, role="past_expert", number=story.number)
    assert not visible_cases(again).exists()
    assert story.case.parties.get(pk=expert.party_id).role == "past_expert"
