"""What the platform told whoever asks: the notices of a case that were written to him."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shiyu.cases.gate import get_case
from shiyu.cases.outbox_view import told_to
from shiyu.web.answers import as_json
from shiyu.web.asking import purpose_of
from shiyu.web.callers import actor_of
from shiyu.web.describing import READING

router = Router(tags=["通知 Outbox"])


@router.get("/cases/{number}/notices", **READING)
def notices(request: HttpRequest, number: str, purpose: str = "") -> HttpResponse:
    """The latest notices of a case to the asker: as a party, to his unit, or to a role he holds; newest first."""
    actor = actor_of(request)
    case = get_case(number, actor=actor, purpose=purpose_of(purpose, actor=actor))
    told = [
        {"id": row.notice_id, "template": row.template, "written_at": row.written_at, "text": row.text}
        for row in told_to(actor, case)
    ]
    return as_json({"number": case.number, "notices": told})
