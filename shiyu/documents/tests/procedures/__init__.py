"""A procedure whose moves issue papers; it exists for the tests alone."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, OpenCase, Run
from shiyu.cases.procedure import NEW, STAY, Move, Need, NeedKind, Procedure, Stage
from shiyu.cases.who import Holds, PartyIs

A = Words("甲", "a")
DESK = Holds("dispatcher")


def text(name: str, *, optional: bool = False) -> Need:
    """Free words."""
    return Need(name=name, kind=NeedKind.TEXT, label=A, optional=optional)


PAPERWORK = Procedure(
    name="test_papers",
    version=1,
    label=Words("行文（测试）", "Papers (test)"),
    prefix="TP",
    rule_set="papers",
    app="shiyu.documents.tests.procedures",
    raisers=("member",),
    parties={"member": Words("委员", "member")},
    sees=(DESK, PartyIs(("member",))),
    sees_contact=(DESK,),
    clocks=(),
    stages=(Stage(name="open", label=A, owner=DESK), Stage(name="closed", label=A, end=True)),
    moves=(
        Move(
            name="submit", label=A, start=(NEW,), end="open", who=(DESK, PartyIs(("member",))),
            needs=(text("title"), Need(name="contact", kind=NeedKind.CONTACT, label=A)),
            effects=(OpenCase(party_role="member"), Attach(), Run(name="tell_at_once")),
        ),
        Move(
            name="answer", label=A, start=("open",), end=STAY, who=(DESK,),
            needs=(text("answer"), text("unit"), text("flaw", optional=True)),
            effects=(Run(name="write_answer"), Run(name="stumble")),
        ),
        Move(name="urge", label=A, start=("open",), end=STAY, who=(DESK,), needs=(text("unit"),),
             effects=(Run(name="write_urging"),)),
    ),
)  # fmt: skip
