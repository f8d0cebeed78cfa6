"""The coded facts of supervision orders, each in both languages, and what the moves ask for. Pure."""

from shiyu.base.words import Words
from shiyu.cases.procedure import Need, NeedKind

SOURCES = {
    "meeting": Words("会议议定事项", "Decided at a meeting"),
    "note": Words("领导批示", "Leader's note"),
    "plan": Words("重点工作", "Key task of the year"),
    "project": Words("重点工程", "Key project"),
    "referral": Words("移送督查", "Referred"),
}
"""事项来源: 全体会议、常务会等议定事项和领导批示；重点工作、重点工程；由其他系统移送的逾期件。"""
PROPOSED_FROM = {name: words for name, words in SOURCES.items() if name != "referral"}
REFERRAL, PROJECT = "referral", "project"

ORDINARY, COMPLEX = "ordinary", "complex"
COMPLEXITY = {
    ORDINARY: Words("一般事项（7日内落实）", "Ordinary (7 days)"),
    COMPLEX: Words("重大、复杂事项（1个月内解决）", "Complex (1 month)"),
}

GRADES = {
    "excellent": Words("优秀", "Excellent"),
    "good": Words("良好", "Good"),
    "passed": Words("合格", "Passed"),
    "failed": Words("不合格", "Failed"),
}
OUTCOMES = {**GRADES, "not_approved": Words("不予立项", "Not approved"), "withdrawn": Words("撤销", "Withdrawn")}

CLASSIFIED = {"no": Words("否", "No"), "yes": Words("是", "Yes")}

CHECKPOINTS = {
    "day_1": Words("1日：责任人和分工", "Day 1: who does what"),
    "day_3": Words("3日：措施和进展", "Day 3: measures and progress"),
    "day_7": Words("7日：办结，或说明复杂原因和节点", "Day 7: result, or why it is complex"),
    "month_1": Words("1个月：办结，或时间节点和方案", "Month 1: result, or dates and plan"),
    "node": Words("时间节点", "Set date"),
    "weekly": Words("周报", "Weekly report"),
    "rework": Words("退回补办", "Taken up again"),
}
"""What a unit owes a report at; a checkpoint stays red until it is reported (“13710”，晋政办 2016；内容按培训材料)."""


def owes(checkpoint: str) -> str:
    """The mark of an order whose unit owes this report."""
    return f"owes_{checkpoint}"


ACCOUNTABILITY = "accountability"
"""问责移送: a recorded fact. No machine judges."""


def text(name: str, label: Words, *, optional: bool = False, maximum: int = 2_000) -> Need:
    """Free words of at most `maximum` characters."""
    return Need(name=name, kind=NeedKind.TEXT, label=label, optional=optional, maximum=maximum)


def code(name: str, label: Words, choices: dict[str, Words]) -> Need:
    """One of the coded facts above."""
    return Need(name=name, kind=NeedKind.CODE, label=label, choices=choices)


def need(name: str, kind: NeedKind, label: Words, *, optional: bool = False) -> Need:
    """A fact of another kind."""
    return Need(name=name, kind=kind, label=label, optional=optional)


TITLE = text("title", Words("督查事项", "Matter"), maximum=200)
DETAIL = text("detail", Words("督查内容", "What is to be done"), maximum=5_000)
SOURCE = code("source", Words("事项来源", "Source"), PROPOSED_FROM)
BASIS = text("basis", Words("依据（会议、批示、文号）", "Basis (meeting, note, document)"), maximum=200)
IS_CLASSIFIED = code("classified", Words("是否涉密", "Is it classified"), CLASSIFIED)
WHY_REFERRED = text("reason", Words("纳入督查的理由", "Why it is supervised"), maximum=500)
REQUIREMENT = text("requirement", Words("办理要求", "What is required"))
LEAD_UNIT = need("lead", NeedKind.UNIT, Words("主办单位", "Lead unit"))
JOINT_UNITS = need("joint", NeedKind.UNITS, Words("协办单位", "Joint units"), optional=True)
COMPLEXITY_OF = code("complexity", Words("难易", "Complexity"), COMPLEXITY)
DUE_ON = need("due_on", NeedKind.DATE, Words("办结期限（不填按规定）", "Close by (else as ruled)"), optional=True)
LEADER = text("leader", Words("包联领导岗位", "Responsible leader's post"), optional=True, maximum=60)
WEEKLY_FROM = need("weekly_from", NeedKind.DATE, Words("周报自", "Weekly reports from"), optional=True)
WEEKLY_UNTIL = need("weekly_until", NeedKind.DATE, Words("周报至", "Weekly reports until"), optional=True)
NODES = need("nodes", NeedKind.PROMISES, Words("时间节点", "Set dates"))
NODES_IF_ANY = need("nodes", NeedKind.PROMISES, Words("时间节点", "Set dates"), optional=True)
RESPONSIBLE = text("responsible", Words("责任人（第一责任人、具体责任人、承办人）", "Who is responsible"), maximum=200)
SHARED_OUT = text("shared_out", Words("分工", "Who does what"))
MEASURES = text("measures", Words("措施", "Measures"))
PROGRESS = text("progress", Words("进展", "Progress"))
WHY_COMPLEX = text("why_complex", Words("复杂原因", "Why it is complex"))
PLAN = text("plan", Words("解决方案", "Plan"))
RESULT = text("result", Words("落实结果", "Result"), maximum=5_000)
OPINION = text("opinion", Words("审核意见", "Opinion"))
OPINION_IF_ANY = text("opinion", Words("审批意见", "Opinion"), optional=True)
REASON = text("reason", Words("理由", "Reason"))
NOTE = text("note", Words("说明", "Note"))
NOTE_IF_ANY = text("note", Words("说明", "Note"), optional=True)
INSTRUCTION = text("instruction", Words("批示", "Instruction"))
RECIPIENT = text("recipient", Words("主送", "Addressed to"), maximum=60)
BACKGROUND = text("background", Words("背景", "Background"))
STANDING = text("standing", Words("进展情况", "Progress"))
PROBLEMS = text("problems", Words("存在问题", "Problems"))
SUGGESTIONS = text("suggestions", Words("意见建议", "Suggestions"))
UNTIL = need("until", NeedKind.DATE, Words("至", "Until"))
GRADE = code("grade", Words("评定", "Grade"), GRADES)
FILES = need("files", NeedKind.FILES, Words("附件", "Files"), optional=True)
