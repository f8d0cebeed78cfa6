"""The rows of the settings by which notices leave the house."""

from shiyu.base.words import Words
from shiyu.config.environment import (
    Setting,
    called_url,
    chat_url,
    chat_urls_by_unit,
    choice,
    long_text,
    mail_server,
    names,
    text,
    whole,
)

CHANNEL = (
    Setting(
        name="SHIYU_NOTICE_CHANNEL",
        kind=text(),
        default="shiyu.cases.channels.FolderChannel",
        meaning=Words(
            "通知的发送通道（类的路径）；默认写入数据文件夹的 outbox/sent.jsonl；正式环境见 docs/notices.md",
            "Way out for notices (path of a class); by default lines of outbox/sent.jsonl in the data folder; "
            "for a city that serves see docs/notices.md",
        ),
    ),
)

SMS = (
    Setting(
        name="SHIYU_SMS_URL",
        kind=called_url(),
        default="",
        meaning=Words("短信网关地址；留空则不发短信", "Address of the SMS gateway; empty sends none"),
    ),
    Setting(
        name="SHIYU_SMS_ACCOUNT",
        kind=text(),
        default="",
        meaning=Words("在短信网关的账号", "Our account at the gateway"),
    ),
    Setting(
        name="SHIYU_SMS_KEY",
        kind=long_text(16),
        default="",
        secret=True,
        meaning=Words("短信请求签名密钥", "Key that signs what is sent to the gateway"),
    ),
    Setting(
        name="SHIYU_SMS_HASH",
        kind=choice("sha256", "sm3"),
        default="sha256",
        meaning=Words("签名所用的杂凑算法（HMAC）", "Hash of the signature (HMAC)"),
    ),
    Setting(
        name="SHIYU_SMS_FORM",
        kind=choice("text", "template"),
        default="text",
        meaning=Words(
            "短信请求的形式：全文，或模板编号加参数（编号写在城市包 templates/notices.toml 的 sms）",
            "What the gateway is given: the text, or a template's id (`sms` in templates/notices.toml) and parameters",
        ),
    ),
    Setting(
        name="SHIYU_SMS_SIGNATURE",
        kind=text(),
        default="",
        meaning=Words("在短信网关报备的签名", "The sender's name registered with the gateway (签名)"),
    ),
    Setting(
        name="SHIYU_SMS_FINAL",
        kind=names(),
        default="invalid_phone,phone_blocked,isv.MOBILE_NUMBER_ILLEGAL,InvalidParameterValue.IncorrectPhoneNumber",
        meaning=Words(
            "网关返回这些代码时不再重试（号码错误等）",
            "Codes of the gateway after which trying again is useless (a wrong number)",
        ),
    ),
)

MAIL_AND_CHAT = (
    Setting(
        name="SHIYU_EMAIL_URL",
        kind=mail_server(),
        default="",
        secret=True,
        meaning=Words(
            "邮件服务器，如 smtps://账号:密码@主机:465；smtp:// 用 STARTTLS；留空则不发邮件",
            "Mail server, such as smtps://user:password@host:465; smtp:// uses STARTTLS; empty sends no mail",
        ),
    ),
    Setting(
        name="SHIYU_EMAIL_FROM",
        kind=text(),
        default="",
        meaning=Words("发件人地址", "Address the mail comes from"),
    ),
    Setting(
        name="SHIYU_WEBHOOK_URL",
        kind=chat_url(),
        default="",
        secret=True,
        meaning=Words(
            "全市工作群机器人（企业微信、钉钉）；留空则不推送",
            "Robot of the city's staff chat (WeCom, DingTalk); empty pushes nothing",
        ),
    ),
    Setting(
        name="SHIYU_WEBHOOK_UNITS",
        kind=chat_urls_by_unit(),
        default="",
        secret=True,
        meaning=Words(
            "各单位自己的工作群机器人，优先于全市的",
            "Robots of single units' chats; they come before the city's",
        ),
    ),
    Setting(
        name="SHIYU_NOTICE_SECONDS",
        kind=whole(1, 30),
        default="10",
        meaning=Words("一次发送最多等待的秒数", "Seconds one sending may take before it is given up for this time"),
    ),
)

NOTICES = CHANNEL + SMS + MAIL_AND_CHAT
