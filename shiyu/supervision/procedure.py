"""13710督办: the stages and moves of a supervision order, each row with the rule it rests on. Read this first.

1 day to deploy, 3 days to report, 7 days for what is ordinary, 1 month for what is complex, 0 left open. Limits stand
in the rule set `supervision` of the city pack. A row marked 设计 rests on no document.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure, Stage
from shiyu.supervision import vocabulary as v
from shiyu.supervision.procedure_clocks import CLOCKS
from shiyu.supervision.procedure_closing import CLOSING
from shiyu.supervision.procedure_handling import HANDLING
from shiyu.supervision.procedure_people import (
    AUDITOR,
    LEAD_CLERK,
    LEAD_OFFICER,
    LEADER,
    OFFICER,
    UNIT_CLERK,
    UNIT_HEAD,
)
from shiyu.supervision.procedure_proposing import PROPOSING

# fmt: off
STAGES = (
    Stage(name="proposed", label=Words("拟立项", "Proposed"), owner=OFFICER, clock="draft"),
    Stage(name="to_approve", label=Words("待审批", "To be approved"), owner=LEAD_OFFICER, clock="approval"),
    Stage(name="to_sign", label=Words("待签收", "To be signed for"), owner=UNIT_CLERK, clock="sign"),
    Stage(name="handling", label=Words("办理中", "Being handled"), owner=LEAD_CLERK, clock="zero"),
    Stage(name="extension_asked", label=Words("延期待批", "Extension asked"), owner=LEAD_OFFICER, clock="decision"),
    Stage(name="suspension_asked", label=Words("挂起待批", "Suspension asked"), owner=LEAD_OFFICER, clock="decision"),
    Stage(name="suspended", label=Words("挂起", "Suspended"), owner=OFFICER, clock="suspension"),
    Stage(name="close_asked", label=Words("待审核", "To be reviewed"), owner=LEAD_OFFICER, clock="review"),
    Stage(name="closed", label=Words("销号", "Cleared"), end=True),
    Stage(name="not_approved", label=Words("不予立项", "Not approved"), end=True),
    Stage(name="withdrawn", label=Words("撤销", "Withdrawn"), end=True),
)

SUPERVISION_ORDER = Procedure(
    name="supervision_order", version=1, label=Words("督查督办", "Supervision order"), prefix="DC",
    rule_set="supervision", stages=STAGES, clocks=CLOCKS, moves=(*PROPOSING, *HANDLING, *CLOSING), raisers=(),
    parties={}, outcomes=v.OUTCOMES, sees=(OFFICER, LEAD_OFFICER, LEADER, AUDITOR, UNIT_CLERK, UNIT_HEAD),
    sees_contact=(), caps=("extensions", "extension_days", "suspension_days", "urge_every_days"),
    main_road=("proposed", "to_approve", "to_sign", "handling", "close_asked", "closed"), app="shiyu.supervision",
    takes_referral="take_over",
)
"""督查督办. No party: a matter taken over from another system comes without its people."""
# fmt: on
