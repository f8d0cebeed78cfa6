"""研判分流、指派、征询意愿: to the right body, to a mediator, and whether everybody agrees."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    AcceptReturn,
    AskReturn,
    Attach,
    OnReaching,
    PauseClocks,
    ResumeClocks,
    Run,
    SetOutcome,
    StopClock,
)
from shiyu.cases.procedure import STAY, Audience, Decide, Guard, Move, Tell
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_people import (
    BOTH_SIDES,
    CLOCK,
    COMPLETE,
    DESIGN,
    ENDS_OF_ROUND,
    EVERY_SIDE,
    FLOW,
    GUARDIAN_THERE,
    HEAD,
    NAMED,
    RMTJ,
    SETTLED,
    WINDOW,
)

# fmt: off
NEVER_MEDIATED = Guard(name="never_mediated", rule=rules.never_mediated,
    sentence=Words("已指派过调解员，不退回窗口；请另行指派或转交其他调解组织",
                   "a mediator was named before; name another or pass it on, it does not go back to the window"))
MAY_CHANGE = Guard(name="may_change", rule=rules.may_change_mediator,
    sentence=Words("要求更换调解员的次数已用完", "another mediator was asked for as often as allowed"))
MAY_ASK_RECUSAL = Guard(name="may_ask_recusal", rule=rules.may_ask_recusal,
    sentence=Words("申请回避的次数已用完；可以要求更换调解员，或拒绝调解",
                   "it was asked for as often as allowed; ask for another mediator, or refuse"))
CHANGED = Guard(name="mediator_changed", rule=rules.mediator_changed,
    sentence=Words("没有换过调解员", "there was no other mediator before"))
MAY_REOPEN = Guard(name="may_reopen", rule=rules.may_reopen,
    sentence=Words("已过重新申请的期限或次数", "it is too late, or was reopened as often as allowed"))
TO_SIDES = tuple(Tell("dispute_asked", side) for side in v.SIDES)
CONSENTED = tuple(Tell("dispute_mediating", side, on=("mediating",)) for side in v.SIDES)
REFUSED = tuple(Tell("dispute_refused", side, on=("failed",)) for side in v.SIDES)
TO_MEDIATOR = (Tell("dispute_answered", "unit:mediator"),)
ON_CONSENT = (
    OnReaching(stage="mediating", effects=(ResumeClocks(),)),
    OnReaching(stage="failed", effects=(SetOutcome(outcome="refused"), StopClock(rule="mediation"))),
)
WAITING = (StopClock(rule="consent"), PauseClocks())
"""Until another mediator is agreed to, the limit of mediation stands still; it is not begun anew."""
TRIAGE = (
    Move(name="triage", label=Words("研判分流", "Send to a body"), start=("registered",), end="to_appoint",
         who=(WINDOW,), needs=(v.KIND, v.BODY, v.WHY_BODY), guards=(COMPLETE, SETTLED, BOTH_SIDES, GUARDIAN_THERE),
         effects=(Run(name="send_to_body"),), tells=(Tell("dispute_to_appoint", "unit:mediation_head"),),
         source=f"{FLOW} 研判分流；按类别、当事人、金额、地点、意愿"),
    Move(name="give_back", label=Words("退回窗口", "Give back to the window"), start=("to_appoint",),
         end="registered", who=(HEAD,), needs=(v.REASON,), guards=(NEVER_MEDIATED,),
         effects=(AskReturn(), AcceptReturn()), tells=(Tell("dispute_given_back", "role:dispute_window"),),
         audience=Audience.STAFF, source=DESIGN),
    Move(name="pass_on", label=Words("转交其他调解组织", "Pass on to another body"), start=("to_appoint",), end=STAY,
         who=(HEAD,), needs=(v.BODY, v.REASON), effects=(Run(name="pass_to_body"),),
         tells=(Tell("dispute_to_appoint", "unit:mediation_head"),), audience=Audience.STAFF,
         source=f"{DESIGN}：须回避、人手不足时"),
    Move(name="pick_mediator", label=Words("选择调解员", "Wish for a mediator"),
         start=("registered", "to_appoint", "asking"), end=STAY, who=(EVERY_SIDE,), needs=(v.MEDIATOR,),
         effects=(Run(name="note_wish"),), audience=Audience.OWN_SIDE,
         source=f"{RMTJ} 第十九条：当事人可以选择调解员"),
    Move(name="appoint", label=Words("指派调解员", "Name the mediator"), start=("to_appoint",), end="asking",
         who=(HEAD,), needs=(v.MEDIATOR, v.MATTER), guards=(BOTH_SIDES, GUARDIAN_THERE),
         effects=(Run(name="name_mediator"),),
         tells=(*TO_SIDES, Tell("dispute_appointed", "unit:mediator")), source=f"{RMTJ} 第十九条"),
    Move(name="other_mediator", label=Words("要求更换调解员", "Ask for another mediator"),
         start=("asking", "mediating"), end="to_appoint", who=(EVERY_SIDE,), needs=(v.REASON,), guards=(MAY_CHANGE,),
         effects=(*WAITING, Run(name="release_mediator")),
         tells=(Tell("dispute_to_appoint", "unit:mediation_head"),), audience=Audience.OWN_SIDE,
         source=f"{RMTJ} 第二十三条：选择或者接受人民调解员"),
    Move(name="step_back", label=Words("回避", "Step back"), start=("asking", "mediating"), end="to_appoint",
         who=NAMED, needs=(v.WHY_BACK, v.REASON), effects=(*WAITING, Run(name="release_mediator")),
         tells=(Tell("dispute_to_appoint", "unit:mediation_head"),), audience=Audience.STAFF,
         source=f"{RMTJ} 第十五条：不得偏袒；有亲属、利害关系的回避（{DESIGN}）"),
    Move(name="ask_recusal", label=Words("申请调解员回避", "Ask that the mediator steps back"),
         start=("asking", "mediating"), end="recusal", who=(EVERY_SIDE,), needs=(v.WHY_RECUSAL, v.REASON),
         guards=(MAY_ASK_RECUSAL,), effects=WAITING, tells=(Tell("dispute_recusal_asked", "unit:mediation_head"),),
         audience=Audience.STAFF, source=f"{RMTJ} 第二十三条；由调解组织负责人决定（{DESIGN}）"),
    Move(name="grant_recusal", label=Words("同意回避", "He steps back"), start=("recusal",), end="to_appoint",
         who=(HEAD,), needs=(v.WHY_BACK, v.REASON), effects=(Run(name="release_mediator"),),
         tells=tuple(Tell("dispute_recusal_granted", side) for side in v.SIDES), audience=Audience.STAFF,
         source=DESIGN),
    Move(name="refuse_recusal", label=Words("不同意回避", "He goes on"), start=("recusal",),
         end=Decide(rules.after_recusal, ("mediating", "asking")), who=(HEAD,), needs=(v.REASON,),
         effects=(OnReaching(stage="mediating", effects=(ResumeClocks(),)),),
         tells=(*(Tell("dispute_recusal_refused", side) for side in v.SIDES), *TO_MEDIATOR),
         source=f"{DESIGN}：说明理由，各方可见"),
    Move(name="open_confidence", label=Words("同意现任调解员查看此前的单独谈话", "Open what was said before"),
         start=("asking", "mediating"), end=STAY, who=(EVERY_SIDE,), guards=(CHANGED,),
         effects=(Run(name="open_own_side"),), tells=TO_MEDIATOR, audience=Audience.OWN_SIDE,
         source=f"{RMTJ} 第十五条：不得泄露；换人后由说话的一方决定（{DESIGN}）"),
    Move(name="agree", label=Words("同意调解", "Agree to mediation"), start=("asking",),
         end=Decide(rules.after_consent, ("mediating", "failed", STAY)), who=(EVERY_SIDE,),
         guards=(GUARDIAN_THERE,), effects=(Run(name="take_consent"), *ON_CONSENT), tells=(*CONSENTED, *TO_MEDIATOR),
         source=f"{RMTJ} 第十七条、第二十三条"),
    Move(name="refuse", label=Words("不同意调解", "Refuse mediation"), start=("asking", "mediating"), end="failed",
         who=(EVERY_SIDE,), needs=(v.REASON_IF_ANY,),
         effects=(Run(name="take_refusal"), SetOutcome(outcome="refused"), StopClock(rule="mediation")),
         tells=(*REFUSED, *TO_MEDIATOR), audience=Audience.OWN_SIDE,
         source=f"{RMTJ} 第十七条：当事人一方明确拒绝调解的，不得调解"),
    Move(name="record_consent", label=Words("代录当事人表态", "Record what a party said"), start=("asking",),
         end=Decide(rules.after_consent, ("mediating", "failed", STAY)), who=NAMED,
         needs=(v.PARTY, v.STANCE, v.NOTE_IF_ANY, v.FILES), guards=(GUARDIAN_THERE,),
         effects=(Run(name="record_stance"), Attach(), *ON_CONSENT),
         tells=(*CONSENTED, *REFUSED), audience=Audience.STAFF, source=f"{RMTJ} 第十七条"),
    Move(name="lapse_consent", label=Words("逾期未表态", "No answer in time"), start=("asking",), end="failed",
         who=(CLOCK,), effects=(SetOutcome(outcome="refused"), StopClock(rule="mediation")),
         tells=tuple(Tell("dispute_lapsed", side) for side in v.SIDES),
         source=f"{DESIGN}：5个工作日内未表态的，视为未同意调解"),
    Move(name="reopen", label=Words("重新申请调解", "Ask to take it up again"), start=ENDS_OF_ROUND,
         end="to_appoint", who=(EVERY_SIDE,), needs=(v.REASON,), guards=(MAY_REOPEN,),
         effects=(Run(name="begin_round"),), tells=(Tell("dispute_reopened", "unit:mediation_head"),),
         audience=Audience.OWN_SIDE, source=f"{DESIGN}：反复、未履行的可再次申请调解"),
)
# fmt: on
