"""Several parties, free will, confidence: one refusal ends it, each side sees only its own (人民调解法 17)."""

from shiyu.base.words import Words
from shiyu.cases.effects import AddParty, GiveReply, OpenCase, RecordVerdict, TakeStance, TellReason
from shiyu.cases.procedure import (
    NEW,
    STAY,
    Audience,
    ClockRule,
    Decide,
    Move,
    Need,
    NeedKind,
    Procedure,
    Stage,
    Tell,
)
from shiyu.cases.snapshot import Snapshot
from shiyu.cases.who import ByClock, Holds, PartyIs

SIDES = PartyIs(("side_a", "side_b"))
MEDIATOR = Holds("arbiter")


def all_agreed(snapshot: Snapshot) -> str:
    """Mediation begins when every side has agreed."""
    sides = [party for party in snapshot.parties if party.role.startswith("side_")]
    return (
        "mediating"
        if {p.role for p in sides} == {"side_a", "side_b"} and all(party.stance == "agrees" for party in sides)
        else STAY
    )


def all_judged(snapshot: Snapshot) -> str:
    """The case closes when every side has said what it thinks of the outcome."""
    return "closed" if all(party.verdict for party in snapshot.parties) else STAY


TEXT = Need(name="text", kind=NeedKind.TEXT, label=Words("内容", "text"))

CONFIDENTIAL = Procedure(
    name="test_confidential",
    version=1,
    label=Words("保密调处（测试）", "Confidential settling (test)"),
    prefix="TC",
    rule_set="test_rules",
    app="shiyu.cases.tests.procedures",
    raisers=("side_a", "side_b"),
    parties={"side_a": Words("甲方", "side A"), "side_b": Words("乙方", "side B")},
    sees=(MEDIATOR, SIDES),
    sees_contact=(MEDIATOR,),
    reads_every_side=(MEDIATOR,),
    outcomes={"settled": Words("达成协议", "settled")},
    clocks=(
        ClockRule(name="consent", label=Words("征询意愿", "asking consent"), limit="short", late_move="lapse"),
        ClockRule(
            name="mediation", label=Words("调解期限", "mediation"), limit="long", escalates_to=("role:supervisor",)
        ),
        ClockRule(name="judging", label=Words("评价期限", "judging"), limit="short", late_move="close_unjudged"),
    ),
    stages=(
        Stage(name="asking", label=Words("征询双方", "asking both"), owner=SIDES, clock="consent"),
        Stage(name="mediating", label=Words("调解中", "mediating"), owner=MEDIATOR, clock="mediation"),
        Stage(name="settled", label=Words("已达成", "settled"), owner=SIDES, clock="judging"),
        Stage(name="closed", label=Words("办结", "closed"), end=True),
        Stage(name="ended", label=Words("终止", "ended"), end=True),
    ),
    moves=(
        Move(
            name="register", label=Words("登记", "register"), start=(NEW,), end="asking", who=(MEDIATOR, ByClock()),
            needs=(
                Need(name="title", kind=NeedKind.TEXT, label=Words("标题", "title"), maximum=100),
                Need(name="contact", kind=NeedKind.CONTACT, label=Words("甲方", "side A"), optional=True),
            ),
            effects=(OpenCase(party_role="side_a"),),
        ),
        Move(
            name="name_other_side", label=Words("登记乙方", "name side B"), start=("asking",), end=STAY,
            who=(MEDIATOR,), needs=(Need(name="contact", kind=NeedKind.CONTACT, label=Words("乙方", "side B")),),
            effects=(AddParty(role="side_b"),), tells=(Tell("test", "side_b"),),
        ),
        Move(
            name="agree", label=Words("同意", "agree"), start=("asking",), end=Decide(all_agreed, ("mediating", STAY)),
            who=(SIDES,), effects=(TakeStance(stance="agrees"),),
        ),
        Move(
            name="refuse", label=Words("拒绝", "refuse"), start=("asking", "mediating"), end="ended", who=(SIDES,),
            needs=(Need(name="reason", kind=NeedKind.TEXT, label=Words("理由", "reason")),),
            effects=(TakeStance(stance="refuses"), TellReason()), audience=Audience.OWN_SIDE,
            tells=(Tell("test", "side_a"), Tell("test", "side_b")), source="人民调解法 第十七条",
        ),
        Move(
            name="lapse", label=Words("逾期未表态", "lapse"), start=("asking",), end="ended", who=(ByClock(),),
            effects=(TellReason(),), tells=(Tell("test", "side_a"), Tell("test", "side_b")),
        ),
        Move(
            name="say", label=Words("陈述", "say"), start=("mediating",), end=STAY, who=(SIDES,), needs=(TEXT,),
            audience=Audience.OWN_SIDE,
        ),
        Move(
            name="note", label=Words("调解记录", "note"), start=("mediating",), end=STAY, who=(MEDIATOR,),
            needs=(TEXT,), audience=Audience.STAFF,
        ),
        Move(
            name="settle", label=Words("达成协议", "settle"), start=("mediating",), end="settled", who=(MEDIATOR,),
            needs=(
                Need(name="answer", kind=NeedKind.TEXT, label=Words("协议", "agreement")),
                Need(
                    name="outcome", kind=NeedKind.CODE, label=Words("结果", "outcome"),
                    choices={"settled": Words("达成协议", "settled")},
                ),
            ),
            effects=(GiveReply(text_from="answer", outcome_from="outcome"),),
            tells=(Tell("test", "side_a"), Tell("test", "side_b")),
        ),
        Move(
            name="judge", label=Words("评价", "judge"), start=("settled",), end=Decide(all_judged, ("closed", STAY)),
            who=(SIDES,),
            needs=(
                Need(
                    name="verdict", kind=NeedKind.CODE, label=Words("评价", "verdict"),
                    choices={"satisfied": Words("满意", "satisfied"), "dissatisfied": Words("不满意", "dissatisfied")},
                ),
            ),
            effects=(RecordVerdict(),), audience=Audience.OWN_SIDE,
        ),
        Move(
            name="close_unjudged", label=Words("未评价办结", "close unjudged"), start=("settled",), end="closed",
            who=(ByClock(),),
        ),
    ),
)  # fmt: skip
