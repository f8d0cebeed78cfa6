"""Who acts in a proposal, the documents its rows rest on, and the groups of stages they share."""

from shiyu.base.words import Words
from shiyu.cases.procedure import Guard
from shiyu.cases.who import JOINT, LEAD, SEPARATE, ByClock, Holds, OfUnit, PartyIs
from shiyu.proposals import rules
from shiyu.proposals.vocabulary import CHANNELS

SUBMITTER, CO_SIGNER, INVITED = PartyIs(("submitter",)), PartyIs(("co_signer",)), PartyIs(("invited",))
RAISERS = PartyIs(("submitter", "co_signer"))
EVERY_PARTY = PartyIs(("submitter", "co_signer", "invited"))
CLERK, REVIEWER, COMMITTEE = Holds("proposal_clerk"), Holds("proposal_reviewer"), Holds("proposal_committee")
ASSIGNERS = {channel: Holds(f"{channel}_assigner") for channel in CHANNELS}
CPPCC_LEADER, CITY_LEADER = Holds("cppcc_leader"), Holds("city_leader")
UNIT_CLERK, LEAD_CLERK = OfUnit("clerk"), OfUnit("clerk", (LEAD,))
JOINT_CLERK, SEPARATE_CLERK = OfUnit("clerk", (JOINT,)), OfUnit("clerk", (SEPARATE,))
ANSWERING_CLERK = OfUnit("clerk", (LEAD, SEPARATE))
LEAD_DEPUTY, LEAD_HEAD = OfUnit("deputy_head", (LEAD,)), OfUnit("unit_head", (LEAD,))
JOINT_DEPUTY = OfUnit("deputy_head", (JOINT,))
CLOCK = ByClock()

CPPCC = "政协全国委员会提案工作条例（2018年修订）"
LOCAL = "手册A4：各地提案办理办法；本市办法文号待定"
LETTER = "手册A5：答复函格式与签发"
FOLLOW = "手册A6：跟踪问效、回头看"
DESIGN = "设计 design"

BEFORE_FILING = ("submitted", "second_review", "committee")
ASKING = tuple(f"return_asked_{channel}" for channel in CHANNELS)
EXTENDING = tuple(f"extension_asked_{channel}" for channel in CHANNELS)
TO_ASSIGN = tuple(f"to_assign_{channel}" for channel in CHANNELS)
AT_WORK = ("handling", *EXTENDING, "rework")
"""The lead unit works on it."""
WITH_UNITS = ("to_sign", *ASKING, *AT_WORK, "to_review", "to_issue")
"""Some unit has it, and the answer of this round has not gone out."""
STILL_TAKES = (*BEFORE_FILING, *TO_ASSIGN, *WITH_UNITS)
"""A proposal at these stages still takes the submitters of another: its answer has not gone out."""

# fmt: off
TO_SIGN_FOR = Guard(name="to_sign_for", rule=rules.not_signed_yet,
    sentence=Words("本单位已签收", "your unit has signed for it already"))
NOT_FILED = Guard(name="not_filed", rule=rules.not_filed,
    sentence=Words("提案已立案，不能再撤回署名：立案后署名随案保留",
                   "it is filed; a signature stays with a filed proposal"))
FILED = Guard(name="is_filed", rule=rules.is_filed,
    sentence=Words("提案尚未立案", "the proposal is not filed yet"))
NOBODY_JOINED = Guard(name="nobody_joined", rule=rules.nobody_joined,
    sentence=Words("已有其他提案并入，不能撤案", "other proposals were merged into it; it cannot be withdrawn"))
SOME_GROUND = Guard(name="some_ground", rule=rules.some_ground, reads=("reason",),
    sentence=Words("请至少选择一种不予立案的情形", "tick at least one of the ten grounds"))
ONE_MATTER = Guard(name="one_matter", rule=rules.one_matter, reads=("one_matter",),
    sentence=Words("一事一案：请把不同的事分开提", "one matter a proposal: please submit the others apart"))
CONSULTED = Guard(name="consulted", rule=rules.consulted,
    sentence=Words("共商在前、答复在后：本轮还没有面商记录，不能答复",
                   "consult before you answer: no consultation is recorded for this answer"))
JOINT_IN = Guard(name="joint_in", rule=rules.joint_units_heard, reads=("without_joint",),
    sentence=Words("会办意见未齐，不能答复；逾期未到的，请选明原因",
                   "the joint opinions are not in; where they are overdue, say so"))
PARTS_IN = Guard(name="parts_in", rule=rules.parts_in,
    sentence=Words("分办单位的答复未齐", "the separate units have not answered their parts"))
CLASS_KNOWN = Guard(name="class_known", rule=rules.class_known, reads=("reply_class",),
    sentence=Words("本届办复类别表中没有这一类", "the class table of this session has no such letter"))
PROMISED = Guard(name="promised", rule=rules.promised_where_due, reads=("reply_class", "promises"),
    sentence=Words("列入计划逐步解决的（B类），须写明承诺事项、日期和责任单位",
                   "an answer of this class needs what is promised, by when and by whom"))
NOT_LATE = Guard(name="not_late", rule=rules.answer_not_late,
    sentence=Words("办理时限已过，不能再申请延期；延期须在期限之前提出",
                   "the limit has passed; an extension is asked for before it"))
EXTENSION_LEFT = Guard(name="extension_left", rule=rules.extension_left, reads=("months",),
    sentence=Words("超出最长办理期限：各次延期合计已到上限", "no extension is left: all together have their limit"))
IN_LATE_WINDOW = Guard(name="in_late_window", rule=rules.in_late_window,
    sentence=Words("补充反馈的期限已过", "the time for a late word is over"))
OF_CHANNEL = {
    channel: Guard(name=f"of_channel_{channel}", rule=rules.of_channel(channel),
        sentence=Words(f"此件不由{words.zh}交办", f"it does not go through this channel ({words.en})"))
    for channel, words in CHANNELS.items()
}
# fmt: on
