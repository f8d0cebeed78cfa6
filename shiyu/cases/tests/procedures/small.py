"""The smallest procedure that has a bit of everything; broken in one place at a time by the tests of soundness."""

from shiyu.base.words import Words
from shiyu.cases.effects import Assign, GiveReply, OnReaching, OpenCase, Refer, SignFor, TellReason
from shiyu.cases.procedure import NEW, ClockRule, Fork, Move, Need, NeedKind, Procedure, Stage, Tell
from shiyu.cases.who import ByClock, Holds, OfUnit, PartyIs

DESK, UNIT, ASKER = Holds("dispatcher"), OfUnit("clerk"), PartyIs(("asker",))
CHOICES = {"take": Words("受理", "take"), "refuse": Words("不予受理", "refuse")}
A = Words("甲", "a")


def need(name: str, kind: NeedKind = NeedKind.TEXT, *, optional: bool = False) -> Need:
    """A need with no more than a name."""
    return Need(name=name, kind=kind, label=A, optional=optional)


SMALL = Procedure(
    name="test_small",
    version=1,
    label=Words("小流程（测试）", "Small (test)"),
    prefix="TS",
    rule_set="test_rules",
    app="shiyu.cases.tests.procedures",
    raisers=("asker",),
    parties={"asker": Words("申请人", "asker")},
    sees=(DESK, UNIT, ASKER),
    sees_contact=(DESK,),
    clocks=(
        ClockRule(name="decide", label=A, limit="short", escalates_to=("role:supervisor",)),
        ClockRule(name="handle", label=A, limit="long", late_move="give_up"),
    ),
    stages=(
        Stage(name="asked", label=A, owner=DESK, clock="decide"),
        Stage(name="handling", label=A, owner=UNIT, clock="handle"),
        Stage(name="closed", label=A, end=True),
        Stage(name="refused", label=A, end=True),
    ),
    moves=(
        Move(
            name="ask", label=A, start=(NEW,), end="asked", who=(ASKER, DESK),
            needs=(need("title"), need("contact", NeedKind.CONTACT, optional=True)),
            effects=(OpenCase(party_role="asker"),),
        ),
        Move(
            name="decide", label=A, start=("asked",), end=Fork("how", {"take": "handling", "refuse": "refused"}),
            who=(DESK,),
            needs=(
                Need(name="how", kind=NeedKind.CODE, label=A, choices=CHOICES), need("unit", NeedKind.UNIT),
                need("reason"),
            ),
            effects=(
                Assign(lead_from="unit", clocks=("handle",)),
                OnReaching(stage="refused", effects=(TellReason(),)),
            ),
            tells=(Tell("test", "asker"),),
        ),
        Move(name="sign", label=A, start=("handling",), end="=", who=(UNIT,), effects=(SignFor(),)),
        Move(
            name="answer", label=A, start=("handling",), end="closed", who=(UNIT,), needs=(need("answer"),),
            effects=(GiveReply(text_from="answer"),), tells=(Tell("test", "asker"), Tell("test", "unit:clerk")),
        ),
        Move(
            name="hand_on", label=A, start=("handling",), end="closed", who=(UNIT,),
            needs=(need("reason"), need("what")),
            effects=(Refer(to="test_confidential", move="register", facts={"title": "what"}), TellReason()),
            tells=(Tell("test", "asker"),),
        ),
        Move(
            name="give_up", label=A, start=("handling",), end="closed", who=(ByClock(),), effects=(TellReason(),),
            tells=(Tell("test", "asker"),),
        ),
    ),
)  # fmt: skip
