"""The limits of a proposal and of its promises; their numbers stand in the rule set of the city pack."""

from shiyu.base.words import Words
from shiyu.cases.procedure import ClockRule

# fmt: off
TO_COMMITTEE = ("role:proposal_reviewer", "role:proposal_committee")
TO_HEAD = ("unit:deputy_head", "unit:unit_head")
TO_TOP = ("unit:unit_head", "role:proposal_committee")
CLOCKS = (
    ClockRule(name="draft", label=Words("草稿", "draft"), limit="draft", late_move="lapse"),
    ClockRule(name="revise", label=Words("修改", "revising"), limit="revise", late_move="lapse"),
    ClockRule(name="preliminary", label=Words("初审", "preliminary review"), limit="preliminary",
              escalates_to=TO_COMMITTEE),
    ClockRule(name="second", label=Words("复审", "second review"), limit="second", escalates_to=TO_COMMITTEE),
    ClockRule(name="committee", label=Words("审定", "committee review"), limit="committee",
              escalates_to=TO_COMMITTEE),
    ClockRule(name="assign", label=Words("交办", "assigning"), limit="assign", escalates_to=TO_COMMITTEE),
    ClockRule(name="sign", label=Words("签收", "signing"), limit="sign", escalates_to=TO_HEAD),
    ClockRule(name="return_window", label=Words("退办", "returning"), limit="return_window"),
    ClockRule(name="return_decision", label=Words("退办审核", "deciding a return"), limit="return_decision",
              escalates_to=TO_COMMITTEE),
    ClockRule(name="first_contact", label=Words("首次联系提案者", "first contact"), limit="first_contact",
              escalates_to=TO_HEAD),
    ClockRule(name="joint", label=Words("会办意见", "joint opinion"), limit="joint", escalates_to=TO_HEAD),
    ClockRule(name="milestone_1", label=Words("三分之一进度", "progress at a third"), limit="milestone_1",
              escalates_to=TO_HEAD),
    ClockRule(name="milestone_2", label=Words("三分之二进度", "progress at two thirds"), limit="milestone_2",
              escalates_to=TO_HEAD),
    ClockRule(name="answer", label=Words("答复", "answering"), limit="answer", escalates_to=TO_TOP),
    ClockRule(name="extension_decision", label=Words("延期审批", "deciding an extension"),
              limit="extension_decision", escalates_to=TO_COMMITTEE),
    ClockRule(name="review", label=Words("审签", "review of the draft"), limit="review", escalates_to=TO_HEAD),
    ClockRule(name="issue", label=Words("签发", "issuing"), limit="issue", escalates_to=TO_TOP),
    ClockRule(name="feedback", label=Words("反馈", "feedback"), limit="feedback", late_move="close_in_silence"),
    ClockRule(name="rework", label=Words("重新办理", "rework"), limit="rework", escalates_to=TO_TOP),
    ClockRule(name="decision", label=Words("议定", "deciding after reworks"), limit="decision",
              escalates_to=(*TO_COMMITTEE, "role:cppcc_leader")),
    ClockRule(name="tracking", label=Words("跟踪问效", "tracking"), limit="tracking", escalates_to=TO_TOP),
)
PROMISE_CLOCKS = (
    ClockRule(name="promised", label=Words("承诺期限", "promised by"), limit="promised", escalates_to=TO_TOP),
    ClockRule(name="verify", label=Words("核实", "verifying"), limit="verify", escalates_to=TO_COMMITTEE),
)
# fmt: on
