"""What this door refuses in its own name. Numbers follow GeoReport v2; the engine's refusals become 400."""

from typing import Any, ClassVar

from shiyu.base.errors import NoSuchThing, ShiyuError
from shiyu.base.words import Words


class BadParameter(ShiyuError):
    """A parameter is missing or cannot be taken; `field` names it."""

    code: ClassVar[str] = "bad_parameter"
    http_status: ClassVar[int] = 400
    sentence = Words("{field}：{reason}", "{field}: {reason}")


class BadKey(ShiyuError):
    """The api_key is missing, unknown, expired, or of an account that is no API client."""

    code: ClassVar[str] = "bad_api_key"
    http_status: ClassVar[int] = 403
    sentence = Words("api_key 缺失或无效，未受理此件。", "api_key is missing or invalid; the request was not created.")


class NoSuchService(NoSuchThing):
    """No service has this code."""

    code: ClassVar[str] = "no_such_service"
    sentence = Words(
        "没有服务“{service_code}”，现有服务见 services。",
        "There is no service_code “{service_code}”; see services.",
    )


class NoSuchJurisdiction(NoSuchThing):
    """This server answers for one city, and another was named."""

    code: ClassVar[str] = "no_such_jurisdiction"
    sentence = Words(
        "没有辖区“{jurisdiction_id}”，本市为“{ours}”，可不写。",
        "There is no jurisdiction_id “{jurisdiction_id}”; this city is “{ours}”, and it may be left out.",
    )


class NoSuchRequest(NoSuchThing):
    """No request that may be shown has this id or token."""

    code: ClassVar[str] = "no_such_request"
    sentence = Words(
        "没有件号或令牌“{id}”，或此件不公开。",
        "There is no service request with id or token “{id}”, or it is not public.",
    )


class NoSuchFormat(ShiyuError):
    """Answers are XML or JSON."""

    code: ClassVar[str] = "no_such_format"
    http_status: ClassVar[int] = 406
    sentence = Words("只提供 .xml 和 .json 两种格式。", "The formats are .xml and .json.")


class NotAForm(ShiyuError):
    """A report is sent as a form, in UTF-8."""

    code: ClassVar[str] = "not_a_form"
    http_status: ClassVar[int] = 415
    sentence = Words(
        "请以 UTF-8 编码的 application/x-www-form-urlencoded 或 multipart/form-data 发送。",
        "Send application/x-www-form-urlencoded or multipart/form-data in UTF-8.",
    )


class TooOften(ShiyuError):
    """This api_key has sent too much lately; it must wait."""

    code: ClassVar[str] = "too_often"
    http_status: ClassVar[int] = 429
    sentence = Words(
        "此密钥发送过多，请 {seconds} 秒后再试。", "This api_key has sent too much; try again in {seconds} seconds."
    )

    def __init__(self, *, seconds: int) -> None:
        self.retry_after = seconds
        super().__init__(seconds=seconds)


def bad(field: str, *, zh: str, en: str, **facts: Any) -> BadParameter:
    """A `BadParameter` with its reason in both languages."""
    return BadParameter(field=field, reason=Words(zh, en), **facts)


def status_of(error: ShiyuError) -> int:
    """The HTTP status GeoReport has for an error: wrong content is 400, who may not is 403."""
    return {401: 403, 409: 400, 422: 400}.get(error.http_status, error.http_status)
