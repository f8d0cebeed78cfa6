"""Who acts in a dispute, the documents its rows rest on, and the groups of stages they share."""

from shiyu.base.words import Words
from shiyu.cases.procedure import Guard
from shiyu.cases.who import LEAD, ByClock, Holds, OfUnit, PartyIs
from shiyu.disputes import rules
from shiyu.disputes.vocabulary import INVITED, SIDES

UNNAMED = ("registered", "to_appoint", "not_accepted")
"""Nobody has been told anything in confidence yet: the window and the head of the body see the case."""
CONFIDENTIAL = (
    "asking", "mediating", "signing", "performing", "following", "failed", "closed", "ended", "referred", "police",
    "withdrawn",
)  # fmt: skip
CONFIDENTIAL_ENDS = ("closed", "ended", "referred", "police", "withdrawn")
ENDS_OF_ROUND = ("closed", "ended", "referred")

WINDOW = Holds("dispute_window", except_at=(*CONFIDENTIAL, "recusal"))
HEAD = OfUnit("mediation_head", (LEAD,), except_at=("registered", "not_accepted", *CONFIDENTIAL))
"""The head of a body, while it is his to name a mediator, or to say whether the one named steps back."""
MEDIATOR = OfUnit("mediator", (LEAD,), named=True)
HEAD_MEDIATING = OfUnit("mediation_head", (LEAD,), named=True)
"""A head who was named himself."""
NAMED = (MEDIATOR, HEAD_MEDIATING)
IN_CONFIDENCE = (
    "record_consent", "convene", "call_off", "hold_session", "investigate", "invite_expert", "ask_longer",
    "record_oral", "draft_agreement", "sign", "performed", "not_performed", "file_in_dossier", "state_facts",
    "file_confirmation",
    "confirmation_result", "fail", "follow_up",
)  # fmt: skip
"""What is said, written and filed while somebody mediates: where it is the head's again to name a mediator, he and the
window read that it was done by nobody else's words (ADR 0013)."""
REFERRERS = tuple(Holds(role) for role in ("agent", "dispatcher", "clerk", "supervisor", "callback_officer"))
"""Who handles a matter of another system may refer it; he sees its number, stage and outcome, and not the case."""
EVERY_SIDE, SIDE_A = PartyIs(tuple(SIDES)), PartyIs(("applicant",))
AN_EXPERT = PartyIs((INVITED,), except_at=(*CONFIDENTIAL_ENDS, "not_accepted"))
"""Whom every side agreed to: he reads what is meant for all from his joining on, until the dispute ends."""
CLOCK = ByClock()

RMTJ = "人民调解法"
MSF = "民事诉讼法（2023）"
COURT30 = "最高人民法院关于诉前调解期限的规定（30日）"
FLOW = "手册E3：矛盾纠纷多元化解流程"
DOSSIER = "手册E3：人民调解卷宗"
DESIGN = "设计"

# fmt: off
BOTH_SIDES = Guard(name="both_sides", rule=rules.both_sides,
    sentence=Words("还没有登记被申请人：调解要有双方", "no respondent is registered; mediation takes two sides"))
GUARDIAN_THERE = Guard(name="guardian_there", rule=rules.guardian_there,
    sentence=Words("未成年当事人没有监护人到场，不能调解：请先登记其监护人",
                   "a minor has no guardian here; register the guardian first"))
RIGHTS_TOLD = Guard(name="rights_told", rule=rules.rights_told,
    sentence=Words("还有当事人未签收《权利义务告知书》", "a party has not yet signed that its rights were told"))
SETTLED = Guard(name="look_alikes_settled", rule=rules.look_alikes_settled,
    sentence=Words("疑似与另一件为同一纠纷：请先并入，或说明为何分开",
                   "it looks like another dispute; merge it, or say why it is kept apart"))
COMPLETE = Guard(name="complete", rule=rules.is_complete,
    sentence=Words("移送来的件还没有补全当事人和纠纷情况", "the referred case is not completed yet"))
# fmt: on
