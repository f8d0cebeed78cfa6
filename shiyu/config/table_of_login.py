"""The rows of the table of settings that say how people log in."""

from shiyu.base.words import Words
from shiyu.config.environment import Setting, called_url, choice, long_text, text, whole

LOGIN = (
    Setting(
        name="SHIYU_SECOND_FACTOR",
        kind=choice("off", "offered", "required"),
        default="offered",
        meaning=Words(
            "工作人员的第二验证方式（动态口令、通行密钥）：不用、可选、必须",
            "A second factor of staff (one-time code, passkey): none, offered, or required before anything else",
        ),
    ),
    Setting(
        name="SHIYU_IDLE_MINUTES",
        kind=whole(1, 720),
        default="30",
        meaning=Words("无操作多少分钟后退出登录", "Minutes without a request after which a login ends"),
    ),
    Setting(
        name="SHIYU_OIDC_ISSUER",
        kind=called_url(),
        default="",
        meaning=Words(
            "统一身份认证（OpenID Connect）的签发者地址；留空则不用",
            "Issuer of the single sign-on (OpenID Connect); empty offers none",
        ),
    ),
    Setting(
        name="SHIYU_OIDC_NAME",
        kind=text(),
        default="统一身份认证",
        meaning=Words("登录页上统一身份认证的名称", "Name of the single sign-on on the login page"),
    ),
    Setting(
        name="SHIYU_OIDC_CLIENT_ID",
        kind=text(),
        default="",
        meaning=Words("本平台在统一身份认证处的客户端编号", "Our client id at the single sign-on"),
    ),
    Setting(
        name="SHIYU_OIDC_SECRET",
        kind=long_text(8),
        default="",
        secret=True,
        meaning=Words("本平台在统一身份认证处的客户端密钥", "Our client secret at the single sign-on"),
    ),
    Setting(
        name="SHIYU_OIDC_USERNAME",
        kind=text(),
        default="preferred_username",
        meaning=Words(
            "与登录名对应的声明；首次登录按它找到已有账号，从不新建账号",
            "Claim that holds the login name: it finds the account at the first sign-on, and never makes one",
        ),
    ),
)
