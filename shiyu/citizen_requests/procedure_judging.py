"""审核、回访、评价: the moves from the answer to the end."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, CountSilence, EndAssignments, GiveReply, RecordVerdict, Rework, Run
from shiyu.cases.procedure import STAY, Audience, Decide, Move, Tell
from shiyu.cases.who import JOINT
from shiyu.citizen_requests import rules
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_guards import (
    FEW_CALLERS,
    IN_WINDOW,
    MAY_REOPEN,
    NOT_HANDLER,
    NOT_TIPOFF,
    PLAN_DATED,
)
from shiyu.citizen_requests.procedure_people import (
    AGENT,
    ANSWER_OUT,
    CALLBACK,
    CALLER,
    CLOCK,
    GB53,
    LEAD_HEAD,
    LVLIANG,
    REOPEN,
    REVIEWER,
    SHANXI,
    TAKEN_UP_AGAIN,
)

# fmt: off
JUDGING = (
    Move(name="pass_review", label=Words("审核通过", "Pass the review"), start=("review",),
         end=Decide(rules.after_review, ANSWER_OUT),
         who=(REVIEWER,), needs=(v.NOTE_IF_ANY,), guards=(NOT_HANDLER,),
         effects=(GiveReply(), EndAssignments(kinds=(JOINT,)), Run(name="draw_for_call_back")),
         tells=(Tell("request_answered", "caller"),),
         source=SHANXI),
    Move(name="send_back", label=Words("审核退回", "Send back"), start=("review",), end="rework", who=(REVIEWER,),
         needs=(v.REASON,), guards=(NOT_HANDLER,), effects=(Rework(clocks=("rework",)),),
         tells=(Tell("request_sent_back", "unit:clerk"),), audience=Audience.STAFF, source=SHANXI),
    Move(name="call_back", label=Words("回访", "Call back"), start=("call_back", "awaiting_verdict"), who=(CALLBACK,),
         end=Decide(rules.after_verdict, ("closed", "rework", "to_final_answer", STAY)),
         needs=(v.VERDICT, v.SOLVED, v.COMMENT, v.PARTY), guards=(NOT_HANDLER, NOT_TIPOFF),
         effects=(RecordVerdict(party_from="party"), REOPEN), source=f"{GB53} 回访、评价；解决率由回访问明"),
    Move(name="call_unanswered", label=Words("回访未成", "Call unanswered"), start=("call_back",), who=(CALLBACK,),
         end=Decide(rules.after_unanswered_call, ("awaiting_verdict", STAY)), needs=(v.WHY_UNREACHED, v.NOTE_IF_ANY),
         guards=(NOT_HANDLER,), tells=(Tell("request_please_judge", "caller"),), audience=Audience.STAFF,
         source="设计 design: 未回访到不算满意"),
    Move(name="judge", label=Words("评价", "Judge"), start=("call_back", "awaiting_verdict"), who=(CALLER,),
         end=Decide(rules.after_verdict, ("closed", "rework", "to_final_answer", STAY)),
         needs=(v.VERDICT, v.SOLVED_IF_SAID, v.COMMENT), effects=(RecordVerdict(), REOPEN),
         source=f"{GB53} 评价"),
    Move(name="count_silence", label=Words("未反馈", "Count silence"), start=("awaiting_verdict",), who=(CLOCK,),
         end=Decide(rules.after_silence, ("closed", "rework", "to_final_answer")), effects=(CountSilence(), REOPEN),
         source="设计 design: 沉默记为未反馈，不记为满意"),
    Move(name="judge_late", label=Words("补充评价", "Judge late"), start=("closed",), who=(CALLER,),
         end=Decide(rules.after_late_verdict, ("rework", "to_final_answer", STAY)),
         needs=(v.VERDICT, v.SOLVED_IF_SAID, v.COMMENT), guards=(IN_WINDOW,),
         effects=(RecordVerdict(replaces=("no_feedback",)), *TAKEN_UP_AGAIN),
         tells=(Tell("request_reopened", "unit:clerk", on=("rework", "to_final_answer")),),
         source="设计 design: 评价期满后仍可补评，不满意的重新办理"),
    Move(name="reopen", label=Words("要求重新办理", "Reopen"), start=("closed", "answered_directly"),
         who=(CALLER, AGENT), end=Decide(rules.after_reopening, ("rework", "to_final_answer", "to_dispatch")),
         needs=(v.REASON,), guards=(IN_WINDOW, MAY_REOPEN, FEW_CALLERS), effects=TAKEN_UP_AGAIN,
         tells=(Tell("request_reopened", "unit:clerk"), Tell("request_reopened_caller", "caller")),
         source=f"{GB53} 闭环；期限为设计"),
    Move(name="give_final_answer", label=Words("最终答复", "Give the final answer"), start=("to_final_answer",),
         end="closed", who=(LEAD_HEAD,), needs=(v.ANSWER, v.OUTCOME, v.PLANNED_BY, v.BASIS, v.FILES),
         guards=(PLAN_DATED,),
         effects=(GiveReply(text_from="answer", outcome_from="outcome"), Attach()),
         tells=(Tell("request_finally_answered", "caller"),), source=f"{LVLIANG} 最终答复：单位负责人签发、附依据"),
)
# fmt: on
