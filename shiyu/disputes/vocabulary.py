"""The coded facts of disputes, each in both languages, and what the moves ask for. Pure."""

from collections.abc import Mapping

from shiyu.base.words import Words
from shiyu.cases.procedure import Need, NeedKind

APPLICANT, RESPONDENT, THIRD = "applicant", "respondent", "third_party"
SIDES = {
    APPLICANT: Words("申请人", "Applicant"),
    RESPONDENT: Words("被申请人", "Respondent"),
    THIRD: Words("第三人", "Third party"),
}

INVITED, PAST_INVITED = "expert", "past_expert"
PARTIES = {**SIDES, INVITED: Words("专家", "Expert"), PAST_INVITED: Words("此前的专家", "Expert before")}
"""Who stands in a case: the sides, and whom they let be invited; he is on none, and his seat ends with the dispute."""

KINDS = {
    "traffic": Words("道路交通", "Road traffic"),
    "labour": Words("劳动争议", "Labour"),
    "family": Words("婚姻家庭", "Marriage and family"),
    "land": Words("土地", "Land"),
    "housing": Words("房地产", "Housing and building"),
    "property": Words("物业服务", "Property management"),
    "tourism": Words("旅游", "Tourism"),
    "medical": Words("医疗", "Medical"),
    "neighbours": Words("邻里", "Neighbours"),
    "inheritance": Words("继承", "Inheritance"),
    "lending": Words("借贷", "Lending"),
    "contract": Words("合同", "Contract"),
    "consumer": Words("消费", "Consumer"),
    "expropriation": Words("征地拆迁", "Expropriation"),
    "environment": Words("环境", "Environment"),
    "forest": Words("山林水利", "Forest and water"),
}
"""手册E3 监测的类别."""
OTHER_KIND = "other"
EVERY_KIND = {**KINDS, OTHER_KIND: Words("其他", "Other")}

SOURCES = {
    "application": Words("当事人申请", "Applied for by a party"),
    "window": Words("窗口登记", "Registered at the window"),
    "grid": Words("网格员发现上报", "Reported by a grid worker"),
    "request": Words("诉求件移送", "Referred from a citizen request"),
    "court_before": Words("法院诉前委派", "Court, before filing"),
    "court_within": Words("法院诉中委托", "Court, in the suit"),
    "police": Words("公安移交", "Handed over by the police"),
    "petition": Words("信访移交", "Handed over by the petitions office"),
    "legal_aid": Words("法律援助机构移交", "Handed over by legal aid"),
}
"""结案报告的来源（手册E3）."""
COMMISSIONS = {code: SOURCES[code] for code in ("court_before", "court_within", "police", "petition", "legal_aid")}

TRACKS = {
    "people": Words("人民调解", "People's mediation"),
    "pre_suit": Words("诉前调解", "Before the suit"),
    "labour": Words("劳动争议调解", "Labour mediation"),
    "medical": Words("医疗纠纷人民调解", "Medical mediation"),
    "traffic": Words("交警调解", "Traffic police mediation"),
}
LAYERS = {
    "village": Words("村（社区）", "Village or community"),
    "township": Words("乡镇（街道）", "Township or street"),
    "trade": Words("行业性专业性调委会", "Trade committee"),
    "department": Words("部门", "Department"),
    "arbitration": Words("仲裁", "Arbitration"),
    "court": Words("法院", "Court"),
}
MEDIATING_LAYERS = ("village", "township", "trade", "department")
RESIDENCE = {
    "standing": Words("常驻", "Always present"),
    "rota": Words("轮驻", "By rota"),
    "on_call": Words("随叫随驻", "On call"),
}
WILLINGNESS = {
    "willing": Words("愿意调解", "Willing"),
    "asked": Words("需征询", "To be asked"),
    "unwilling": Words("不愿调解", "Not willing"),
}

PERSON, ORGANISATION = "person", "organisation"
CAPACITIES = {
    "self": Words("本人（本单位）", "For himself or itself"),
    "guardian": Words("监护人（法定代理人）", "Guardian"),
    "agent": Words("委托代理人", "Agent"),
    "representative": Words("法定代表人、负责人", "Representative of the organisation"),
}
DANGERS = {
    "violence": Words("可能激化为暴力", "May turn violent"),
    "crime": Words("可能构成犯罪", "May be a crime"),
    "self_harm": Words("可能自伤、自杀", "May harm himself"),
    "gathering": Words("可能引发群体性事件", "May draw a crowd"),
    "none": Words("未见激化迹象", "No sign found"),
}
"""人民调解法第25条：可能引起治安案件、刑事案件的，及时向公安机关报告；分类为设计."""
STANCES = {"agrees": Words("同意调解", "Agrees"), "refuses": Words("不同意调解", "Refuses")}
TOLD_BY = {"portal": Words("网上确认", "Online"), "paper": Words("书面签收", "On paper")}

LEGAL_WAYS = {
    "suit": Words("向人民法院起诉", "Sue in court"),
    "labour_arbitration": Words("申请劳动仲裁", "Labour arbitration"),
    "land_arbitration": Words("申请农村土地承包仲裁", "Arbitration of farm land contracts"),
    "commercial_arbitration": Words("按仲裁协议申请仲裁", "Arbitration as agreed"),
    "reconsideration": Words("申请行政复议", "Administrative reconsideration"),
    "police": Words("报警", "Police"),
    "petition": Words("信访", "Petition"),
    "legal_aid": Words("申请法律援助", "Legal aid"),
    "office": Words("向主管部门反映", "The responsible office"),
}
REFERRED_TO = {
    "arbitration": Words("仲裁", "Arbitration"),
    "court": Words("诉讼", "Court"),
    "office": Words("其他部门", "Another office"),
}
STEP_BACK = {
    "kinship": Words("与一方当事人是近亲属", "Kin of a party"),
    "interest": Words("与纠纷有利害关系", "An interest in the matter"),
    "relation": Words("有其他关系，可能影响公正", "Another tie that may bias"),
    "absence": Words("不能履职", "Cannot serve"),
}
TIES = {
    "kinship": Words("近亲属", "Kin"),
    "employment": Words("任职、受雇", "Employment"),
    "interest": Words("经济利益", "A financial interest"),
    "counsel": Words("曾任代理人、顾问", "Was agent or adviser"),
    "relation": Words("其他可能影响公正的关系", "Another tie that may bias"),
}
RECUSAL = {ground: STEP_BACK[ground] for ground in ("kinship", "interest", "relation")}
PERFORMANCE = {
    "full": Words("全部履行", "Performed in full"),
    "part": Words("部分履行", "Performed in part"),
    "none": Words("未履行", "Not performed"),
}
SATISFACTION = {
    "satisfied": Words("满意", "Satisfied"),
    "fair": Words("基本满意", "Fairly satisfied"),
    "dissatisfied": Words("不满意", "Dissatisfied"),
}
CONFIRMED = {"confirmed": Words("裁定有效", "Confirmed"), "dismissed": Words("裁定驳回", "Dismissed")}

ORDINARY = "ordinary"
MATTER_CLASSES = {
    ORDINARY: Words("可以申请司法确认", "A court may confirm it"),
    "status": Words("涉及婚姻、亲子、收养等身份关系", "Marriage, parentage, adoption: status"),
    "ownership": Words("涉及物权、知识产权确权", "Settles ownership or intellectual property"),
}
"""手册E1: a court does not confirm agreements on status, on ownership or on intellectual property."""

OUTCOMES = {
    "performed": Words("调解成功并办结", "Settled and closed"),
    "failed": Words("调解不成，已告知途径", "Not settled; told the ways"),
    "refused": Words("当事人不同意调解", "A party refused"),
    "arbitration": Words("转仲裁", "To arbitration"),
    "court": Words("转诉讼", "To court"),
    "office": Words("转其他部门", "To another office"),
    "police": Words("移送公安", "To the police"),
    "withdrawn": Words("撤回", "Withdrawn"),
    "not_accepted": Words("不予受理，已告知途径", "Not accepted; told the way"),
    "merged": Words("并入同一纠纷", "Merged into the same dispute"),
}

# marks, by which guards judge and lists pick out
MINOR_ALONE, RIGHTS_TOLD, DANGER, INCOMPLETE = "minor_alone", "rights_told", "danger", "incomplete"
ITEMS_OPEN, WINDOW, JOINT, FILED = "items_open", "confirmation_open", "confirmation_joint", "confirmation_filed"
NOT_CONFIRMABLE, EXPERT_AGREED = "not_confirmable", "expert_agreed"
LONGER_ASKED, WRITTEN, BROKEN, LOOK_ALIKE = "longer_asked", "written", "not_performed", "look_alike"


def text(name: str, label: Words, *, optional: bool = False, maximum: int = 2_000) -> Need:
    """Free words of at most `maximum` characters."""
    return Need(name=name, kind=NeedKind.TEXT, label=label, optional=optional, maximum=maximum)


def code(name: str, label: Words, choices: Mapping[str, Words], *, optional: bool = False) -> Need:
    """One of the coded facts above."""
    return Need(name=name, kind=NeedKind.CODE, label=label, choices=choices, optional=optional)


def need(name: str, kind: NeedKind, label: Words, *, optional: bool = False) -> Need:
    """A fact of another kind; whoever is named in a dispute is named by his name."""
    return Need(name=name, kind=kind, label=label, optional=optional, named=kind is NeedKind.CONTACT)


KIND = code("kind", Words("纠纷类别", "Kind of dispute"), EVERY_KIND)
PLACE = need("place", NeedKind.PLACE, Words("发生地", "Place"))
HAPPENED = text("happened", Words("纠纷情况", "What happened"), maximum=5_000)
CLAIMS = text("claims", Words("请求事项", "What is claimed"))
AMOUNT = Need(name="amount", kind=NeedKind.NUMBER, label=Words("涉及金额（元）", "Amount (yuan)"), optional=True,
              maximum=100_000_000_000)  # fmt: skip
WILLING = code("willing", Words("对方是否愿意调解", "Is the other side willing"), WILLINGNESS, optional=True)
CONTACT = need("contact", NeedKind.CONTACT, Words("申请人", "Applicant"))
RESPONDENT_CONTACT = need("respondent", NeedKind.CONTACT, Words("被申请人", "Respondent"), optional=True)
COMMISSION = code("source", Words("委派、移交单位", "Who hands it over"), COMMISSIONS)
REFERENCE = text("reference", Words("来文（案）号", "Its number there"), optional=True, maximum=100)
SIDE = code("side", Words("哪一方", "Which side"), SIDES)
PARTY_CONTACT = need("contact", NeedKind.CONTACT, Words("当事人", "Party"))
EXPERT_CONTACT = need("contact", NeedKind.CONTACT, Words("专家、受邀人", "Whom to seat"))
CAPACITY = code("capacity", Words("身份", "Capacity"), CAPACITIES)
STANDS_FOR = need("stands_for", NeedKind.PARTY, Words("代理（监护、代表）谁", "For whom"), optional=True)
IS_MINOR = need("minor", NeedKind.FLAG, Words("未成年人", "A minor"), optional=True)
PARTY = need("party", NeedKind.PARTY, Words("当事人", "Party"))
WHICH_SIDE = need("side", NeedKind.PARTY, Words("与哪一位当事人谈", "With which party"))
PARTY_IF_STAFF = need("party", NeedKind.PARTY, Words("当事人（工作人员代录时选）", "Party (if staff records it)"),
                      optional=True)  # fmt: skip
DANGER_SIGN = code("danger", Words("激化风险", "Danger"), DANGERS)
WHAT_SEEN = text("seen", Words("情况和已采取的措施", "What was seen and done"))
BODY = need("body", NeedKind.UNIT, Words("调解组织", "Body"))
WHY_BODY = text("why", Words("理由（与系统建议不同时必填）", "Why (where it differs from what is suggested)"),
                optional=True, maximum=500)  # fmt: skip
MEDIATOR = text("mediator", Words("调解员（登录名或姓名）", "Mediator (login or name)"), maximum=60)
MATTER = text("matter", Words("告知各方的事由", "What each side is told it is about"), optional=True, maximum=500)
REASON = text("reason", Words("理由", "Reason"))
REASON_IF_ANY = text("reason", Words("理由", "Reason"), optional=True)
NOTE_IF_ANY = text("note", Words("说明", "Note"), optional=True)
STANCE = code("stance", Words("表态", "Stance"), STANCES)
ROOM = text("room", Words("中心调解室", "Room of the centre"), optional=True, maximum=40)
WHEN = text("when", Words("时间", "When"), maximum=60)
LASTS = Need(name="lasts", kind=NeedKind.NUMBER, label=Words("预计时长（分钟）", "Expected length (minutes)"),
             optional=True, minimum=10, maximum=480)  # fmt: skip
WHERE = text("where", Words("其他地点或线上房间", "Elsewhere, or which remote room"), optional=True, maximum=200)
ON = need("on", NeedKind.DATE, Words("日期", "Date"))
PRESENT = text("present", Words("到场人", "Who was there"), maximum=500)
MINUTES = text("minutes", Words("调解记录", "Minutes"), maximum=10_000)
TALK = text("talk", Words("背对背谈话记录", "Private talk"), maximum=10_000)
EXPERT = text("expert", Words("拟邀请的人（专家、亲属等）", "Whom to invite"), maximum=200)
DAYS = Need(name="amount", kind=NeedKind.NUMBER, label=Words("延长多少（与该期限同单位）", "How much longer"),
            minimum=1, maximum=60)  # fmt: skip
FACTS_FOUND = text("facts_found", Words("纠纷的主要事实、争议事项和各方责任", "Facts, issues and responsibility"),
                   maximum=5_000)  # fmt: skip
CONTENT = text("content", Words("达成协议的内容", "What is agreed"), maximum=5_000)
MANNER = text("manner", Words("履行方式", "Manner of performance"))
DUE = need("due", NeedKind.DATE, Words("履行期限", "Time limit"))
ITEMS = text("items", Words("履行事项（每行一项：谁；做什么；金额（元）；期限）",
                            "Items, a line each: who; what; amount (yuan); until when"),
             optional=True, maximum=5_000)  # fmt: skip
MATTER_CLASS = code("matter_class", Words("能否司法确认", "May a court confirm it"), MATTER_CLASSES, optional=True)
PROOF = text("proof", Words("履行情况和凭证", "What was performed, and proof"))
ITEM = Need(name="item", kind=NeedKind.NUMBER, label=Words("第几项", "Which item"), optional=True, minimum=1,
            maximum=100)  # fmt: skip
WAYS = code("way", Words("告知的法律途径", "The legal way told"), LEGAL_WAYS)
TO_WHERE = code("to", Words("转往", "To where"), REFERRED_TO)
TO_UNIT = need("unit", NeedKind.UNIT, Words("接收单位", "Who receives it"))
WHY_BACK = code("ground", Words("回避、更换的原因", "Ground"), STEP_BACK)
WHY_RECUSAL = code("ground", Words("回避的原因", "Ground"), RECUSAL)
PERFORMED = code("performance", Words("履行情况", "Performance"), PERFORMANCE)
SATISFIED = code("satisfaction", Words("满意度", "Satisfaction"), SATISFACTION)
HIDDEN = need("hidden", NeedKind.FLAG, Words("仍有隐患", "Hidden danger remains"), optional=True)
RESULT = text("result", Words("办理结果", "Result"))
ABOUT = text("about", Words("说明事项", "About"), maximum=200)
STATEMENT = text("statement", Words("具体情况", "What happened"), maximum=5_000)
COURT_RESULT = code("result", Words("法院裁定", "The court's ruling"), CONFIRMED)
SAME_AS = Need(name="same_as", kind=NeedKind.CASE, label=Words("同一纠纷的件号", "Number of the same dispute"))
SLOTS = {
    "identity": Words("身份证明", "Proof of identity"),
    "attorney": Words("授权委托书", "Power of attorney"),
    "inquiry": Words("调查记录", "Record of an inquiry"),
    "evidence": Words("证据", "Evidence"),
    "performance": Words("履行凭证", "Proof of performance"),
    "confirmation": Words("司法确认材料", "Papers of the confirmation"),
    "statement": Words("情况说明", "Statement"),
}
"""Where in the dossier a file is put (手册E3)."""
SLOT = code("slot", Words("归入", "Filed as"), SLOTS)
FILES_GIVEN = need("files", NeedKind.FILES, Words("附件", "Files"))
FILES = need("files", NeedKind.FILES, Words("附件", "Files"), optional=True)
