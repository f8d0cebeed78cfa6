"""承诺: what an answer promised, living on after it as a case of its own with its day and its owner."""

from shiyu.base.words import Words
from shiyu.cases.effects import (
    Assign,
    Attach,
    EndAssignments,
    GiveReply,
    OpenCase,
    PauseClocks,
    ResumeClocks,
    Run,
    SignFor,
    StartClock,
    StopClock,
)
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Audience, Move, Procedure, Stage, Tell
from shiyu.cases.who import LEAD, OfUnit
from shiyu.proposals import needs as n
from shiyu.proposals.procedure_clocks import PROMISE_CLOCKS
from shiyu.proposals.procedure_people import (
    ASSIGNERS,
    CITY_LEADER,
    CLERK,
    CLOCK,
    COMMITTEE,
    CPPCC_LEADER,
    DESIGN,
    FOLLOW,
    LEAD_CLERK,
    LEAD_DEPUTY,
    REVIEWER,
    SUBMITTER,
    TO_SIGN_FOR,
)

# fmt: off
STAGES = (
    Stage(name="open", label=Words("落实中", "Being carried out"), owner=LEAD_CLERK, clock="promised"),
    Stage(name="reported", label=Words("待核实", "To be verified"), owner=CLERK, clock="verify"),
    Stage(name="kept", label=Words("已兑现", "Kept"), end=True),
)
MOVES = (
    Move(name="promise", label=Words("承诺", "Promise"), start=(NEW,), end="open", who=(CLOCK,),
         needs=(n.PROMISED, n.DUE, n.OWNER),
         effects=(OpenCase(), Assign(lead_from="unit"), StartClock(rule="promised", until_from="due")),
         tells=(Tell("promise_made", "submitter"), Tell("promise_made", "unit:clerk")),
         source=f"{FOLLOW}：承诺台账"),
    Move(name="sign", label=Words("签收", "Sign for"), start=("open",), end=STAY, who=(LEAD_CLERK,),
         guards=(TO_SIGN_FOR,), effects=(SignFor(),), source=f"{DESIGN}: 责任单位认领承诺"),
    Move(name="report_kept", label=Words("报告兑现", "Report that it is kept"), start=("open",), end="reported",
         who=(LEAD_CLERK,), needs=(n.PROOF, n.FILES), effects=(PauseClocks(), Attach()),
         tells=(Tell("promise_reported", "role:proposal_clerk"),), source=f"{FOLLOW}：附佐证"),
    Move(name="verify_kept", label=Words("核实兑现", "Verify that it is kept"), start=("reported",), end="kept",
         who=(CLERK,), needs=(n.ANSWER,), effects=(GiveReply(text_from="answer"),),
         tells=(Tell("promise_kept", "submitter"), Tell("promise_kept", "unit:clerk")), source=FOLLOW),
    Move(name="find_unkept", label=Words("核实未兑现", "Find that it is not kept"), start=("reported",), end="open",
         who=(CLERK,), needs=(n.REASON,), effects=(ResumeClocks(),), audience=Audience.STAFF,
         tells=(Tell("promise_unkept", "unit:clerk"),), source=FOLLOW),
    Move(name="postpone", label=Words("推迟承诺", "Postpone the promise"), start=("open",), end=STAY,
         who=(LEAD_DEPUTY,), needs=(n.UNTIL, n.REASON),
         effects=(Run(name="check_later_day"), StopClock(rule="promised"),
                  StartClock(rule="promised", until_from="until")),
         tells=(Tell("promise_postponed", "submitter"), Tell("promise_postponed", "role:proposal_clerk")),
         source=f"{DESIGN}: 推迟须说明理由并告知每位提案者"),
    Move(name="reassign", label=Words("改由其他单位落实", "Give it to another unit"), start=("open",), end=STAY,
         who=(CLERK,), needs=(n.OWNER, n.REASON), effects=(EndAssignments(), Assign(lead_from="unit")),
         audience=Audience.STAFF, tells=(Tell("promise_made", "unit:clerk"),),
         source=f"{DESIGN}: 责任单位撤并后承诺有人接办"),
    Move(name="note_progress", label=Words("记录进展", "Note progress"), start=("open",), end=STAY,
         who=(LEAD_CLERK,), needs=(n.NOTE, n.FILES), effects=(Attach(),), source=FOLLOW),
    Move(name="urge", label=Words("催办", "Urge"), start=(ANY_OPEN,), end=STAY, who=(CLERK, *ASSIGNERS.values()),
         needs=(n.NOTE_IF_ANY,), audience=Audience.STAFF,
         tells=(Tell("promise_urged", "unit:clerk"), Tell("promise_urged", "unit:unit_head")), source=FOLLOW),
)

PROPOSAL_PROMISE = Procedure(
    name="proposal_promise", version=1, label=Words("提案承诺", "Promise of a proposal answer"), prefix="CN",
    rule_set="proposals", stages=STAGES, clocks=PROMISE_CLOCKS, moves=MOVES, raisers=("submitter",),
    parties={"submitter": Words("提案者", "Submitter")},
    sees=(SUBMITTER, CLERK, REVIEWER, COMMITTEE, *ASSIGNERS.values(), CPPCC_LEADER, CITY_LEADER,
          LEAD_CLERK, LEAD_DEPUTY, OfUnit("unit_head", (LEAD,))),
    sees_contact=(CLERK,), app="shiyu.proposals", main_road=("open", "reported", "kept"),
)
# fmt: on
