"""What an answer promised, living on after it as a case of its own."""

from shiyu.base.words import Words
from shiyu.cases.effects import Assign, GiveReply, OpenCase, StartClock
from shiyu.cases.procedure import NEW, ClockRule, Move, Need, NeedKind, Procedure, Stage, Tell
from shiyu.cases.who import ByClock, Holds, OfUnit

OWNER = OfUnit("clerk")

PROMISE = Procedure(
    name="test_promise",
    version=1,
    label=Words("承诺（测试）", "Promise (test)"),
    prefix="TP",
    rule_set="test_rules",
    app="shiyu.cases.tests.procedures",
    raisers=("submitter",),
    parties={"submitter": Words("提出人", "submitter")},
    sees=(OWNER, Holds("supervisor")),
    sees_contact=(),
    clocks=(ClockRule(name="promised", label=Words("承诺期限", "promised by"), limit="short"),),
    stages=(
        Stage(name="open", label=Words("落实中", "open"), owner=OWNER, clock="promised"),
        Stage(name="kept", label=Words("已兑现", "kept"), end=True),
    ),
    moves=(
        Move(
            name="promise", label=Words("承诺", "promise"), start=(NEW,), end="open", who=(ByClock(),),
            needs=(
                Need(name="title", kind=NeedKind.TEXT, label=Words("内容", "text")),
                Need(name="due", kind=NeedKind.DATE, label=Words("期限", "due")),
                Need(name="unit", kind=NeedKind.UNIT, label=Words("责任单位", "owner")),
            ),
            effects=(OpenCase(), Assign(lead_from="unit"), StartClock(rule="promised", until_from="due")),
        ),
        Move(
            name="keep", label=Words("兑现", "keep"), start=("open",), end="kept", who=(OWNER,),
            needs=(Need(name="answer", kind=NeedKind.TEXT, label=Words("落实情况", "what was done")),),
            effects=(GiveReply(text_from="answer"),), tells=(Tell("test", "submitter"),),
        ),
    ),
)  # fmt: skip
