"""我的诉求: residents log in by the code sent to their telephone, or by a query code, and find their cases."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shiyu.base.masking import mask_phone
from shiyu.base.phones import mobile
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.known import parties_by_phone, party_by_code, phone_index
from shiyu.web.browsing import RESIDENT, parties_of, resident_of
from shiyu.web.login.demo import demo_roles
from shiyu.web.login.phone import ask_for_code, is_right
from shiyu.web.login.sitting import begin
from shiyu.web.login.words import say
from shiyu.web.refusals import ResidentLoginNeeded, TooManyTries
from shiyu.web.resident_home import demo_phones, home_of_resident, homes_of
from shiyu.web.throttle import PHONE_CODE, QUERY_CODE, count_try, refuse_exhausted

ASKED = "phone_asked"


@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """The page at `/my`: the ways in, or whose cases these are."""
    resident = resident_of(request)
    if resident is None:
        return _page(request, {})
    try:
        numbers = [party.number for party in parties_of(request)]
    except ResidentLoginNeeded:  # erased since
        return _page(request, {})
    homes = homes_of(numbers, phone=resident.phone)
    if len(homes) > 1:
        return render(request, "web/login/my_homes.html", {"homes": homes, "shown": resident.shown})
    return redirect(homes[0].address if homes else home_of_resident() or "home")


@never_cache
@require_POST
def ask_code(request: HttpRequest) -> HttpResponse:
    """Takes a number and says the same whoever it belongs to."""
    from shiyu.web.tasks import send_phone_code  # noqa: PLC0415 -- tasks import the pages' folder

    typed = request.POST.get("phone", "")[:30]
    phone = mobile(typed)
    if not phone:
        return _page(request, {"phone_error": say("not_a_mobile"), "phone": typed})
    try:
        refuse_exhausted(request, PHONE_CODE)
        count_try(request, PHONE_CODE)
        row = ask_for_code(phone)
    except TooManyTries as error:
        return _page(request, {"phone_error": error.words, "phone": typed}, wait=error.retry_after)
    send_phone_code.defer(row=row.pk)
    request.session[ASKED] = {"row": row.pk, "shown": mask_phone(phone), "phone": phone_index(phone).hex()}
    return redirect(_with_next(request, "/my/phone/code"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone_code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    asked: Mapping[str, Any] | None = request.session.get(ASKED)
    if asked is None:
        return redirect("my")
    if request.method != "POST":
        return _code_page(request, asked, {})
    typed = request.POST.get("code", "")[:20]
    try:
        refuse_exhausted(request, QUERY_CODE)
    except TooManyTries as error:
        return _code_page(request, asked, {"error": error.words, "typed": typed}, wait=error.retry_after)
    if is_right(asked["row"], typed):
        return _enter(request, {"phone": asked["phone"], "shown": asked["shown"]})
    count_try(request, QUERY_CODE)
    return _code_page(request, asked, {"error": say("wrong_phone_code"), "typed": typed})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def query_code(request: HttpRequest) -> HttpResponse:
    """Takes a query code, as it stands on the receipt."""
    if request.method != "POST":
        return _page(request, {})
    typed = request.POST.get("query_code", "")[:60]
    try:
        refuse_exhausted(request, QUERY_CODE)
        party = party_by_code(typed)
    except TooManyTries as error:
        return _page(request, {"code_error": error.words, "typed": typed}, wait=error.retry_after)
    except NoSuchCase:
        count_try(request, QUERY_CODE)
        return _page(request, {"code_error": say("wrong_query_code"), "typed": typed})
    return _enter(request, {"party": party.party_id, "shown": party.number}, number=party.number)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends a resident's session."""
    request.session.flush()
    return redirect("my")


def _enter(request: HttpRequest, known: dict[str, Any], *, number: str = "") -> HttpResponse:
    """A session of its own, under a new key; whoever sat here before is logged out."""
    way = _next(request) or (home_of_resident(number=number) if number else _home_by_phone(known)) or "/my"
    request.session.flush()
    request.session[RESIDENT] = known
    begin(request)
    return redirect(way)


def _home_by_phone(known: Mapping[str, Any]) -> str:
    """The page of the one system that has something of his; none where he is to choose."""
    phone = bytes.fromhex(known["phone"])
    homes = homes_of([party.number for party in parties_by_phone(phone)], phone=phone)
    if len(homes) > 1:
        return ""
    return homes[0].address if homes else home_of_resident()


def _page(request: HttpRequest, told: Mapping[str, Any], *, wait: int | None = None) -> HttpResponse:
    known = demo_phones() if demo_roles() else []
    return _shown(request, "web/login/my_doors.html", {"demo_phones": known, **told}, wait=wait)


def _code_page(
    request: HttpRequest, asked: Mapping[str, Any], told: Mapping[str, Any], *, wait: int | None = None
) -> HttpResponse:
    return _shown(request, "web/login/phone_code.html", {"shown": asked["shown"], **told}, wait=wait, wrong="error")


def _shown(
    request: HttpRequest, template: str, told: Mapping[str, Any], *, wait: int | None, wrong: str = "_error"
) -> HttpResponse:
    """A form as it was typed, with the sentence at its field: 422, or 429 with the time to wait."""
    status = 429 if wait is not None else 422 if any(name.endswith(wrong) for name in told) else 200
    response = render(request, template, {"next": _next(request), **told}, status=status)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _next(request: HttpRequest) -> str:
    given = request.POST.get("next") or request.GET.get("next") or ""
    return given if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None) else ""


def _with_next(request: HttpRequest, page: str) -> str:
    given = _next(request)
    return f"{page}?{urlencode({'next': given})}" if given else page
