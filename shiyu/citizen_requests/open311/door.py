"""How every address answers: in the format asked for, errors in the form GeoReport gives them, never a page.

Anybody's page may read the door from a browser (CORS): it knows no cookie, and what it shows is public.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from shiyu.base.errors import ShiyuError
from shiyu.citizen_requests.open311.errors import status_of
from shiyu.citizen_requests.open311.formats import Document, Format, format_of, written
from shiyu.web.answers import OTHER_FORMS
from shiyu.web.naming import named
from shiyu.web.refusals import NotThisWay

Verb = Callable[..., Document | HttpResponseBase]
View = Callable[..., HttpResponseBase]


def door(**verbs: Verb) -> View:
    """A view with these verbs (`get=`, `post=`); each gets the request and the parts of the address."""
    allowed = [verb.upper() for verb in verbs]
    if "get" in verbs:
        allowed.append("HEAD")

    @csrf_exempt
    def answer(request: HttpRequest, suffix: str | None = None, **parts: str) -> HttpResponseBase:
        form = Format.XML
        try:
            form = format_of(request, suffix)
            if request.method == "OPTIONS":
                return _open_to_all(_allowing(HttpResponse(status=204), allowed))
            verb = verbs.get("get" if request.method == "HEAD" else (request.method or "").lower())
            if verb is None:
                return _open_to_all(_allowing(_refusal(NotThisWay(), form=form), allowed))
            found = verb(request, **parts)
        except Exception as error:  # noqa: BLE001 -- every refusal leaves here, in the format that was asked for
            return _open_to_all(_refusal(named(error, request=request), form=form))
        return _open_to_all(_answer(found, form=form) if isinstance(found, Document) else found)

    return answer


def _answer(document: Document, *, form: Format) -> HttpResponse:
    response = HttpResponse(written(document, form=form), status=document.status, content_type=form.value)
    response.headers["Cache-Control"] = "no-store"
    for name, value in (document.headers or {}).items():
        response.headers[name] = value
    return response


def _refusal(error: ShiyuError, *, form: Format) -> HttpResponse:
    status = status_of(error)
    document = Document(root="errors", content=[{"code": status, "description": error.words}], status=status)
    response = _answer(document, form=form)
    wait = getattr(error, "retry_after", None)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _refused_before(request: HttpRequest, error: ShiyuError) -> HttpResponse:
    """What was refused before a view of this door was reached."""
    form = Format.JSON if request.path_info.endswith(".json") else Format.XML
    return _refusal(error, form=form)


OTHER_FORMS["/open311/"] = _refused_before


def _allowing(response: HttpResponse, allowed: list[str]) -> HttpResponse:
    response.headers["Allow"] = ", ".join([*allowed, "OPTIONS"])
    response.headers["Access-Control-Allow-Methods"] = ", ".join(allowed)
    response.headers["Access-Control-Allow-Headers"] = "Idempotency-Key"
    return response


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Link, Retry-After"
    return response
