"""政协提案办理: the stages and moves of a proposal, each row with the rule it rests on. Read this first.

提、审、立、办、督、馈: drafted and co-signed, reviewed three times, filed under a number, assigned through one of three
channels, consulted about and answered, judged by everybody who signed it, and tracked until what was promised is kept.
Limits stand in the rule set `proposals` of the city pack. A row marked 设计 rests on no document.
"""

from dataclasses import replace

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure, Stage
from shiyu.cases.who import Holds, OfUnit
from shiyu.proposals import vocabulary as v
from shiyu.proposals.procedure_assigning import ASSIGNING, CHANNEL_STAGES
from shiyu.proposals.procedure_clocks import CLOCKS
from shiyu.proposals.procedure_following import FOLLOWING
from shiyu.proposals.procedure_handling import HANDLING
from shiyu.proposals.procedure_people import (
    ASSIGNERS,
    BEFORE_FILING,
    CITY_LEADER,
    CLERK,
    COMMITTEE,
    CPPCC_LEADER,
    EVERY_PARTY,
    LEAD_CLERK,
    LEAD_DEPUTY,
    LEAD_HEAD,
    RAISERS,
    REVIEWER,
    SUBMITTER,
    UNIT_CLERK,
)
from shiyu.proposals.procedure_promise import PROPOSAL_PROMISE
from shiyu.proposals.procedure_review import REVIEW
from shiyu.proposals.procedure_taking_over import TAKING_OVER
from shiyu.proposals.procedure_writing import WRITING

__all__ = ["PROPOSAL", "PROPOSAL_PROMISE"]

UNSENT = ("draft", "lapsed")
BEFORE_A_NUMBER = (*UNSENT, "returned", *BEFORE_FILING, "merged", "not_filed", "withdrawn")


def once_submitted(*who: Holds) -> tuple[Holds, ...]:
    """They see a proposal once it is submitted: a draft is its writer's, and the clerk's who types in paper."""
    return tuple(replace(one, except_at=UNSENT) for one in who)


def once_filed(*who: Holds) -> tuple[Holds, ...]:
    """They see what is filed: what the committee is still reviewing, or refused, is between it and the submitter."""
    return tuple(replace(one, except_at=BEFORE_A_NUMBER) for one in who)


# fmt: off
STAGES = (
    Stage(name="draft", label=Words("草稿", "Draft"), owner=SUBMITTER, clock="draft"),
    Stage(name="submitted", label=Words("待初审", "To be reviewed"), owner=CLERK, clock="preliminary"),
    Stage(name="second_review", label=Words("待复审", "Second review"), owner=REVIEWER, clock="second"),
    Stage(name="committee", label=Words("待审定", "Committee review"), owner=COMMITTEE, clock="committee"),
    Stage(name="returned", label=Words("退回修改", "Returned for revision"), owner=SUBMITTER, clock="revise"),
    *CHANNEL_STAGES,
    Stage(name="to_sign", label=Words("待签收", "To be signed for"), owner=UNIT_CLERK, clock="sign"),
    Stage(name="handling", label=Words("办理中", "Being handled"), owner=LEAD_CLERK, clock="answer"),
    Stage(name="to_review", label=Words("待审签", "To be signed off"), owner=LEAD_DEPUTY, clock="review"),
    Stage(name="to_issue", label=Words("待签发", "To be issued"), owner=LEAD_HEAD, clock="issue"),
    Stage(name="answered", label=Words("待反馈", "Awaiting feedback"), owner=RAISERS, clock="feedback"),
    Stage(name="rework", label=Words("重新办理", "Handled anew"), owner=LEAD_CLERK, clock="rework"),
    Stage(name="to_decide", label=Words("待提案委议定", "For the committee to decide"), owner=COMMITTEE,
          clock="decision"),
    Stage(name="tracking", label=Words("跟踪问效", "Tracked"), owner=LEAD_CLERK, clock="tracking"),
    Stage(name="closed", label=Words("办结", "Closed"), end=True),
    Stage(name="merged", label=Words("并案", "Merged"), end=True),
    Stage(name="not_filed", label=Words("不予立案", "Not filed"), end=True),
    Stage(name="withdrawn", label=Words("撤案", "Withdrawn"), end=True),
    Stage(name="lapsed", label=Words("逾期未提交", "Lapsed"), end=True),
)
CAPS = ("characters", "consultations", "months_extended", "late_form_days", "objection_days", "reworks", "invitations",
        "invitations_a_day")
"""Every `cap(…)` of the rules."""

PROPOSAL = Procedure(
    name="proposal", version=1, label=Words("政协提案办理", "CPPCC proposal"), prefix="TA", rule_set="proposals",
    stages=STAGES, clocks=CLOCKS, moves=(*WRITING, *TAKING_OVER, *REVIEW, *ASSIGNING, *HANDLING, *FOLLOWING),
    raisers=("submitter", "co_signer"),
    parties={"submitter": Words("第一提案人", "Submitter"), "co_signer": Words("联名人", "Co-signer"),
             "invited": Words("受邀联名人", "Invited co-signer"),
             "left": Words("未联名或已退出", "Did not sign, or left")},
    outcomes=v.CLASSES,
    sees=(EVERY_PARTY, CLERK, *once_submitted(REVIEWER, COMMITTEE), *once_filed(*ASSIGNERS.values(), CPPCC_LEADER,
          CITY_LEADER), UNIT_CLERK, OfUnit("deputy_head"), OfUnit("unit_head")),
    sees_contact=(CLERK, LEAD_CLERK), caps=CAPS, app="shiyu.proposals",
    main_road=("draft", "submitted", "second_review", "committee", "to_assign_government", "to_sign", "handling",
               "to_review", "answered", "closed"),
)
"""政协提案. A unit has no move by which it passes a proposal on."""
# fmt: on
