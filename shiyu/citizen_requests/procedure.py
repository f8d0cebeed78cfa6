"""市民诉求办理: the stages and moves of a citizen's request, each row with the rule it rests on. Read this first.

国办发〔2020〕53号: 受理、派单、办理、答复、督办、办结、回访、评价, a closed loop. Limits stand in the rule set
`citizen_requests` of the city pack, after 吕梁市.
A row marked 设计 rests on no document: it is how this platform closes a gap, and a city may object to it.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure, Stage
from shiyu.cases.who import OfUnit
from shiyu.citizen_requests import vocabulary as v
from shiyu.citizen_requests.procedure_clocks import CLOCKS
from shiyu.citizen_requests.procedure_dispatch import DISPATCH
from shiyu.citizen_requests.procedure_enterprises import at_the_desk, moves_for_enterprises, stages_for_enterprises
from shiyu.citizen_requests.procedure_handling import HANDLING
from shiyu.citizen_requests.procedure_intake import INTAKE
from shiyu.citizen_requests.procedure_judging import JUDGING
from shiyu.citizen_requests.procedure_pausing import PAUSING
from shiyu.citizen_requests.procedure_people import (
    AGENT,
    ARBITER,
    AUDITOR,
    CALLBACK,
    CALLER,
    DISPATCHER,
    LEAD_CLERK,
    LEAD_HEAD,
    REVIEWER,
    SUPERVISOR,
    TIPOFF_KEEPER,
)
from shiyu.citizen_requests.procedure_rates import rate_moves
from shiyu.citizen_requests.procedure_together import TOGETHER

# fmt: off
STAGES = (
    Stage(name="received", label=Words("已受理", "Received"), owner=DISPATCHER, clock="dispatch"),
    Stage(name="to_dispatch", label=Words("待派单", "To dispatch"), owner=DISPATCHER, clock="dispatch"),
    Stage(name="to_sign", label=Words("待签收", "To be signed for"), owner=LEAD_CLERK, clock="sign"),
    Stage(name="handling", label=Words("办理中", "Being handled"), owner=LEAD_CLERK, clock="handle"),
    Stage(name="return_asked", label=Words("退单待审", "Return asked"), owner=DISPATCHER, clock="return_decision"),
    Stage(name="arbitration", label=Words("疑难会商", "Arbitration"), owner=ARBITER, clock="arbitration"),
    Stage(name="extension_asked", label=Words("延期待批", "Extension asked"), owner=SUPERVISOR, clock="extension"),
    Stage(name="suspended", label=Words("挂账", "Suspended"), owner=SUPERVISOR, clock="suspension"),
    Stage(name="deferral_asked", label=Words("缓办待批", "Deferral asked"), owner=SUPERVISOR,
          clock="deferral_decision"),
    Stage(name="deferred", label=Words("缓办", "Deferred"), owner=SUPERVISOR, clock="deferral"),
    Stage(name="review", label=Words("待审核", "To be reviewed"), owner=REVIEWER, clock="review"),
    Stage(name="call_back", label=Words("待回访", "To be called back"), owner=CALLBACK, clock="call_back"),
    Stage(name="awaiting_verdict", label=Words("待评价", "Awaiting verdict"), owner=CALLER, clock="verdict"),
    Stage(name="rework", label=Words("重新办理", "Handled anew"), owner=LEAD_CLERK, clock="rework"),
    Stage(name="to_final_answer", label=Words("待最终答复", "Final answer due"), owner=LEAD_HEAD,
          clock="final_answer"),
    Stage(name="closed", label=Words("办结", "Closed"), end=True),
    Stage(name="answered_directly", label=Words("直接解答", "Answered directly"), end=True),
    Stage(name="merged", label=Words("并单", "Merged"), end=True),
    Stage(name="not_accepted", label=Words("不予受理", "Not accepted"), end=True),
    Stage(name="handed_over", label=Words("移交紧急服务", "Handed to emergency service"), end=True),
    Stage(name="withdrawn", label=Words("撤回", "Withdrawn"), end=True),
)

MOVES = (*INTAKE, *TOGETHER, *DISPATCH, *HANDLING, *PAUSING, *JUDGING)
SEES = (CALLER, AGENT, DISPATCHER, SUPERVISOR, REVIEWER, CALLBACK, ARBITER, AUDITOR, TIPOFF_KEEPER, OfUnit("clerk"),
        OfUnit("unit_head"))

MAIN_ROAD = ("received", "to_sign", "handling", "review", "call_back", "awaiting_verdict", "closed")

CAPS = ("returns", "reworks", "call_attempts", "still_days", "deferral_days", "urges_a_day", "reopen_days")
"""Every `cap(…)` of the rules."""

CITIZEN_REQUEST = Procedure(
    name="citizen_request", version=1, label=Words("市民诉求办理", "Citizen request"), prefix="SQ",
    rule_set="citizen_requests", stages=STAGES, clocks=CLOCKS, moves=(*MOVES, *rate_moves(STAGES)),
    raisers=("caller",), parties={"caller": Words("诉求人", "Caller")}, outcomes=v.OUTCOMES,
    sees=SEES, sees_contact=(AGENT, CALLBACK, LEAD_CLERK), sees_anonymous=(TIPOFF_KEEPER,),
    caps=CAPS, main_road=MAIN_ROAD, app="shiyu.citizen_requests",
)
"""市民诉求. Whoever tips off is known to the 举报保密专员 alone, who opens the identity with a reason."""

ENTERPRISE_REQUEST = Procedure(
    name="enterprise_request", version=1, label=Words("民企直通车", "Enterprise request"), prefix="QY",
    rule_set="enterprise_requests", stages=stages_for_enterprises(STAGES), clocks=CLOCKS,
    moves=moves_for_enterprises(MOVES), raisers=("caller",),
    parties={"caller": Words("诉求企业", "Enterprise")}, outcomes=v.OUTCOMES, sees=at_the_desk(SEES),
    sees_contact=at_the_desk((AGENT, CALLBACK, LEAD_CLERK)), sees_anonymous=(TIPOFF_KEEPER,),
    caps=CAPS, main_road=MAIN_ROAD, app="shiyu.citizen_requests",
)
"""民企直通车: the same road, taken in and dispatched by the desk for enterprises, under limits of its own."""
# fmt: on
