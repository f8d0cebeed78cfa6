"""告知、移送、回访、办结: how a dispute ends, settled or not, and what was told."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, Run, SetOutcome, StopClock, TellReason
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Guard, Move, Tell
from shiyu.disputes import rules
from shiyu.disputes import vocabulary as v
from shiyu.disputes.procedure_people import (
    CLOCK,
    CONFIDENTIAL_ENDS,
    DESIGN,
    DOSSIER,
    FLOW,
    NAMED,
    RMTJ,
    WINDOW,
)

# fmt: off
VISITED = Guard(name="visited", rule=rules.visited,
    sentence=Words("还没有回访记录", "nobody was visited yet"))
ENDED = tuple(Tell("dispute_ended", side) for side in v.SIDES)
PAPER = Run(name="write_papers")
ENDING = (
    Move(name="fail", label=Words("调解不成", "No agreement reached"), start=("mediating", "performing"), end="failed",
         who=NAMED, needs=(v.REASON,),
         effects=(SetOutcome(outcome="failed"), StopClock(rule="confirmation")),
         tells=tuple(Tell("dispute_failed", side) for side in v.SIDES), audience=Audience.STAFF,
         source=f"{RMTJ} 第二十六条：调解不成的，应当终止调解"),
    Move(name="tell_ways", label=Words("告知法律途径并终止", "Tell the legal ways and end"), start=("failed",),
         end="ended", who=NAMED, needs=(v.WAYS, v.REASON, v.FILES),
         effects=(Attach(), TellReason(), Run(name="note_way"), PAPER, Run(name="tell_source")),
         tells=tuple(Tell("dispute_ways", side) for side in v.SIDES),
         source=f"{RMTJ} 第二十六条：告知可以依法通过仲裁、行政、司法等途径维护权利"),
    Move(name="refer_on", label=Words("转仲裁、诉讼、其他部门", "Hand over"), start=("registered", "failed"),
         end="referred", who=(WINDOW, *NAMED), needs=(v.TO_WHERE, v.TO_UNIT, v.REASON, v.FILES),
         effects=(Attach(), TellReason(), SetOutcome(outcome_from="to"), Run(name="hand_papers"), PAPER,
                  Run(name="tell_source")),
         tells=ENDED, source=f"{FLOW}：不成的转仲裁、诉讼；材料一并移交"),
    Move(name="note_receipt", label=Words("接收单位已接收", "Received where it was handed to"), start=("referred",),
         end=STAY, who=(CLOCK,), needs=(v.TO_UNIT,), effects=(Run(name="tell_mediators_of_receipt"),),
         tells=tuple(Tell("dispute_received_there", side) for side in v.SIDES),
         source=f"{FLOW}：接收单位回执（{DESIGN}）"),
    Move(name="to_police", label=Words("移送公安机关", "Hand over to the police"), start=(ANY_OPEN,), end="police",
         who=(WINDOW, *NAMED), needs=(v.DANGER_SIGN, v.REASON, v.FILES),
         effects=(Attach(), Run(name="note_danger"), TellReason(), SetOutcome(outcome="police"),
                  Run(name="tell_source")),
         tells=(Tell("dispute_police", v.APPLICANT),), audience=Audience.STAFF, source=f"{RMTJ} 第二十五条"),
    Move(name="follow_up", label=Words("回访", "Follow-up visit"), start=("following",), end=STAY, who=NAMED,
         needs=(v.PARTY, v.ON, v.PERFORMED, v.SATISFIED, v.HIDDEN, v.NOTE_IF_ANY),
         effects=(Run(name="note_visit"), PAPER), audience=Audience.STAFF,
         source=f"{DOSSIER} 回访记录：履行、满意度、隐患"),
    Move(name="close", label=Words("办结归档", "Close"), start=("following",), end="closed", who=NAMED,
         needs=(v.RESULT,), guards=(VISITED,),
         effects=(TellReason(reason_from="result"), SetOutcome(outcome="performed"), PAPER, Run(name="tell_source")),
         tells=tuple(Tell("dispute_closed", side) for side in v.SIDES), source=f"{DOSSIER} 结案"),
    Move(name="opened_in_need", label=Words("应急查看", "Opened in need"),
         start=(ANY_OPEN, *CONFIDENTIAL_ENDS), end=STAY, who=(CLOCK,),
         needs=(v.REASON,), tells=(Tell("dispute_opened", "unit:mediator"), Tell("dispute_opened", "role:auditor")),
         audience=Audience.STAFF, source=f"{DESIGN}：应急查看须有理由、留痕并通报"),
)
# fmt: on
