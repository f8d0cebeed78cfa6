"""Who may propose, when, with how much text; what becomes of those who join, are silent, or are merged."""

from collections.abc import Callable
from datetime import date

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.cases.models import Notice, Party, Verdict
from shiyu.proposals.models import Session, Submitter
from shiyu.proposals.register import enter
from shiyu.proposals.tests.conftest import CUT_OFF, GOOD, LEAD, TEXT, People, Story, later

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]


def drafted(propose: Propose, **facts: object) -> str:
    """`draft`, or the sentence of the refusal."""
    try:
        return propose(**facts).stage
    except ShiyuError as error:
        return error.words.zh


def test_only_the_register_proposes(propose: Propose) -> None:
    assert drafted(propose) == "draft"
    assert "不在提案者名册中" in drafted(propose, phone="13900000000")
    Submitter.objects.filter(number=1).update(valid_to=date(2026, 3, 2))  # his term has ended
    assert "不在提案者名册中" in drafted(propose)
    assert drafted(propose, by="proposal_clerk", in_register=2) == "draft"
    assert "不在提案者名册中" in drafted(propose, by="proposal_clerk", in_register=99)


def test_a_telephone_that_two_share_is_told_apart_by_name(propose: Propose) -> None:
    enter(number=6, name="提案委员会", kind="committee", phone="13800000001", valid_from=date(2022, 1, 1))
    assert "登记了多个提案者" in drafted(propose)
    story = propose(contact={"name": "提案委员会", "phone": "13800000001"})
    assert story.row().submitter_kind == "committee"
    assert Party.objects.get(case__number=story.number).is_organisation


def test_the_query_code_goes_to_the_registered_telephone_alone(people: People) -> None:
    """Whoever types another's number learns no code: he can neither read, nor revise, nor submit the draft."""
    facts = {**TEXT, "contact": {"name": "冒名", "phone": "138 0000 0001"}}
    made = open_case("proposal", "draft", actor=Newcomer(role="submitter"), key="x", facts=facts)
    assert made.query_code == ""
    assert Notice.objects.get(template="proposal_drafted").party_id is not None
    story = Story(people, made)
    story.do("invite", "submitter", in_register=2)
    told = Notice.objects.get(template="proposal_invited")
    assert told.party_id == story.party("invited").party_id


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(0, "draft"), (4, "draft"), (5, "界别、小组提案只在全体会议期间提出"), (-1, "界别、小组提案只在全体会议期间提出")],
)
def test_a_sector_proposes_only_in_session(propose: Propose, days: int, outcome: str) -> None:
    with standing_at(later(days=days)):
        assert drafted(propose, phone="13800000005") == outcome
        assert drafted(propose, phone="03560000004") == "draft"  # a party proposes at any time


def test_a_sector_that_drafted_in_session_submits_in_session(propose: Propose) -> None:
    story = propose(phone="13800000005")
    with standing_at(later(days=5)), pytest.raises(ShiyuError, match="全体会议期间"):
        story.do("submit", "submitter", one_matter=True)
    assert story.do("submit", "submitter", one_matter=True) == "submitted"


def test_without_a_session_nothing_is_taken(propose: Propose) -> None:
    Session.objects.update(accepts_from=date(2026, 3, 2))
    with standing_at(later(days=-1)):
        assert drafted(propose) == "现在没有接受提案的届次"


@pytest.mark.parametrize(("length", "fits"), [(1998, True), (1999, False)])
def test_the_text_has_a_length(propose: Propose, length: int, fits: bool) -> None:
    """Two thousand characters, suggestions included; blanks do not count."""
    said = {"detail": "字" * (length // 2) + "\n  " + "字" * (length - length // 2), "suggestions": "一、"}
    assert (drafted(propose, **said) == "draft") is fits
    story = propose()
    if not fits:
        with pytest.raises(ShiyuError, match="不得超过2000字"):
            story.do("revise", "submitter", **{**TEXT, **said})


@pytest.mark.parametrize(
    ("moment", "kind"),
    [(CUT_OFF.replace(minute=0, hour=9), "plenary"), (CUT_OFF, "ordinary"), (later(days=90), "ordinary")],
)
def test_before_the_cut_off_it_is_for_the_plenary(propose: Propose, moment: object, kind: str) -> None:
    story = propose()
    with standing_at(moment):  # type: ignore[arg-type]
        story.do("submit", "submitter", one_matter=True)
    assert story.row().time_class == kind


def test_what_came_in_time_stays_in_time_when_it_is_returned(propose: Propose) -> None:
    story = propose().to("submitted")
    story.do("return_for_revision", "proposal_clerk", reason="缺少建议")
    with standing_at(later(days=10)):
        story.do("revise", "submitter", **{**TEXT, "title": "关于补足泊位的建议（修改）"})
        assert story.do("submit", "submitter", one_matter=True) == "submitted"
    assert (story.row().time_class, story.case().title) == ("plenary", "关于补足泊位的建议（修改）")


def test_silence_is_no_feedback_and_no_satisfaction(propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    story.do("confirm", "invited")
    story.to("answered")
    story.do("judge", "co_signer", **GOOD)
    assert story.do("close_in_silence", "clock") == "closed"
    grades = Verdict.objects.filter(case__number=story.number).order_by("pk").values_list("grade", flat=True)
    assert list(grades) == ["satisfied", "no_feedback"]
    assert story.row().forms.count() == 1  # a form that nobody returned is not counted as one
    with standing_at(later(days=60)):
        late = {**GOOD, "verdict": "dissatisfied"}
        assert story.do("judge_late", "submitter", **late) == "rework"


def test_the_clock_ends_the_waiting(propose: Propose) -> None:
    from shiyu.cases.tick import tick

    story = propose().to("answered")
    with standing_at(later(days=30)):  # fifteen working days are over
        assert tick().refused == 0
    assert story.case().stage == "closed"
    assert Party.objects.get(case__number=story.number).verdict == "no_feedback"


def test_every_submitter_of_a_merged_proposal_is_answered(propose: Propose) -> None:
    """并案: each is kept, told, answered and asked; with others joined the first cannot withdraw it."""
    main = propose().to("committee")
    other = propose(phone="13800000002")
    other.do("invite", "submitter", in_register=3)
    other.do("confirm", "invited")
    other.to("second_review")
    assert other.do("merge", "proposal_reviewer", main_case=main.number) == "merged"
    assert Notice.objects.filter(case__number=other.number, template="proposal_merged").count() == 2
    with pytest.raises(ShiyuError, match="已有其他提案并入"):
        main.do("withdraw", "submitter", reason="不提了")
    main.to("answered")
    assert Notice.objects.filter(case__number=main.number, template="proposal_answered").count() == 3
    assert main.do("judge", "submitter", **GOOD) == "answered"
    assert main.do("judge", "submitter:1", **GOOD) == "answered"
    assert main.do("judge", "co_signer", **GOOD) == "closed"


def test_why_it_was_not_filed_is_kept_and_told(propose: Propose) -> None:
    story = propose().to("committee")
    story.do(
        "decline_filing", "proposal_committee", ground_vague=True, ground_private=True, ground_secret=False,
        reason="没有具体建议", forward_as="social_report",
    )  # fmt: skip
    row = story.row()
    assert (sorted(row.grounds), row.forwarded_as, row.serial) == (["private", "vague"], "social_report", None)
    assert Notice.objects.filter(case__number=story.number, template="proposal_not_filed").count() == 1


def test_a_return_gives_the_case_to_another_and_leaves_the_joint_unit(propose: Propose) -> None:
    """A joint unit that returns its share leaves the lead at its work."""
    story = propose().to("to_assign_government")
    story.do("assign_government", "government_assigner", lead=LEAD, joint=["jjzd"])
    story.do("sign", f"clerk@{LEAD}")
    asked = story.do("ask_return", "clerk@jjzd", return_reason="not_needed", basis="无交通事项")
    assert asked == "return_asked_government"
    assert story.do("contact_log", f"clerk@{LEAD}", way="visit", note="面商") == "return_asked_government"
    assert story.do("accept_return_government", "government_assigner") == "handling"
    assert story.row().returns == 1
