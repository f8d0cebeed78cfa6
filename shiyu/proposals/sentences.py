"""What the effects of a proposal refuse, in both languages."""

from shiyu.base.words import Words

# fmt: off
NOT_IN_REGISTER = Words("电话或编号不在提案者名册中（或已届满）",
    "this number is not in the register of submitters today")
SEVERAL_IN_REGISTER = Words("此电话在名册中登记了多个提案者，请填写与名册一致的姓名（名称）",
    "several submitters have this telephone; give the name as it stands in the register")
NO_SESSION = Words("现在没有接受提案的届次", "no session takes proposals now")
OUT_OF_SESSION = Words("界别、小组提案只在全体会议期间提出",
    "a sector or group proposes only while the plenary is in session")
TOO_LONG = Words("正文和建议合计不得超过{most}字，现有{now}字",
    "situation and suggestions: at most {most} characters, these are {now}")
STILL_INVITED = Words("还有{count}位受邀联名人未确认；请等其确认，或说明理由取消邀请",
    "{count} invited have not answered; wait for them, or drop them with a note")
ALREADY_THERE = Words("此人已是第一提案人、联名人或受邀联名人", "this one is in the proposal already")
INVITATIONS_OF_PROPOSAL = Words(
    "本提案已发出{most}次联名邀请，到了上限；草稿和已发出的邀请都保留，可联系提案委补录签名",
    "this proposal has sent {most} invitations, as many as it may; the draft and what was sent are kept, and the "
    "committee can record signatures")
INVITATIONS_OF_DAY = Words("您今天已发出{most}次联名邀请，到了一天的上限；草稿和已发出的邀请都保留，请明天再邀请",
    "you have sent {most} invitations today, as many as a day allows; the draft and what was sent are kept, go on "
    "tomorrow")
OWN_DRAFT = Words("拟稿人不能审签、签发自己拟的稿", "whoever drafted an answer does not sign it off")
PAST_DAY = Words("承诺日期应在今天之后", "a promised day lies after today")
NOT_LATER = Words("推迟后的日期应在今天和原定日期之后", "the new day lies after today and after the old one")
PROMISES_OPEN = Words("还有{count}项承诺未兑现，不能结束跟踪", "{count} promises are still open")
NO_SUCH_POST = Words("没有这一岗位，或该岗位没有相应职责", "there is no such post, or it has no such role")
HALF_WEEKLY = Words("周报起止月份应同时填写", "give both months of the weekly reports, or neither")
NO_SUCH_SESSION = Words("没有这一届次", "there is no such session")
SERIAL_TAKEN = Words("本届已有案号{serial}", "this session has a number {serial} already")
DAY_OUT_OF_SESSION = Words("提交日期不在{session}接受提案的期间内",
    "this day lies outside what session {session} takes")
DAYS_OUT_OF_ORDER = Words("提交、立案、交办的日期应依次不早于前一个，且不晚于今天",
    "the days of submission, filing and assigning follow one another, and none lies ahead")
ASSIGNED_TO_NOBODY = Words("有交办日期而没有主办单位", "a day of assigning is given, but no lead unit")
NO_LEAD = Words("有会办或分办单位而没有主办单位", "joint or separate units are named, but no lead unit")
UNIT_TWICE = Words("同一单位出现两次", "a unit is named twice")
SEVERAL_OF_NAME = Words("名册中有多个同名提案者，请填写界别", "several in the register have this name; give the sector")
IN_FILE_TWICE = Words("案号{serial}在文件中出现过（第{line}行）",
    "number {serial} stands in the file before (line {line})")
TAKEN_BY_ANOTHER = Words("本届案号{serial}已是另一件提案", "number {serial} of this session is another proposal")
# fmt: on
