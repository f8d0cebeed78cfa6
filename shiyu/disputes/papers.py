"""卷宗文书: the papers a mediation lives by up to its agreement, and the facts each is made from.

Which papers a dossier holds follows 手册E3 (人民调解卷宗的排列顺序); looks are the templates of the city pack. Samples
are invented; a template is checked against them.
"""

from datetime import date

from shiyu.base.words import Words
from shiyu.documents.kinds import PaperFact, PaperKind, fact

LONG = ("双方于2026年3月就物业服务费发生争议。", "经核对，欠费期间为2025年1月至12月。")
PEOPLE = (
    {"side": "申请人", "name": "样某某", "capacity": "本人", "contact": "13800000000"},
    {"side": "被申请人", "name": "例某物业公司", "capacity": "代理人样某代", "contact": "0356-0000000"},
)

CASE = fact("case_number", "纠纷编号", "Number of the dispute", "JF202603020001")
KIND = fact("kind", "纠纷类型", "Kind", "物业服务纠纷")
BODY = fact("body", "调解组织", "Mediation body", "晋城市物业纠纷人民调解委员会")
PARTIES = fact("parties", "当事人", "Parties", PEOPLE, personal=True)
FACTS = fact("facts", "纠纷事实", "Facts", LONG, personal=True)
CLAIMS = fact("claims", "请求事项", "Claims", ("请求减免服务费并恢复电梯运行。",), personal=True)
MEDIATOR = fact("mediator", "调解员", "Mediator", "样某")
RECORDER = fact("recorder", "记录人", "Recorder", "例某")
PLACE = fact("place", "地点", "Place", "调解室", optional=True)
PHONE = fact("contact_phone", "联系电话", "Telephone", "0356-0000000", optional=True)
PERSON = fact("contact_person", "联系人", "Contact person", "样某")
TO_PERSON = fact("recipient", "称谓", "Salutation", "样某某、例某物业公司", personal=True)
NUMBERING = "（{year}）{word}第{sequence}号"
"""卷号 ( )人调字第 号 (手册E3): the year in round brackets, then the code-word with its series."""


def dossier_form(name: str, zh: str, en: str, *facts: PaperFact) -> PaperKind:
    """A form of the dossier: not numbered, filed under the number of its dossier."""
    return PaperKind(
        name,
        Words(zh, en),
        f"{name}.docx",
        "document",
        numbered=False,
        facts=(CASE, *facts),
    )


REGISTER = dossier_form(
    "dispute_register",
    "人民调解受理登记表",
    "Register sheet of a dispute",
    KIND,
    BODY,
    PARTIES,
    FACTS,
    CLAIMS,
    fact("source", "来源", "Came from", "当事人申请"),
    fact("received_on", "受理日期", "Received on", date(2026, 3, 2)),
    fact("amount", "涉及金额", "Amount", "人民币3600.00元", optional=True),
    fact("clerk", "登记人", "Clerk", "样某"),
)
APPLICATION = dossier_form(
    "dispute_application",
    "人民调解申请书",
    "Application for mediation",
    KIND,
    BODY,
    PARTIES,
    FACTS,
    CLAIMS,
    fact("applied_on", "申请日期", "Applied on", date(2026, 3, 2)),
)
RIGHTS_NOTICE = dossier_form(
    "rights_notice",
    "人民调解权利义务告知书",
    "Notice of rights and duties",
    BODY,
    PARTIES,
    fact("told_on", "告知日期", "Told on", date(2026, 3, 3)),
    fact("way", "告知方式", "Way", "当面"),
    fact("teller", "告知人", "Told by", "样某"),
)
POWER_OF_ATTORNEY = dossier_form(
    "power_of_attorney",
    "授权委托书",
    "Power of attorney",
    KIND,
    BODY,
    fact("principal", "委托人", "Principal", "例某物业公司", personal=True),
    fact("agent", "受托人", "Agent", "样某代", personal=True),
    fact("powers", "委托权限", "Powers", ("代为承认、变更、放弃请求，参加调解，签署调解协议。",)),
)
INQUIRY_RECORD = dossier_form(
    "inquiry_record",
    "人民调解调查记录",
    "Record of an inquiry",
    KIND,
    BODY,
    fact("held_on", "时间", "Held on", date(2026, 3, 5)),
    PLACE,
    fact("asked", "被调查人", "Who was asked", "例某某", personal=True),
    fact("content", "调查内容", "What was found", LONG, personal=True),
    fact("inquirer", "调查人", "Inquirer", "样某"),
    RECORDER,
)
MEDIATION_RECORD = dossier_form(
    "mediation_record",
    "人民调解记录",
    "Record of a session",
    KIND,
    BODY,
    PARTIES,
    fact("held_on", "时间", "Held on", date(2026, 3, 9)),
    PLACE,
    fact("present", "参加人", "Present", "双方当事人、调解员", optional=True, personal=True),
    fact("content", "调解过程", "What was said", LONG, personal=True),
    fact("result", "调解结果", "Result", ("双方同意下次继续调解。",), optional=True, personal=True),
    MEDIATOR,
    RECORDER,
)
BEFORE_AGREEMENT = (
    REGISTER,
    APPLICATION,
    RIGHTS_NOTICE,
    POWER_OF_ATTORNEY,
    INQUIRY_RECORD,
    MEDIATION_RECORD,
)
