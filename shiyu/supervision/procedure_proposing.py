"""立项: the moves by which a matter becomes an order, or does not."""

from shiyu.base.words import Words
from shiyu.cases.effects import EndAssignments, OpenCase, Run, SetOutcome, SignFor, TellReason
from shiyu.cases.effects_another import ByAnother
from shiyu.cases.procedure import NEW, STAY, Audience, Decide, Guard, Move, Tell
from shiyu.supervision import rules
from shiyu.supervision import vocabulary as v
from shiyu.supervision.procedure_people import (
    BEFORE_END,
    CLOCK,
    DESIGN,
    DUCHA,
    HOTLINE_SUPERVISOR,
    LEAD_OFFICER,
    OFFICER,
    SECRECY,
    SHUOZHOU,
    UNIT_CLERK,
)

# fmt: off
NOT_CLASSIFIED = Run(name="refuse_classified")
TO_SIGN_FOR = Guard(name="to_sign_for", rule=rules.not_signed_yet,
                    sentence=Words("本单位已签收", "your unit has signed for it already"))
WEEKLY_WHOLE = Guard(name="weekly_span_whole", rule=rules.weekly_span_whole, reads=("weekly_from", "weekly_until"),
                     sentence=Words("周报的起止日期要填就都填，且先后不颠倒",
                                    "weekly reports need a first and a last day, in this order"))
PROPOSING = (
    Move(name="propose", label=Words("拟立项", "Propose an order"), start=(NEW,), end="proposed", who=(OFFICER,),
         needs=(v.IS_CLASSIFIED, v.TITLE, v.SOURCE, v.BASIS, v.DETAIL),
         effects=(NOT_CLASSIFIED, OpenCase(kind_from="source"), Run(name="begin_order")),
         audience=Audience.STAFF, source=f"{SHUOZHOU} 立项范围；{SECRECY}"),
    Move(name="take_over", label=Words("移送督查", "Take over a referral"), start=(NEW,), end="proposed",
         who=(OFFICER, LEAD_OFFICER, HOTLINE_SUPERVISOR, CLOCK),
         needs=(v.TITLE, v.WHY_REFERRED, v.LEADER, v.WEEKLY_FROM, v.WEEKLY_UNTIL),
         effects=(NOT_CLASSIFIED, OpenCase(detail_from="reason"), Run(name="begin_order")),
         tells=(Tell("supervision_referred", "role:supervision_officer"),), audience=Audience.STAFF,
         source=f"{DESIGN}：任何系统的逾期件可移送督查；{SECRECY}"),
    Move(name="ask_approval", label=Words("报请审批", "Ask for approval"), start=("proposed",), end="to_approve",
         who=(OFFICER,),
         needs=(v.REQUIREMENT, v.LEAD_UNIT, v.JOINT_UNITS, v.COMPLEXITY_OF, v.DUE_ON, v.LEADER, v.NODES_IF_ANY,
                v.WEEKLY_FROM, v.WEEKLY_UNTIL),
         guards=(WEEKLY_WHOLE,), effects=(NOT_CLASSIFIED, Run(name="plan_order")),
         tells=(Tell("supervision_to_approve", "role:supervision_lead"),), audience=Audience.STAFF,
         source=f"{DUCHA} 《督查任务通知单》各项；重点提案每周报告"),
    Move(name="approve", label=Words("批准立项", "Approve"), start=("to_approve",), end="to_sign", who=(LEAD_OFFICER,),
         needs=(v.OPINION_IF_ANY,),
         effects=(NOT_CLASSIFIED, ByAnother(than=("ask_approval",)), Run(name="assign_as_planned"),
                  Run(name="write_notice")),
         tells=(Tell("supervision_ordered", "unit:clerk"), Tell("supervision_ordered", "unit:unit_head")),
         source=f"{DUCHA} 立项须经审批；两人办理为设计"),
    Move(name="send_to_proposer", label=Words("退回补充", "Send back to be completed"), start=("to_approve",),
         end="proposed", who=(LEAD_OFFICER,), needs=(v.REASON,), effects=(NOT_CLASSIFIED,),
         tells=(Tell("supervision_to_complete", "role:supervision_officer"),), audience=Audience.STAFF, source=DESIGN),
    Move(name="not_approve", label=Words("不予立项", "Do not approve"), start=("proposed", "to_approve"),
         end="not_approved", who=(LEAD_OFFICER,), needs=(v.REASON,),
         effects=(NOT_CLASSIFIED, TellReason(), SetOutcome(outcome="not_approved")),
         tells=(Tell("supervision_not_approved", "role:supervision_officer"),), audience=Audience.STAFF, source=DUCHA),
    Move(name="sign", label=Words("签收", "Sign for it"), start=("to_sign", "handling"),
         end=Decide(rules.after_signing, ("handling", STAY)), who=(UNIT_CLERK,), guards=(TO_SIGN_FOR,),
         effects=(SignFor(stops=("sign",)),), source=f"{SHUOZHOU} 承办人员签收"),
    Move(name="recall", label=Words("收回重拟", "Recall"), start=("to_sign", "handling"), end="proposed",
         who=(LEAD_OFFICER,), needs=(v.REASON,),
         effects=(NOT_CLASSIFIED, EndAssignments(), Run(name="forget_duties")),
         tells=(Tell("supervision_to_complete", "role:supervision_officer"),),
         source=f"{DESIGN}：派错单位、单位撤并时重拟"),
    Move(name="withdraw", label=Words("撤销督查", "Withdraw the order"), start=BEFORE_END, end="withdrawn",
         who=(LEAD_OFFICER,), needs=(v.REASON,),
         effects=(NOT_CLASSIFIED, TellReason(), SetOutcome(outcome="withdrawn"), Run(name="forget_duties")),
         tells=(Tell("supervision_withdrawn", "unit:clerk"),), source=DESIGN),
)
# fmt: on
