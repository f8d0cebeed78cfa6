"""A form sent with a token that is no longer good: somebody logged in in another tab, or the browser lost its cookie.

Nothing is carried out. Where the browser itself says that the form stood on one of our own pages, what was typed is
given back with a fresh token: in the form itself where its page takes part (`kept.takes_back`), else on a page that
only asks to send it again. A form from another site is refused with a bare sentence: showing its words beside a fresh
token would let a stranger's page have us carry it out with one more click.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from shiyu.base.words import Words
from shiyu.web.answers import answer
from shiyu.web.kept import MOST_BYTES, OURS, back_to_form, is_secret, way_back
from shiyu.web.refusals import Forbidden, PageTooOld
from shiyu.web.sent_by_script import ASKED

LONGEST_LINE = 60
AGAIN = Words(
    "这一页打开之后登录有了变化，没有提交。请再填一次。",
    "The login changed after this page was opened; nothing was sent. Please fill it in once more.",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One field of the form: sent again as it is, and shown where somebody wrote it."""

    name: str
    value: str
    shown: bool


@never_cache
def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django says why to its log
    """Django's `CSRF_FAILURE_VIEW`."""
    if request.method != "POST" or not _sent_from_our_page(request):
        return answer(request, Forbidden())
    if any(is_secret(name) for name in request.POST):
        messages.warning(request, str(AGAIN))
        return redirect(way_back(request))
    back = back_to_form(request)
    return _see_other(back) if back is not None else _send_again(request)


def _sent_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser vouches for it: by `Origin`, or by `Referer` where there is none; never by their absence."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        return False
    by_our_script = request.headers.get(ASKED) == "script"  # which shows what it is answered, as a browser would
    if request.META.get("HTTP_SEC_FETCH_MODE", "navigate") != "navigate" and not by_our_script:
        return False  # another script asked: it shows no page
    sent_from = request.META.get("HTTP_ORIGIN") or _origin_of(request.META.get("HTTP_REFERER", ""))
    ours = f"{request.scheme}://{request.get_host()}"
    return sent_from == ours or sent_from in settings.CSRF_TRUSTED_ORIGINS


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _see_other(response: HttpResponseRedirect) -> HttpResponse:
    response.status_code = 303
    return response


def _send_again(request: HttpRequest) -> HttpResponse:
    """The fields as they came, with a fresh token; the key of the form is among them, so nothing is done twice."""
    fields = [
        Typed(name, value, _is_written(name, value))
        for name, values in request.POST.lists() if name not in OURS for value in values
    ]  # fmt: skip
    error = PageTooOld()
    whole = sum(len(field.value) for field in fields) <= MOST_BYTES
    context = {
        "error": error, "fields": fields if whole else [], "whole": whole, "files": list(request.FILES),
        "address": request.get_full_path(), "back": way_back(request),
    }  # fmt: skip
    return render(request, "web/send_again.html", context, status=error.http_status)


def _is_written(name: str, value: str) -> bool:
    """Words of a person rather than a choice, a key or a number of ours."""
    hidden = name.startswith("_") or name in {"key", "held", "expects", "next"}
    return not hidden and (len(value) > LONGEST_LINE or not value.isascii()) and bool(value.strip())
