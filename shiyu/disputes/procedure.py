"""矛盾纠纷多元化解: the stages and moves of a dispute, each row with the rule it rests on. Read this first.

Several parties, free will, confidence: one clear refusal ends it; what one side says alone the other never reads; who
mediates is named, and from then on neither the window nor his committee sees the case. Limits stand in the rule set
`disputes` of the city pack. A row marked 设计 rests on no document.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure, Stage
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_clocks import CLOCKS
from shiyu.disputes.procedure_ending import ENDING
from shiyu.disputes.procedure_intake import INTAKE
from shiyu.disputes.procedure_mediating import MEDIATING
from shiyu.disputes.procedure_outcome import OUTCOME
from shiyu.disputes.procedure_people import (
    AN_EXPERT,
    EVERY_SIDE,
    HEAD,
    HEAD_MEDIATING,
    IN_CONFIDENCE,
    MEDIATOR,
    NAMED,
    WINDOW,
)
from shiyu.disputes.procedure_triage import TRIAGE

# fmt: off
STAGES = (
    Stage(name="registered", label=Words("待研判", "To be sent on"), owner=WINDOW, clock="triage"),
    Stage(name="to_appoint", label=Words("待指派", "Mediator to be named"), owner=HEAD, clock="appointment"),
    Stage(name="asking", label=Words("征询意愿", "Asking consent"), owner=EVERY_SIDE, clock="consent"),
    Stage(name="recusal", label=Words("回避待定", "Whether he steps back"), owner=HEAD, clock="appointment"),
    Stage(name="mediating", label=Words("调解中", "Mediating"), owner=MEDIATOR, clock="mediation"),
    Stage(name="signing", label=Words("待签署", "To be signed"), owner=EVERY_SIDE, clock="signing"),
    Stage(name="performing", label=Words("履行中", "Being performed"), owner=MEDIATOR, clock="performance"),
    Stage(name="following", label=Words("待回访", "To be followed up"), owner=MEDIATOR, clock="visit"),
    Stage(name="failed", label=Words("调解不成待告知", "Not settled; ways to be told"), owner=MEDIATOR,
          clock="telling"),
    Stage(name="closed", label=Words("办结", "Closed"), end=True),
    Stage(name="referred", label=Words("已转出", "Handed over"), end=True),
    Stage(name="ended", label=Words("终止", "Ended"), end=True),
    Stage(name="police", label=Words("移送公安", "With the police"), end=True),
    Stage(name="withdrawn", label=Words("撤回", "Withdrawn"), end=True),
    Stage(name="not_accepted", label=Words("不予受理", "Not accepted"), end=True),
)

DISPUTE = Procedure(
    name="dispute", version=1, label=Words("矛盾纠纷", "Dispute"), prefix="JF", rule_set="disputes", stages=STAGES,
    clocks=CLOCKS, moves=(*INTAKE, *TRIAGE, *MEDIATING, *OUTCOME, *ENDING), raisers=(v.APPLICANT,), parties=v.PARTIES,
    outcomes=v.OUTCOMES, sees=(WINDOW, HEAD, *NAMED, EVERY_SIDE, AN_EXPERT),
    sees_contact=(WINDOW, MEDIATOR, HEAD_MEDIATING),
    reads_every_side=NAMED, in_confidence=IN_CONFIDENCE, heard_from_joining=(v.INVITED,),
    caps=("other_mediators", "remind_again_days", "remind_days", "reopen_days", "reopenings"),
    main_road=("registered", "to_appoint", "asking", "mediating", "signing", "performing", "following", "closed"),
    app="shiyu.disputes", takes_referral="take_referral",
)
"""矛盾纠纷. The applicant is owed an answer: every end tells him a reason, and the other sides what concerns them."""
# fmt: on
