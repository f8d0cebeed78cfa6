"""What was typed is not lost when a login ends: the fields of the form are kept, sealed, and given back after login.

A page takes part by reading `given_back(request)` when it shows its form, and says so with `takes_back`. Kept are the
fields (no files, no passwords and codes) for an hour. Reading them needs the id in the address and a cookie of the same
browser; where it is known whose session ended, nobody else is given what he typed.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from shiyu.base.clock import now
from shiyu.base.crypto import blind_index, decrypt, encrypt
from shiyu.web.models import Kept
from shiyu.web.refusals import ResidentLoginNeeded, TooManyTries
from shiyu.web.throttle import KEEPING, count_try, refuse_exhausted

LASTS = timedelta(hours=1)
MOST_BYTES = 256 * 1024
COOKIE, ASKED, SHOWN_AT = "shiyu_kept", "kept", "_shown_at"
_CONTEXT = b"web.kept"
_NEVER: list[Callable[[QueryDict], bool]] = []
_View = TypeVar("_View", bound=Callable[..., object])
_SECRET = frozenset({"code", "credential"})
"""Fields that are never kept, beside everything that calls itself a password."""
OURS = frozenset({"csrfmiddlewaretoken", SHOWN_AT})
"""Fields nobody typed, made anew with every page."""


def takes_back(view: _View) -> _View:
    """Marks a view that shows its form with what `given_back` answers."""
    view.takes_back = True  # type: ignore[attr-defined]
    return view


def to_login(request: HttpRequest, error: Exception) -> HttpResponse:
    """The way to the login page and back; what a form sent is kept meanwhile."""
    page = "/my" if isinstance(error, ResidentLoginNeeded) else settings.LOGIN_URL
    browser, key = _kept_of(request)
    then = _with_key(way_back(request), key)
    return _remembering(HttpResponseRedirect(f"{page}?{urlencode({'next': then})}"), browser, key)


def back_to_form(request: HttpRequest) -> HttpResponseRedirect | None:
    """To the page that shows the form again with what was just sent; None where that page does not take part."""
    matched = request.resolver_match
    if matched is None or not getattr(matched.func, "takes_back", False):
        return None
    browser, key = _kept_of(request)
    return _remembering(HttpResponseRedirect(_with_key(way_back(request), key)), browser, key) if key else None


def _kept_of(request: HttpRequest) -> tuple[str, str | None]:
    browser = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    return browser, keep(request, browser=browser) if request.method == "POST" else None


def _with_key(place: str, key: str | None) -> str:
    return place + ("&" if "?" in place else "?") + urlencode({ASKED: key}) if key else place


def _remembering(response: HttpResponseRedirect, browser: str, key: str | None) -> HttpResponseRedirect:
    if key:
        response.set_cookie(
            COOKIE, browser, max_age=int(LASTS.total_seconds()), httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def keep(request: HttpRequest, *, browser: str) -> str | None:
    """Keeps the posted fields and answers their id; None where there is nothing, or too much, to keep."""
    content = written(request.POST)
    if content is None:
        return None
    try:
        refuse_exhausted(request, KEEPING)
    except TooManyTries:
        return None
    count_try(request, KEEPING)
    key = secrets.token_urlsafe(24)
    Kept.objects.create(
        key=_hashed(key), browser=_hashed(browser), account_id=getattr(request, "sat_here", None),
        sealed=encrypt(content, context=_CONTEXT), until=now() + LASTS,
    )  # fmt: skip
    return key


def given_back(request: HttpRequest) -> QueryDict | None:
    """What the asker typed before he had to log in, or None. It stays for its hour: a page may be loaded again."""
    key, browser = request.GET.get(ASKED, ""), request.COOKIES.get(COOKIE, "")
    if not key or not browser:
        return None
    row = Kept.objects.filter(key=_hashed(key), browser=_hashed(browser), until__gt=now()).first()
    if row is None or (row.account_id and str(row.account_id) != request.session.get(SESSION_KEY)):
        return None
    return read_again(decrypt(bytes(row.sealed), context=_CONTEXT))


def never_keep(rule: Callable[[QueryDict], bool]) -> None:
    """Called in the `ready` of a system's app: what `rule` holds of is neither kept nor drafted, such as 涉密."""
    _NEVER.append(rule)


def written(data: QueryDict) -> bytes | None:
    """The fields of a form as bytes to be sealed, without passwords and codes; None where there is nothing, or too
    much, to keep, or a system says that it must not be kept."""
    if any(rule(data) for rule in _NEVER):
        return None
    fields = [[name, values] for name, values in data.lists() if not is_secret(name) and name not in OURS]
    content = json.dumps(fields, ensure_ascii=False).encode(errors="replace")
    return content if fields and len(content) <= MOST_BYTES else None


def read_again(content: bytes) -> QueryDict:
    """What `written` was given."""
    typed = QueryDict(mutable=True)
    for name, values in json.loads(content):
        typed.setlist(name, values)
    return typed


def forget_kept() -> int:
    """Deletes what nobody asked back; answers how many."""
    return Kept.objects.filter(until__lte=now()).delete()[0]


def is_secret(name: str) -> bool:
    """Whether a field is never kept nor shown again."""
    return name in _SECRET or "password" in name.lower()


def _hashed(secret: str) -> bytes:
    return blind_index(secret, purpose="kept")


def way_back(request: HttpRequest) -> str:
    """The page that shows the form: it says so itself, else the browser does; else this very address."""
    return next((place for place in _places(request) if _is_ours(place)), "/")


def _places(request: HttpRequest) -> Iterator[str]:
    if request.method == "POST":
        yield request.POST.get(SHOWN_AT, "")
        came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
        if came_from.netloc == request.get_host():
            yield came_from.path + (f"?{came_from.query}" if came_from.query else "")
    yield request.get_full_path()


def _is_ours(place: str) -> bool:
    return place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
