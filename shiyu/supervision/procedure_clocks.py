"""The limits of a supervision order; their numbers stand in the rule set of the city pack.

A checkpoint that passes urges by itself (`urge_late`) and then goes up: the supervision officer, then his lead.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import ClockRule

UP = ("role:supervision_officer", "role:supervision_lead")
TO_LEAD = ("role:supervision_lead", "role:city_leader")
URGES = "urge_late"

# fmt: off
CLOCKS = (
    ClockRule(name="draft", label=Words("拟立项", "drafting"), limit="draft", escalates_to=TO_LEAD),
    ClockRule(name="approval", label=Words("立项审批", "approval"), limit="approval", escalates_to=TO_LEAD),
    ClockRule(name="sign", label=Words("签收", "signing"), limit="sign", escalates_to=UP, late_move=URGES),
    ClockRule(name="day_1", label=Words("1日反馈", "day 1"), limit="day_1", escalates_to=UP, late_move=URGES),
    ClockRule(name="day_3", label=Words("3日反馈", "day 3"), limit="day_3", escalates_to=UP, late_move=URGES),
    ClockRule(name="day_7", label=Words("7日落实", "day 7"), limit="day_7", escalates_to=UP, late_move=URGES),
    ClockRule(name="month_1", label=Words("1个月解决", "month 1"), limit="month_1", escalates_to=UP, late_move=URGES),
    ClockRule(name="node", label=Words("时间节点", "set date"), limit="node", escalates_to=UP, late_move=URGES),
    ClockRule(name="weekly", label=Words("周报", "weekly report"), limit="weekly", escalates_to=UP, late_move=URGES),
    ClockRule(name="rework", label=Words("退回补办", "taken up again"), limit="rework", escalates_to=UP,
              late_move=URGES),
    # The 0 of 13710. The checkpoints urge the unit; this one only goes up, so that one lateness is urged once.
    ClockRule(name="zero", label=Words("销号", "clearing"), limit="zero", escalates_to=TO_LEAD),
    ClockRule(name="review", label=Words("办结审核", "review"), limit="review", escalates_to=TO_LEAD),
    ClockRule(name="decision", label=Words("延期、挂起审批", "deciding"), limit="decision", escalates_to=TO_LEAD),
    ClockRule(name="suspension", label=Words("挂起", "suspension"), limit="suspension", late_move="resume_when_due"),
)
# fmt: on
