"""审查: the moves of the proposals committee, from 初审 to 立案, 并案 or 不立案."""

from shiyu.base.words import Words
from shiyu.cases.effects import MergeInto, Run, TellReason
from shiyu.cases.procedure import Audience, Fork, Move, Tell
from shiyu.proposals import needs as n
from shiyu.proposals.procedure_people import BEFORE_FILING, CLERK, COMMITTEE, CPPCC, REVIEWER, SOME_GROUND, STILL_TAKES
from shiyu.proposals.procedure_writing import TOLD
from shiyu.proposals.vocabulary import CHANNELS

# fmt: off
REVIEW = (
    Move(name="pass_preliminary", label=Words("初审通过", "Pass the preliminary review"), start=("submitted",),
         end="second_review", who=(CLERK,), needs=(n.NOTE_IF_ANY,), audience=Audience.STAFF,
         source=f"{CPPCC} 审查；三审为手册A2"),
    Move(name="pass_second", label=Words("复审通过", "Pass the second review"), start=("second_review",),
         end="committee", who=(REVIEWER,), needs=(n.NOTE_IF_ANY,), audience=Audience.STAFF,
         source=f"{CPPCC} 审查；三审为手册A2"),
    Move(name="file", label=Words("立案", "File"), start=("committee",), who=(COMMITTEE,),
         end=Fork("channel", {channel: f"to_assign_{channel}" for channel in CHANNELS}),
         needs=(n.CHANNEL, n.THEME, n.NOTE_IF_ANY), effects=(Run(name="file"),),
         tells=(*(Tell("proposal_filed", to) for to in TOLD),
                *(Tell("proposal_to_assign", f"role:{channel}_assigner", on=(f"to_assign_{channel}",))
                  for channel in CHANNELS)),
         source=f"{CPPCC} 立案、编号"),
    Move(name="merge", label=Words("并案", "Merge"), start=BEFORE_FILING, end="merged", who=(REVIEWER, COMMITTEE),
         needs=(n.MAIN_CASE, n.NOTE_IF_ANY), effects=(MergeInto(into=STILL_TAKES),),
         tells=tuple(Tell("proposal_merged", to) for to in TOLD),
         source="手册A2 并案：保留每位提案者，一并办理，分别答复"),
    Move(name="return_for_revision", label=Words("退回修改", "Return for revision"), start=BEFORE_FILING,
         end="returned", who=(CLERK, REVIEWER, COMMITTEE), needs=(n.REASON,),
         tells=tuple(Tell("proposal_returned", to) for to in TOLD), source="手册A2 退回修改"),
    Move(name="decline_filing", label=Words("不予立案", "Decline to file"), start=BEFORE_FILING, end="not_filed",
         who=(COMMITTEE,), needs=(*n.GROUND_FLAGS, n.REASON, n.FORWARD_AS), guards=(SOME_GROUND,),
         effects=(Run(name="note_grounds"), TellReason(), Run(name="write_non_filing")),
         tells=tuple(Tell("proposal_not_filed", to) for to in TOLD),
         source=f"{CPPCC} 不予立案的情形；告知提案者"),
)
# fmt: on
