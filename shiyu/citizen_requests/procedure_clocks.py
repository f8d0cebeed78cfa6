"""The limits of a citizen request; their numbers stand in the rule set of the city pack."""

from shiyu.base.words import Words
from shiyu.cases.procedure import ClockRule

# fmt: off
TO_HEAD, TO_CITY = ("unit:unit_head", "role:supervisor"), ("role:supervisor", "role:arbiter")
CLOCKS = (
    ClockRule(name="dispatch", label=Words("派单", "dispatching"), limit="dispatch", escalates_to=TO_CITY),
    ClockRule(name="sign", label=Words("签收", "signing"), limit="sign", escalates_to=TO_HEAD),
    ClockRule(name="return", label=Words("退单", "returning"), limit="return", escalates_to=TO_HEAD),
    ClockRule(name="return_decision", label=Words("退单审核", "deciding a return"), limit="dispatch",
              escalates_to=TO_CITY),
    ClockRule(name="first_contact", label=Words("首次联系", "first contact"), limit="first_contact",
              escalates_to=TO_HEAD),
    ClockRule(name="handle", label=Words("办理", "handling"), limit="handle", escalates_to=TO_HEAD),
    ClockRule(name="joint", label=Words("会办意见", "joint opinion"), limit="joint", escalates_to=TO_HEAD),
    ClockRule(name="extension", label=Words("延期审批", "deciding an extension"), limit="extension",
              escalates_to=TO_CITY),
    ClockRule(name="arbitration", label=Words("疑难会商", "arbitration"), limit="arbitration", escalates_to=TO_CITY),
    ClockRule(name="suspension", label=Words("挂账", "suspension"), limit="suspension", late_move="resume_when_due"),
    ClockRule(name="deferral_decision", label=Words("缓办审批", "deciding a deferral"), limit="extension",
              escalates_to=TO_CITY),
    ClockRule(name="deferral", label=Words("缓办", "deferral"), limit="deferral", late_move="resume_when_due"),
    ClockRule(name="review", label=Words("审核", "review"), limit="review", escalates_to=TO_CITY),
    ClockRule(name="call_back", label=Words("回访", "calling back"), limit="call_back", escalates_to=TO_CITY),
    ClockRule(name="verdict", label=Words("评价", "verdict"), limit="verdict", late_move="count_silence"),
    ClockRule(name="rework", label=Words("重新办理", "rework"), limit="rework", escalates_to=TO_HEAD),
    ClockRule(name="final_answer", label=Words("最终答复", "final answer"), limit="final_answer",
              escalates_to=TO_HEAD),
)
# fmt: on
