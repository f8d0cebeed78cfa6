"""The coded facts of citizen requests, each in both languages, and what the moves ask for. Pure.

Codes are what history, lists and figures keep; the words beside them are the official terms.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shiyu.base.words import Words
from shiyu.cases.procedure import Need, NeedKind

TYPES = {
    "consultation": Words("咨询", "Question"),
    "help": Words("求助", "Plea for help"),
    "complaint": Words("投诉", "Complaint"),
    "tipoff": Words("举报", "Tip-off"),
    "suggestion": Words("建议", "Suggestion"),
    "praise": Words("表扬", "Praise"),
}
"""诉求类型 (GB/T 33358-2016). Whoever tips off is anonymous to those who handle it."""

CHANNELS = {
    "phone": Words("12345热线", "12345 hotline"),
    "portal": Words("网上门户", "Portal"),
    "counter": Words("窗口", "Counter"),
    "letter": Words("来信", "Letter"),
    "api": Words("外部系统", "Another system"),
    "import": Words("批量导入", "Import"),
}

OUTCOMES = {
    "resolved": Words("解决", "Resolved"),
    "planned": Words("列入计划", "Planned"),
    "not_supported": Words("不予支持", "Not supported"),
    "not_possible": Words("无法办理", "Not possible"),
}
"""“Closed” is not “solved”: four outcomes, told apart in every figure."""

VERDICTS = {
    "satisfied": Words("满意", "Satisfied"),
    "basically_satisfied": Words("基本满意", "Basically satisfied"),
    "dissatisfied": Words("不满意", "Dissatisfied"),
}

RETURN_REASONS = {
    "not_our_duty": Words("不属本单位职责", "Not our duty"),
    "not_our_place": Words("不在本单位辖区", "Not our place"),
    "several_units": Words("涉及多个单位，应另定主办", "Several units; another should lead"),
    "too_vague": Words("内容不清，无法办理", "Too vague to act on"),
}

REFUSAL_REASONS = {
    "in_court": Words("已进入诉讼、仲裁、行政复议", "Before a court, arbitration or administrative review"),
    "petition": Words("已由信访渠道受理", "Already taken up as a petition"),
    "discipline": Words("属纪检监察事项", "A matter of discipline inspection"),
    "secret": Words("涉及国家秘密、商业秘密", "Touches state or business secrets"),
    "emergency": Words("紧急警情，应拨打110、119、120、122", "An emergency for 110, 119, 120 or 122"),
    "elsewhere": Words("不属本市管辖", "Outside the city's competence"),
    "unclear": Words("无实质内容，无法联系", "No matter in it and nobody to ask"),
}

UNREACHED = {
    "no_answer": Words("无人接听", "No answer"),
    "declined": Words("不愿接受回访", "Declined to talk"),
    "wrong_number": Words("号码有误", "Wrong number"),
    "no_contact": Words("未留联系方式", "Left no way to be reached"),
}

WITHOUT_JOINT = {
    "overdue": Words("会办意见逾期未到", "The joint opinion did not come in time"),
    "not_needed": Words("经核实不需会办", "Found not to need joint handling"),
}

PAUSE_REASONS = {
    "season": Words("受季节、天气限制", "Bound to season or weather"),
    "project": Words("待工程项目推进", "Waits for a works project"),
    "policy": Words("待政策出台", "Waits for a policy"),
    "court": Words("待司法程序", "Waits for a court"),
}

DEFER_REASONS = {
    "season": Words("受季节、天气限制", "Bound to season or weather"),
    "supplies": Words("待材料、设备到货", "Waits for supplies"),
    "approval": Words("待审批、招标等程序", "Waits for an approval or a tender"),
    "caller": Words("诉求人要求缓办", "The caller asked to wait"),
}

EMERGENCY = {
    "110": Words("110 公安报警", "110 police"),
    "119": Words("119 消防救援", "119 fire and rescue"),
    "120": Words("120 医疗急救", "120 ambulance"),
    "122": Words("122 交通事故报警", "122 traffic police"),
}

DECISIONS = {"uphold": Words("退单成立", "Return upheld"), "reject": Words("退单不成立", "Return rejected")}


def text(name: str, label: Words, *, optional: bool = False, maximum: int = 2_000) -> Need:
    """Free words of at most `maximum` characters."""
    return Need(name=name, kind=NeedKind.TEXT, label=label, optional=optional, maximum=maximum)


def code(name: str, label: Words, choices: dict[str, Words], *, optional: bool = False) -> Need:
    """One of the coded facts above."""
    return Need(name=name, kind=NeedKind.CODE, label=label, choices=choices, optional=optional)


def need(name: str, kind: NeedKind, label: Words, *, optional: bool = False, maximum: int = 20_000) -> Need:
    """A fact of another kind."""
    return Need(name=name, kind=kind, label=label, optional=optional, minimum=1, maximum=maximum)


TITLE = text("title", Words("标题", "Title"), maximum=200)
DETAIL = text("detail", Words("诉求内容", "What it is about"), maximum=20_000)
TYPE = code("type", Words("诉求类型", "Type"), TYPES, optional=True)
CHANNEL = code("channel", Words("来源渠道", "Channel"), CHANNELS, optional=True)
CATEGORY = need("category", NeedKind.CATEGORY, Words("诉求分类", "Category"), optional=True)
PLACE = need("place", NeedKind.PLACE, Words("地点", "Place"), optional=True)
CONTACT = need("contact", NeedKind.CONTACT, Words("联系方式（可匿名）", "Contact (may be anonymous)"))
NEW_CONTACT = need(
    "contact", NeedKind.CONTACT, Words("更正后的联系方式（只填要改的）", "Corrected contact data (what changes)")
)
WHOSE_CONTACT = need(
    "party", NeedKind.PARTY, Words("更正谁的联系方式", "Whose contact data"), optional=True, maximum=2**62
)
FILES = need("files", NeedKind.FILES, Words("附件", "Files"), optional=True)
URGENT = need("urgent", NeedKind.FLAG, Words("紧急", "Urgent"), optional=True)
WRITTEN_ON = need("written_on", NeedKind.DATE, Words("来件日期", "Written on"), optional=True)
REFERENCE = text("reference", Words("来源编号", "Reference of the source"), optional=True, maximum=100)
LEAD_UNIT = need("lead", NeedKind.UNIT, Words("主办单位", "Lead unit"))
JOINT_UNITS = need("joint", NeedKind.UNITS, Words("会办单位", "Joint units"), optional=True)
RIGHT_UNIT = need("right_unit", NeedKind.UNIT, Words("应承办单位", "The unit it belongs to"), optional=True)
NOTE = text("note", Words("说明", "Note"))
NOTE_IF_ANY = text("note", Words("说明", "Note"), optional=True)
BASIS = text("basis", Words("依据", "Basis"))
REASON = text("reason", Words("理由", "Reason"))
RETURN_REASON = code("return_reason", Words("退单理由", "Reason for returning"), RETURN_REASONS)
DECISION = code("decision", Words("裁定", "Decision"), DECISIONS)
AMOUNT = need("amount", NeedKind.NUMBER, Words("延长（工作日）", "Longer by (working days)"), maximum=200)
ANSWER = text("answer", Words("答复内容", "Answer"), maximum=20_000)
OUTCOME = code("outcome", Words("办理结果", "Outcome"), OUTCOMES)
KNOWLEDGE = need(
    "knowledge", NeedKind.NUMBER, Words("依据的知识库答复（编号）", "Answer of the knowledge base (its number)"),
    optional=True, maximum=2**62,
)  # fmt: skip
EDITION = need(
    "knowledge_edition", NeedKind.NUMBER, Words("该答复的第几版", "Edition of that answer"), optional=True,
    maximum=2**31 - 1,
)  # fmt: skip
PLANNED_BY = need("planned_by", NeedKind.DATE, Words("计划完成日期", "Planned by"), optional=True)
NO_JOINT = code(
    "without_joint", Words("无会办意见的原因", "Why without the joint opinion"), WITHOUT_JOINT, optional=True
)
PARTY = need("party", NeedKind.PARTY, Words("被回访人", "Who was called"), optional=True, maximum=2**62)
VERDICT = code("verdict", Words("满意度", "Verdict"), VERDICTS)
SOLVED = need("solved", NeedKind.FLAG, Words("问题是否解决", "Is the matter solved"))
SOLVED_IF_SAID = replace(SOLVED, optional=True)
COMMENT = text("comment", Words("评价说明", "Comment"), optional=True)
WHY_UNREACHED = code("unreached", Words("未回访到的原因", "Why not reached"), UNREACHED)
MAIN_CASE = need("main_case", NeedKind.CASE, Words("主单件号", "Number of the main case"))
OTHER_CASE = need("other_case", NeedKind.CASE, Words("关联件号", "Number of the other case"))
REFUSAL = code("refusal", Words("不予受理的情形", "Why not accepted"), REFUSAL_REASONS)
RIGHT_OFFICE = text("right_office", Words("应向何处反映", "The right office"), maximum=200)
PAUSE_REASON = code("pause_reason", Words("挂账原因", "Why it waits"), PAUSE_REASONS)
UNTIL = need("until", NeedKind.DATE, Words("挂账（缓办）至", "Until"))
DEFER_REASON = code("defer_reason", Words("缓办原因", "Why it should wait"), DEFER_REASONS)
SERVICE = code("service", Words("移交的紧急服务", "Emergency service"), EMERGENCY)
TAKEN_BY = text("taken_by", Words("接警人（姓名或工号）", "Who took it (name or number)"), maximum=60)
TAKEN_AT = text("taken_at", Words("移交时刻（默认为登记时刻）", "When, if not now"), optional=True, maximum=40)
TAKEN_AS = text("taken_as", Words("对方编号", "Their reference"), optional=True, maximum=100)
DETAIL_IF_ANY = text("detail", Words("补充情况", "What you saw yourself"), optional=True, maximum=20_000)
EVENT_TITLE = text("event_title", Words("事件名称", "Name of the event"), maximum=200)
KNOWN = text("known", Words("已知情况", "What is known"))
EXPECTED_END = need("expected_end", NeedKind.DATE, Words("预计恢复日期", "Expected end"), optional=True)
ORGANISATION = need(
    "contact", NeedKind.CONTACT, Words("企业名称、统一社会信用代码、联系人", "Enterprise, credit code, contact person")
)


def draw_words(draw: Mapping[str, Any]) -> Words:
    """What the lot decided about calling back: one caller, or some of the many of an event."""
    drawn = draw.get("drawn")
    if isinstance(drawn, list):
        return Words(f"{draw['of']}人中抽{len(drawn)}人回访", f"{len(drawn)} of {draw['of']} callers are called back")
    share = round(100 * float(draw.get("share", 0)))
    return (
        Words(f"抽中回访（抽取{share}%）", f"Drawn for a call ({share} % are)")
        if drawn
        else Words(f"未抽中，短信评价（抽取{share}%）", f"Not drawn; asked by message ({share} % are called)")
    )
