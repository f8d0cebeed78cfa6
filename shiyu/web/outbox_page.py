"""发件箱: the page of what waits, failed or went out. Failed notices are put back by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cases import outbox_view
from shiyu.cases.actors import PostHolder
from shiyu.cases.gate import Purpose, log_access
from shiyu.cases.outbox_view import COUNTED, STATES, Shown
from shiyu.web.browsing import staff_of
from shiyu.web.endpoints.outbox import refuse_others, watcher
from shiyu.web.login.phone import on_the_way
from shiyu.web.outbox_words import REASONS, STATE_WORDS, TEXTS, WAYS
from shiyu.web.typed import whole_number

_HERE = frozenset({"127.0.0.1", "::1", ""})
HIDDEN_CODE = "····"


@dataclass(frozen=True, slots=True)
class _Tab:
    """A state to look at, with how many there are where that is cheap to say."""

    state: str
    label: Words
    count: str
    chosen: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: HttpRequest) -> HttpResponse:
    """The page at `/outbox`: for those who watch over the outbox; in a demo for whoever sits at the machine."""
    actor = _watcher_or_demo(request)
    if request.method == "POST":
        return _send_again(request, actor)
    notices = outbox_view.watched(actor)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    before = whole_number(request.GET.get("before", ""))
    code_as = _in_clear if actor is None else _hidden
    rows, further = outbox_view.page_of(notices, state=state, before=before, code_as=code_as)
    if actor is not None:
        log_access(actor, what="search", purpose=Purpose.SUPERVISION, detail={"outbox": len(rows)})
    counts = {name: outbox_view.count_of(notices, state=name) for name in ("waiting", "failed")}
    return render(
        request,
        "web/outbox.html",
        {
            "texts": TEXTS,
            "rows": [_row(row) for row in rows],
            "tabs": [_tab(name, counts, chosen=name == state) for name in ("", *STATES)],
            "state": state,
            "further": _address(state, further) if further else "",
            "newest": _address(state, None) if before else "",
            "is_demo": actor is None,
            "codes": on_the_way() if actor is None else [],
        },
    )


def _watcher_or_demo(request: HttpRequest) -> PostHolder | None:
    """The watcher; None for whoever sits at the machine of a demo and shows no token. Raises `NotYourMove`."""
    at_the_machine = request.META.get("REMOTE_ADDR", "") in _HERE and "X-Forwarded-For" not in request.headers
    if settings.SHIYU_ENV == "demo" and at_the_machine and "Authorization" not in request.headers:
        return None
    if "Authorization" in request.headers:
        return watcher(request)
    return refuse_others(staff_of(request))


def _send_again(request: HttpRequest, actor: PostHolder | None) -> HttpResponse:
    notice_id = whole_number(request.POST.get("notice", ""))
    try:
        outbox_view.again(outbox_view.watched(actor), notice_id or 0)
    except NoSuchThing:
        messages.warning(request, str(TEXTS["not_failed"]))
    else:
        messages.success(request, str(TEXTS["sent_again"]))
    state = request.POST.get("state", "")
    return redirect(_address(state if state in STATES else "", None))


def _address(state: str, before: int | None) -> str:
    asked = {"state": state, "before": before}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("outbox") + (f"?{query}" if query else "")


def _tab(name: str, counts: Mapping[str, int], *, chosen: bool) -> _Tab:
    count = counts.get(name)
    said = "" if count is None else f"{COUNTED}+" if count >= COUNTED else str(count)
    return _Tab(name, STATE_WORDS[name], said, chosen)


def _row(row: Shown) -> dict[str, object]:
    return {
        "notice": row,
        "state_words": STATE_WORDS[row.state],
        "ways": [WAYS.get(way, way) for way in row.ways],
        "reasons": [_reason(code) for code in row.reasons],
        "failed": row.state == "failed",
        "waiting": row.state == "waiting",
    }


def _reason(code: str) -> str:
    """`way:code` in words; a reason that is a sentence already stays as it is."""
    way, _, bare = code.partition(":")
    return f"{WAYS[way]}：{REASONS.get(bare, bare)}" if way in WAYS else str(REASONS.get(code, code))


def _in_clear(code: str) -> str:
    return code


def _hidden(code: str) -> str:
    """A watcher in earnest does not see the code: it would let him act as the party."""
    return HIDDEN_CODE if code else ""
