"""The addresses of GeoReport v2, each a few lines: read what is asked, ask the rule, say it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse

from shiyu.cases.facts import CASE_NUMBER
from shiyu.citizen_requests.open311.asking import Wanted, extended, wanted_of
from shiyu.citizen_requests.open311.discovery import discovered
from shiyu.citizen_requests.open311.errors import NoSuchRequest, bad
from shiyu.citizen_requests.open311.formats import Document
from shiyu.citizen_requests.open311.keys import client_of
from shiyu.citizen_requests.open311.media import picture
from shiyu.citizen_requests.open311.openapi import described
from shiyu.citizen_requests.open311.posting import receive
from shiyu.citizen_requests.open311.published import Row, find, find_one
from shiyu.citizen_requests.open311.services import NOTICE, service, services
from shiyu.citizen_requests.open311.shown import extension, shown
from shiyu.citizen_requests.open311.terms import check_jurisdiction, terms
from shiyu.citizen_requests.open311.tokens import number_of, token_of
from shiyu.city.directory import directory
from shiyu.web.refusals import NoSuchAddress


def discovery(request: HttpRequest) -> Document:
    """GET discovery."""
    return Document(root="discovery", content=discovered(_endpoint(request)))


def service_list(request: HttpRequest) -> Document:
    """GET services."""
    check_jurisdiction(_asked(request, "jurisdiction_id"))
    city = directory()
    return Document(root="services", content=[found.listed(city) for found in services().values()])


def service_definition(request: HttpRequest, code: str) -> Document:
    """GET services/{service_code}."""
    check_jurisdiction(_asked(request, "jurisdiction_id"))
    return Document(root="service_definition", content=service(code).defined())


def post_request(request: HttpRequest) -> Document:
    """POST requests: the number at once, so no token."""
    received = receive(request)
    said: dict[str, Any] = {
        "service_request_id": received.number, "service_notice": NOTICE, "account_id": None,
    }  # fmt: skip
    if extended(request.GET) or extended(request.POST):
        more = {"token": token_of(received.number), "query_code": received.query_code or None}
        said["extended_attributes"] = more
    return Document(root="service_requests", content=[said], status=200 if received.again else 201)


def request_list(request: HttpRequest) -> Document:
    """GET requests; `Link` leads to the older ones."""
    check_jurisdiction(_asked(request, "jurisdiction_id"))
    wanted = wanted_of(request.GET)
    for code in wanted.services:
        service(code)
    page = find(wanted, account_id=_own(request))
    last = page.rows[-1].case.number if page.more and page.rows else ""
    headers = {"Link": f'<{_older(request, wanted, last)}>; rel="next"'} if last else None
    return Document(root="service_requests", content=_shown(request, page.rows, wanted.extensions), headers=headers)


def one_request(request: HttpRequest, number: str) -> Document:
    """GET requests/{service_request_id}."""
    check_jurisdiction(_asked(request, "jurisdiction_id"))
    row = find_one(number, account_id=_own(request)) if CASE_NUMBER.fullmatch(number) else None
    if row is None:
        raise NoSuchRequest(id=number[:60])
    return Document(root="service_requests", content=_shown(request, [row], extended(request.GET)))


def token(request: HttpRequest, token: str) -> Document:
    """GET tokens/{token}: the number, for whoever kept the token."""
    check_jurisdiction(_asked(request, "jurisdiction_id"))
    said = {"service_request_id": number_of(token), "token": token}
    return Document(root="service_requests", content=[said])


def media(request: HttpRequest, number: str, reference: str) -> HttpResponseBase:
    """GET a picture of a request, as a copy without position."""
    chunks = picture(number, str(reference), account_id=_own(request))
    response = StreamingHttpResponse(chunks, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "no-store"
    return response


def description(request: HttpRequest) -> HttpResponseBase:
    """GET openapi.json."""
    return JsonResponse(described(_endpoint(request)), json_dumps_params={"ensure_ascii": False})


def nothing_here(_request: HttpRequest) -> Document:
    """Any other address under the door."""
    raise NoSuchAddress


def _endpoint(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("open311_root"))


def _asked(request: HttpRequest, name: str) -> str:
    given = request.GET.get(name, "")
    if "\0" in given:
        raise bad(name, zh="含有无法识别的字符", en="holds a character that is none")
    return given.strip()


def _own(request: HttpRequest) -> int | None:
    """The account whose key is shown; reading needs none, but a wrong one is told."""
    given = _asked(request, "api_key")
    return client_of(given, request=request).account_id if given else None


def _shown(request: HttpRequest, rows: list[Row], extensions: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    offer, city = terms(), directory()

    def picture_url(number: str, reference: str) -> str:
        return request.build_absolute_uri(reverse("open311_media", kwargs={"number": number, "reference": reference}))

    said = [shown(row, offer=offer, city=city, picture_url=picture_url) for row in rows]
    if extensions:
        for one, row in zip(said, rows, strict=True):
            one["extended_attributes"] = extension(row, offer=offer, picture_url=picture_url)
    return said


def _older(request: HttpRequest, wanted: Wanted, last: str) -> str:
    """The address of the page after `last`: by its number, so nothing is skipped when new requests come in."""
    query = request.GET.copy()
    for name in ("page", "api_key"):
        query.pop(name, None)
    query["before"], query["start_date"], query["end_date"] = last, wanted.start.isoformat(), wanted.end.isoformat()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
