"""What the doors themselves refuse, before the engine is asked."""

from typing import Any, ClassVar

from shiyu.base.errors import BadInput, NotYours, ShiyuError
from shiyu.base.words import Words


class LoginNeeded(ShiyuError):
    """Nobody is named, and this is not for everybody."""

    code = "login_needed"
    http_status = 401
    sentence = Words(
        "请先登录：在 Authorization 中给出令牌，或在 X-Query-Code 中给出查询码。",
        "Log in first: give a token in Authorization, or a query code in X-Query-Code.",
    )


class ResidentLoginNeeded(LoginNeeded):
    """A resident is not known yet, or not any more."""

    code = "resident_login_needed"
    sentence = Words(
        "请先用手机号或查询码登录。", "Log in first, with your telephone number or the query code of your request."
    )


class MustChangePassword(NotYours):
    """The password is known to somebody else; it is changed before anything else."""

    code = "must_change_password"
    sentence = Words("请先修改密码。", "Change your password first.")


class TwoIdentities(ShiyuError):
    """A token and a query code at once: who acts must be one."""

    code = "two_identities"
    http_status = 400
    sentence = Words("令牌和查询码只能给出一个。", "Give a token or a query code, not both.")


class BadAuthorization(ShiyuError):
    """The Authorization header is not `Bearer <token>`."""

    code = "bad_authorization"
    http_status = 401
    sentence = Words("Authorization 应写作 Bearer 加令牌。", "Authorization is written: Bearer, then the token.")


class WrongQueryCode(ShiyuError):
    """No case has this query code, or it was erased."""

    code = "wrong_query_code"
    http_status = 401
    sentence = Words("查询码不正确，请核对后再试。", "The query code is wrong; check it and try again.")


class TooManyTries(ShiyuError):
    """This address guessed wrong, or sent, too often; it must wait."""

    code = "too_many_tries"
    http_status = 429
    sentence = Words("尝试次数过多，请 {seconds} 秒后再试。", "Too many tries; try again in {seconds} seconds.")

    def __init__(self, *, seconds: int) -> None:
        self.retry_after = seconds
        super().__init__(seconds=seconds)


class NoPost(NotYours):
    """The account is known but holds no post today, so it may do nothing."""

    code = "no_post"
    sentence = Words("您的账号今天没有任职岗位。", "Your account holds no post today.")


class NotHeld(NotYours):
    """The post named in X-Post is not one the account holds today."""

    code = "post_not_held"
    sentence = Words(
        "您不担任岗位“{post}”，可选：{choices}。", "You do not hold the post “{post}”; choose from: {choices}."
    )


class PageTooOld(ShiyuError):
    """The form carries a token of before the last login, or of a browser that lost its cookies."""

    code = "page_too_old"
    http_status = 403
    sentence = Words(
        "这一页打开之后登录有了变化（如在别的标签页重新登录），没有提交；您填写的内容都在下面，请核对后再次提交。",
        "The login changed after this page was opened (in another tab, for example), so nothing was sent. What you "
        "typed is below: check it and send it again.",
    )


class KeyMissing(BadInput):
    """A change without an idempotency key could be done twice when the network fails."""

    code = "key_missing"
    sentence = Words(
        "请在 Idempotency-Key 中给出请求编号（每次新操作换一个，重试时不变）。",
        "Give a request key in Idempotency-Key: a new one for each new action, the same one for a retry.",
    )


class BadValue(BadInput):
    """A value of the address, a header or the query cannot be taken; `field` names it."""

    code = "bad_value"


class NotJson(ShiyuError):
    """The body is declared as something else than JSON in UTF-8."""

    code = "not_json"
    http_status = 415
    sentence = Words("请求体应为 UTF-8 编码的 application/json。", "The body must be application/json in UTF-8.")


class BadJson(ShiyuError):
    """The body is no JSON that can be taken."""

    code = "bad_json"
    http_status = 400
    sentence = Words("请求体无法读取：{reason}。", "The body cannot be read: {reason}.")


class BadForm(ShiyuError):
    """A form or an upload that is cut off or malformed."""

    code = "bad_form"
    http_status = 400
    sentence = Words("上传的内容不完整或格式不对。", "The upload is incomplete or malformed.")


class TooLarge(ShiyuError):
    """More bytes than this address takes; nothing was read."""

    code = "too_large"
    http_status = 413
    sentence = Words("内容过大，最大 {limit}。", "Too large; at most {limit} are taken.")


class LengthNeeded(ShiyuError):
    """A body in pieces without its length: it cannot be told too large before it is read."""

    code = "length_needed"
    http_status = 411
    sentence = Words(
        "请在 Content-Length 中给出长度，不接受分块传输。", "Give the length in Content-Length; no chunked bodies."
    )


class WrongFields(BadInput):
    """Fields of the request that are missing or of the wrong type, named by where they stand."""

    code = "wrong_fields"
    sentence = Words("这些字段缺失或类型不对：{fields}。", "Missing or of the wrong type: {fields}.")


class NoSuchAddress(ShiyuError):
    """Nothing answers at this address."""

    code = "no_such_address"
    http_status = 404
    sentence = Words("没有这个地址。", "There is nothing at this address.")


class NotThisWay(ShiyuError):
    """The address is right and the method is not."""

    code = "wrong_method"
    http_status = 405
    sentence = Words("此地址不接受这种请求方法。", "This address does not take this method.")


class Forbidden(NotYours):
    """Refused by the web layer: a form without its protection, or a page for others."""

    code = "forbidden"
    sentence = Words("请求被拒绝，请刷新页面后重试。", "The request was refused; reload the page and try again.")


class BadRequest(ShiyuError):
    """A request that no browser and no proper client sends."""

    code = "bad_request"
    http_status = 400
    sentence = Words("无法理解的请求。", "The request cannot be understood.")


class Unstorable(BadInput):
    """A value the database cannot hold: too large a number, a character that is none."""

    code = "unstorable"
    sentence = Words(
        "有的内容无法保存（数值过大或字符不对）。", "Something cannot be stored: too large a number, or no character."
    )


class Collision(ShiyuError):
    """Two changes met at a rule of the database; this one was rolled back."""

    code = "collision"
    http_status = 409
    sentence = Words(
        "与同时进行的另一操作冲突，未作更改，请刷新后再办。", "Another change came first; nothing was done. Look again."
    )


class Busy(ShiyuError):
    """The database had no room or no lock in time; nothing was done."""

    code = "busy"
    http_status = 503
    retry_after: ClassVar[int] = 2
    sentence = Words(
        "系统繁忙，未作更改，请稍后用同一请求编号重试。", "Busy; nothing was done. Retry soon with the same key."
    )


class Overloaded(ShiyuError):
    """More came at once than can be answered; this was refused before anything was done."""

    code = "overloaded"
    http_status = 503
    sentence = Words(
        "同时访问的人太多，本次未作更改，请 {seconds} 秒后重试。",
        "Too many came at once; nothing was done. Try again in {seconds} seconds.",
    )

    def __init__(self, *, seconds: int) -> None:
        self.retry_after = seconds
        super().__init__(seconds=seconds)


class DatabaseAway(ShiyuError):
    """The database went away; whether the last change was kept is not known."""

    code = "database_away"
    http_status = 503
    retry_after: ClassVar[int] = 5
    kept_unknown: ClassVar[bool] = True
    sentence = Words(
        "数据库暂时不可用，请稍后用同一请求编号重试，不会重复办理。",
        "The database is away. Retry with the same key; nothing will be done twice.",
    )


class Broken(ShiyuError):
    """A mistake of the platform; the reference finds it in the log."""

    code = "broken"
    http_status = 500
    kept_unknown: ClassVar[bool] = True
    sentence = Words(
        "系统出错，编号 {reference}，请把编号告诉管理员；可用同一请求编号重试。",
        "The platform failed. Reference {reference}: give it to the administrator. You may retry with the same key.",
    )


def bad_value(field: str, *, zh: str, en: str, **facts: Any) -> BadValue:
    """A `BadValue` with its reason in both languages."""
    return BadValue(field=field, reason=Words(zh, en), **facts)
