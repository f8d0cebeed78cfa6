"""Three short hints on the first visit to a page; put away, they do not come back. Kept for the account."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.web.browsing import Sitter, staff_of
from shiyu.web.going_back import back_from
from shiyu.web.models import HintsSeen


@dataclass(frozen=True, slots=True)
class Hints:
    """The hints of the page whose address has this name."""

    page: str
    said: Sequence[Words]


_HINTS: dict[str, Hints] = {}


def enter_hints(page: str, *said: Words) -> None:
    """Called in the `ready` of a folder's app: what an officer should know before his first look at a page."""
    _HINTS[page] = Hints(page, said)


def hints_for(page: str, *, sitter: Sitter | None) -> Hints | None:
    """The hints of a page that this account has not put away."""
    found = _HINTS.get(page)
    return None if found is None or sitter is None or page in sitter.hints_seen else found


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """The address `/hints`: these hints were read."""
    actor, page = staff_of(request), request.POST.get("page", "")
    if page in _HINTS:
        HintsSeen.objects.get_or_create(account_id=actor.account_id, page=page, defaults={"seen_at": now()})
    return back_from(request, otherwise="work")
