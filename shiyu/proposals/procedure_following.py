"""征询意见、重新办理、跟踪问效、重点提案: the moves after the answer, and the choice of key proposals."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    Attach,
    CountSilence,
    Mark,
    OnReaching,
    RecordVerdict,
    Rework,
    Run,
    SetOutcome,
    TakeUpAgain,
)
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Decide, Move, Tell
from shiyu.proposals import needs as n
from shiyu.proposals import rules
from shiyu.proposals.procedure_people import (
    ASSIGNERS,
    CLASS_KNOWN,
    CLERK,
    CLOCK,
    COMMITTEE,
    CPPCC_LEADER,
    DESIGN,
    FILED,
    FOLLOW,
    IN_LATE_WINDOW,
    LEAD_CLERK,
    LOCAL,
    RAISERS,
)
from shiyu.proposals.procedure_writing import TOLD

# fmt: off
FORM = (n.ATTITUDE, n.VERDICT, n.FORM_WAY, n.TIMES, n.COMMENT, n.PARTY_IF_ANY)
TAKEN_UP = (Rework(clocks=("rework",)), TakeUpAgain(clocks=("rework",)))
AGAIN = (OnReaching(stage="rework", effects=TAKEN_UP),)
REWORK_TOLD = ("unit:clerk", "unit:unit_head")
TO_DECIDE = (*(Tell("proposal_to_decide", to, on=("to_decide",))
               for to in ("role:proposal_committee", "role:cppcc_leader", "unit:unit_head")),
             *(Tell("proposal_being_decided", to, on=("to_decide",)) for to in TOLD))
TOLD_AGAIN = (*(Tell("proposal_rework", to, on=("rework",)) for to in REWORK_TOLD), *TO_DECIDE)
FOLLOWING = (
    Move(name="judge", label=Words("填写征询意见表", "Fill in the opinion form"), start=("answered",),
         end=Decide(rules.after_form, ("rework", "to_decide", "tracking", "closed", STAY)), who=(RAISERS, CLERK),
         needs=FORM,
         effects=(RecordVerdict(party_from="party"), Run(name="keep_form"), *AGAIN), tells=TOLD_AGAIN,
         source="办理情况征询意见表；不满意的退回重新办理（手册A4）；重新办理的次数上限为设计"),
    Move(name="judge_late", label=Words("补填征询意见表", "Fill in the form late"),
         start=("tracking", "closed", "to_decide"), end=Decide(rules.after_late_form, ("rework", "to_decide", STAY)),
         who=(RAISERS, CLERK), needs=FORM,
         guards=(IN_LATE_WINDOW,),
         effects=(RecordVerdict(party_from="party", replaces=("no_feedback",)), Run(name="keep_form"), *AGAIN),
         tells=TOLD_AGAIN, source=f"{DESIGN}: 期满未反馈的仍可补填"),
    Move(name="order_rework", label=Words("责成再次重新办理", "Order one more rework"), start=("to_decide",),
         end="rework", who=(COMMITTEE,), needs=(n.REASON,), effects=TAKEN_UP,
         tells=(*(Tell("proposal_rework", to) for to in REWORK_TOLD),
                *(Tell("proposal_rework_ordered", to) for to in TOLD)),
         source=f"{DESIGN}: 重新办理满次数后由提案委会同有关领导议定"),
    Move(name="uphold_answer", label=Words("议定办结", "Decide that it ends with this answer"), start=("to_decide",),
         end=Decide(rules.after_silence, ("tracking", "closed")), who=(COMMITTEE,), needs=(n.REASON,),
         effects=(CountSilence(),), tells=tuple(Tell("proposal_upheld", to) for to in TOLD),
         source=f"{DESIGN}: 议定办结须说明理由并告知每位提案者；不满意照记"),
    Move(name="close_in_silence", label=Words("逾期未反馈", "Count silence"), start=("answered",), who=(CLOCK,),
         end=Decide(rules.after_silence, ("tracking", "closed")), effects=(CountSilence(),),
         source=f"{LOCAL} 十五个工作日；沉默记为未反馈，不记为满意"),
    Move(name="supplementary_answer", label=Words("补充答复", "Answer in addition"), start=("tracking",), end=STAY,
         who=(LEAD_CLERK,), needs=(n.ANSWER, n.REPLY_CLASS, n.FILES), guards=(CLASS_KNOWN,),
         effects=(Attach(), Run(name="propose_class"), Run(name="write_register")),
         tells=(*(Tell("proposal_supplemented", to) for to in TOLD),
                Tell("proposal_class_proposed", "role:proposal_committee")),
         source=f"{FOLLOW}：B类事项有进展的作补充答复，并送交办机关"),
    Move(name="reclassify", label=Words("核定办复类别", "Confirm the class"), start=("tracking", "closed"),
         end=Decide(rules.after_reclassifying, ("closed", STAY)), who=(COMMITTEE,),
         needs=(n.REPLY_CLASS, n.REASON), guards=(CLASS_KNOWN,),
         effects=(SetOutcome(outcome_from="reply_class"), Run(name="reclassify")),
         tells=(*(Tell("proposal_reclassified", to) for to in TOLD), Tell("proposal_reclassified", "unit:clerk")),
         source=f"{FOLLOW}：类别变更保留历史"),
    Move(name="end_tracking", label=Words("结束跟踪", "End the tracking"), start=("tracking",), end="closed",
         who=(COMMITTEE,), needs=(n.REASON,), effects=(Run(name="check_promises"),),
         tells=tuple(Tell("proposal_tracking_ended", to) for to in TOLD), source=FOLLOW),
    Move(name="look_back", label=Words("回头看", "Look back"), start=("tracking", "closed"), end=STAY,
         who=(CLERK, *ASSIGNERS.values()), needs=(n.FINDING, n.NOTE, n.FILES),
         effects=(Attach(), Run(name="write_register")),
         audience=Audience.STAFF, source=f"{FOLLOW}：A类是否真办结，B类是否按期"),
    Move(name="choose_key", label=Words("确定为重点提案", "Choose as key proposal"), start=(ANY_OPEN,), end=STAY,
         who=(CPPCC_LEADER,), guards=(FILED,),
         needs=(n.LEADING_POST, n.SUPERVISING_POST, n.WEEKLY_FROM, n.WEEKLY_TO, n.NOTE_IF_ANY),
         effects=(Run(name="choose_key"), Mark(mark=rules.KEY), Run(name="put_under_supervision")),
         tells=(*(Tell("proposal_key", to) for to in TOLD), Tell("proposal_key", "unit:unit_head")),
         source="手册A6：主席会议审定，市领导领办，主席会议成员督办"),
)
# fmt: on
