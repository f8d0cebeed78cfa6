"""纳入督查: a case of any system is put under supervision, in two clicks from its own page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shiyu.base.words import Words
from shiyu.supervision.desk.board import reader_of_orders
from shiyu.supervision.desk.roles import REFERRERS
from shiyu.supervision.queries import PROCEDURE
from shiyu.web.casework.referring import refer_and_return

REFER = Words("纳入督查", "Put under supervision")
DONE = Words(
    "已纳入督查，督查件号 {number}，请督查室拟立项。",
    "Under supervision as {number}; the supervision office drafts the order.",
)


@never_cache
@require_POST
def put_under_supervision(request: HttpRequest, number: str) -> HttpResponse:
    """Takes the form of the panel and goes back to the case, which says what came of it."""
    actor = reader_of_orders(request, roles=REFERRERS, page=REFER)
    return refer_and_return(request, number, to=PROCEDURE, actor=actor, done=DONE)
