"""办理: the moves of the units that work on a request, and of those who watch over its limits."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    Attach,
    DraftReply,
    EndAssignments,
    ExtendClock,
    GiveReply,
    Mark,
    OnReaching,
    Run,
    StopClock,
    Submit,
    Unmark,
)
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Decide, Move, Tell
from shiyu.cases.who import JOINT
from shiyu.citizen_requests import rules
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.marks import SUPERVISED
from shiyu.citizen_requests.procedure_guards import (
    BEFORE_DUE,
    EXTENSION_LEFT,
    GRANTED_BEFORE_DUE,
    IS_SUPERVISED,
    JOINT_HEARD,
    NOT_ASKER,
    PLAN_DATED,
    URGE_LEFT,
    URGING_HELPS,
)
from shiyu.citizen_requests.procedure_people import (
    AGENT,
    ANSWER_OUT,
    CALLER,
    DISPATCHER,
    GB53,
    JOINT_CLERK,
    LEAD_CLERK,
    LVLIANG,
    SERVICE,
    SHANXI,
    SUPERVISOR,
    UNIT_CLERK,
    WORKING,
)

# fmt: off
HANDLING = (
    Move(name="first_contact", label=Words("首次联系", "First contact"), start=WORKING, end=STAY, who=(LEAD_CLERK,),
         needs=(v.NOTE,), effects=(StopClock(rule="first_contact"),), source=f"{LVLIANG} 紧急30分钟响应"),
    Move(name="note_progress", label=Words("记录进展", "Note progress"), start=WORKING, end=STAY, who=(UNIT_CLERK,),
         needs=(v.NOTE, v.FILES), effects=(Attach(),), source=SERVICE),
    Move(name="submit_joint_opinion", label=Words("提交会办意见", "Hand in joint opinion"), start=(*WORKING,
         "review"),
         end=STAY, who=(JOINT_CLERK,), needs=(v.NOTE, v.FILES), effects=(Submit(), Attach()), audience=Audience.STAFF,
         source=SHANXI),
    Move(name="ask_extension", label=Words("申请延期", "Ask for an extension"), start=("handling",),
         end="extension_asked",
         who=(LEAD_CLERK,), needs=(v.AMOUNT, v.REASON), guards=(BEFORE_DUE, EXTENSION_LEFT), audience=Audience.STAFF,
         source=f"{LVLIANG} 延期不超过3次，每次不超过3个工作日；审批期间时限照走"),
    Move(name="grant_extension", label=Words("同意延期", "Grant the extension"), start=("extension_asked",),
         end="handling", who=(SUPERVISOR, DISPATCHER), needs=(v.AMOUNT, v.NOTE_IF_ANY),
         guards=(GRANTED_BEFORE_DUE, NOT_ASKER), effects=(ExtendClock(rule="handle"),),
         tells=(Tell("request_extended", "caller"),), source=LVLIANG),
    Move(name="refuse_extension", label=Words("不同意延期", "Refuse the extension"), start=("extension_asked",),
         end="handling", who=(SUPERVISOR, DISPATCHER), needs=(v.REASON,), guards=(NOT_ASKER,),
         tells=(Tell("request_extension_refused", "unit:clerk"),), audience=Audience.STAFF, source=LVLIANG),
    Move(name="urge", label=Words("催办", "Urge"), start=(ANY_OPEN,), end=STAY,
         who=(CALLER, AGENT, DISPATCHER, SUPERVISOR), needs=(v.NOTE_IF_ANY,), guards=(URGING_HELPS, URGE_LEFT),
         effects=(Run(name="count_urge"),), tells=(Tell("request_urged", "unit:clerk"),),
         source=f"{GB53} 督办；每日次数为设计"),
    Move(name="supervise", label=Words("列为督办件", "Supervise"), start=(ANY_OPEN,), end=STAY, who=(SUPERVISOR,),
         needs=(v.NOTE,), effects=(Mark(mark=SUPERVISED),), audience=Audience.STAFF,
         tells=(Tell("request_supervised", "unit:clerk"), Tell("request_supervised", "unit:unit_head")),
         source=f"{GB53} 督办"),
    Move(name="end_supervision", label=Words("解除督办", "End the supervision"), start=(ANY_OPEN,), end=STAY,
         who=(SUPERVISOR,), needs=(v.NOTE,), guards=(IS_SUPERVISED,), effects=(Unmark(mark=SUPERVISED),),
         audience=Audience.STAFF, source=f"{GB53} 督办"),
    Move(name="answer", label=Words("提交答复", "Answer"), who=(LEAD_CLERK,),
         start=("handling", "extension_asked", "deferral_asked", "rework"),
         end=Decide(rules.after_answer, ("review", *ANSWER_OUT)),
         needs=(v.ANSWER, v.OUTCOME, v.PLANNED_BY, v.NO_JOINT, v.FILES), guards=(JOINT_HEARD, PLAN_DATED),
         effects=(DraftReply(), Submit(), EndAssignments(kinds=(JOINT,), states=("disputed",)), Attach(),
                  Run(name="draw_unless_reviewed"),
                  *(OnReaching(stage=stage, effects=(GiveReply(), EndAssignments(kinds=(JOINT,))))
                    for stage in ANSWER_OUT)),
         tells=(Tell("request_answered", "caller", on=ANSWER_OUT),), audience=Audience.STAFF,
         source=f"{GB53} 答复；{SERVICE}；哪些须审核由规则定"),
)
# fmt: on
