"""面商、会办、拟复、审签、签发: the moves of the units that work on a proposal."""

from shiyu.base.words import Words
from shiyu.cases.effects import Attach, DraftReply, GiveReply, OnReaching, Run, StopClock, Submit
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Decide, Move, Tell
from shiyu.proposals import needs as n
from shiyu.proposals import rules
from shiyu.proposals.procedure_people import (
    ANSWERING_CLERK,
    ASSIGNERS,
    AT_WORK,
    CITY_LEADER,
    CLASS_KNOWN,
    CLERK,
    CONSULTED,
    CPPCC_LEADER,
    DESIGN,
    FILED,
    JOINT_CLERK,
    JOINT_DEPUTY,
    JOINT_IN,
    LEAD_CLERK,
    LEAD_DEPUTY,
    LEAD_HEAD,
    LETTER,
    LOCAL,
    PARTS_IN,
    PROMISED,
    SEPARATE_CLERK,
    WITH_UNITS,
)

# fmt: off
MILESTONES = {"milestone_1": Words("三分之一", "at a third"), "milestone_2": Words("三分之二", "at two thirds")}
OUT = (Submit(), GiveReply(), Run(name="write_answer"), Run(name="send_answer"))
"""The answer goes out: the lead's share is handed in, everybody is answered, what was promised begins to live."""
TOLD_ANSWER = tuple(Tell("proposal_answered", to, on=("answered",)) for to in ("submitter", "co_signer"))


def milestone(name: str, words: Words) -> Move:
    """The note of progress at one part of the time, so that work does not pile up before the limit."""
    return Move(name=name, label=Words(f"{words.zh}进度", f"Progress {words.en}"), start=AT_WORK, end=STAY,
                who=(ANSWERING_CLERK,), needs=(n.NOTE, n.FILES), effects=(StopClock(rule=name), Attach()),
                source=f"{DESIGN}: 防止前松后紧、突击办理")


HANDLING = (
    Move(name="contact_log", label=Words("面商、联系记录", "Log a consultation"), start=WITH_UNITS, end=STAY,
         who=(ANSWERING_CLERK,),
         needs=(n.CONTACT_WAY, n.CONTACT_DAY, n.VENUE, n.PRESENT, n.PARTY_IF_ANY, n.NOTE, n.AGREED, n.FILES),
         effects=(StopClock(rule="first_contact"), Attach(), Run(name="count_consultation"),
                  Run(name="write_consultation")),
         source=f"{LOCAL} 共商在前、答复在后"),
    Move(name="submit_joint_opinion", label=Words("提交会办意见", "Hand in the joint opinion"), start=WITH_UNITS,
         end=STAY, who=(JOINT_CLERK,), needs=(n.OPINION, n.FILES),
         effects=(Submit(), Attach(), Run(name="write_joint_opinion")),
         audience=Audience.STAFF, source=f"{LOCAL} 会办意见一个月内送主办单位，会办单位不直接答复提案者"),
    Move(name="submit_part", label=Words("提交分办答复", "Answer our part"), start=WITH_UNITS, end=STAY,
         who=(SEPARATE_CLERK,), needs=(n.PART, n.FILES), effects=(Submit(), Attach()), audience=Audience.STAFF,
         source=f"{LOCAL} 分办；汇入主办单位的答复为设计"),
    *(milestone(name, words) for name, words in MILESTONES.items()),
    Move(name="draft_answer", label=Words("拟复", "Draft the answer"), start=AT_WORK, end="to_review",
         who=(LEAD_CLERK,), needs=(n.ANSWER, n.REPLY_CLASS, n.PROMISES, n.NO_JOINT, n.FILES),
         guards=(CONSULTED, JOINT_IN, PARTS_IN, CLASS_KNOWN, PROMISED),
         effects=(DraftReply(text_from="answer", outcome_from="reply_class"), Attach(), Run(name="keep_draft")),
         audience=Audience.STAFF, tells=(Tell("proposal_to_sign_off", "unit:deputy_head"),),
         source=f"{LETTER}；B类承诺须有日期和责任单位"),
    Move(name="countersign", label=Words("会签", "Countersign"), start=("to_review",), end=STAY,
         who=(JOINT_CLERK, JOINT_DEPUTY), needs=(n.NOTE,), audience=Audience.STAFF, source=f"{LETTER} 会签"),
    Move(name="send_back_draft", label=Words("退回重拟", "Send the draft back"), start=("to_review", "to_issue"),
         end=Decide(rules.after_sending_back, ("handling", "rework")), who=(LEAD_DEPUTY, LEAD_HEAD),
         needs=(n.REASON,), audience=Audience.STAFF, tells=(Tell("proposal_draft_sent_back", "unit:clerk"),),
         source=LETTER),
    Move(name="approve", label=Words("审签", "Sign off"), start=("to_review",), who=(LEAD_DEPUTY,),
         end=Decide(rules.after_approval, ("answered", "to_issue")), needs=(n.NOTE_IF_ANY,),
         effects=(Run(name="check_signer"), OnReaching(stage="answered", effects=OUT)),
         tells=(*TOLD_ANSWER, Tell("proposal_to_issue", "unit:unit_head", on=("to_issue",))),
         source=f"{LETTER} 分管领导审签"),
    Move(name="issue", label=Words("签发", "Issue"), start=("to_issue",), end="answered", who=(LEAD_HEAD,),
         needs=(n.NOTE_IF_ANY,), effects=(Run(name="check_signer"), *OUT), tells=TOLD_ANSWER,
         source=f"{LETTER} 重点提案和重新办理的由主要领导签发"),
    Move(name="urge", label=Words("催办", "Urge"), start=(ANY_OPEN,), end=STAY,
         who=(*ASSIGNERS.values(), CLERK, CPPCC_LEADER, CITY_LEADER), needs=(n.NOTE_IF_ANY,), guards=(FILED,),
         tells=(Tell("proposal_urged", "unit:clerk"), Tell("proposal_urged", "unit:unit_head")),
         audience=Audience.STAFF, source=f"{LOCAL} 催办"),
)
# fmt: on
