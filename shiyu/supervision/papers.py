"""督查文书: the papers of supervision, and the facts each is made from; their looks are the city's templates.

Samples are invented; a template is checked against them.
"""

from datetime import date

from shiyu.base.words import Words
from shiyu.documents.kinds import PaperKind, fact

LONG = ("经研究，我们采取了以下措施。", "下一步，将继续推进，并按季度向您通报进展。")


TO = fact("recipient", "主送", "Addressed to", "晋城市住房和城乡建设局")
PERSON = fact("contact_person", "联系人", "Contact person", "样某")
PHONE = fact("contact_phone", "联系电话", "Telephone", "0356-0000000", optional=True)
COPY = fact("copy_to", "抄送", "Copied to", "政协晋城市委员会提案委员会，中共晋城市委督查室", optional=True)
LEAD = fact("lead_unit", "主办单位", "Lead unit", "市住建局")
JOINT = fact("joint_units", "会办单位", "Joint units", "市城市管理局、供电公司", optional=True)
DEMANDS = fact("requirements", "办理要求", "What is required", LONG)
ORDER = fact("order_number", "事项编号", "Number of the order", "DC20260301000012")
MATTER = fact("matter", "督查事项", "Matter", "城区老旧小区充电设施建设")

SUPERVISION_NOTICE = PaperKind(
    "supervision_notice", Words("督查任务通知单", "Supervision notice"), "supervision_notice.docx", "document",
    numbered=True,
    facts=(
        TO, ORDER, fact("source", "事项来源", "Source of the matter", "市政府第12次常务会议"), MATTER, LEAD, JOINT,
        fact("limit", "办结时限", "Limit", date(2026, 4, 1)),
        fact("instruction", "领导批示", "Instruction of a leader", "请抓紧办理，按时反馈。", optional=True),
        fact("signed_by_name", "签发人", "Signed by", "样某某"), DEMANDS,
        fact(
            "checkpoints", "反馈节点", "Checkpoints",
            (
                {"name": "1日", "due": "2026年3月3日", "content": "部署情况、责任人"},
                {"name": "3日", "due": "2026年3月5日", "content": "措施和进展"},
            ),
        ),
        PERSON, PHONE, COPY,
    ),
)  # fmt: skip
URGING_NOTICE = PaperKind(
    "urging_notice", Words("催办通知", "Urging notice"), "urging_notice.docx", "letter", numbered=True, series="函",
    facts=(
        TO, ORDER, MATTER, fact("checkpoint", "节点", "Checkpoint", "3日反馈"),
        fact("limit", "应反馈日期", "Was due on", date(2026, 3, 5)),
        fact("days_late", "逾期天数", "Days late", "2", optional=True),
        fact("times", "催办次数", "Count of urgings", "1"), DEMANDS,
        fact("report_by", "限期反馈", "To report by", date(2026, 3, 9)), PERSON, PHONE, COPY,
    ),
)  # fmt: skip
SUPERVISION_REPORT = PaperKind(
    "supervision_report", Words("督查专报", "Supervision report"), "supervision_report.docx", "document", numbered=True,
    facts=(
        TO, fact("background", "背景", "Background", LONG), fact("progress", "进展情况", "Progress", LONG),
        fact("problems", "存在问题", "Problems", LONG), fact("suggestions", "意见建议", "Suggestions", LONG),
        fact(
            "items", "事项进展表", "Items",
            ({"unit": "市住建局", "matter": "充电设施建设", "due": "2026年4月1日", "state": "办理中"},),
        ),
        COPY,
    ),
)  # fmt: skip
SUPERVISION_CIRCULAR = PaperKind(
    "supervision_circular", Words("督查通报", "Supervision circular"), "supervision_circular.docx", "document",
    numbered=True,
    facts=(
        fact("recipients", "主送", "Addressed to", "各县（市、区）人民政府，市直各单位"),
        fact("period", "时段", "Period", "2026年第一季度"), fact("summary", "总体情况", "Summary", LONG),
        fact(
            "items", "各单位情况", "Each unit",
            ({"unit": "市住建局", "total": "12", "closed": "10", "late": "1", "urged": "1", "grade": "良好"},),
        ),
        fact("praised", "表扬", "Praised", LONG, optional=True),
        fact("criticised", "批评", "Criticised", LONG, optional=True), DEMANDS, COPY,
    ),
)  # fmt: skip
PAPERS = (SUPERVISION_NOTICE, URGING_NOTICE, SUPERVISION_REPORT, SUPERVISION_CIRCULAR)
