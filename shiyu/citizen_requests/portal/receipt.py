"""回执: number and query code, shown to the browser that reported, and what happens next with its dates."""

import base64
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.crypto import CryptoError, decrypt, encrypt
from shiyu.base.ids import spoken
from shiyu.base.words import Words
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, get_case
from shiyu.cases.known import party_by_code
from shiyu.citizen_requests.portal.next_steps import rows_of, steps_of

if TYPE_CHECKING:
    from shiyu.cases.door import Made

_NAME = "receipts"
_CONTEXT = b"portal.receipt"
MOST = 20
JOINED = Words("您已加入这一件，与其他诉求人一并得到答复。", "You joined this case; you are answered with the others.")


def note(request: HttpRequest, made: "Made", *, key: str, joined: bool = False) -> None:
    """Keeps number and query code for this browser, sealed; the newest few."""
    kept: dict[str, Any] = dict(request.session.get(_NAME, {}))
    sealed = base64.b64encode(encrypt(made.query_code.encode(), context=_CONTEXT)).decode()
    kept[made.number] = {"code": sealed, "key": key, "joined": joined}
    request.session[_NAME] = dict(list(kept.items())[-MOST:])


def sent_before(request: HttpRequest, key: str) -> str | None:
    """The number of the report that this browser sent under this key, if it did."""
    kept: dict[str, Any] = request.session.get(_NAME, {}) if request.session.session_key else {}
    return next((number for number, one in kept.items() if key and one["key"] == key), None)


@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/report/receipt/<number>`, for the browser that reported; others are asked for their code."""
    shown = _shown(request, number)
    return render(request, "citizen_requests/receipt.html", shown) if shown else redirect("my_code")


@never_cache
@require_safe
def receipt_text(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a file of text, to keep without a printer."""
    shown = _shown(request, number)
    if shown is None:
        return redirect("my_code")
    written = render_to_string("citizen_requests/receipt.txt", shown, request=request)
    # Editors of older machines know a text in UTF-8 by this mark, and end lines with both signs.
    content = ("\ufeff" + written).replace("\n", "\r\n")
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.txt"'
    return response


def _shown(request: HttpRequest, number: str) -> dict[str, Any] | None:
    """What the receipt says, where this browser reported the case."""
    kept: dict[str, Any] = request.session.get(_NAME, {}) if request.session.session_key else {}
    if number not in kept:
        return None
    try:
        code = decrypt(base64.b64decode(kept[number]["code"]), context=_CONTEXT).decode()
        actor = party_by_code(code)
    except (CryptoError, NoSuchCase):
        return None
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    return {
        "number": number, "code": spoken(code), "opened_at": case.opened_at,
        "title": "" if actor.came_from else case.title,
        "steps": steps_of(rows_of(case)), "joined": JOINED if kept[number]["joined"] else None,
        "my_cases": request.build_absolute_uri(reverse("my_code")),
    }  # fmt: skip
