"""Whatever went wrong, by its name: the table from exceptions to refusals. What nobody foresaw is logged here."""

import secrets
from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaRefusal
from psycopg_pool import PoolTimeout

from shiyu.base.busy import is_passing
from shiyu.base.errors import ShiyuError, places_of
from shiyu.web.refusals import (
    BadForm,
    BadJson,
    BadRequest,
    Broken,
    Busy,
    Collision,
    DatabaseAway,
    Forbidden,
    NoSuchAddress,
    TooLarge,
    Unstorable,
    WrongFields,
)

log = structlog.get_logger(__name__)

_BODY_LIMIT = "2 MB"


def named(error: Exception, *, request: HttpRequest) -> ShiyuError:
    """The refusal for an exception; one that nobody foresaw becomes `Broken`, with its place in the log."""
    if isinstance(error, ShiyuError):
        found = error
    else:
        found = next((name(error) for kind, name in _NAMES if isinstance(error, kind)), None) or _broken()
    if found.http_status >= 500:
        _log(error, found, request)
    return found


def _broken() -> Broken:
    return Broken(reference=secrets.token_hex(4))


def _log(error: Exception, found: ShiyuError, request: HttpRequest) -> None:
    cause = error.__cause__
    log.error(
        "request_failed",
        code=found.code,
        reference=found.facts.get("reference", ""),
        error=type(error).__name__,
        cause=type(cause).__name__ if cause else "",
        route=request.resolver_match.route if request.resolver_match else "",
        method=request.method,
        places=places_of(error),
    )


def _by_cause(error: Any) -> ShiyuError:
    return Busy() if is_passing(error) else DatabaseAway()


def _http(error: Any) -> ShiyuError:
    """Ninja wraps what the parser of the body raised."""
    if isinstance(error.__cause__, ShiyuError):
        return error.__cause__
    return BadJson(reason="JSON") if error.status_code == 400 else BadRequest()


def _fields(error: Any) -> ShiyuError:
    """Names of the fields and kinds of fault; never what was in them."""
    faults = [
        {"at": ".".join(str(part) for part in fault.get("loc", ()))[:120], "fault": str(fault.get("type", ""))}
        for fault in error.errors[:20]
    ]
    return WrongFields(fields="、".join(fault["at"] for fault in faults), faults=faults)


def _always(refusal: Callable[[], ShiyuError]) -> Callable[[Any], ShiyuError]:
    return lambda _error: refusal()


_NAMES: tuple[tuple[type[Exception], Callable[[Any], ShiyuError]], ...] = (
    (NinjaRefusal, _fields),
    (HttpError, _http),
    (Http404, _always(NoSuchAddress)),
    (PermissionDenied, _always(Forbidden)),
    (RequestDataTooBig, lambda _error: TooLarge(limit=_BODY_LIMIT)),
    (TooManyFieldsSent, _always(BadForm)),
    (TooManyFilesSent, _always(BadForm)),
    (MultiPartParserError, _always(BadForm)),
    (UnreadablePostError, _always(BadForm)),
    (SuspiciousOperation, _always(BadRequest)),
    (OperationalError, _by_cause),
    (InterfaceError, _always(DatabaseAway)),
    (PoolTimeout, _always(Busy)),
    (DataError, _always(Unstorable)),
    (IntegrityError, _always(Collision)),
)
