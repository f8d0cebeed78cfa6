"""What is allowed and what is refused, as lines of a rule book; a refusal stands beside what would have been made."""

from collections.abc import Callable
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Actor
from shiyu.cases.models import Entry
from shiyu.proposals.procedure import PROPOSAL
from shiyu.proposals.tests.conftest import ANSWER_A, ANSWER_B, BAD, CUT_OFF, GOOD, JOINT, LEAD, OTHER, Story, later

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
CLERK, DEPUTY, HEAD = f"clerk@{LEAD}", f"deputy_head@{LEAD}", f"unit_head@{LEAD}"
JOINT_CLERK, STRANGER = f"clerk@{JOINT}", f"clerk@{OTHER}"
FILE = {"channel": "government", "theme": "society"}
RETURN = {"return_reason": "not_our_duty", "basis": "三定方案"}
NO = {"reason": "缺少具体建议", "forward_as": "opinion"}
STAGES = {stage.name for stage in PROPOSAL.stages}
KEY = {"leading_post": "zfb-leader", "supervising_post": "zxb-leader", "weekly_from": 7, "weekly_to": 9}

LINES: tuple[tuple[str, str, str, dict[str, Any], str], ...] = (
    # at stage, move, who, with, what comes of it: a stage, or the code of the refusal
    ("draft", "submit", "submitter", {"one_matter": True}, "submitted"),
    ("draft", "submit", "submitter", {"one_matter": False}, "not_now"),
    ("draft", "submit", "submitter", {}, "bad_fact"),
    ("draft", "submit", "proposal_clerk", {"one_matter": True}, "submitted"),
    ("draft", "invite", "submitter", {"in_register": 2}, "draft"),
    ("draft", "invite", "submitter", {"in_register": 1}, "bad_fact"),  # himself
    ("draft", "invite", "submitter", {"in_register": 99}, "bad_fact"),
    ("draft", "withdraw", "submitter", {"reason": "另行反映"}, "withdrawn"),
    ("draft", "lapse", "clock", {}, "lapsed"),
    ("draft", "urge", "government_assigner", {}, "no_such_case"),  # a draft is its writer's
    ("committee", "urge", "proposal_clerk", {}, "not_now"),  # it is not filed yet
    ("submitted", "pass_preliminary", "proposal_clerk", {}, "second_review"),
    ("submitted", "pass_preliminary", "proposal_reviewer", {}, "not_your_move"),
    ("submitted", "file", "proposal_committee", FILE, "wrong_stage"),
    ("submitted", "return_for_revision", "proposal_clerk", {"reason": "一案多事"}, "returned"),
    ("submitted", "revise", "submitter", {}, "wrong_stage"),
    ("submitted", "decline_filing", "proposal_clerk", {**NO, "ground_vague": True}, "not_your_move"),
    ("submitted", "decline_filing", "proposal_committee", {**NO, "ground_vague": True}, "not_filed"),
    ("submitted", "decline_filing", "proposal_committee", NO, "not_now"),
    ("submitted", "decline_filing", "proposal_committee", {**NO, "ground_vague": False}, "not_now"),
    ("submitted", "decline_filing", "proposal_committee", {"ground_vague": True, "forward_as": "opinion"}, "bad_fact"),
    ("second_review", "pass_second", "proposal_clerk", {}, "not_your_move"),
    ("committee", "file", "proposal_committee", FILE, "to_assign_government"),
    ("committee", "file", "proposal_committee", {**FILE, "channel": "party"}, "to_assign_party"),
    ("committee", "file", "proposal_reviewer", FILE, "not_your_move"),
    ("committee", "file", "submitter", FILE, "not_your_move"),
    ("committee", "withdraw", "submitter", {"reason": "另行反映"}, "withdrawn"),
    ("to_assign_government", "withdraw", "submitter", {"reason": "另行反映"}, "wrong_stage"),
    ("to_assign_government", "assign_government", "government_assigner", {"lead": LEAD}, "to_sign"),
    ("to_assign_government", "assign_government", "party_assigner", {"lead": LEAD}, "not_your_move"),
    ("to_assign_government", "assign_party", "party_assigner", {"lead": LEAD}, "wrong_stage"),
    ("to_assign_government", "assign_government", "government_assigner", {"lead": LEAD, "joint": [LEAD]}, "bad_fact"),
    ("to_assign_government", "assign_government", "government_assigner", {"joint": [JOINT]}, "bad_fact"),
    ("to_assign_government", "hand_over_government", "government_assigner", {"to_channel": "party", "reason": "属市委"},
     "to_assign_party"),
    ("to_assign_government", "hand_over_government", "government_assigner",
     {"to_channel": "government", "reason": "属市委"}, "bad_fact"),
    ("to_assign_government", "choose_key", "cppcc_leader", KEY, "to_assign_government"),
    ("to_assign_government", "choose_key", "cppcc_leader", {**KEY, "leading_post": "zjj-head"}, "bad_fact"),
    ("to_assign_government", "choose_key", "cppcc_leader", {**KEY, "weekly_to": None}, "bad_fact"),
    ("to_assign_government", "choose_key", "proposal_committee", KEY, "not_your_move"),
    ("to_sign", "sign", CLERK, {}, "handling"),
    ("to_sign", "sign", CLERK, {"clerk_post": f"{OTHER}-clerk"}, "bad_fact"),
    ("to_sign", "sign", STRANGER, {}, "no_such_case"),
    ("to_sign", "ask_return", CLERK, RETURN, "return_asked_government"),
    ("to_sign", "ask_return", CLERK, {"return_reason": "not_our_duty"}, "bad_fact"),
    ("to_sign", "draft_answer", CLERK, ANSWER_A, "wrong_stage"),
    ("handling", "sign", CLERK, {}, "not_now"),  # it has signed
    ("handling", "recall_government", "government_assigner", {"reason": "机构改革"}, "to_assign_government"),
    ("handling", "recall_party", "party_assigner", {"reason": "机构改革"}, "not_now"),
    ("handling", "draft_answer", CLERK, ANSWER_A, "not_now"),  # 面商 is missing
    ("handling", "ask_extension", CLERK, {"months": 3, "reason": "需立项"}, "extension_asked_government"),
    ("handling", "ask_extension", CLERK, {"months": 4, "reason": "需立项"}, "not_now"),
    ("handling", "ask_extension", STRANGER, {"months": 3, "reason": "需立项"}, "no_such_case"),
    ("handling", "milestone_1", CLERK, {"note": "已踏勘"}, "handling"),
    ("handling", "judge", "submitter", GOOD, "wrong_stage"),
    ("to_review", "approve", DEPUTY, {}, "answered"),
    ("to_review", "approve", HEAD, {}, "not_your_move"),
    ("to_review", "issue", HEAD, {}, "wrong_stage"),
    ("to_review", "send_back_draft", DEPUTY, {"reason": "答复空泛"}, "handling"),
    ("to_review", "draft_answer", CLERK, ANSWER_A, "wrong_stage"),
    ("answered", "judge", "submitter", GOOD, "closed"),
    ("answered", "judge", "submitter", BAD, "rework"),
    ("answered", "judge", "submitter", {"verdict": "satisfied"}, "bad_fact"),  # attitude and way are asked too
    ("answered", "judge", "proposal_clerk", GOOD, "closed"),  # from paper; there is one submitter
    ("answered", "judge", CLERK, GOOD, "not_your_move"),  # no unit judges its own answer
    ("answered", "approve", DEPUTY, {}, "wrong_stage"),  # an answer sent twice
    ("answered", "close_in_silence", "clock", {}, "closed"),
    ("answered", "close_in_silence", "proposal_clerk", {}, "not_your_move"),
    ("closed", "reclassify", "proposal_committee", {"reply_class": "C", "reason": "核定有误"}, "closed"),
    ("closed", "look_back", "proposal_clerk", {"finding": "done", "note": "已看现场"}, "closed"),
    ("closed", "look_back", "submitter", {"finding": "done", "note": "已看现场"}, "not_your_move"),
)  # fmt: skip


@pytest.mark.parametrize(("stage", "move", "who", "facts", "outcome"), LINES)
def test_a_line_of_the_rule_book(
    propose: Propose, stage: str, move: str, who: str, facts: dict[str, Any], outcome: str
) -> None:
    story = propose().to(stage)
    assert made(story, move, who, **facts) == outcome
    assert story.case().stage == (outcome if outcome in STAGES else stage)


def made(story: Story, move: str, who: str | Actor, /, **facts: Any) -> str:
    """The stage reached, or the code of the refusal."""
    try:
        return story.do(move, who, **{name: value for name, value in facts.items() if value is not None})
    except ShiyuError as error:
        return error.code


def refusal(story: Story, move: str, who: str, /, **facts: Any) -> str:
    """The sentence of the refusal; the move must be refused and leave no entry."""
    before = Entry.objects.filter(case__number=story.number).count()
    with pytest.raises(ShiyuError) as refused:
        story.do(move, who, **facts)
    assert Entry.objects.filter(case__number=story.number).count() == before
    return str(refused.value.words.zh)


def test_no_answer_without_a_consultation(propose: Propose) -> None:
    """共商在前、答复在后: a letter alone is no consultation, and one held for an earlier answer does not count."""
    story = propose().to("handling")
    assert refusal(story, "draft_answer", CLERK, **ANSWER_A).startswith("共商在前、答复在后")
    story.do("contact_log", CLERK, way="letter", note="发函")
    assert refusal(story, "draft_answer", CLERK, **ANSWER_A).startswith("共商在前、答复在后")
    story.do("contact_log", CLERK, way="phone", note="电话沟通")
    story.do("draft_answer", CLERK, **ANSWER_A)
    story.do("approve", DEPUTY)
    story.do("judge", "submitter", **BAD)
    assert refusal(story, "draft_answer", CLERK, **ANSWER_A).startswith("共商在前、答复在后")


def test_no_answer_before_the_joint_opinion(propose: Propose) -> None:
    """会办意见未齐; “overdue” is no way round it before it is."""
    story = propose().to("to_sign")
    story.do("recall_government", "government_assigner", reason="增加会办")
    story.do("assign_government", "government_assigner", lead=LEAD, joint=[JOINT])
    story.do("sign", CLERK)
    story.do("contact_log", CLERK, way="visit", note="面商")
    assert refusal(story, "draft_answer", CLERK, **ANSWER_A).startswith("会办意见未齐")
    assert refusal(story, "draft_answer", CLERK, **ANSWER_A, without_joint="overdue").startswith("会办意见未齐")
    with standing_at(later(days=45)):
        assert story.do("draft_answer", CLERK, **ANSWER_A, without_joint="overdue") == "to_review"


def test_class_b_names_what_is_promised(propose: Propose) -> None:
    """B: the promise, its day and its owner; the day is still to come; D is no class of this session."""
    story = propose().to("handling")
    story.do("contact_log", CLERK, way="visit", note="面商")
    bare = {"answer": "列入计划。", "reply_class": "B"}
    assert "须写明承诺事项" in refusal(story, "draft_answer", CLERK, **bare)
    past = [{"text": "建停车场", "due": "2026-03-01", "unit": LEAD}]
    assert "承诺日期应在今天之后" in refusal(story, "draft_answer", CLERK, **bare, promises=past)
    assert "没有这一类" in refusal(story, "draft_answer", CLERK, answer="留作参考。", reply_class="D")
    assert story.do("draft_answer", CLERK, **ANSWER_B) == "to_review"


def test_extensions_are_asked_before_the_limit_and_end_at_six_months(propose: Propose) -> None:
    story = propose().to("handling")
    story.do("ask_extension", CLERK, months=2, reason="需论证")
    assert story.do("grant_extension_government", "government_assigner", months=2) == "handling"
    assert "各次延期合计已到上限" in refusal(story, "ask_extension", CLERK, months=2, reason="仍需论证")
    story.do("ask_extension", CLERK, months=1, reason="仍需论证")
    story.do("grant_extension_government", "government_assigner", months=1)
    assert story.row().months_extended == 3
    (due,) = story.case().clocks.filter(rule="answer").values_list("due_at", flat=True)
    assert due.date().isoformat() == "2026-09-02"  # six months from the second of March
    with standing_at(due):
        assert "期限之前" in refusal(story, "ask_extension", CLERK, months=1, reason="迟了")


def test_a_return_has_a_window_of_five_working_days(propose: Propose) -> None:
    story = propose().to("handling")
    with standing_at(later(days=8)):  # the fifth working day is over
        assert made(story, "ask_return", CLERK, **RETURN) == "window_closed"
    with standing_at(later(days=7)):
        assert made(story, "ask_return", CLERK, **RETURN) == "return_asked_government"


def test_a_signature_stays_once_the_proposal_is_filed(propose: Propose) -> None:
    story = propose()
    for number in (2, 3):
        story.do("invite", "submitter", in_register=number)
    story.do("confirm", "invited")
    story.do("confirm", "invited")
    story.to("committee")
    assert story.do("withdraw_signature", "co_signer:1") == "committee"
    story.do("file", "proposal_committee", **FILE)
    assert "立案后署名随案保留" in refusal(story, "withdraw_signature", "co_signer")


def test_a_co_signer_confirms_himself(propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    assert made(story, "confirm", "submitter") == "not_your_move"
    assert made(story, "confirm", "proposal_clerk") == "not_your_move"
    assert "1位受邀联名人未确认" in refusal(story, "submit", "submitter", one_matter=True)
    assert made(story, "invite", "submitter", in_register=2) == "bad_fact"  # twice
    invited = story.party("invited")
    story.do("drop_invited", "submitter", party=invited.party_id, note="出差")
    assert made(story, "confirm", invited) == "bad_fact"  # he is no longer invited
    assert story.do("submit", "submitter", one_matter=True) == "submitted"


def test_at_the_cut_off_whoever_has_not_confirmed_falls_out(propose: Propose) -> None:
    story = propose()
    story.do("invite", "submitter", in_register=2)
    with standing_at(CUT_OFF):
        assert story.do("submit", "submitter", one_matter=True) == "submitted"
    assert story.party("left").role == "left"
    assert story.row().time_class == "ordinary"  # it came after the cut-off


def test_whoever_drafted_an_answer_does_not_sign_it(propose: Propose) -> None:
    story = propose().to("to_review")
    deputy, clerk = story.people(DEPUTY), story.people(CLERK)
    both = type(deputy)(
        account_id=clerk.account_id, post_id=deputy.post_id, post_code=deputy.post_code, unit_id=deputy.unit_id,
        unit_code=deputy.unit_code, division_code=deputy.division_code, roles=deputy.roles,
    )  # fmt: skip
    with pytest.raises(ShiyuError, match="拟稿人不能审签"):
        story.do("approve", both)
    assert story.do("approve", DEPUTY) == "answered"


def test_a_key_proposal_is_signed_by_the_head(propose: Propose) -> None:
    story = propose().to("to_assign_government")
    story.do("choose_key", "cppcc_leader", **KEY)
    story.to("to_review")
    assert story.do("approve", DEPUTY) == "to_issue"
    assert story.do("send_back_draft", HEAD, reason="补充时限") == "handling"
    story.do("draft_answer", CLERK, **ANSWER_A)
    story.do("approve", DEPUTY)
    assert story.do("issue", HEAD) == "answered"
    assert story.row().is_key


def test_tracking_does_not_end_before_the_promise_is_kept(propose: Propose) -> None:
    story = propose().to("answered", answer=ANSWER_B)
    assert story.do("judge", "submitter", **GOOD) == "tracking"
    assert "还有1项承诺未兑现" in refusal(story, "end_tracking", "proposal_committee", reason="已落实")
    assert story.do("reclassify", "proposal_committee", reply_class="A", reason="已落实") == "tracking"
