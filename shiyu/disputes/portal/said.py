"""What a party of a dispute is told and asked, in words of every day."""

from typing import Any

from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure

STANDING = {
    "registered": Words("已登记，窗口正在研判交给哪个调解组织。", "Registered; the window is choosing the body."),
    "to_appoint": Words("已分到调解组织，正在指派调解员。", "With a body; a mediator is being named."),
    "asking": Words("已指派调解员，正在征询各方是否愿意调解。", "A mediator is named; every side is being asked."),
    "recusal": Words("有人申请调解员回避，主任正在决定。", "Whether the mediator steps back is being decided."),
    "mediating": Words("正在调解。", "It is being mediated."),
    "signing": Words("调解协议已拟好，等待各方签署。", "The agreement is drafted and waits to be signed."),
    "performing": Words("协议已生效，正在履行。", "The agreement is in force and being performed."),
    "following": Words("已履行，等待回访。", "Performed; a follow-up visit is to come."),
    "failed": Words("没有调解成，调解员将告知您其他途径。", "Not settled; the mediator will tell you the other ways."),
}
ENDED = Words("已结束：{outcome}。", "It has ended: {outcome}.")
ASKED = {
    "asking": Words("请表态是否同意调解，由您自愿决定", "Please say whether you agree; it is your free choice"),
    "signing": Words("请核对并签署协议", "Please check the agreement and sign it"),
}
"""What is asked of a party at a stage."""
LEADS = {
    "told_rights": Words("阅读并签收权利义务告知书", "Read and sign your rights and duties"),
    "agree": Words("同意调解", "Agree to mediation"),
    "refuse": Words("不同意调解", "Do not agree"),
    "sign": Words("签署协议", "Sign the agreement"),
    "agree_longer": Words("同意延长调解期限", "Agree to more time"),
    "refuse_longer": Words("不同意延长", "Do not agree to more time"),
    "agree_expert": Words("同意邀请", "Agree to the invitation"),
    "open_confidence": Words("同意现任调解员查看我此前的单独谈话", "Let the mediator read what I said before"),
    "give_evidence": Words("提交证据", "Hand in evidence"),
    "pick_mediator": Words("选择调解员", "Wish for a mediator"),
    "other_mediator": Words("要求更换调解员", "Ask for another mediator"),
    "ask_recusal": Words("申请调解员回避", "Ask that the mediator steps back"),
    "performed": Words("登记履行、上传凭证", "Record a performance"),
    "not_performed": Words("反映对方未履行", "Say that it is not performed"),
    "ask_confirmation": Words("申请司法确认", "Ask the court to confirm"),
    "withdraw_draft": Words("不同意这份协议草案", "Do not agree to this draft"),
    "withdraw": Words("撤回申请", "Withdraw my application"),
    "reopen": Words("重新申请调解", "Ask to take it up again"),
}
"""What a party may do here, said as he would say it; nothing else is offered."""
ORDER = (*LEADS,)
DONE = Words("已办好。", "Done.")
SAID = {
    "apply": Words("申请了调解", "Mediation was applied for"),
    "register": Words("窗口登记了纠纷", "The window registered the dispute"),
    "triage": Words("分到调解组织", "It was sent to a body"),
    "appoint": Words("指派了调解员，开始征询各方意愿", "A mediator was named; every side is being asked"),
    "lapse_consent": Words("逾期未能征得各方同意", "Not everybody agreed in time"),
    "private_talk": Words("调解员与您这一方单独谈话", "The mediator talked with your side alone"),
}
RIGHTS = (
    Words("选择或者接受人民调解员", "choose or accept the mediator"),
    Words("接受调解、拒绝调解或者要求终止调解", "accept mediation, refuse it or have it ended"),
    Words("要求调解公开进行或者不公开进行", "have it held in public or not"),
    Words("自主表达意愿、自愿达成调解协议", "speak freely and settle of one's own will"),
    Words("义务：如实陈述纠纷事实", "duty: tell the facts as they are"),
    Words("义务：遵守调解现场秩序，尊重人民调解员", "duty: keep order, respect the mediator"),
    Words("义务：尊重对方当事人行使权利", "duty: respect the rights of the other side"),
    Words("人民调解不收取任何费用", "mediation costs nothing"),
)
"""人民调解法第二十三条（权利）、第二十四条（义务）、第四条（不收费）."""


def sentence(case: Any, procedure: Procedure) -> Words:
    """Where the dispute stands."""
    if case.is_open:
        return STANDING.get(case.stage, procedure.stage(case.stage).label)
    outcome = procedure.outcomes.get(case.outcome, procedure.stage(case.stage).label)
    return ENDED.fill(outcome=outcome)
