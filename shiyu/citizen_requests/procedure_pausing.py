"""缓办、挂账: the moves by which the limits of a request stand still, for a while and within the rule set's caps.

A unit asks for 缓办 and a supervisor decides; 挂账 is the supervisor's own decision about a long-running matter.
"""

from shiyu.base.words import Words
from shiyu.cases.effects import PauseClocks, ResumeClocks, Run, StartClock, StopClock
from shiyu.cases.procedure import Audience, Decide, Move, Tell
from shiyu.citizen_requests import rules
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_guards import DEFERRAL_WITHIN_CAP, NOT_ASKER, STILL_WITHIN_CAP
from shiyu.citizen_requests.procedure_people import CLOCK, LEAD_CLERK, LVLIANG, SUPERVISOR

# fmt: off
DESIGN = "设计 design: 缓办经督办员批准，期间时限暂停，告知诉求人"

PAUSING = (
    Move(name="ask_deferral", label=Words("申请缓办", "Ask for a deferral"), start=("handling",), end="deferral_asked",
         who=(LEAD_CLERK,), needs=(v.DEFER_REASON, v.REASON, v.UNTIL), guards=(DEFERRAL_WITHIN_CAP,),
         audience=Audience.STAFF, source=f"{DESIGN}；审批期间时限照走"),
    Move(name="grant_deferral", label=Words("同意缓办", "Grant the deferral"), start=("deferral_asked",),
         end="deferred", who=(SUPERVISOR,), needs=(v.UNTIL, v.NOTE_IF_ANY), guards=(DEFERRAL_WITHIN_CAP, NOT_ASKER),
         effects=(StopClock(rule="deferral_decision"), PauseClocks(), StartClock(rule="deferral", until_from="until")),
         tells=(Tell("request_deferred", "caller"), Tell("request_deferral_granted", "unit:clerk")), source=DESIGN),
    Move(name="refuse_deferral", label=Words("不同意缓办", "Refuse the deferral"), start=("deferral_asked",),
         end="handling", who=(SUPERVISOR,), needs=(v.REASON,), guards=(NOT_ASKER,),
         tells=(Tell("request_deferral_refused", "unit:clerk"),),
         audience=Audience.STAFF, source=DESIGN),
    Move(name="suspend", label=Words("挂账", "Suspend"), start=("handling", "rework"), end="suspended",
         who=(SUPERVISOR,),
         needs=(v.PAUSE_REASON, v.UNTIL, v.NOTE), guards=(STILL_WITHIN_CAP,),
         effects=(PauseClocks(), StartClock(rule="suspension", until_from="until")),
         tells=(Tell("request_suspended", "caller"),), source=f"{LVLIANG} 长周期事项不超过180日"),
    Move(name="resume", label=Words("恢复办理", "Resume"), start=("suspended", "deferred"),
         end=Decide(rules.after_resuming, ("handling", "rework")), who=(SUPERVISOR,), needs=(v.NOTE_IF_ANY,),
         effects=(Run(name="count_days_still"), ResumeClocks()),
         tells=(Tell("request_resumed", "unit:clerk"),), source=LVLIANG),
    Move(name="resume_when_due", label=Words("到期恢复办理", "Resume when due"), start=("suspended", "deferred"),
         end=Decide(rules.after_resuming, ("handling", "rework")), who=(CLOCK,),
         effects=(Run(name="count_days_still"), ResumeClocks()),
         tells=(Tell("request_resumed", "unit:clerk"),), source=LVLIANG),
)
# fmt: on
