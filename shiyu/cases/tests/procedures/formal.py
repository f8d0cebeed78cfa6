"""Slow and formal: lead and joint units, four checkpoints, returns with arbitration, a verdict each, promises."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    AcceptReturn,
    AddParty,
    Arbitrate,
    AskReturn,
    Assign,
    CountSilence,
    ExtendClock,
    GiveReply,
    GrowPromises,
    OnReaching,
    OpenCase,
    RecordVerdict,
    RefuseReturn,
    Rework,
    SignFor,
    StopClock,
    Submit,
    TellReason,
)
from shiyu.cases.procedure import (
    NEW,
    STAY,
    ClockRule,
    Decide,
    Fork,
    Guard,
    Move,
    Need,
    NeedKind,
    Procedure,
    Stage,
    Tell,
)
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.who import JOINT, LEAD, ByClock, Holds, OfUnit, PartyIs

ASSIGNER = Holds("dispatcher")
ARBITER = Holds("arbiter")
LEAD_UNIT = OfUnit("clerk", (LEAD,))
JOINT_UNIT = OfUnit("clerk", (JOINT,))
ANY_UNIT = OfUnit("clerk")
SUBMITTER = PartyIs(("submitter",))
CHECKPOINTS = ("day_1", "day_3", "day_7", "month_1")


def all_signed(snapshot: Snapshot) -> str:
    """Handling begins when every unit has signed."""
    return STAY if any(a.state == "sent" for a in snapshot.live()) else "handling"


def after_return(snapshot: Snapshot) -> str:
    """Where the case stands once a return is decided."""
    if not any(a.kind == "lead" for a in snapshot.live()):
        return "to_assign"
    return all_signed(snapshot) if all_signed(snapshot) != STAY else "to_sign"


def opinions_in(snapshot: Snapshot) -> bool:
    """The lead answers only after every joint unit gave its opinion."""
    return all(a.state == "submitted" for a in snapshot.live() if a.kind == "joint")


def after_verdict(snapshot: Snapshot) -> str:
    """Once every submitter has judged: closed if none is dissatisfied, else back to the lead unit."""
    verdicts = [party.verdict for party in snapshot.parties]
    if not all(verdicts):
        return STAY
    return "handling" if "dissatisfied" in verdicts else "closed"


def reported(checkpoint: str) -> Move:
    """The report at one checkpoint."""
    return Move(
        name=f"report_{checkpoint}", label=Words(f"{checkpoint} 报告", f"report {checkpoint}"), start=("handling",),
        end=STAY, who=(LEAD_UNIT,), needs=(TEXT,), effects=(StopClock(rule=checkpoint),),
    )  # fmt: skip


TEXT = Need(name="text", kind=NeedKind.TEXT, label=Words("内容", "text"))
REASON = Need(name="reason", kind=NeedKind.TEXT, label=Words("理由", "reason"))
UNIT = Need(name="unit", kind=NeedKind.UNIT, label=Words("主办单位", "lead unit"))
DECISION = Need(
    name="decision", kind=NeedKind.CODE, label=Words("裁决", "decision"),
    choices={"uphold": Words("同意退办", "uphold"), "refuse": Words("不同意", "refuse")},
)  # fmt: skip
VERDICT = Need(
    name="verdict", kind=NeedKind.CODE, label=Words("评价", "verdict"),
    choices={"satisfied": Words("满意", "satisfied"), "dissatisfied": Words("不满意", "dissatisfied")},
)  # fmt: skip

FORMAL = Procedure(
    name="test_formal",
    version=1,
    label=Words("正式交办（测试）", "Formal assignment (test)"),
    prefix="TF",
    rule_set="test_rules",
    app="shiyu.cases.tests.procedures",
    raisers=("submitter",),
    parties={"submitter": Words("提出人", "submitter")},
    sees=(ASSIGNER, ARBITER, Holds("supervisor"), ANY_UNIT, SUBMITTER),
    sees_contact=(ASSIGNER, LEAD_UNIT),
    outcomes={"done": Words("已解决", "done"), "planned": Words("列入计划", "planned")},
    clocks=(
        ClockRule(name="assign", label=Words("交办", "assign"), limit="short"),
        ClockRule(
            name="sign", label=Words("签收", "sign"), limit="short", escalates_to=("unit:clerk", "role:supervisor"),
        ),
        ClockRule(name="return_window", label=Words("退办期限", "return window"), limit="short"),
        ClockRule(name="decide_return", label=Words("退办审核", "decide return"), limit="short"),
        ClockRule(
            name="answer", label=Words("答复期限", "answer"), limit="long",
            escalates_to=("unit:clerk", "role:supervisor"),
        ),
        ClockRule(name="judge", label=Words("反馈期限", "judge"), limit="long", late_move="close_in_silence"),
        *(ClockRule(name=c, label=Words(f"节点 {c}", f"checkpoint {c}"), limit=c) for c in CHECKPOINTS),
    ),
    stages=(
        Stage(name="to_assign", label=Words("待交办", "to assign"), owner=ASSIGNER, clock="assign"),
        Stage(name="to_sign", label=Words("待签收", "to sign"), owner=ANY_UNIT, clock="sign"),
        Stage(name="return_asked", label=Words("退办待审", "return asked"), owner=ASSIGNER, clock="decide_return"),
        Stage(name="arbitration", label=Words("裁决中", "arbitration"), owner=ARBITER, clock="decide_return"),
        Stage(name="handling", label=Words("办理中", "handling"), owner=LEAD_UNIT, clock="answer"),
        Stage(name="answered", label=Words("已答复", "answered"), owner=SUBMITTER, clock="judge"),
        Stage(name="closed", label=Words("办结", "closed"), end=True),
        Stage(name="refused", label=Words("不予受理", "refused"), end=True),
    ),
    moves=(
        Move(
            name="submit", label=Words("提交", "submit"), start=(NEW,), end="to_assign", who=(SUBMITTER, ASSIGNER),
            needs=(
                Need(name="title", kind=NeedKind.TEXT, label=Words("标题", "title"), maximum=100),
                Need(name="detail", kind=NeedKind.TEXT, label=Words("正文", "text")),
                Need(name="contact", kind=NeedKind.CONTACT, label=Words("提出人", "submitter"), optional=True),
            ),
            effects=(OpenCase(party_role="submitter"),), tells=(Tell("test", "submitter"),),
        ),
        Move(
            name="co_sign", label=Words("联名", "co-sign"), start=("to_assign",), end=STAY, who=(ASSIGNER,),
            needs=(Need(name="contact", kind=NeedKind.CONTACT, label=Words("联名人", "co-signer")),),
            effects=(AddParty(role="submitter"),),
        ),
        Move(
            name="assign", label=Words("交办", "assign"), start=("to_assign",), end="to_sign", who=(ASSIGNER,),
            needs=(
                UNIT,
                Need(name="joint", kind=NeedKind.UNITS, label=Words("会办单位", "joint units"), optional=True),
            ),
            effects=(
                Assign(
                    lead_from="unit", joint_from="joint", clocks=("sign", "answer", *CHECKPOINTS),
                    joint_clocks=("sign",),
                ),
            ),
            tells=(Tell("test", "unit:clerk"),),
        ),
        Move(
            name="sign", label=Words("签收", "sign"), start=("to_sign",), end=Decide(all_signed, ("handling", STAY)),
            who=(ANY_UNIT,), effects=(SignFor(stops=("sign",)),),
        ),
        Move(
            name="ask_return", label=Words("退办", "ask return"), start=("to_sign",), end="return_asked",
            who=(ANY_UNIT,), needs=(REASON,), effects=(AskReturn(window="return_window"),),
        ),
        Move(
            name="accept_return", label=Words("同意退办", "accept return"), start=("return_asked",),
            end=Decide(after_return, ("to_assign", "to_sign", "handling")), who=(ASSIGNER,), effects=(AcceptReturn(),),
        ),
        Move(
            name="refuse_return", label=Words("不同意退办", "refuse return"), start=("return_asked",),
            end=Decide(after_return, ("to_assign", "to_sign", "handling")), who=(ASSIGNER,), needs=(REASON,),
            effects=(RefuseReturn(),),
        ),
        Move(
            name="dispute", label=Words("提请裁决", "dispute"), start=("return_asked",), end="arbitration",
            who=(ANY_UNIT, ASSIGNER), needs=(REASON,),
        ),
        Move(
            name="arbitrate", label=Words("裁决", "arbitrate"), start=("arbitration",),
            end=Decide(after_return, ("to_assign", "to_sign", "handling")), who=(ARBITER,), needs=(DECISION, REASON),
            effects=(Arbitrate(),),
        ),
        *(reported(checkpoint) for checkpoint in CHECKPOINTS),
        Move(
            name="opine", label=Words("会办意见", "joint opinion"), start=("handling",), end=STAY, who=(JOINT_UNIT,),
            needs=(TEXT,), effects=(Submit(),),
        ),
        Move(
            name="extend", label=Words("延期", "extend"), start=("handling",), end=STAY, who=(ASSIGNER,),
            needs=(
                Need(name="amount", kind=NeedKind.NUMBER, label=Words("延长", "by"), minimum=1, maximum=100), REASON,
            ),
            effects=(ExtendClock(rule="answer"),),
        ),
        Move(
            name="answer", label=Words("答复", "answer"), start=("handling",), end="answered", who=(LEAD_UNIT,),
            needs=(
                Need(name="answer", kind=NeedKind.TEXT, label=Words("复函", "answer")),
                Need(
                    name="outcome", kind=NeedKind.CODE, label=Words("办理结果", "outcome"),
                    choices={"done": Words("已解决", "done"), "planned": Words("列入计划", "planned")},
                ),
                Need(name="promises", kind=NeedKind.PROMISES, label=Words("承诺", "promises"), optional=True),
            ),
            guards=(
                Guard(
                    name="opinions_in", rule=opinions_in,
                    sentence=Words("会办意见未齐，不能答复", "the joint units' opinions are not in yet"),
                ),
            ),
            effects=(
                Submit(), GiveReply(text_from="answer", outcome_from="outcome"),
                GrowPromises(to="test_promise", move="promise"),
            ),
            tells=(Tell("test", "submitter"),),
        ),
        Move(
            name="judge", label=Words("评价", "judge"), start=("answered",),
            end=Decide(after_verdict, ("closed", "handling", STAY)), who=(SUBMITTER,), needs=(VERDICT,),
            effects=(RecordVerdict(), OnReaching(stage="handling", effects=(Rework(clocks=("answer",)),))),
            tells=(Tell("test", "unit:clerk"),),
        ),
        Move(
            name="close_in_silence", label=Words("逾期未反馈", "close in silence"), start=("answered",),
            end=Decide(after_verdict, ("closed", "handling", STAY)), who=(ByClock(),),
            effects=(CountSilence(), OnReaching(stage="handling", effects=(Rework(clocks=("answer",)),))),
        ),
        Move(
            name="refuse", label=Words("不予受理", "refuse"), start=("to_assign",),
            end=Fork("kind", {"refused": "refused"}), who=(ASSIGNER,),
            needs=(
                REASON,
                Need(
                    name="kind", kind=NeedKind.CODE, label=Words("处理", "kind"),
                    choices={"refused": Words("不予受理", "refused")},
                ),
            ),
            effects=(TellReason(),), tells=(Tell("test", "submitter"),),
        ),
    ),
)  # fmt: skip
