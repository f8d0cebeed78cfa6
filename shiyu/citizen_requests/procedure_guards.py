"""The conditions of a citizen request beyond stage and role, each with the sentence that says why a move is closed."""

from shiyu.base.words import Words
from shiyu.cases.procedure import Guard
from shiyu.citizen_requests import rules

# fmt: off
TO_SIGN_FOR = Guard(name="to_sign_for", rule=rules.not_signed_yet,
                    sentence=Words("本单位已签收", "your unit has signed for it already"))
RETURN_ASKED = Guard(name="return_is_asked", rule=rules.return_is_asked,
    sentence=Words("没有单位申请退单", "no unit has asked to return the case"))
MAY_APPEAL = Guard(name="may_appeal", rule=rules.may_appeal,
    sentence=Words("退单被驳回后方可申请会商，每次驳回一次",
    "only a refused return may be appealed, once for each refusal"))
JOINT_HEARD = Guard(name="joint_units_heard", rule=rules.joint_units_heard, reads=("without_joint",),
    sentence=Words("会办单位尚未提交意见；如不再等，请写明原因",
    "joint units have not handed in; say why you do not wait"))
PLAN_DATED = Guard(name="plan_has_date", rule=rules.plan_has_date, reads=("outcome", "planned_by"),
    sentence=Words("列入计划的，应写明计划完成日期", "a planned outcome needs the date it is planned by"))
NOT_HANDLER = Guard(name="not_a_handler", rule=rules.not_a_handler,
    sentence=Words("经办人不能审核、回访自己办的件",
    "whoever handled a case neither reviews it nor calls back about it"))
NOT_ASKER = Guard(name="not_the_asker", rule=rules.not_a_handler,
    sentence=Words("经办人（含代理其岗位的人）不能批准自己单位的申请",
    "whoever handled a case, or stands in for him, does not decide on what is asked about it"))
ONLY_CALLER = Guard(name="only_caller", rule=rules.only_caller,
    sentence=Words("此件有多位诉求人，不能由一人撤回", "others raised this too; one of them cannot withdraw it"))
EXTENSION_LEFT = Guard(name="extension_left", rule=rules.extension_left, reads=("amount",),
    sentence=Words("延期次数或天数超出规定", "beyond the extensions the rule allows"))
BEFORE_DUE = Guard(name="before_due", rule=rules.handling_not_late,
    sentence=Words("办理时限已过，延期应在到期前申请",
    "the limit has passed; an extension is asked for before it ends"))
GRANTED_BEFORE_DUE = Guard(name="granted_before_due", rule=rules.handling_not_late,
    sentence=Words("办理时限已过，延期应在到期前批准；请不同意延期，督促办理",
    "the limit has passed; an extension is granted before it ends. Refuse it and have the unit act"))
STILL_WITHIN_CAP = Guard(name="suspension_within_cap", rule=rules.still_within_cap, reads=("until",),
    sentence=Words("挂账期限应在今日之后，挂账和缓办累计不超过规定天数",
    "it ends after today, and suspensions and deferrals together stay within the days the rule allows"))
DEFERRAL_WITHIN_CAP = Guard(name="deferral_within_cap", rule=rules.deferral_within_cap, reads=("until",),
    sentence=Words("缓办期限应在今日之后、每次和累计都不超过规定天数",
    "a deferral ends after today and within the days the rule allows, each time and in sum"))
URGE_LEFT = Guard(name="urge_left", rule=rules.urge_left,
    sentence=Words("今日已催办，请明日再催；如有新情况请用“补充”",
    "it was urged today already; urge again tomorrow, or use “supplement” for news"))
URGING_HELPS = Guard(name="urging_helps", rule=rules.urging_helps,
    sentence=Words("已经答复，正等您评价；不满意请在评价时说明",
    "it is answered and your verdict is awaited; say there what you are not satisfied with"))
IS_SUPERVISED = Guard(name="is_supervised", rule=rules.is_supervised,
    sentence=Words("此件不是督办件", "the case is not under supervision"))
IS_EVENT = Guard(name="is_event", rule=rules.is_event,
    sentence=Words("此件未列为群体性事件", "the case is not a declared mass event"))
NOT_TIPOFF = Guard(name="not_a_tipoff", rule=rules.not_a_tipoff,
    sentence=Words("举报件须为举报人保密，不电话回访、不列为事件",
    "a tip-off shields who gave it: nobody calls back about it and it is no event"))
IN_WINDOW = Guard(name="in_window", rule=rules.in_reopening_window,
    sentence=Words("办结已超过规定天数，请另行反映", "it ended too long ago; please report the matter anew"))
MAY_REOPEN = Guard(name="may_reopen", rule=rules.may_reopen,
    sentence=Words("此件已作最终答复或已按规定次数重办",
    "the final answer was given, or it was taken up as often as allowed"))
FEW_CALLERS = Guard(name="few_callers", rule=rules.few_callers,
    sentence=Words("此件诉求人众多，不能由一人重启；请另行反映",
    "a great many raised this; one of them cannot reopen it. Please report the matter anew"))
# fmt: on
