"""销号、退回、延期、挂起: how an order is cleared, sent back, given more time or put to rest."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    Attach,
    PauseClocks,
    ResumeClocks,
    Run,
    SetOutcome,
    StartClock,
    StopClock,
    TellReason,
)
from shiyu.cases.effects_another import ByAnother
from shiyu.cases.procedure import Audience, Guard, Move, Tell
from shiyu.supervision import rules
from shiyu.supervision import vocabulary as v
from shiyu.supervision.procedure_people import (
    CLOCK,
    DESIGN,
    LEAD_CLERK,
    LEAD_OFFICER,
    OFFICER,
    S13710,
    TRAINING,
)
from shiyu.supervision.procedure_proposing import NOT_CLASSIFIED

# fmt: off
EXTENSION_LEFT = Guard(name="extension_left", rule=rules.extension_left,
    sentence=Words("延期次数已用完", "the order was extended as often as allowed"))
EXTENSION_WITHIN = Guard(name="extension_within", rule=rules.within_extension, reads=("until",),
    sentence=Words("延期应至今日之后，且不超过规定天数", "an extension ends after today and within the days allowed"))
SUSPENSION_WITHIN = Guard(name="suspension_within", rule=rules.within_suspension, reads=("until",),
    sentence=Words("挂起应至今日之后，且不超过规定天数", "a suspension ends after today and within the days allowed"))
TOLD_UNIT = (Tell("supervision_decided", "unit:clerk"),)
CLOSING = (
    Move(name="ask_close", label=Words("申请办结", "Ask to close"), start=("handling",), end="close_asked",
         who=(LEAD_CLERK,), needs=(v.RESULT, v.FILES),
         effects=(NOT_CLASSIFIED, Attach(), *(StopClock(rule=name) for name in v.CHECKPOINTS),
                  Run(name="forget_duties"), PauseClocks()),
         tells=(Tell("supervision_close_asked", "role:supervision_officer"),
                Tell("supervision_close_asked", "role:supervision_lead")),
         source=f"{TRAINING} 申请办结；审核期间不计单位时限为设计"),
    Move(name="clear", label=Words("审核销号", "Clear it"), start=("close_asked",), end="closed", who=(LEAD_OFFICER,),
         needs=(v.GRADE, v.OPINION),
         effects=(NOT_CLASSIFIED, ByAnother(than=("ask_approval", "ask_close")), Run(name="grade_order"),
                  SetOutcome(outcome_from="grade"), TellReason(reason_from="opinion")),
         tells=(Tell("supervision_cleared", "unit:clerk"), Tell("supervision_cleared", "unit:unit_head")),
         source=f"{TRAINING} 办结审核，评定优秀、良好、合格、不合格；{S13710} 销号清零"),
    Move(name="send_back", label=Words("退回补办", "Send back"), start=("close_asked",), end="handling",
         who=(OFFICER, LEAD_OFFICER), needs=(v.REASON,),
         effects=(NOT_CLASSIFIED, ResumeClocks(), Run(name="begin_rework")),
         tells=(Tell("supervision_sent_back", "unit:clerk"), Tell("supervision_sent_back", "unit:unit_head")),
         source=f"{TRAINING} 不合要求的退回继续办；补办天数为设计"),
    Move(name="ask_extension", label=Words("申请延期", "Ask for an extension"), start=("handling",),
         end="extension_asked", who=(LEAD_CLERK,), needs=(v.UNTIL, v.REASON),
         guards=(EXTENSION_LEFT, EXTENSION_WITHIN), effects=(NOT_CLASSIFIED,),
         tells=(Tell("supervision_asked", "role:supervision_lead"),), audience=Audience.STAFF,
         source=f"{DESIGN}：延期须审批，审批期间时限照走"),
    Move(name="grant_extension", label=Words("同意延期", "Grant the extension"), start=("extension_asked",),
         end="handling", who=(LEAD_OFFICER,), needs=(v.UNTIL, v.OPINION_IF_ANY), guards=(EXTENSION_WITHIN,),
         effects=(NOT_CLASSIFIED, ByAnother(than=("ask_extension",)), Run(name="extend")), tells=TOLD_UNIT,
         source=DESIGN),
    Move(name="refuse_extension", label=Words("不同意延期", "Refuse the extension"), start=("extension_asked",),
         end="handling", who=(LEAD_OFFICER,), needs=(v.REASON,), effects=(NOT_CLASSIFIED,), tells=TOLD_UNIT,
         source=DESIGN),
    Move(name="ask_suspension", label=Words("申请挂起", "Ask to suspend"), start=("handling",),
         end="suspension_asked", who=(LEAD_CLERK,), needs=(v.UNTIL, v.REASON), guards=(SUSPENSION_WITHIN,),
         effects=(NOT_CLASSIFIED,), tells=(Tell("supervision_asked", "role:supervision_lead"),),
         audience=Audience.STAFF, source=f"{DESIGN}：受客观条件限制的可挂起，须审批、有期限"),
    Move(name="grant_suspension", label=Words("同意挂起", "Suspend"), start=("suspension_asked",), end="suspended",
         who=(LEAD_OFFICER,), needs=(v.UNTIL, v.OPINION_IF_ANY), guards=(SUSPENSION_WITHIN,),
         effects=(NOT_CLASSIFIED, ByAnother(than=("ask_suspension",)), PauseClocks(),
                  StartClock(rule="suspension", until_from="until")),
         tells=TOLD_UNIT, source=DESIGN),
    Move(name="refuse_suspension", label=Words("不同意挂起", "Refuse to suspend"), start=("suspension_asked",),
         end="handling", who=(LEAD_OFFICER,), needs=(v.REASON,), effects=(NOT_CLASSIFIED,), tells=TOLD_UNIT,
         source=DESIGN),
    Move(name="resume", label=Words("恢复办理", "Resume"), start=("suspended",), end="handling",
         who=(OFFICER, LEAD_OFFICER), needs=(v.REASON,), effects=(NOT_CLASSIFIED, ResumeClocks()), tells=TOLD_UNIT,
         source=DESIGN),
    Move(name="resume_when_due", label=Words("挂起到期，恢复办理", "Resumed when due"), start=("suspended",),
         end="handling", who=(CLOCK,), effects=(ResumeClocks(),), tells=TOLD_UNIT, source=DESIGN),
)
# fmt: on
