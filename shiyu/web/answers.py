"""The one place where an error becomes an answer: problem+json for programs, a plain page for people.

Every answer has a stable code, a sentence in both languages, the facts of the error, and `kept`: false when nothing of
the request was kept, null when that is not known (then the same request with the same key settles it). Never a stack
trace, never a bare 500.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.web.kept import to_login
from shiyu.web.naming import named
from shiyu.web.refusals import BadRequest, Forbidden, LengthNeeded, LoginNeeded, NoSuchAddress, NotThisWay, TooLarge

PROBLEM = "application/problem+json"
API = "/api/"
WAIT = Words("请稍候", "One moment")
KEPT = Words(
    "您填写的内容仍在上一页，请返回后再次提交。",
    "What you typed is still on the page before: go back and send it again.",
)
DRAINED = 2 * 1024 * 1024

_PLAIN: Mapping[int, type[ShiyuError]] = {400: BadRequest, 403: Forbidden, 404: NoSuchAddress, 405: NotThisWay}
_NextStep = Callable[[HttpRequest], HttpResponse]
_Form = Callable[[HttpRequest, ShiyuError], HttpResponse]
OTHER_FORMS: dict[str, _Form] = {}
"""Doors whose standard has its own form of errors, by how their addresses begin; each enters itself here."""


def plain(value: Any) -> Any:
    """A value as JSON can carry it; bilingual words become `{zh, en}`."""
    match value:
        case Words():
            return {"zh": value.zh, "en": value.en}
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case _:
            return str(value)


def as_json(content: Any, *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    """An answer in JSON; never kept by a browser or a proxy, since it may hold personal data."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=plain)
    response = HttpResponse(body.encode(errors="replace"), status=status, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def problem(error: ShiyuError) -> dict[str, Any]:
    """An error as data (RFC 9457, with our own members)."""
    return {
        "type": f"urn:shiyu:{error.code}",
        "title": str(error.words),
        "status": error.http_status,
        "code": error.code,
        "sentence": plain(error.words),
        "facts": plain(error.facts),
        "kept": None if getattr(error, "kept_unknown", False) else False,
    }


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to whatever went wrong."""
    return said(request, named(error, request=request))


def said(request: HttpRequest, refusal: ShiyuError) -> HttpResponse:
    """A refusal in the form of the door that was asked."""
    if own := _own_form(request):
        return own(request, refusal)
    if isinstance(refusal, LoginNeeded) and _is_page(request):
        return to_login(request, refusal)
    if request.path_info.startswith(API):
        response = as_json(problem(refusal), status=refusal.http_status, content_type=PROBLEM)
    else:
        response = _page(request, refusal)
    wait = getattr(refusal, "retry_after", None)
    if wait is None and isinstance(minutes := refusal.facts.get("minutes"), int):
        wait = minutes * 60
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    if refusal.http_status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _is_page(request: HttpRequest) -> bool:
    """Whether a browser asks: a program says who it is, or has no page to be led to."""
    said = {"HTTP_AUTHORIZATION", "HTTP_X_QUERY_CODE"} & request.META.keys()
    return not said and not request.path_info.startswith(API)


def _holds_too_much(request: HttpRequest) -> bool:
    """Whether a form was refused for the length of its words: Django says no more than that it is bad."""
    length: str = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _page(request: HttpRequest, refusal: ShiyuError) -> HttpResponse:
    """A page that says it; where the database cannot be asked (who is logged in, what waits) one that needs none."""
    if refusal.http_status != 503:
        try:
            return render(request, "web/refused.html", {"error": refusal}, status=refusal.http_status)
        except DatabaseError:
            pass
    context = {"error": refusal, "sent": request.method == "POST", "wait": WAIT, "kept": KEPT}
    page = render_to_string("web/busy.html", context)
    response = HttpResponse(page, status=refusal.http_status)
    response.headers["Cache-Control"] = "no-store"
    return response


def unanswered(request: HttpRequest) -> HttpResponse:
    """What was raised outside the views, by a middleware that asked the database for example (`handler500`)."""
    error = sys.exc_info()[1]
    return answer(request, error if isinstance(error, Exception) else RuntimeError("an error outside the views"))


def _own_form(request: HttpRequest) -> _Form | None:
    return next((form for begin, form in OTHER_FORMS.items() if request.path_info.startswith(begin)), None)


class Answers:
    """Middleware: what no view answered is answered here, in the same form."""

    def __init__(self, get_response: _NextStep) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- what Django calls
        if "\x00" in request.path_info:
            return answer(request, NoSuchAddress())
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            # What lies unread would be taken for the next request of this connection.
            request.META["wsgi.input"].read(DRAINED)
            return answer(request, LengthNeeded())
        response = self._next(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM):
            return response
        if _own_form(request) and not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return self._named(request, response)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """What a view raised."""
        return answer(request, error)

    def _named(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Django's own bare refusals in our words; pages that speak for themselves stay."""
        plain_page = not request.path_info.startswith(API) and b'data-page="refused"' in response.content[:2000]
        refusal = _PLAIN.get(response.status_code)
        if plain_page or (refusal is None and response.status_code not in {413, 500}):
            return response
        if response.status_code == 413 or (response.status_code == 400 and _holds_too_much(request)):
            return answer(request, TooLarge(limit="2 MB"))
        if refusal is None:
            return answer(request, RuntimeError("an error outside the views"))
        named_answer = answer(request, refusal())
        if "Allow" in response.headers:
            named_answer.headers["Allow"] = response.headers["Allow"]
        return named_answer
