"""What the outbox page says, in both languages."""

from shiyu.base.words import Words

TEXTS = {
    "name": Words("市域", "shiyu"),
    "title": Words("发件箱", "Outbox"),
    "lead": Words(
        "系统写给当事人和工作人员的每一条通知：待发、已发，或多次重试后仍未送出。",
        "Every notice to residents and staff: waiting, sent, or given up after several tries. They go out in Chinese.",
    ),
    "demo": Words("演示环境：收件人和内容均为虚构。", "Demonstration: recipients and contents are invented."),
    "states": Words("按状态查看", "By state"),
    "to": Words("收件人", "To"),
    "attempts": Words("已尝试", "Tries"),
    "written": Words("写入", "Written"),
    "next": Words("下次尝试", "Next try"),
    "sent": Words("送出", "Sent"),
    "ways": Words("方式", "By"),
    "reason": Words("原因", "Reason"),
    "again": Words("重新发送", "Send again"),
    "sent_again": Words("已放回待发，几秒内重试。", "Put back; it is tried again within seconds."),
    "not_failed": Words("这条通知已不在“未送出”状态，请刷新查看。", "This notice is no longer failed; look again."),
    "older": Words("更早的通知", "Older notices"),
    "newest": Words("回到最新", "Back to the newest"),
    "none": Words("没有通知。", "There are no notices."),
}
STATE_WORDS = {
    "": Words("全部", "All"),
    "waiting": Words("待发", "Waiting"),
    "sent": Words("已发", "Sent"),
    "failed": Words("未送出", "Failed"),
}
WAYS = {
    "sms": Words("短信", "SMS"),
    "email": Words("邮件", "E-mail"),
    "webhook": Words("工作群", "staff chat"),
    "in_app": Words("平台内", "on the platform"),
}
REASONS = {
    "no_way_out": Words("没有可用的送达方式", "no way to reach the recipient"),
    "interrupted": Words("发送多次中断", "sending was interrupted every time"),
    "timeout": Words("对方超时未答", "no answer in time"),
    "unreachable": Words("无法连接", "cannot be reached"),
    "cut_off": Words("连接中断", "the connection broke off"),
    "tls": Words("证书未通过验证", "its certificate is not trusted"),
    "redirect": Words("对方要求转到别处，未跟随", "it pointed elsewhere; not followed"),
    "not_json": Words("对方的回答无法读取", "its answer cannot be read"),
    "answer_too_large": Words("对方的回答过长", "its answer is too large"),
    "unknown_answer": Words("对方的回答不明", "its answer is not understood"),
    "invalid_phone": Words("号码无效", "the number is wrong"),
    "phone_blocked": Words("号码被拦截", "the number is blocked"),
    "no_gateway_template": Words("短信模板未报备", "no template registered at the gateway"),
    "no_robot": Words("工作群机器人已撤销", "the chat's robot was taken out"),
    "smtp_550": Words("邮箱不存在", "there is no such mailbox"),
}
