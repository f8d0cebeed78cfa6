"""Who acts in a citizen request, the documents its rows rest on, and the groups of stages they share."""

from shiyu.cases.effects import OnReaching, Rework, TakeUpAgain
from shiyu.cases.who import JOINT, LEAD, ByClock, Holds, OfUnit, PartyIs

CALLER = PartyIs(("caller",))
AGENT, DISPATCHER, SUPERVISOR = Holds("agent"), Holds("dispatcher"), Holds("supervisor")
REVIEWER, CALLBACK = Holds("reviewer"), Holds("callback_officer")
ARBITER, AUDITOR = Holds("arbiter"), Holds("auditor")
TIPOFF_KEEPER, ENTERPRISE_DESK = Holds("tipoff_keeper"), Holds("enterprise_desk")
LEAD_CLERK, JOINT_CLERK = OfUnit("clerk", (LEAD,)), OfUnit("clerk", (JOINT,))
UNIT_CLERK, LEAD_HEAD = OfUnit("clerk", (LEAD, JOINT)), OfUnit("unit_head", (LEAD,))
CLOCK = ByClock()

GB53 = "国办发〔2020〕53号"
SHANXI = "晋政办发〔2020〕55号"
SERVICE = "GB/T 33358-2016"
LVLIANG = "吕梁市12345办理规则"
PRIVACY = "个人信息保护法"

WORKING = ("to_sign", "handling", "extension_asked", "deferral_asked", "rework")
REOPEN = OnReaching(stage="rework", effects=(Rework(clocks=("rework",)),))
TAKEN_UP_AGAIN = (
    OnReaching(stage="rework", effects=(TakeUpAgain(clocks=("rework",)),)),
    OnReaching(stage="to_final_answer", effects=(TakeUpAgain(),)),
)
BEFORE_ANSWER = ("received", "to_dispatch", *WORKING, "return_asked", "arbitration", "suspended", "deferred")
JOINABLE = (*BEFORE_ANSWER, "review")
"""A request at these stages still takes callers: its answer has not gone out."""
MERGEABLE = ("received", "to_dispatch", "to_sign", "handling")
"""At these a request may be merged into another: nothing of it is asked for or decided yet."""
ANSWER_OUT = ("call_back", "awaiting_verdict")
ENDED = ("closed", "answered_directly", "not_accepted", "handed_over", "withdrawn")
"""Every end but 并单: what concerns a merged caller is done in the main case."""
