"""派单、签收、退单、会商: the moves by which a request finds its unit."""

from shiyu.base.words import Words
from shiyu.cases.effects import AcceptReturn, Arbitrate, AskReturn, Assign, EndAssignments, RefuseReturn, Run, SignFor
from shiyu.cases.procedure import STAY, Audience, Decide, Fork, Move, Tell
from shiyu.citizen_requests import rules
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_guards import MAY_APPEAL, NOT_ASKER, RETURN_ASKED, TO_SIGN_FOR
from shiyu.citizen_requests.procedure_people import (
    ARBITER,
    DISPATCHER,
    LEAD_CLERK,
    LVLIANG,
    SHANXI,
    SUPERVISOR,
    UNIT_CLERK,
    WORKING,
)

# fmt: off
DISPATCH = (
    Move(name="dispatch", label=Words("派单", "Dispatch"), start=("received", "to_dispatch"), end="to_sign",
         who=(DISPATCHER,), needs=(v.LEAD_UNIT, v.JOINT_UNITS, v.NOTE_IF_ANY),
         effects=(Assign(lead_from="lead", joint_from="joint", clocks=("sign", "first_contact", "handle"),
                         joint_clocks=("sign", "joint")), Run(name="spare_first_contact")),
         tells=(Tell("request_dispatched", "unit:clerk"),), source=f"{SHANXI} 按责转办；{LVLIANG} 0.5个工作日内"),
    Move(name="recall", label=Words("收回改派", "Recall"), start=("to_sign", "handling"), end="to_dispatch",
         who=(DISPATCHER, SUPERVISOR), needs=(v.REASON,), effects=(EndAssignments(),), source=f"{SHANXI} 改派"),
    Move(name="sign", label=Words("签收", "Sign for"), start=(*WORKING, "return_asked", "arbitration"),
         end=Decide(rules.after_signing, ("handling", STAY)), who=(UNIT_CLERK,), guards=(TO_SIGN_FOR,),
         effects=(SignFor(stops=("sign",)),), source=SHANXI),
    Move(name="ask_return", label=Words("申请退单", "Ask to return"), start=("to_sign", "handling"),
         end=Decide(rules.after_asking_return, ("return_asked", "arbitration", STAY)), who=(UNIT_CLERK,),
         needs=(v.RETURN_REASON, v.BASIS, v.RIGHT_UNIT),
         effects=(AskReturn(window="return", reason_from="return_reason", decided_within="return_decision"),),
         audience=Audience.STAFF, source=f"{LVLIANG} 退单1个工作日，逾期为首办责任单位"),
    Move(name="accept_return", label=Words("同意退单", "Accept the return"), start=(*WORKING, "return_asked"),
         end=Decide(rules.after_accepting_return, ("to_dispatch", STAY)), who=(DISPATCHER,), needs=(v.NOTE_IF_ANY,),
         guards=(RETURN_ASKED, NOT_ASKER), effects=(AcceptReturn(),), audience=Audience.STAFF, source=LVLIANG),
    Move(name="refuse_return", label=Words("驳回退单", "Refuse the return"), start=(*WORKING, "return_asked"),
         end=Decide(rules.after_refusing_return, ("handling", STAY)), who=(DISPATCHER,), needs=(v.REASON,),
         guards=(RETURN_ASKED, NOT_ASKER), effects=(RefuseReturn(stops=("sign", "return_decision")),),
         tells=(Tell("request_return_refused", "unit:clerk"),),
         audience=Audience.STAFF, source=LVLIANG),
    Move(name="appeal", label=Words("申请会商", "Appeal"), start=("handling",), end="arbitration", who=(LEAD_CLERK,),
         needs=(v.BASIS, v.RIGHT_UNIT), guards=(MAY_APPEAL,), effects=(AskReturn(),), audience=Audience.STAFF,
         source=f"{LVLIANG} 疑难会商"),
    Move(name="arbitrate", label=Words("会商裁定", "Arbitrate"), start=("arbitration",),
         end=Fork("decision", {"uphold": "to_dispatch", "reject": "handling"}), who=(ARBITER,),
         needs=(v.DECISION, v.REASON, v.RIGHT_UNIT), guards=(NOT_ASKER,),
         effects=(Arbitrate(stops=("sign", "return_decision")),),
         tells=(Tell("request_arbitrated", "unit:clerk"),), audience=Audience.STAFF, source=f"{LVLIANG} 疑难会商"),
)
# fmt: on
