"""交办、签收、退办、延期: the moves between the assigners of the three channels and the units.

A channel's rows are made by one function: each assigner decides on his own, and on nothing else. There is no move by
which a unit passes a proposal on (自行转办): it returns it with its basis, or keeps it.
"""

from shiyu.base.words import Words
from shiyu.cases.effects import AcceptReturn, AskReturn, Assign, EndAssignments, ExtendClock, RefuseReturn, Run, SignFor
from shiyu.cases.procedure import STAY, Audience, Decide, Fork, Move, Stage, Tell
from shiyu.proposals import needs as n
from shiyu.proposals import rules
from shiyu.proposals.procedure_people import (
    ASKING,
    ASSIGNERS,
    DESIGN,
    EXTENSION_LEFT,
    LEAD_CLERK,
    LOCAL,
    NOT_LATE,
    OF_CHANNEL,
    TO_ASSIGN,
    TO_SIGN_FOR,
    UNIT_CLERK,
    WITH_UNITS,
)
from shiyu.proposals.vocabulary import CHANNELS, OTHER_CHANNELS, code

# fmt: off
CLOCKS_OF_UNIT = ("sign", "first_contact", "milestone_1", "milestone_2", "answer")
AFTER_RETURN = (*TO_ASSIGN, "to_sign", "handling")
UNITS_TOLD = (Tell("proposal_assigned", "unit:clerk"), Tell("proposal_assigned", "unit:deputy_head"))


def stages_of(channel: str) -> tuple[Stage, ...]:
    """The stages at which the assigner of a channel has a proposal."""
    owner, words = ASSIGNERS[channel], CHANNELS[channel]
    of = words.en.removesuffix(" side")  # beside nine others on one line
    return (
        Stage(name=f"to_assign_{channel}", label=Words(f"待交办（{words.zh}）", f"To assign ({of})"),
              owner=owner, clock="assign"),
        Stage(name=f"return_asked_{channel}", label=Words(f"退办待审（{words.zh}）", f"Return asked ({of})"),
              owner=owner, clock="return_decision"),
        Stage(name=f"extension_asked_{channel}",
              label=Words(f"延期待批（{words.zh}）", f"Extension asked ({of})"),
              owner=owner, clock="extension_decision"),
    )


def moves_of(channel: str) -> tuple[Move, ...]:
    """What the assigner of a channel may do."""
    return (*_assigning(channel), *_deciding(channel))


def _assigning(channel: str) -> tuple[Move, ...]:
    who, mine = (ASSIGNERS[channel],), (OF_CHANNEL[channel],)
    other = code("to_channel", Words("转由哪一方交办", "Which side it goes to"), OTHER_CHANNELS[channel])
    return (
        Move(name=f"assign_{channel}", label=Words("交办", "Assign"), start=(f"to_assign_{channel}",), end="to_sign",
             who=who, needs=(n.LEAD, n.JOINT_UNITS, n.SEPARATE_UNITS, n.NOTE_IF_ANY),
             effects=(Assign(lead_from="lead", joint_from="joint", separate_from="separate", clocks=CLOCKS_OF_UNIT,
                             joint_clocks=("sign", "joint")), Run(name="write_assignment")),
             tells=UNITS_TOLD, source=f"{LOCAL}：主办、会办、分办、独办；交办单"),
        Move(name=f"hand_over_{channel}", label=Words("转另一方交办", "Hand to another side"),
             start=(f"to_assign_{channel}",), who=who, needs=(other, n.REASON),
             end=Fork("to_channel", {name: f"to_assign_{name}" for name in OTHER_CHANNELS[channel]}),
             effects=(Run(name="hand_over"),), audience=Audience.STAFF,
             tells=tuple(Tell("proposal_to_assign", f"role:{name}_assigner", on=(f"to_assign_{name}",))
                         for name in OTHER_CHANNELS[channel]),
             source=f"{DESIGN}: 立案时渠道有误的更正"),
        Move(name=f"recall_{channel}", label=Words("收回改派", "Recall"), start=WITH_UNITS,
             end=f"to_assign_{channel}", who=who, needs=(n.REASON,), guards=mine, effects=(EndAssignments(),),
             audience=Audience.STAFF, tells=(Tell("proposal_recalled", "unit:clerk"),),
             source=f"{DESIGN}: 承办单位撤并等情形的改派"),
        Move(name=f"reassign_tracking_{channel}", label=Words("跟踪件改派", "Reassign the tracking"),
             start=("tracking",), end=STAY, who=who, needs=(n.LEAD, n.REASON), guards=mine,
             effects=(EndAssignments(), Assign(lead_from="lead")), audience=Audience.STAFF, tells=UNITS_TOLD,
             source=f"{DESIGN}: 承办单位撤并后承诺有人接办"),
    )


def _deciding(channel: str) -> tuple[Move, ...]:
    who, asked, extending = (ASSIGNERS[channel],), (f"return_asked_{channel}",), (f"extension_asked_{channel}",)
    return (
        Move(name=f"accept_return_{channel}", label=Words("同意退办", "Accept the return"), start=asked, who=who,
             end=Decide(rules.after_return_decided, AFTER_RETURN), needs=(n.NOTE_IF_ANY,), effects=(AcceptReturn(),),
             audience=Audience.STAFF, source=f"{LOCAL} 退办审核"),
        Move(name=f"refuse_return_{channel}", label=Words("不同意退办", "Refuse the return"), start=asked, who=who,
             end=Decide(rules.after_return_decided, AFTER_RETURN), needs=(n.REASON,),
             effects=(RefuseReturn(stops=("sign",)),), audience=Audience.STAFF,
             tells=(Tell("proposal_return_refused", "unit:clerk"),), source=f"{LOCAL} 退办审核"),
        Move(name=f"grant_extension_{channel}", label=Words("同意延期", "Grant the extension"), start=extending,
             end="handling", who=who, needs=(n.MONTHS, n.NOTE_IF_ANY), guards=(EXTENSION_LEFT,),
             effects=(ExtendClock(rule="answer", amount_from="months"), Run(name="count_extension")),
             tells=(Tell("proposal_extended", "submitter"), Tell("proposal_extended", "co_signer"),
                    Tell("proposal_extended", "unit:clerk")),
             source=f"{LOCAL} 疑难提案事先说明理由，最长六个月"),
        Move(name=f"refuse_extension_{channel}", label=Words("不同意延期", "Refuse the extension"), start=extending,
             end="handling", who=who, needs=(n.REASON,), audience=Audience.STAFF,
             tells=(Tell("proposal_extension_refused", "unit:clerk"),), source=LOCAL),
    )


UNITS = (
    Move(name="sign", label=Words("签收", "Sign for"), start=(*WITH_UNITS, "tracking"), who=(UNIT_CLERK,),
         end=Decide(rules.after_signing, ("handling", STAY)), needs=(n.HANDLER_POST,), guards=(TO_SIGN_FOR,),
         effects=(SignFor(stops=("sign",)), Run(name="name_three")),
         source="三级负责制：主要领导负总责、分管领导直接抓、承办人员具体办"),
    Move(name="ask_return", label=Words("申请退办", "Ask to return"), start=("to_sign", "handling"), who=(UNIT_CLERK,),
         end=Decide(rules.after_asking_return, ASKING), needs=(n.RETURN_REASON, n.BASIS, n.RIGHT_UNIT),
         effects=(AskReturn(window="return_window", reason_from="return_reason"), Run(name="count_return")),
         audience=Audience.STAFF, source=f"{LOCAL} 退办期限五个工作日，说明依据；不得自行转办"),
    Move(name="ask_extension", label=Words("申请延期", "Ask for an extension"), start=("handling",), who=(LEAD_CLERK,),
         end=Decide(rules.after_asking_extension, tuple(f"extension_asked_{channel}" for channel in CHANNELS)),
         needs=(n.MONTHS, n.REASON), guards=(NOT_LATE, EXTENSION_LEFT), audience=Audience.STAFF,
         source=f"{LOCAL} 期限之前申请，审批期间时限照走"),
)
CHANNEL_STAGES = tuple(stage for channel in CHANNELS for stage in stages_of(channel))
ASSIGNING = (*(move for channel in CHANNELS for move in moves_of(channel)), *UNITS)
# fmt: on
