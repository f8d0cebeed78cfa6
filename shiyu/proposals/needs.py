"""What the moves of a proposal ask for. Pure; the codes stand in `vocabulary`."""

from dataclasses import replace

from shiyu.base.words import Words
from shiyu.cases.procedure import NeedKind
from shiyu.proposals import vocabulary as v
from shiyu.proposals.vocabulary import code, need, text

# fmt: off
TITLE = text("title", Words("案由", "Title"), maximum=100)
DETAIL = text("detail", Words("情况和分析", "Situation and analysis"), maximum=6_000)
SUGGESTIONS = text("suggestions", Words("具体建议（每条一行）", "Concrete suggestions (one a line)"), maximum=6_000)
THEME = code("theme", Words("类别", "Theme"), v.THEMES)
THEME_IF_ANY = replace(THEME, optional=True)
WISHED_UNITS = need("wished_units", NeedKind.UNITS, Words("建议承办单位", "Units suggested"), optional=True)
MAY_PUBLISH = need("may_publish", NeedKind.FLAG, Words("同意公开", "May be published"), optional=True)
CONTACT = need("contact", NeedKind.CONTACT, Words("提案者（姓名、电话须与名册一致）", "Submitter (as in the register)"))
IN_REGISTER = need("in_register", NeedKind.NUMBER, Words("提案者名册编号", "Number in the register of submitters"),
                   maximum=999_999)
ONE_MATTER = need("one_matter", NeedKind.FLAG, Words("一事一案：本提案只反映一件事", "One matter only"))
FILES = need("files", NeedKind.FILES, Words("附件", "Files"), optional=True)
REASON, NOTE = text("reason", Words("理由", "Reason")), text("note", Words("说明", "Note"))
NOTE_IF_ANY = replace(NOTE, optional=True)
PARTY = need("party", NeedKind.PARTY, Words("哪一位", "Which of them"))
PARTY_IF_ANY = replace(PARTY, optional=True)
GROUND_FLAGS = tuple(
    need(f"ground_{name}", NeedKind.FLAG, words, optional=True) for name, words in v.GROUNDS.items()
)
FORWARD_AS = code("forward_as", Words("转送方式", "Forwarded as"), v.FORWARDED)
MAIN_CASE = need("main_case", NeedKind.CASE, Words("并入的提案件号", "Number of the proposal it joins"))
CHANNEL = code("channel", Words("交办渠道", "Channel"), v.CHANNELS)
LEAD = need("lead", NeedKind.UNIT, Words("主办单位", "Lead unit"))
JOINT_UNITS = need("joint", NeedKind.UNITS, Words("会办单位", "Joint units"), optional=True)
SEPARATE_UNITS = need("separate", NeedKind.UNITS, Words("分办单位", "Separate units"), optional=True)
HANDLER_POST = text("clerk_post", Words("承办人员岗位（默认本岗）", "Post of the handler"), optional=True, maximum=60)
RETURN_REASON = code("return_reason", Words("退办理由", "Reason for returning"), v.RETURN_REASONS)
BASIS = text("basis", Words("依据", "Basis"))
RIGHT_UNIT = need("right_unit", NeedKind.UNIT, Words("应承办单位", "The unit it belongs to"), optional=True)
CONTACT_WAY = code("way", Words("沟通方式", "Way of contact"), v.CONTACT_WAYS)
CONTACT_DAY = need("contacted_on", NeedKind.DATE, Words("沟通日期", "Day of contact"), optional=True)
VENUE = text("venue", Words("地点", "Place"), optional=True, maximum=60)
PRESENT = text("present", Words("参加人员", "Present"), optional=True, maximum=200)
AGREED = text("agreed", Words("达成一致", "What was agreed"), optional=True)
OPINION = text("opinion", Words("会办意见", "Joint opinion"), maximum=6_000)
PART = text("part", Words("分办答复内容", "Answer to our part"), maximum=6_000)
MONTHS = need("months", NeedKind.NUMBER, Words("延长（月）", "Longer by (months)"), maximum=12)
ANSWER = text("answer", Words("答复内容", "Answer"), maximum=20_000)
REPLY_CLASS = code("reply_class", Words("办复类别", "Class of the answer"), v.CLASSES)
PROMISES = need("promises", NeedKind.PROMISES, Words("承诺事项", "What is promised"), optional=True,
                maximum=200)
NO_JOINT = code("without_joint", Words("无会办意见的原因", "Why without the joint opinion"), v.WITHOUT_JOINT,
                optional=True)
ATTITUDE = code("attitude", Words("对办理态度", "The attitude of the unit"), v.VERDICTS)
VERDICT = code("verdict", Words("对办理结果", "The result"), v.VERDICTS)
FORM_WAY = code("way", Words("沟通方式", "Way of contact"), v.FORM_WAYS)
TIMES = need("times", NeedKind.NUMBER, Words("沟通次数", "Times contacted"), optional=True, maximum=100)
COMMENT = text("comment", Words("意见", "Comment"), optional=True)
FINDING = code("finding", Words("落实情况", "Finding"), v.FINDINGS)
LEADING_POST = text("leading_post", Words("领办领导岗位", "Post of the leading leader"), maximum=60)
SUPERVISING_POST = text("supervising_post", Words("督办领导岗位", "Post of the supervising leader"), maximum=60)
WEEKLY_FROM = need("weekly_from", NeedKind.NUMBER, Words("周报起始月", "Weekly reports from month"), optional=True,
                   maximum=12)
WEEKLY_TO = need("weekly_to", NeedKind.NUMBER, Words("周报截止月", "Weekly reports to month"), optional=True,
                 maximum=12)
DUE = need("due", NeedKind.DATE, Words("承诺日期", "Promised day"))
UNTIL = need("until", NeedKind.DATE, Words("推迟至", "Postponed to"))
PROMISED = text("title", Words("承诺事项", "What is promised"), maximum=200)
OWNER = need("unit", NeedKind.UNIT, Words("责任单位", "Unit responsible"))
PROOF = text("proof", Words("落实情况和佐证", "What was done, with proof"), maximum=6_000)
SESSION = text("session", Words("届次（代码）", "Session (its code)"), maximum=20)
SERIAL = need("serial", NeedKind.NUMBER, Words("案号", "Number in its session"), maximum=99_999)
SUBMITTER_KIND = code("submitter_kind", Words("提案者类别", "Kind of submitter"), v.SUBMITTER_KINDS)
SECTOR = text("sector", Words("界别", "Sector"), optional=True, maximum=40)
CO_SIGNERS = text("co_signers", Words("联名人", "Co-signers"), optional=True)
SUBMITTED_ON = need("submitted_on", NeedKind.DATE, Words("提交日期", "Day of submission"))
FILED_ON = need("filed_on", NeedKind.DATE, Words("立案日期", "Day of filing"), optional=True)
ASSIGNED_ON = need("assigned_on", NeedKind.DATE, Words("交办日期", "Day of assigning"), optional=True)
DETAIL_IF_ANY, SUGGESTIONS_IF_ANY = replace(DETAIL, optional=True), replace(SUGGESTIONS, optional=True)
LEAD_IF_ANY = replace(LEAD, optional=True)

# fmt: on
