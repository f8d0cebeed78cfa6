"""保密: from the moment a mediator is named he alone sees the case with its parties; each side reads its own talk."""

from collections.abc import Callable

import pytest

from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import GuardRefused, NoSuchCase
from shiyu.cases.gate import visible_cases
from shiyu.cases.hearing import readable_entries
from shiyu.cases.models import Case, Notice
from shiyu.cases.tests.ticked import at
from shiyu.city.models import Account
from shiyu.disputes import papers as p
from shiyu.disputes.agreements.dossier import dossier_of
from shiyu.disputes.tests.conftest import ANNA, MATTER, Story, days
from shiyu.disputes.tests.test_consent import texts
from shiyu.documents.gate import papers_of

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
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万")
    story.do("private_talk", "mediator", side=story.party("respondent").party_id, talk="最多一万一")
    read = {who: texts(story, who) for who in ("a", "b", "mediator")}
    assert ["底线是一万" in words for words in read.values()] == [True, False, True]
    assert ["最多一万一" in words for words in read.values()] == [False, True, True]


def test_a_replaced_mediator_sees_it_no_more_and_the_head_reads_no_private_talk(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万")
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


def replaced(dispute: Make) -> Story:
    """Both sides told the first mediator something alone; minutes were taken; an hour later another is named."""
    story = dispute(until="mediating")
    for role, talk in (("applicant", "底线是一万"), ("respondent", "最多一万一")):
        story.do("private_talk", "mediator", side=story.party(role).party_id, talk=talk)
    story.do("hold_session", "mediator", on="2026-03-05", present="双方", minutes="当面各述")
    story.do("investigate", "mediator", on="2026-03-05", present="证人", minutes="证人所见")
    with at(days(0.1)):
        story.do("step_back", "mediator", ground="relation", reason="相识")
    return story


MINUTES = ("当面各述", "证人所见")


def test_after_a_step_back_the_head_reads_none_of_it_unless_he_mediates(dispute: Make) -> None:
    story = replaced(dispute)
    head = story.people("mediation-head")
    for login in ("mediation-head", "dispute-window"):
        read = str(texts(story, login))
        assert [word for word in ("底线是一万", "最多一万一", *MINUTES) if word in read] == []
        assert [paper.kind for paper in papers_of(story.case, actor=story.people(login))
                if paper.kind in {p.MEDIATION_RECORD.name, p.INQUIRY_RECORD.name}] == []  # fmt: skip
    with at(days(0.2)):
        story.do("appoint", "mediation-head", mediator=head_login(head))
        read = str(texts(story, "mediation-head"))
    assert [word for word in ("底线是一万", "最多一万一", *MINUTES) if word in read] == [*MINUTES]


@pytest.mark.parametrize(
    ("who", "opened"),
    [((), []), (("a",), ["底线是一万"]), (("b",), ["最多一万一"]), (("a", "b"), ["底线是一万", "最多一万一"])],
)
def test_a_successor_reads_what_a_side_lets_him(dispute: Make, who: tuple[str, ...], opened: list[str]) -> None:
    story = replaced(dispute)
    with at(days(0.2)):
        story.do("appoint", "mediation-head", mediator="mediator2")
        for side in who:
            story.do("open_confidence", side)
    read = str(texts(story, "mediator2"))
    assert [word for word in ("底线是一万", "最多一万一") if word in read] == opened
    private = [paper for paper in papers_of(story.case, actor=story.people("mediator2")) if "背对背" in paper.title]
    filed = dossier_of(story.case, actor=story.people("mediator2"))
    assert (len(private), len([paper for paper in filed.papers if "背对背" in paper.title])) == (len(opened),) * 2


def test_another_mediator_asks_anew(dispute: Make) -> None:
    story = replaced(dispute)
    with at(days(0.2)):
        story.do("appoint", "mediation-head", mediator="mediator2")
        story.do("open_confidence", "a")
        story.do("step_back", "mediator2", ground="absence", reason="出差")
    with at(days(0.3)):
        story.do("appoint", "mediation-head", mediator=head_login(story.people("mediation-head")))
    assert "底线是一万" not in str(texts(story, "mediation-head"))


def test_nothing_is_opened_where_nobody_was_replaced(dispute: Make) -> None:
    story = dispute(until="mediating")
    with pytest.raises(GuardRefused):
        story.do("open_confidence", "a")


def test_two_third_parties_are_two_sides(dispute: Make) -> None:
    story = dispute()
    for name in ("丙", "丁"):
        story.do("add_party", "dispute-window", side="third_party", capacity="self", contact={"name": name})
    story.to("asking")
    for role, which in (("applicant", 0), ("respondent", 0), ("third_party", 0), ("third_party", 1)):
        story.do("told_rights", story.party(role, which))
        story.do("agree", story.party(role, which))
    third, fourth = story.party("third_party"), story.party("third_party", 1)
    story.do("private_talk", "mediator", side=third.party_id, talk="只要道歉")
    read = [[entry.move for entry in readable_entries(story.case, actor=who)].count("private_talk")
            for who in (third, fourth, story.party("applicant"))]  # fmt: skip
    assert read == [1, 0, 0]


def head_login(head: PostHolder) -> str:
    """The login of an officer."""
    return Account.objects.get(pk=head.account_id).username
