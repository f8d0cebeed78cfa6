"""并单、群体性事件: the moves by which several callers share one request and one answer.

A mass event (one burst pipe, four hundred calls) is a request marked by a dispatcher: callers join it with a case of
their own, one answer goes to all, and each is asked.
"""

from dataclasses import replace

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, LinkCase, Mark, MergeInto, OpenCase, Run
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Audience, Move, Tell
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.joining import may_be_joined
from shiyu.citizen_requests.marks import EVENT
from shiyu.citizen_requests.procedure_guards import IS_EVENT, NOT_TIPOFF
from shiyu.citizen_requests.procedure_people import (
    AGENT,
    CALLER,
    DISPATCHER,
    GB53,
    JOINABLE,
    MERGEABLE,
    SHANXI,
    SUPERVISOR,
)

# fmt: off
JOINED = replace(v.MAIN_CASE, open_to_all=may_be_joined)

TOGETHER = (
    Move(name="join", label=Words("我也遇到（加入已有诉求）", "Join an open request"), start=(NEW,), end="merged",
         who=(CALLER, AGENT), needs=(JOINED, v.DETAIL_IF_ANY, v.CHANNEL, v.CONTACT, v.FILES),
         effects=(OpenCase(title_from=""), Attach(), Run(name="take_after_main"), MergeInto(into=JOINABLE)),
         tells=(Tell("request_merged", "caller"),), source="设计 design: 一键加入，各有件号和查询码，同样答复、评价"),
    Move(name="merge", label=Words("并单", "Merge"), start=MERGEABLE, end="merged",
         who=(DISPATCHER,), needs=(v.MAIN_CASE,), effects=(MergeInto(into=JOINABLE),),
         tells=(Tell("request_merged", "caller"),), source="设计 design: 一事一单，每位诉求人都得到答复和回访"),
    Move(name="declare_event", label=Words("列为群体性事件", "Declare a mass event"), start=JOINABLE, end=STAY,
         who=(DISPATCHER, SUPERVISOR), needs=(v.EVENT_TITLE, v.KNOWN, v.EXPECTED_END), guards=(NOT_TIPOFF,),
         effects=(Mark(mark=EVENT), Run(name="name_event")), tells=(Tell("request_event", "caller"),),
         source=f"{GB53} 突发事件、集中诉求统一办理；名称和通报方式为设计"),
    Move(name="inform_callers", label=Words("向全体诉求人通报", "Inform all callers"), start=JOINABLE, end=STAY,
         who=(DISPATCHER, SUPERVISOR), needs=(v.KNOWN, v.EXPECTED_END), guards=(IS_EVENT,),
         tells=(Tell("request_event", "caller"),), source="设计 design: 进展主动告知"),
    Move(name="mark_duplicate", label=Words("标记重复", "Mark as duplicate"), start=(ANY_OPEN,), end=STAY,
         who=(AGENT, DISPATCHER), needs=(v.OTHER_CASE,), effects=(LinkCase(),), audience=Audience.STAFF,
         source=f"{SHANXI} 分类处置"),
)
# fmt: on
