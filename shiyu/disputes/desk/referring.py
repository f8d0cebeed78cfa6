"""诉调对接: a matter of any system is referred to the centre for disputes, and its result comes back to its page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.registry import procedure_of
from shiyu.disputes.desk.roles import REFERRERS
from shiyu.disputes.models import Dispute
from shiyu.web.casework.referring import refer_and_return
from shiyu.web.forms import fresh_key
from shiyu.web.officers import officer
from shiyu.web.reader import Reader

REFER = Words("转矛盾纠纷调解", "Refer to mediation")
DONE = Words("已转矛调中心，件号 {number}。", "Referred to the centre for disputes as {number}.")
SOURCES = frozenset({"citizen_request", "enterprise_request"})


@never_cache
@require_POST
def refer_to_mediation(request: HttpRequest, number: str) -> HttpResponse:
    """Takes the form of the panel and goes back to the case, which says what came of it."""
    actor = officer(request, REFERRERS, page=REFER)
    return refer_and_return(request, number, to="dispute", actor=actor, done=DONE)


def referred(reader: Reader) -> Mapping[str, Any] | None:
    """The newest dispute that came of this case, by number, stage and outcome; or the way to make one."""
    actor, case = reader.actor, reader.case
    if reader.procedure.name not in SOURCES or not isinstance(actor, PostHolder):
        return None
    found = Dispute.objects.filter(case__links_in__source=case.pk, case__links_in__kind="referred_to")
    dispute = found.select_related("case").order_by("-pk").first()
    may = bool(actor.roles & REFERRERS) and case.is_open and (dispute is None or not dispute.case.is_open)
    if dispute is None and not may:
        return None
    context: dict[str, Any] = {"may": may, "key": fresh_key(), "address": reverse("dispute_refer", args=[case.number])}
    return context if dispute is None else context | _standing(dispute)


def _standing(dispute: Dispute) -> dict[str, Any]:
    case = dispute.case
    procedure = procedure_of(case.procedure, case.procedure_version)
    return {
        "number": case.number, "stage": procedure.stage(case.stage).label, "ended": not case.is_open,
        "outcome": procedure.outcomes.get(case.outcome) if not case.is_open else None,
    }  # fmt: skip
