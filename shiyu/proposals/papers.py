"""提案文书: the papers a proposal lives by, and the facts each is made from; their looks are the city's templates.

Samples are invented; a template is checked against them.
"""

from datetime import date

from shiyu.base.words import Words
from shiyu.documents.kinds import PaperKind, fact

LONG = ("经研究，我们采取了以下措施。", "下一步，将继续推进，并按季度向您通报进展。")


SESSION = fact("session", "届次", "Session", "市政协九届一次会议")
PROPOSAL = fact("proposal_number", "提案编号", "Proposal number", "128")
SUBJECT = fact("subject", "案由", "Subject", "关于完善老旧小区充电设施的提案")
TO = fact("recipient", "主送", "Addressed to", "晋城市住房和城乡建设局")
TO_PERSON = fact("recipient", "称谓", "Salutation", "样某某委员", personal=True)
PERSON = fact("contact_person", "联系人", "Contact person", "样某")
PHONE = fact("contact_phone", "联系电话", "Telephone", "0356-0000000", optional=True)
COPY = fact("copy_to", "抄送", "Copied to", "政协晋城市委员会提案委员会，中共晋城市委督查室", optional=True)
LEAD = fact("lead_unit", "主办单位", "Lead unit", "市住建局")
JOINT = fact("joint_units", "会办单位", "Joint units", "市城市管理局、供电公司", optional=True)
DEMANDS = fact("requirements", "办理要求", "What is required", LONG)
UNIT = fact("unit", "承办单位", "Handling unit", "晋城市住房和城乡建设局")
DAYS = fact("days", "期限", "Limit in words", "15个工作日")

ASSIGNMENT_SHEET = PaperKind(
    "assignment_sheet", Words("交办单", "Assignment sheet"), "assignment_sheet.docx", "document", numbered=True,
    facts=(
        TO, SESSION, PROPOSAL, SUBJECT, fact("submitters", "提案者", "Submitters", "样某某、例某某", personal=True),
        fact("handling", "办理方式", "Way of handling", "主办、会办"), LEAD, JOINT,
        fact("assigned_on", "交办日期", "Assigned on", date(2026, 3, 2)),
        fact("return_by", "退办截止", "To be returned by", date(2026, 3, 9)),
        fact("opinion_by", "会办意见截止", "Joint opinion by", date(2026, 4, 2), optional=True),
        fact("answer_by", "答复截止", "Answer by", date(2026, 6, 2)), DEMANDS, PERSON, PHONE, COPY,
    ),
)  # fmt: skip
PROPOSAL_ANSWER = PaperKind(
    "proposal_answer", Words("提案答复函", "Answer to a proposal"), "proposal_answer.docx", "letter", numbered=True,
    series="函",
    facts=(
        fact("class_mark", "答复类别", "Class of the answer", "B"), TO_PERSON, SESSION, PROPOSAL, SUBJECT,
        fact("answer", "答复", "Answer", LONG),
        fact("enclosures", "附件", "Enclosures", "办理情况征询意见表", optional=True), PERSON, PHONE, COPY,
    ),
)  # fmt: skip
SUPPLEMENTARY_ANSWER = PaperKind(
    "supplementary_answer", Words("补充答复函", "Supplementary answer"), "supplementary_answer.docx", "letter",
    numbered=True, series="函",
    facts=(
        fact("class_mark", "现办复类别", "Class as it is now", "A"), TO_PERSON, SESSION, PROPOSAL, SUBJECT,
        fact("earlier", "原答复", "Earlier answer", "晋市建函〔2026〕1号（2026年5月20日）", optional=True),
        fact("answer", "补充答复", "What is answered in addition", LONG), PERSON, PHONE, COPY,
    ),
)  # fmt: skip
JOINT_OPINION = PaperKind(
    "joint_opinion", Words("会办意见函", "Opinion of a joint unit"), "joint_opinion.docx", "letter", numbered=True,
    series="函",
    facts=(TO, SESSION, PROPOSAL, SUBJECT, fact("opinion", "会办意见", "Opinion", LONG), PERSON, PHONE, COPY),
)  # fmt: skip
OPINION_FORM = PaperKind(
    "opinion_form", Words("办理情况征询意见表", "Opinion form"), "opinion_form.docx", "document", numbered=False,
    facts=(
        SESSION, PROPOSAL, SUBJECT, fact("submitter", "提案者", "Submitter", "样某某", personal=True), UNIT,
        fact("contact_ways", "沟通方式", "Ways of contact", "登门、座谈", optional=True),
        fact("contact_times", "沟通次数", "Times of contact", "2次", optional=True),
        fact("attitude", "对办理态度", "Of the attitude", "满意", optional=True),
        fact("result", "对办理结果", "Of the result", "基本满意", optional=True),
        fact("remarks", "意见和建议", "Remarks", "希望加快进度。", optional=True),
        fact("signature", "签名", "Signature", "样某某", optional=True, personal=True),
        fact("answered_on", "日期", "Answered on", date(2026, 6, 20), optional=True), DAYS,
        fact("send_to", "寄送", "To be sent to", "政协晋城市委员会提案委员会"),
    ),
)  # fmt: skip
CONSULTATION_RECORD = PaperKind(
    "consultation_record", Words("面商记录", "Record of a talk"), "consultation_record.docx", "document",
    numbered=False,
    facts=(
        SESSION, PROPOSAL, SUBJECT, UNIT, fact("way", "面商方式", "Way", "座谈"),
        fact("held_on", "时间", "Held on", date(2026, 4, 16)),
        fact("place", "地点", "Place", "市住建局会议室", optional=True),
        fact("present", "参加人员", "Present", "样某某委员，承办科室负责人", optional=True, personal=True),
        fact("content", "面商内容", "What was said", LONG),
        fact("agreed", "达成一致", "Agreed", LONG, optional=True),
        fact("submitter_view", "提案者意见", "View of the submitter", "同意答复意见。", optional=True),
        fact("recorder", "记录人", "Recorder", "样某"),
    ),
)  # fmt: skip
FOLLOW_UP_REGISTER = PaperKind(
    "follow_up_register", Words("B类答复件办理落实情况登记表", "Register of class B answers"),
    "follow_up_register.docx", "document", numbered=False,
    facts=(
        UNIT, SESSION, fact("return_by", "报送截止", "To be returned by", date(2026, 11, 30)),
        fact(
            "items", "事项", "Items",
            (
                {
                    "number": "128", "subject": "关于完善老旧小区充电设施的提案", "promised": "新建充电桩200个",
                    "due": "2026年12月31日", "present_class": "B", "progress": "已建120个",
                },
            ),
        ),
        fact("filled_by", "填表人", "Filled in by", "样某"), PHONE,
    ),
)  # fmt: skip
NON_FILING_NOTICE = PaperKind(
    "non_filing_notice", Words("委员告知书（不立案）", "Notice of not filing"), "non_filing_notice.docx", "letter",
    numbered=True, series="函",
    facts=(
        TO_PERSON, SESSION, fact("submission_number", "来件编号", "Number of the submission", "37"), SUBJECT,
        fact("grounds", "不立案情形", "Grounds", ("（一）内容空泛，缺乏可行性建议。",)),
        fact("forwarded_as", "转作", "Forwarded as", "意见建议", optional=True),
        fact("forwarded_to", "送往", "Forwarded to", "市住建局", optional=True), DAYS, PERSON, PHONE,
    ),
)  # fmt: skip
PAPERS = (
    ASSIGNMENT_SHEET, PROPOSAL_ANSWER, SUPPLEMENTARY_ANSWER, JOINT_OPINION, OPINION_FORM,
    CONSULTATION_RECORD, FOLLOW_UP_REGISTER, NON_FILING_NOTICE,
)  # fmt: skip
