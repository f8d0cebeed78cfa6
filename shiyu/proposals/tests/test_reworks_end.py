"""重新办理 is no endless circle: after so many reworks the committee decides, and every submitter is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shiyu.base.clock import now, standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Notice
from shiyu.cases.verification import verify_all
from shiyu.city.directory import directory
from shiyu.proposals import rules
from shiyu.proposals.portal.progress import promise, rows_of, sentence
from shiyu.proposals.tests.conftest import ANSWER_A, BAD, GOOD, LEAD, Story

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
CLERK, COMMITTEE = f"clerk@{LEAD}", "proposal_committee"
WHY = {"reason": "已会同市住建局研究，现有条件下已办到位"}


def allowed() -> int:
    found = directory().rule_set("proposals")
    assert found is not None
    return int(found.body["caps"]["reworks"])


def to_answered(story: Story) -> None:
    """The unit answers anew; its head signs."""
    story.do("contact_log", CLERK, way="visit", note="再次上门")
    story.do("draft_answer", CLERK, **ANSWER_A)
    story.do("approve", f"deputy_head@{LEAD}")
    assert story.do("issue", f"unit_head@{LEAD}") == "answered"


def refused_too_often(propose: Propose) -> Story:
    """Two sign it; the co-signer is not satisfied until no rework is left."""
    story = propose()
    story.do("invite", "submitter", in_register=2)
    story.do("confirm", "invited")
    story.to("answered")
    for _ in range(allowed()):
        assert story.do("judge", "co_signer", **BAD) == "rework"
        to_answered(story)
    assert story.do("judge", "co_signer", **BAD) == "to_decide"
    return story


def told(story: Story, template: str) -> list[str]:
    found = Notice.objects.filter(case__number=story.number, template=template)
    return sorted(one.party.role if one.party else one.role for one in found.select_related("party"))


def test_when_no_rework_is_left_the_committee_decides(propose: Propose) -> None:
    story = refused_too_often(propose)
    assert told(story, "proposal_to_decide") == ["cppcc_leader", "proposal_committee", "unit_head"]
    assert told(story, "proposal_being_decided") == ["co_signer", "submitter"]
    rows = rows_of(story.case())
    promised = promise(rows)
    assert "提案委正会同有关领导议定" in sentence(rows).zh
    assert promised is not None
    assert "前议定" in promised.words.zh
    with pytest.raises(ShiyuError) as refused:
        story.do("draft_answer", CLERK, **ANSWER_A)
    assert refused.value.code == "wrong_stage"


def test_the_committee_ends_it_with_the_answer_and_a_told_reason(propose: Propose) -> None:
    story = refused_too_often(propose)
    with pytest.raises(ShiyuError):
        story.do("uphold_answer", COMMITTEE)  # never without a reason
    assert story.do("uphold_answer", COMMITTEE, **WHY) == "closed"
    assert told(story, "proposal_upheld") == ["co_signer", "submitter"]
    parties = {one.role: one.verdict for one in story.case().parties.all()}
    assert parties == {"submitter": "no_feedback", "co_signer": "dissatisfied"}  # nobody is made satisfied
    assert verify_all() == ()


def test_the_committee_orders_one_more_and_then_decides_again(propose: Propose) -> None:
    story = refused_too_often(propose)
    assert story.do("order_rework", COMMITTEE, **WHY) == "rework"
    assert told(story, "proposal_rework_ordered") == ["co_signer", "submitter"]
    to_answered(story)
    assert story.do("judge", "co_signer", **GOOD) == "answered"
    assert story.do("judge", "submitter", **BAD) == "to_decide"


def test_the_others_are_heard_while_the_committee_decides(propose: Propose) -> None:
    story = refused_too_often(propose)
    assert story.do("judge_late", "submitter", **BAD) == "to_decide"
    assert story.do("uphold_answer", COMMITTEE, **WHY) == "closed"
    assert {one.verdict for one in story.case().parties.all()} == {"dissatisfied"}


def test_a_late_refusal_is_recorded_but_does_not_undo_the_decision(propose: Propose) -> None:
    story = refused_too_often(propose)
    story.do("uphold_answer", COMMITTEE, **WHY)
    with standing_at(now() + timedelta(days=10)):
        assert story.do("judge_late", "submitter", **BAD) == "closed"
    assert {one.verdict for one in story.case().parties.all()} == {"dissatisfied"}


def test_a_late_refusal_that_nobody_decided_about_goes_to_the_committee(propose: Propose) -> None:
    story = propose().to("answered")
    for _ in range(allowed()):
        story.do("judge", "submitter", **BAD)
        to_answered(story)
    assert story.do("close_in_silence", "clock") == "closed"
    assert story.do("judge_late", "submitter", **BAD) == "to_decide"
    assert story.case().is_open
    assert story.do("order_rework", COMMITTEE, **WHY) == "rework"
    to_answered(story)  # the unit that answered has it again


@pytest.mark.parametrize("who", ["proposal_clerk", "proposal_reviewer", CLERK, "submitter", "government_assigner"])
def test_nobody_but_the_committee_decides(propose: Propose, who: str) -> None:
    story = refused_too_often(propose)
    with pytest.raises(ShiyuError) as refused:
        story.do("uphold_answer", who, **WHY)
    assert refused.value.code == "not_your_move"


def test_a_rule_set_without_the_cap_sets_none() -> None:
    assert rules.cap_if_any({"caps": {"characters": 2000}}, "reworks") is None
    assert rules.cap_if_any({}, "reworks") is None
    assert rules.cap_if_any({"caps": {"reworks": 2}}, "reworks") == 2
