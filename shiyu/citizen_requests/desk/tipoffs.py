"""举报人身份: the tip-offs of the one role that may open who gave them, and who has opened one, when and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.contact_looks import opened_contacts
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import Purpose, log_access, visible_cases
from shiyu.cases.registry import procedure_of
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.desk.roles import TIPOFF_KEEPERS
from shiyu.citizen_requests.desk.rows import PROCEDURES
from shiyu.city.names import unit_words
from shiyu.web.casework.saying import PURPOSES, actor_words
from shiyu.web.officers import officer

PAGE = Words("举报人身份", "Who gave a tip-off")
SHOWN, LOOKS = 50, 30


@never_cache
@require_safe
def tipoffs(request: HttpRequest) -> HttpResponse:
    """The page at `/tipoffs`: opening an identity happens on the contact page of the case, with its reason."""
    actor = officer(request, TIPOFF_KEEPERS, page=PAGE)
    wanted = request.GET.get("number", "").strip()
    found = visible_cases(actor).filter(procedure__in=PROCEDURES, kind=rules.TIPOFF)
    if wanted:
        found = found.filter(number=wanted) if CASE_NUMBER.fullmatch(wanted) else found.none()
    cases = list(found.defer("search", "tally", "head_hash").order_by("-pk").prefetch_related("parties")[:SHOWN])
    log_access(actor, what="search", purpose=Purpose.HANDLING, detail={"tipoffs": len(cases)})
    numbers = {case.pk: case.number for case in cases}
    rows = [
        {
            "number": case.number, "title": redact(case.title), "opened_at": case.opened_at,
            "stage": procedure_of(case.procedure, case.procedure_version).stage(case.stage),
            "parties": [party.pk for party in case.parties.all() if party.anonymous],
        }
        for case in cases
    ]  # fmt: skip
    looks = [_look(look, numbers) for look in opened_contacts([*numbers], actor=actor)[:LOOKS]]
    return render(request, "citizen_requests/desk/tipoffs.html", {"rows": rows, "looks": looks, "wanted": wanted[:40]})


def _look(look: Any, numbers: dict[int, str]) -> dict[str, Any]:
    by = {**look.actor, "unit": unit_words(str(look.actor.get("unit", "")))}
    return {
        "at": look.at, "number": numbers.get(look.case_id, ""), "reason": look.detail.get("reason", ""),
        "purpose": PURPOSES.get(look.purpose, Words(look.purpose, look.purpose)), "by": actor_words(by),
    }  # fmt: skip
