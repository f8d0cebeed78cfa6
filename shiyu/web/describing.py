"""What the OpenAPI document says of each kind of verb: headers, answers, refusals."""

from typing import Any

from shiyu.web.schemas import BatchAnswer, MadeAnswer, Problem

_REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503}): Problem}


def _header(name: str, words: str, *, required: bool = False) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": required, "description": words, "schema": {"type": "string"}}


_KEY = _header(
    "Idempotency-Key",
    "请求编号：新操作换一个，重试不变 A new key for each new action, the same for a retry",
    required=True,
)
_POST = _header("X-Post", "以哪个岗位办理，默认第一个 The post acted from, the first held unless given")
_MATCH = _header("If-Match", "所见此件的 ETag The ETag of the case as the asker saw it")
_STAFF_OR_PARTY: list[dict[str, list[str]]] = [{"token": []}, {"query_code": []}]


def _verb(answers: dict[Any, Any], *headers: dict[str, Any], security: list[dict[str, list[str]]]) -> dict[str, Any]:
    extra: dict[str, Any] = {"security": security}
    if headers:
        extra["parameters"] = list(headers)
    return {"response": {**answers, **_REFUSALS}, "openapi_extra": extra}


READING = _verb({200: dict[str, Any]}, _POST, security=_STAFF_OR_PARTY)
STAFF_READING = _verb({200: dict[str, Any]}, _POST, security=[{"token": []}])
ERASING = _verb({200: dict[str, Any]}, _KEY, _POST, security=_STAFF_OR_PARTY)
OWN_ACCOUNT = _verb({200: dict[str, Any]}, security=[{"token": []}])
OPEN_TO_ALL = _verb({200: dict[str, Any]}, security=[])
READING_FOR_ALL = _verb({200: dict[str, Any]}, _POST, security=[*_STAFF_OR_PARTY, {}])
OPENING = _verb({201: MadeAnswer, 200: MadeAnswer}, _KEY, _POST, security=[*_STAFF_OR_PARTY, {}])
MOVING = _verb({200: MadeAnswer}, _KEY, _POST, _MATCH, security=_STAFF_OR_PARTY)
BATCH = _verb({200: BatchAnswer}, _KEY, _POST, security=_STAFF_OR_PARTY)
EXPORTING = _verb({200: dict[str, Any]}, _POST, security=[{"token": []}])
EXPORTING["openapi_extra"]["responses"] = {
    200: {
        "description": "文件 A file",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "text/csv",
                "application/geo+json",
            )
        },
    }
}
TAKING = _verb({200: dict[str, Any]}, _POST, security=[{"token": []}])
TAKING["openapi_extra"]["responses"] = EXPORTING["openapi_extra"]["responses"]
CREATING = _verb({201: dict[str, Any]}, _KEY, _POST, security=[{"token": []}])
ORDERING = _verb({202: dict[str, Any]}, _KEY, _POST, security=[{"token": []}])
UPLOADING = _verb({201: dict[str, Any]}, _POST, security=[*_STAFF_OR_PARTY, {}])
UPLOADING["openapi_extra"]["requestBody"] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    },
}
IMPORTING = _verb({202: dict[str, Any]}, _KEY, _POST, security=[{"token": []}])
IMPORTING["openapi_extra"]["requestBody"] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file", "source"],
                "properties": {"file": {"type": "string", "format": "binary"}, "source": {"type": "string"}},
            }
        }
    },
}
SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "POST /login 或发给客户端的令牌 from /login, or a client's own",
    },
    "query_code": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Query-Code",
        "description": "当事人的查询码 A party's query code",
    },
}
