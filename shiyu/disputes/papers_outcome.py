"""卷宗文书（续）: the papers of how a dispute ended: agreement, performance, court, hand-over, follow-up, the binding.

What a written agreement holds is 人民调解法第二十九条; an oral one is recorded under 第二十八条.
"""

from datetime import date

from shiyu.base.words import Words
from shiyu.disputes.papers import (
    BEFORE_AGREEMENT,
    BODY,
    CASE,
    CLAIMS,
    FACTS,
    KIND,
    LONG,
    MEDIATOR,
    NUMBERING,
    PARTIES,
    PERSON,
    PHONE,
    TO_PERSON,
    dossier_form,
)
from shiyu.documents.kinds import PaperKind, fact

ITEMS = fact(
    "items",
    "履行事项",
    "Items of performance",
    ({"what": "支付物业服务费", "by": "申请人样某某", "amount": "人民币3600.00元", "due": "2026年4月30日"},),
    optional=True,
    personal=True,
)
SIGNED = fact(
    "signatures",
    "签署情况",
    "Signatures",
    (
        {
            "party": "申请人样某某",
            "way": "验证码确认",
            "at": "2026年3月12日10时30分",
            "sm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        },
    ),
    optional=True,
    personal=True,
)
IN_FORCE = fact("effective_on", "生效日期", "In force from", date(2026, 3, 12))
AGREEMENT_NUMBER = fact(
    "agreement_number", "协议编号", "Number of the agreement", "（2026）晋矛调物业人调协字第1号", optional=True
)
REASON = fact("reason", "原因", "Reason", ("双方就减免数额未能达成一致。",), personal=True)

AGREEMENT = PaperKind(
    "mediation_agreement",
    Words("人民调解协议书", "Mediation agreement"),
    "mediation_agreement.docx",
    "document",
    numbered=True,
    series="人调协字",
    numbering=NUMBERING,
    facts=(
        CASE,
        KIND,
        BODY,
        PARTIES,
        FACTS,
        fact("content", "协议内容", "Content", ("申请人于期限内支付物业服务费。",), personal=True),
        fact("manner", "履行方式", "Manner", "银行转账"),
        fact("time_limit", "履行期限", "Time limit", "2026年4月30日前"),
        ITEMS,
        SIGNED,
        MEDIATOR,
        IN_FORCE,
        fact("sm3", "正文杂凑值", "SM3 of the text", "66c7f0f462eeedd9d1f2d46bdc10e4e2"),
        fact("copies", "份数", "Copies", "3"),
    ),
)
ORAL_AGREEMENT = dossier_form(
    "oral_agreement",
    "口头调解协议登记表",
    "Record of an oral agreement",
    KIND,
    BODY,
    PARTIES,
    FACTS,
    fact("content", "协议内容", "Content", ("申请人当场道歉，被申请人予以接受。",), personal=True),
    ITEMS,
    MEDIATOR,
    fact("agreed_on", "达成日期", "Agreed on", date(2026, 3, 9)),
)
PERFORMANCE_PAGE = dossier_form(
    "performance_page",
    "协议履行凭证",
    "Proof of performance",
    AGREEMENT_NUMBER,
    fact("what", "履行事项", "Item", "支付物业服务费", personal=True),
    fact("by", "履行人", "By", "样某某", personal=True),
    fact("due", "应履行日期", "Due", date(2026, 4, 30)),
    fact("done_on", "履行日期", "Performed on", date(2026, 4, 20)),
    fact("note", "说明", "Note", ("收款方确认到账。",), optional=True, personal=True),
    fact("files", "凭证", "Proofs", "所附材料1份", optional=True),
    MEDIATOR,
)
FOLLOW_UP_RECORD = dossier_form(
    "follow_up_record",
    "人民调解回访记录",
    "Record of the follow-up",
    KIND,
    BODY,
    fact("visited_on", "回访日期", "Visited on", date(2026, 5, 6)),
    fact("performance", "履行情况", "Performance", "已全部履行"),
    fact(
        "satisfaction",
        "满意情况",
        "Satisfaction",
        ({"party": "申请人样某某", "grade": "满意"},),
        optional=True,
        personal=True,
    ),
    fact("suit", "诉讼情况", "Suit", "未起诉", optional=True),
    fact("danger", "隐患情况", "Hidden danger", ("无新的矛盾隐患。",), optional=True, personal=True),
    MEDIATOR,
)
END_NOTICE = PaperKind(
    "end_notice",
    Words("终止调解告知书", "Notice that mediation has ended"),
    "end_notice.docx",
    "letter",
    numbered=True,
    series="函",
    facts=(
        CASE,
        KIND,
        TO_PERSON,
        REASON,
        fact("ways", "法律途径", "Legal ways", ("可依法申请仲裁。", "可向有管辖权的人民法院起诉。")),
        PERSON,
        PHONE,
    ),
)
STATEMENT = dossier_form(
    "statement_of_facts",
    "情况说明",
    "Statement",
    KIND,
    BODY,
    PARTIES,
    fact("about", "说明事项", "About", ("当事人未到场的情况。",), personal=True),
    fact("content", "具体情况", "What happened", LONG, personal=True),
    fact("enclosures", "附件", "Enclosures", "所附材料1份", optional=True),
    MEDIATOR,
)
HANDOVER_LETTER = PaperKind(
    "handover_letter",
    Words("移送函", "Letter of hand-over"),
    "handover_letter.docx",
    "letter",
    numbered=True,
    series="函",
    facts=(
        CASE,
        KIND,
        fact("recipient", "主送", "Addressed to", "晋城市劳动人事争议仲裁委员会"),
        PARTIES,
        FACTS,
        CLAIMS,
        REASON,
        fact("enclosures", "所附材料", "Enclosures", ("受理登记表",), optional=True),
        PERSON,
        PHONE,
    ),
)
CONFIRMATION_APPLICATION = dossier_form(
    "confirmation_application",
    "司法确认申请书",
    "Application for judicial confirmation",
    AGREEMENT_NUMBER,
    BODY,
    PARTIES,
    fact("court", "受理法院", "Court", "晋城市城区人民法院"),
    IN_FORCE,
    fact("last_day", "申请期限", "Last day to apply", date(2026, 4, 11)),
    fact("content", "协议内容", "Content", ("申请人于期限内支付物业服务费。",), personal=True),
    fact(
        "applied",
        "双方申请时间",
        "When each side asked",
        ({"party": "申请人样某某", "at": "2026年3月15日"},),
        personal=True,
    ),
)
CLOSING_REPORT = dossier_form(
    "closing_report",
    "人民调解结案报告",
    "Closing report",
    KIND,
    BODY,
    PARTIES,
    fact("source", "来源", "Came from", "当事人申请"),
    fact("received_on", "受案时间", "Received on", date(2026, 3, 2)),
    fact("closed_on", "结案时间", "Closed on", date(2026, 5, 8)),
    fact("course", "调解经过", "Course", LONG, personal=True),
    fact("result", "处理结果", "Result", "达成协议并已履行"),
    MEDIATOR,
)
COVER = PaperKind(
    "dossier_cover",
    Words("人民调解卷宗封面", "Cover of the dossier"),
    "dossier_cover.docx",
    "document",
    numbered=True,
    series="人调字",
    numbering=NUMBERING,
    facts=(
        CASE,
        KIND,
        BODY,
        PARTIES,
        MEDIATOR,
        fact("received_on", "受理日期", "Received on", date(2026, 3, 2)),
        fact("closed_on", "结案日期", "Closed on", date(2026, 5, 8), optional=True),
        fact("result", "处理结果", "Result", "达成协议并已履行"),
        fact("kept", "保管期限", "Kept for", "长期"),
    ),
)
CONTENTS = dossier_form(
    "dossier_contents",
    "卷内目录",
    "Contents of the dossier",
    fact(
        "rows", "目录", "Contents", ({"nth": "1", "title": "人民调解受理登记表", "day": "2026年3月2日", "page": "1"},)
    ),
)
BACK = dossier_form(
    "dossier_back",
    "卷宗封底",
    "Back cover of the dossier",
    fact("pages", "页数", "Pages", "24"),
    fact("missing", "缺少的材料", "What is missing", ("身份证明",), optional=True),
    fact("bound_by", "立卷人", "Bound by", "样某"),
    fact("bound_on", "立卷日期", "Bound on", date(2026, 5, 8)),
)
PAPERS = (
    *BEFORE_AGREEMENT,
    AGREEMENT,
    ORAL_AGREEMENT,
    PERFORMANCE_PAGE,
    FOLLOW_UP_RECORD,
    END_NOTICE,
    HANDOVER_LETTER,
    STATEMENT,
    CONFIRMATION_APPLICATION,
    CLOSING_REPORT,
    COVER,
    CONTENTS,
    BACK,
)
