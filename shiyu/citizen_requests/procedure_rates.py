"""剔除: leaving one request out of one of the three rates, by two people. Part of the procedure; read that first.

Beijing publishes no list of what is left out (handbook C2), so the codes are 设计; a city changes them with its rule.
"""

from collections.abc import Iterable

from shiyu.base.words import Words
from shiyu.cases.effects import Run
from shiyu.cases.procedure import ANY_OPEN, STAY, Audience, Guard, Move, Stage
from shiyu.cases.who import Holds
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.vocabulary import NOTE, NOTE_IF_ANY, REASON, code

RATES = {
    "response": Words("响应率", "Response rate"),
    "resolved": Words("解决率", "Resolved rate"),
    "satisfied": Words("满意率", "Satisfied rate"),
}
"""三率 of 接诉即办. On-time handling is no such rate: nothing is ever left out of it."""

EXCLUSION_REASONS = {
    "invalid": Words("无效诉求", "No real request in it"),
    "beyond_powers": Words("超出职权", "Beyond the powers of any unit of the city"),
    "unreasonable": Words("不合理诉求", "Asks for what law or policy does not allow"),
    "unreachable": Words("联系不上", "The caller cannot be reached"),
    "repeated": Words("重复诉求", "Said again after a final answer, without anything new"),
    "force_majeure": Words("不可抗力", "An act of nature or a disaster"),
}

RATE = code("rate", Words("指标", "Rate"), RATES)
EXCLUSION_REASON = code("exclusion_reason", Words("剔除原因", "Reason for exclusion"), EXCLUSION_REASONS)

NOT_HANDLER = Guard(
    name="exclusion_by_no_handler", rule=rules.not_a_handler,
    sentence=Words("经办人不能提出、复核自己所办件的剔除",
                   "whoever handled a case neither proposes nor decides its exclusion"),
)  # fmt: skip
WAITS = Guard(
    name="exclusion_waits", rule=rules.exclusion_waits,
    sentence=Words("没有待复核的剔除", "no exclusion waits for a decision"),
)  # fmt: skip
SUPERVISOR, ARBITER = Holds("supervisor"), Holds("arbiter")
SOURCE = "设计 design: 三率原始、剔除后并列公布；剔除须有原因、须第二人复核"


def rate_moves(stages: Iterable[Stage]) -> tuple[Move, ...]:
    """The moves, open at every stage and at every end: most exclusions are asked for once a request is closed."""
    anywhere = (ANY_OPEN, *(stage.name for stage in stages if stage.end))
    return (
        Move(
            name="propose_exclusion", label=Words("提出剔除", "Propose exclusion"), start=anywhere, end=STAY,
            who=(SUPERVISOR,), needs=(RATE, EXCLUSION_REASON, NOTE), guards=(NOT_HANDLER,),
            effects=(Run(name="propose_exclusion"),), audience=Audience.STAFF, source=SOURCE,
        ),
        Move(
            name="confirm_exclusion", label=Words("同意剔除", "Confirm exclusion"), start=anywhere, end=STAY,
            who=(SUPERVISOR, ARBITER), needs=(RATE, NOTE_IF_ANY), guards=(WAITS, NOT_HANDLER),
            effects=(Run(name="confirm_exclusion"),), audience=Audience.STAFF, source=SOURCE,
        ),
        Move(
            name="refuse_exclusion", label=Words("不予剔除", "Refuse exclusion"), start=anywhere, end=STAY,
            who=(SUPERVISOR, ARBITER), needs=(RATE, REASON), guards=(WAITS, NOT_HANDLER),
            effects=(Run(name="refuse_exclusion"),), audience=Audience.STAFF, source=SOURCE,
        ),
    )  # fmt: skip
