"""The whole road of a proposal, from a member's draft to the promise kept a year later."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.door import make_move
from shiyu.cases.models import Case, Notice, Party
from shiyu.cases.verification import verify_all
from shiyu.proposals.models import ClassChange, OpinionForm
from shiyu.proposals.tests.conftest import ANSWER_B, BAD, GOOD, JOINT, LEAD, OTHER, Story

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
NEXT_YEAR = datetime(2027, 3, 22, 2, 0, tzinfo=UTC)


def test_from_draft_to_promise_kept(propose: Propose) -> None:
    """起草 → 联名 → 立案 → 交办 → 退办 → 改派 → 面商 → 会办 → 答复B → 不满意 → 重办 → 满意 → 跟踪 → 兑现 → 改A."""
    story = propose()
    _co_signed_and_filed(story)
    _assigned_to_the_wrong_unit_first(story)
    _answered(story, stage="answered")
    assert (story.case().outcome, story.row().reply_class) == ("B", "B")
    _dissatisfied_and_handled_anew(story)
    assert story.stage == "tracking"
    promise = _promises(story)
    assert len(promise) == 2  # one of each answer
    with standing_at(NEXT_YEAR):
        for number in promise:
            _kept(story, number)
        clerk = f"clerk@{OTHER}"
        assert story.do("supplementary_answer", clerk, answer="停车场已建成。", reply_class="A") == "tracking"
        assert story.row().reply_class == "B"  # proposed, not yet confirmed
        assert story.do("reclassify", "proposal_committee", reply_class="A", reason="已建成") == "closed"
    assert (story.case().outcome, story.row().reply_class) == ("A", "A")
    history = ClassChange.objects.filter(proposal=story.row()).order_by("pk").values_list("before", "after")
    assert list(history) == [("", "B"), ("B", "A")]
    assert verify_all() == ()


def _co_signed_and_filed(story: Story) -> None:
    story.do("invite", "submitter", in_register=2)
    story.do("invite", "submitter", in_register=3)
    story.do("confirm", "invited")
    story.do("decline", "invited")
    assert _roles(story) == ["submitter", "co_signer", "left"]
    assert story.do("submit", "submitter", one_matter=True) == "submitted"
    assert story.row().time_class == "plenary"
    story.do("pass_preliminary", "proposal_clerk")
    story.do("pass_second", "proposal_reviewer")
    filed = story.do("file", "proposal_committee", channel="government", theme="society")
    assert (filed, story.row().serial) == ("to_assign_government", 1)


def _assigned_to_the_wrong_unit_first(story: Story) -> None:
    give = {"lead": LEAD, "joint": [JOINT]}
    assert story.do("assign_government", "government_assigner", **give) == "to_sign"
    returned = story.do("ask_return", f"clerk@{LEAD}", return_reason="not_our_duty", basis="三定方案")
    assert returned == "return_asked_government"
    assert story.do("accept_return_government", "government_assigner") == "to_assign_government"
    assert story.do("assign_government", "government_assigner", lead=OTHER) == "to_sign"
    assert story.do("sign", f"clerk@{JOINT}") == "to_sign"
    assert story.do("sign", f"clerk@{OTHER}") == "handling"
    assert story.row().responsible[OTHER] == {
        "head": f"{OTHER}-head", "deputy": f"{OTHER}-deputy", "clerk": f"{OTHER}-clerk",
    }  # fmt: skip


def _answered(story: Story, *, stage: str) -> None:
    clerk = f"clerk@{OTHER}"
    story.do("contact_log", clerk, way="meeting", note="座谈")
    if story.row().consultations == 1:
        story.do("submit_joint_opinion", f"clerk@{JOINT}", opinion="同意，可施划泊位")
    assert story.do("draft_answer", clerk, **ANSWER_B) == "to_review"
    assert story.do("approve", f"deputy_head@{OTHER}") == stage


def _dissatisfied_and_handled_anew(story: Story) -> None:
    assert story.do("judge", "submitter", **GOOD) == "answered"  # the co-signer has not said his yet
    assert story.do("judge", "co_signer", **BAD) == "rework"
    _answered(story, stage="to_issue")  # what was refused once is signed by the head of the unit
    assert story.do("issue", f"unit_head@{OTHER}") == "answered"
    assert story.do("judge", "co_signer", **GOOD) == "answered"
    assert story.do("judge", "submitter", **GOOD) == "tracking"
    forms = OpinionForm.objects.order_by("pk").values_list("round", "result", "on_paper")
    assert list(forms) == [
        (1, "satisfied", False), (1, "dissatisfied", False), (2, "satisfied", False), (2, "satisfied", False),
    ]  # fmt: skip


def _promises(story: Story) -> list[str]:
    found = Case.objects.filter(procedure="proposal_promise", links_out__target=story.case(), is_open=True)
    for case in found:
        told = Party.objects.filter(case=case).count()
        assert told == 2  # the submitter and the co-signer
        assert Notice.objects.filter(case=case, template="promise_made", party__isnull=False).count() == 2
    return [case.number for case in found.order_by("pk")]


def _kept(story: Story, number: str) -> None:
    clerk = story.people(f"clerk@{LEAD}")
    make_move(number, "sign", actor=clerk, key=f"{number}-s")
    make_move(number, "report_kept", actor=clerk, key=f"{number}-r", proof="竣工验收单")
    verified = make_move(
        number, "verify_kept", actor=story.people("proposal_clerk"), key=f"{number}-v", answer="现场核实属实"
    )
    assert verified.stage == "kept"


def _roles(story: Story) -> list[str]:
    return list(Party.objects.filter(case__number=story.number).order_by("pk").values_list("role", flat=True))
