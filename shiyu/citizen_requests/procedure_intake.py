"""受理: the moves by which a request comes in, is classified, answered at once, refused or joined to another."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, GiveReply, OpenCase, Run, TellReason
from shiyu.cases.effects_contact import ReplaceContact
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Audience, Decide, Move, Tell
from shiyu.cases.who import Holds
from shiyu.citizen_requests import rules
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_guards import ONLY_CALLER
from shiyu.citizen_requests.procedure_people import (
    AGENT,
    BEFORE_ANSWER,
    CALLBACK,
    CALLER,
    CLOCK,
    DISPATCHER,
    ENDED,
    GB53,
    LEAD_CLERK,
    PRIVACY,
    SERVICE,
    SUPERVISOR,
)

# fmt: off
HANDED_OVER = (v.SERVICE, v.TAKEN_BY, v.TAKEN_AT, v.TAKEN_AS)

INTAKE = (
    Move(name="report", label=Words("受理", "Report"), start=(NEW,), who=(CALLER, AGENT, Holds("api_client")),
         end=Decide(rules.after_routing, ("received", "to_dispatch")),
         needs=(v.TITLE, v.DETAIL, v.TYPE, v.CHANNEL, v.CATEGORY, v.PLACE, v.CONTACT, v.URGENT, v.WRITTEN_ON,
         v.REFERENCE,
                v.FILES),
         effects=(OpenCase(reference_from="reference", kind_from="type"),
                  Attach(), Run(name="take_in"), Run(name="route")),
         tells=(Tell("request_received", "caller"),), source=f"{GB53} 受理；{SERVICE}"),
    Move(name="supplement", label=Words("补充", "Supplement"), start=(ANY_OPEN,), end=STAY, who=(CALLER, AGENT),
         needs=(v.NOTE, v.FILES), effects=(Attach(),), tells=(Tell("request_supplemented", "unit:clerk"),),
         source=SERVICE),
    Move(name="correct", label=Words("更正分类地点", "Correct category or place"), start=(ANY_OPEN,), end=STAY,
         who=(AGENT, DISPATCHER, SUPERVISOR), needs=(v.CATEGORY, v.PLACE, v.URGENT),
         effects=(Run(name="classify_again"),),
         audience=Audience.STAFF, source="GB/T 39666-2020 分类与代码"),
    Move(name="correct_contact", label=Words("更正联系方式", "Correct contact data"), start=(ANY_OPEN, *ENDED),
         end=STAY, who=(CALLER, AGENT, CALLBACK, LEAD_CLERK), needs=(v.NEW_CONTACT, v.WHOSE_CONTACT),
         effects=(ReplaceContact(party_from="party", template="request_contact_corrected"),),
         source=f"{PRIVACY} 第46条：更正、补充"),
    Move(name="route_again", label=Words("重新研判", "Route again"), start=("received", "to_dispatch"),
         end=Decide(rules.after_routing, ("received", "to_dispatch")), who=(DISPATCHER, CLOCK),
         needs=(v.NOTE_IF_ANY,),
         effects=(Run(name="route"),), audience=Audience.STAFF, source="设计 design: 建议附理由，由派单员决定"),
    Move(name="answer_directly", label=Words("直接解答", "Answer directly"), start=("received", "to_dispatch"),
         end="answered_directly", who=(AGENT, DISPATCHER), needs=(v.ANSWER, v.OUTCOME, v.KNOWLEDGE, v.EDITION),
         effects=(Run(name="note_knowledge"), GiveReply(text_from="answer", outcome_from="outcome"),),
         tells=(Tell("request_answered", "caller"),),
         source=f"{GB53} 直接解答"),
    Move(name="refuse", label=Words("不予受理", "Do not accept"), start=("received", "to_dispatch"),
         end="not_accepted",
         who=(DISPATCHER,), needs=(v.REFUSAL, v.RIGHT_OFFICE), effects=(TellReason(reason_from="refusal"),),
         tells=(Tell("request_not_accepted", "caller"),), source=f"{GB53} 受理范围；{PRIVACY} 第24条：不由机器拒绝"),
    Move(name="refuse_at_intake", label=Words("登记并不予受理", "Do not accept at intake"), start=(NEW,),
         end="not_accepted", who=(AGENT,), needs=(v.TITLE, v.DETAIL, v.CHANNEL, v.CONTACT, v.REFUSAL, v.RIGHT_OFFICE),
         effects=(OpenCase(), TellReason(reason_from="refusal")), tells=(Tell("request_not_accepted", "caller"),),
         source=f"{GB53} 受理范围：当场告知理由和应向何处反映；{PRIVACY} 第24条：不由机器拒绝"),
    Move(name="hand_over", label=Words("移交紧急服务", "Hand to an emergency service"),
         start=("received", "to_dispatch"), end="handed_over", who=(AGENT, DISPATCHER), needs=HANDED_OVER,
         effects=(TellReason(reason_from="service"),),
         tells=(Tell("request_handed_over", "caller"),), source=f"{GB53} 与110、119、120、122等紧急热线联动"),
    Move(name="hand_over_at_once", label=Words("登记并移交紧急服务", "Hand over at intake"), start=(NEW,),
         end="handed_over", who=(AGENT,), needs=(v.TITLE, v.DETAIL, v.CHANNEL, v.PLACE, v.CONTACT, *HANDED_OVER),
         effects=(OpenCase(), TellReason(reason_from="service")), tells=(Tell("request_handed_over", "caller"),),
         source=f"{GB53} 与110、119、120、122等紧急热线联动"),
    Move(name="withdraw", label=Words("撤回", "Withdraw"), start=BEFORE_ANSWER, end="withdrawn", who=(CALLER, AGENT),
         needs=(v.REASON,), guards=(ONLY_CALLER,), effects=(TellReason(),),
         tells=(Tell("request_withdrawn", "caller"),), source=SERVICE),
)
# fmt: on
