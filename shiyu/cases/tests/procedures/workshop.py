"""A bit of everything: each kind of fact, pausing, extending, merging, linking, referring, drafting, own effects."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    AddParty,
    Assign,
    Attach,
    Classify,
    DraftReply,
    EndAssignments,
    ExtendClock,
    GiveReply,
    LinkCase,
    MergeInto,
    OpenCase,
    PauseClocks,
    Refer,
    ResumeClocks,
    Run,
    SignFor,
    StartClock,
    StopClock,
    TellReason,
)
from shiyu.cases.effects_contact import ReplaceContact
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, ClockRule, Move, Need, NeedKind, Procedure, Stage, Tell
from shiyu.cases.tests.procedures.small import A, need
from shiyu.cases.who import LEAD, ByClock, Holds, InPlace, OfUnit, PartyIs

DESK, UNIT, CALLER, CLOCK = Holds("dispatcher"), OfUnit("clerk"), PartyIs(("caller",)), ByClock()
TOLD = (Tell("test", "caller"),)
CHANNELS = {"phone": Words("电话", "telephone"), "web": Words("网站", "web")}
ONE_OF_EACH = (
    Need(name="title", kind=NeedKind.TEXT, label=Words("标题", "title"), maximum=100),
    Need(name="channel", kind=NeedKind.CODE, label=A, choices=CHANNELS, optional=True),
    Need(name="count", kind=NeedKind.NUMBER, label=A, minimum=1, maximum=9, optional=True),
    need("unit", NeedKind.UNIT, optional=True),
    need("units", NeedKind.UNITS, optional=True),
    need("category", NeedKind.CATEGORY, optional=True),
    need("place", NeedKind.PLACE, optional=True),
    need("day", NeedKind.DATE, optional=True),
    need("other_case", NeedKind.CASE, optional=True),
    need("party", NeedKind.PARTY, optional=True),
    need("contact", NeedKind.CONTACT, optional=True),
    need("files", NeedKind.FILES, optional=True),
    need("promises", NeedKind.PROMISES, optional=True),
    need("urgent", NeedKind.FLAG, optional=True),
    need("detail", optional=True),
    need("reference", optional=True),
)

WORKSHOP = Procedure(
    name="test_workshop",
    version=1,
    label=Words("万用（测试）", "Workshop (test)"),
    prefix="TW",
    rule_set="test_rules",
    app="shiyu.cases.tests.procedures",
    raisers=("caller",),
    parties={"caller": Words("诉求人", "caller"), "witness": Words("见证人", "witness")},
    sees=(DESK, InPlace("supervisor"), UNIT, OfUnit("arbiter", (LEAD,)), CALLER),
    sees_contact=(DESK,),
    outcomes={"done": Words("已解决", "done")},
    clocks=(
        ClockRule(name="decide", label=Words("派单", "decide"), limit="quick"),
        ClockRule(
            name="handle", label=Words("办理", "handle"), limit="short",
            escalates_to=("unit:unit_head", "role:supervisor"),
        ),
        ClockRule(name="suspension", label=Words("挂账", "suspension"), limit="long", late_move="resume_when_due"),
    ),
    stages=(
        Stage(name="open", label=A, owner=DESK, clock="decide"),
        Stage(name="working", label=A, owner=UNIT, clock="handle"),
        Stage(name="suspended", label=A, owner=DESK, clock="suspension"),
        Stage(name="closed", label=A, end=True),
        Stage(name="merged", label=A, end=True),
        Stage(name="away", label=A, end=True),
    ),
    moves=(
        Move(
            name="raise", label=A, start=(NEW,), end="open", who=(CALLER, DESK, CLOCK), needs=ONE_OF_EACH,
            effects=(OpenCase(reference_from="reference"), Attach()), tells=TOLD,
        ),
        Move(
            name="dispatch", label=A, start=("open",), end="working", who=(DESK,),
            needs=(need("lead", NeedKind.UNIT), need("separate", NeedKind.UNITS, optional=True)),
            effects=(Assign(lead_from="lead", separate_from="separate", clocks=("handle",)),),
            tells=(Tell("test", "unit:clerk"),),
        ),
        Move(
            name="lead_too", label=A, start=("working",), end=STAY, who=(DESK,), needs=(need("lead", NeedKind.UNIT),),
            effects=(Assign(lead_from="lead"),),
        ),
        Move(name="reopen", label=A, start=("closed",), end="open", who=(DESK,), needs=(need("text"),)),
        Move(name="sign", label=A, start=("working",), end=STAY, who=(UNIT,), effects=(SignFor(),)),
        Move(name="note", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK, UNIT, CALLER), needs=(need("text"),)),
        Move(name="mark", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK,), effects=(Run(name="note_it"),)),
        Move(name="stop", label=A, start=("working",), end=STAY, who=(UNIT, DESK), effects=(StopClock(rule="handle"),)),
        Move(
            name="hear", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK,), needs=(need("contact", NeedKind.CONTACT),),
            effects=(AddParty(role="witness"),),
        ),
        Move(
            name="correct_contact", label=A, start=(ANY_OPEN, "closed"), end=STAY, who=(DESK, CALLER),
            needs=(need("contact", NeedKind.CONTACT), need("party", NeedKind.PARTY, optional=True)),
            effects=(ReplaceContact(party_from="party", keeps=("name",), template="test"),),
        ),
        Move(
            name="set_right", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK,),
            needs=(
                need("category", NeedKind.CATEGORY, optional=True), need("place", NeedKind.PLACE, optional=True),
            ),
            effects=(Classify(),),
        ),
        Move(
            name="attach_and_link", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK,),
            needs=(need("files", NeedKind.FILES), need("other_case", NeedKind.CASE)), effects=(Attach(), LinkCase()),
        ),
        Move(
            name="link", label=A, start=(ANY_OPEN,), end=STAY, who=(DESK,), needs=(need("other_case", NeedKind.CASE),),
            effects=(LinkCase(),),
        ),
        Move(
            name="suspend", label=A, start=("working",), end="suspended", who=(DESK,),
            needs=(need("until", NeedKind.DATE),),
            effects=(PauseClocks(), StartClock(rule="suspension", until_from="until")),
        ),
        Move(
            name="resume", label=A, start=("suspended",), end="working", who=(DESK,), effects=(ResumeClocks(),),
        ),
        Move(
            name="resume_when_due", label=A, start=("suspended",), end="working", who=(CLOCK,),
            effects=(ResumeClocks(),),
        ),
        Move(
            name="extend", label=A, start=("working",), end=STAY, who=(DESK,), needs=(need("amount", NeedKind.NUMBER),),
            effects=(ExtendClock(rule="handle"),),
        ),
        Move(
            name="recall", label=A, start=("working",), end="open", who=(DESK,), effects=(EndAssignments(),),
        ),
        Move(
            name="merge", label=A, start=("open", "working"), end="merged", who=(DESK,),
            needs=(need("main_case", NeedKind.CASE),), effects=(MergeInto(into=("open", "working")),), tells=TOLD,
        ),
        Move(
            name="refer", label=A, start=("working",), end="away", who=(UNIT,),
            needs=(need("title"), need("due", NeedKind.DATE), need("unit", NeedKind.UNIT), need("reason")),
            effects=(
                Refer(to="test_promise", move="promise", facts={"title": "title", "due": "due", "unit": "unit"}),
                TellReason(),
            ),
            tells=TOLD,
        ),
        Move(
            name="draft", label=A, start=("working",), end=STAY, who=(UNIT,), needs=(need("answer"),),
            effects=(DraftReply(),),
        ),
        Move(
            name="answer", label=A, start=("working",), end="closed", who=(UNIT,), needs=(need("answer"),),
            effects=(GiveReply(text_from="answer"),), tells=TOLD,
        ),
        Move(
            name="give", label=A, start=("working",), end="closed", who=(DESK,), effects=(GiveReply(),), tells=TOLD,
        ),
    ),
)  # fmt: skip
