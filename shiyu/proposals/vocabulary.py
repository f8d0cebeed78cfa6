"""The coded facts of proposals, each in both languages, and what the moves ask for. Pure.

Codes are what history, lists and figures keep; the words beside them are the official terms. Which letters the class
table of a session has, and what each asks of a unit, stands in the rule set.
"""

from shiyu.base.words import Words
from shiyu.cases.procedure import Need, NeedKind

SUBMITTER_KINDS = {
    "member": Words("委员", "Member"),
    "party": Words("民主党派", "Democratic party"),
    "organisation": Words("人民团体", "People's organisation"),
    "committee": Words("专门委员会", "Special committee"),
    "sector": Words("界别、小组", "Sector or group"),
}
"""提案者 (政协全国委员会提案工作条例): five kinds; all but the member are 集体提案."""

TIME_CLASSES = {
    "plenary": Words("会议提案", "Submitted for the plenary"),
    "ordinary": Words("平时提案", "Submitted between plenaries"),
}

THEMES = {
    "economy": Words("经济建设", "Economy"),
    "politics": Words("政治建设", "Politics"),
    "culture": Words("文化建设", "Culture"),
    "society": Words("社会建设", "Society"),
    "ecology": Words("生态文明建设", "Ecology"),
}

CHANNELS = {
    "party": Words("市委系统", "Party side"),
    "government": Words("政府系统", "Government side"),
    "other": Words("法检等其他系统", "Courts and others"),
}
"""交办渠道: 市委督查室, 市政府办公室, and the committee itself for courts, procuratorates and others."""

CLASSES = {
    "A": Words("A类", "Class A"),
    "B": Words("B类", "Class B"),
    "C": Words("C类", "Class C"),
    "D": Words("D类", "Class D"),
}
"""办复类别. What a letter means, and whether there is a D, is said by the class table of the rule set."""

GROUNDS = {
    "secret": Words("涉及党和国家秘密", "Touches secrets of Party or state"),
    "forbidden": Words("国家明令禁止", "Expressly forbidden by the state"),
    "personnel": Words("中共党员对党内组织、人事的意见", "A Party member's opinion on Party organisation or personnel"),
    "internal": Words("民主党派内部问题", "Internal matter of a democratic party"),
    "in_court": Words("已进入诉讼、仲裁程序", "Before a court or arbitration"),
    "academic": Words("学术研讨", "Academic discussion"),
    "private": Words("为本人或亲属解决个人问题", "For oneself or relatives"),
    "promotion": Words("推介作品、产品", "Promotes a work or product"),
    "denunciation": Words("指名举报", "Denounces somebody by name"),
    "vague": Words("空泛，无具体建议", "Vague, without a concrete suggestion"),
}
"""不予立案的十种情形 (handbook A2); one or more of them, and a reason in words."""

FORWARDED = {
    "opinion": Words("转为意见建议", "Forwarded as an opinion"),
    "social_report": Words("转为社情民意信息", "Forwarded as a social report"),
    "letter": Words("转为委员来信", "Forwarded as a letter"),
}

CONTACT_WAYS = {
    "visit": Words("登门", "Visit"),
    "meeting": Words("座谈", "Meeting"),
    "phone": Words("电话", "Telephone"),
    "letter": Words("书面", "In writing"),
}

FORM_WAYS = {**CONTACT_WAYS, "none": Words("未联系", "Not contacted")}
"""征询意见表 沟通方式: the submitter may also say that nobody contacted him."""

VERDICTS = {
    "satisfied": Words("满意", "Satisfied"),
    "basically_satisfied": Words("基本满意", "Basically satisfied"),
    "dissatisfied": Words("不满意", "Dissatisfied"),
}

RETURN_REASONS = {
    "not_our_duty": Words("不属本单位职责", "Not our duty"),
    "another_leads": Words("应由其他单位主办", "Another unit should lead"),
    "not_needed": Words("无需本单位会办", "Our part is not needed"),
}

WITHOUT_JOINT = {"overdue": Words("会办意见逾期未到", "The joint opinion did not come in time")}

FINDINGS = {
    "done": Words("已落实", "Done"),
    "on_schedule": Words("按计划推进", "On schedule"),
    "behind": Words("进度滞后", "Behind schedule"),
    "not_done": Words("未落实", "Not done"),
}

OTHER_CHANNELS = {name: {k: v for k, v in CHANNELS.items() if k != name} for name in CHANNELS}
"""From each channel, where a proposal that was filed to the wrong side may be handed."""


def text(name: str, label: Words, *, optional: bool = False, maximum: int = 2_000) -> Need:
    """Free words of at most `maximum` characters."""
    return Need(name=name, kind=NeedKind.TEXT, label=label, optional=optional, maximum=maximum)


def code(name: str, label: Words, choices: dict[str, Words], *, optional: bool = False) -> Need:
    """One of the coded facts above."""
    return Need(name=name, kind=NeedKind.CODE, label=label, choices=choices, optional=optional)


def need(name: str, kind: NeedKind, label: Words, *, optional: bool = False, maximum: int = 2**62) -> Need:
    """A fact of another kind."""
    return Need(name=name, kind=kind, label=label, optional=optional, minimum=1, maximum=maximum)
