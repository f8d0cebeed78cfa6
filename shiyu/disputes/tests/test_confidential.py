"""保密: from the moment a mediator is named he alone sees the case with its parties; each side reads its own talk."""

from collections.abc import Callable

import pytest

from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import readable_entries, visible_cases
from shiyu.cases.models import Case, Notice
from shiyu.cases.tests.ticked import at
from shiyu.disputes.tests.conftest import ANNA, MATTER, Story, days
from shiyu.disputes.tests.test_consent import texts

Make = Callable[..., Story]
STAFF = (
    "dispute-window", "dispute-lead", "mediation-head", "mediation-head-wuye", "mediator", "mediator2",
    "mediator-wuye", "auditor", "supervisor",
)  # fmt: skip
SEES = {
    "registered": {"dispute-window"},
    "to_appoint": {"dispute-window", "mediation-head"},
    "asking": {"mediator"},
    "mediating": {"mediator"},
    "signing": {"mediator"},
    "performing": {"mediator"},
    "following": {"mediator"},
    "closed": {"mediator"},
}


@pytest.mark.parametrize("stage", SEES)
def test_who_sees_a_dispute_at_each_stage(dispute: Make, stage: str) -> None:
    story = dispute(until=stage)
    seen = {login for login in STAFF if visible_cases(story.people(login)).filter(number=story.number).exists()}
    assert seen == SEES[stage]


def test_a_private_talk_is_for_one_side(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side="applicant", talk="底线是一万")
    story.do("private_talk", "mediator", side="respondent", talk="最多一万一")
    read = {who: texts(story, who) for who in ("a", "b", "mediator")}
    assert ["底线是一万" in words for words in read.values()] == [True, False, True]
    assert ["最多一万一" in words for words in read.values()] == [False, True, True]


def test_a_replaced_mediator_sees_it_no_more_and_the_head_reads_no_private_talk(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side="applicant", talk="底线是一万")
    assert story.do("other_mediator", "b", reason="想换一位") == "to_appoint"
    with pytest.raises(NoSuchCase):
        story.do("step_back", "mediator", ground="absence", reason="…")
    assert "底线是一万" not in texts(story, "mediation-head")
    story.do("appoint", "mediation-head", mediator="mediator2")
    assert not visible_cases(story.people("mediation-head")).filter(number=story.number).exists()


def test_no_list_and_no_notice_names_anybody(dispute: Make) -> None:
    story = dispute(until="closed")
    named = str(list(Case.objects.values("title", "search", "address", "external_ref", "marks", "tally")))
    named += str(list(Notice.objects.values("facts", "template")))
    for word in ("骆青禾", "远山", ANNA, MATTER["happened"], MATTER["claims"]):
        assert str(word) not in named, word
    assert story.case.title == "劳动争议纠纷（北街街道）"


def test_a_side_does_not_hear_what_the_other_hands_in(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("give_evidence", "a", note="工资条照片")
    actor = story.party("respondent")
    assert "工资条照片" not in texts(story, "b")
    assert not [one for one in readable_entries(story.case, actor=actor) if one.move == "give_evidence"]


def test_a_respondent_is_told_nothing_before_he_is_asked(dispute: Make) -> None:
    story = dispute()
    story.do("withdraw", "a", reason="已和好")
    assert set(Notice.objects.filter(case=story.case).values_list("party__role", flat=True)) == {"applicant"}


def test_a_respondent_who_was_asked_hears_of_the_withdrawal(dispute: Make) -> None:
    story = dispute(until="asking")
    story.do("withdraw", "a", reason="已和好")
    assert Notice.objects.filter(case=story.case, template="dispute_ended", party__role="respondent").count() == 1


def test_what_is_late_goes_up_without_a_word_of_it(dispute: Make) -> None:
    story = dispute(until="mediating")
    with at(days(40)):
        told = Notice.objects.filter(case=story.case, role="dispute_lead")
        assert told.exists()
        assert not visible_cases(story.people("dispute-lead")).filter(number=story.number).exists()
