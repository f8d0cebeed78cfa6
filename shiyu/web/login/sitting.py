"""How long a session lasts, and what comes before everything else in it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shiyu.base.clock import now
from shiyu.web.browsing import RESIDENT, sitter_of
from shiyu.web.login.words import say

_NextStep = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "began", "seen"
LONGEST = timedelta(hours=12)
RESIDENTS_IDLE = timedelta(minutes=30)
# A row is not written for every page.
NOTED_EVERY = timedelta(minutes=1)
NO_PAGES = ("/api/", "/open311/", "/static/", "/healthz", "/readyz", "/metrics")
PASSWORD_PAGE, ACCOUNT_PAGE = "/account/password", "/account"
ALWAYS = ("/logout", "/language", "/demo/role")


class Sitting:
    """Middleware: ends a session left alone, and leads to what must be done first."""

    def __init__(self, get_response: _NextStep) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- what Django calls
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info.startswith(NO_PAGES):
            return self._next(request)
        _end_if_left_alone(request)
        return _first_thing(request) or self._next(request)


def begin(request: HttpRequest) -> None:
    """Somebody has just proved who he is."""
    request.session[BEGAN] = request.session[SEEN] = now().isoformat()


@receiver(user_logged_in)
def _begin_for_staff(sender: object, request: HttpRequest, **_: object) -> None:  # noqa: ARG001 -- what Django sends
    request.session.pop(RESIDENT, None)
    begin(request)
    if hasattr(request, "sitter"):
        del request.sitter


def _end_if_left_alone(request: HttpRequest) -> None:
    session = request.session
    is_staff = SESSION_KEY in session
    if not is_staff and RESIDENT not in session:
        return
    moment, began, seen = now(), _moment(session.get(BEGAN)), _moment(session.get(SEEN))
    idle = timedelta(minutes=settings.SHIYU_IDLE_MINUTES) if is_staff else RESIDENTS_IDLE
    if began is None or seen is None or moment - seen >= idle or moment - began >= LONGEST:
        request.sat_here = session.get(SESSION_KEY)  # type: ignore[attr-defined]
        session.flush()
        messages.warning(request, str(say("left_alone")))
    elif moment - seen >= NOTED_EVERY:
        session[SEEN] = moment.isoformat()


def _moment(given: str | None) -> datetime | None:
    return datetime.fromisoformat(given) if given else None


def _first_thing(request: HttpRequest) -> HttpResponse | None:
    if SESSION_KEY not in request.session or request.path_info in ALWAYS:
        return None
    sitter = sitter_of(request)
    if sitter is None:  # closed, or the password was changed elsewhere
        request.session.flush()
        return None
    if sitter.must_change_password:
        return None if request.path_info == PASSWORD_PAGE else redirect(PASSWORD_PAGE)
    needed = settings.SHIYU_SECOND_FACTOR == "required" and not sitter.has_factor
    if needed and not request.path_info.startswith(ACCOUNT_PAGE):
        messages.info(request, str(say("factor_needed")))
        return redirect(ACCOUNT_PAGE)
    return None
