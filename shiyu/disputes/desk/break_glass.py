"""应急查看: the centre's lead opens a dispute that is not his to see, with a reason, for a quarter of an hour.

The reason stands in the case and in the access log before anything is shown; the mediators and the auditor are told.
What one side said alone stays closed even then, telephones stay masked.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shiyu.base.clock import now
from shiyu.base.errors import ShiyuError
from shiyu.base.text import clean
from shiyu.base.words import Words
from shiyu.cases.actors import Clockwork, PostHolder
from shiyu.cases.contact import open_contact
from shiyu.cases.contact_view import shown_parties
from shiyu.cases.door import make_move
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, log_access, procedure_for, visible_cases
from shiyu.city.directory import directory
from shiyu.city.names import names_of
from shiyu.disputes.counting import PROCEDURE
from shiyu.disputes.desk.roles import LEAD
from shiyu.disputes.models import BreakGlass
from shiyu.web.casework import shown
from shiyu.web.forms import key_in
from shiyu.web.officers import officer
from shiyu.web.reader import Reader
from shiyu.web.shown_history import show_history

if TYPE_CHECKING:
    from shiyu.cases.models import Case

OPENING = Words("应急查看", "opening a dispute in need")
GLASS = Clockwork(name="disputes_break_glass")
SHORTEST, LONGEST, LISTED, ENTRIES = 10, 500, 200, 200
TOO_SHORT = Words(
    "请写明理由（至少{n}字）：没有打开，也没有留下记录。",
    "Give the reason (at least {n} characters); nothing was opened or noted.",
).fill(n=SHORTEST)
REASON = Words("理由", "Reason")
OVER = Words("查看时间已过；确需再看请重新说明理由。", "The time to look is over; give a reason again if you must.")
LOOKED = "break_glass"
"""What the access log calls it."""


@never_cache
@require_POST
def open_in_need(request: HttpRequest, number: str) -> HttpResponse:
    """Takes the reason, writes it down everywhere, and leads to the page."""
    actor = _lead(request)
    try:
        reason = clean(request.POST.get("reason", ""), limit=LONGEST, field=REASON)
        if len(reason) < SHORTEST:
            messages.error(request, str(TOO_SHORT))
            return redirect("disputes_board")
        break_glass(actor, number, reason=reason, key=key_in(request.POST))
    except ShiyuError as refused:
        if refused.http_status in {403, 404}:
            raise
        messages.error(request, str(refused.words))
        return redirect("disputes_board")
    return redirect("dispute_in_need", number)


def break_glass(actor: PostHolder, number: str, *, reason: str, key: str) -> BreakGlass:
    """Notes the look in the case, the access log and the auditor's list, and opens the dispute for some minutes.

    The same `key` again opens nothing anew. Raises `NoSuchCase` for what is no dispute.
    """
    with transaction.atomic():
        case = _dispute(number)
        said = f"{actor.post_code}：{reason}"
        made = make_move(case.number, "opened_in_need", actor=GLASS, key=key, reason=said)
        if made.replayed and (before := BreakGlass.objects.filter(case=case, account=actor.account_id).first()):
            return before
        minutes = int(directory().rule_set_by_id(case.rule_set_id).body["break_glass"]["minutes"])
        log_access(actor, what=LOOKED, purpose=Purpose.SUPERVISION, case=case, detail={"minutes": minutes})
        moment = now()
        return BreakGlass.objects.create(
            case=case, account=actor.account_id, post_code=actor.post_code, reason=reason, opened_at=moment,
            until=moment + timedelta(minutes=minutes),
        )  # fmt: skip


@never_cache
@require_safe
def in_need(request: HttpRequest, number: str) -> HttpResponse:
    """The page at `/disputes/<number>/in-need`, while it is open to whoever gave the reason."""
    actor = _lead(request)
    case = _dispute(number)
    opened = BreakGlass.objects.filter(case=case, account=actor.account_id, until__gt=now()).order_by("-pk").first()
    if opened is None:
        messages.error(request, str(OVER))
        return redirect("disputes_board")
    log_access(actor, what=LOOKED, purpose=Purpose.SUPERVISION, case=case)
    return render(request, "disputes/in_need.html", {"opened": opened, **_content(case, actor)})


def _content(case: "Case", actor: PostHolder) -> Mapping[str, Any]:
    procedure = procedure_for(case)
    reader = Reader(
        actor=actor, case=case, procedure=procedure, sees_contact=False, reads_every_side=False, raised_it=False,
        ear=None, in_need=True,
    )  # fmt: skip
    names = {party.pk: open_contact(party).get("name", "") for party in case.parties.order_by("pk")}
    parties = [
        (view.label, names[view.party_id], view.fields.get("phone", "")) for view in shown_parties(case, actor=actor)
    ]
    entries, _ = show_history(reader, most=ENTRIES)
    return {
        "case": case,
        "stage": procedure.stage(case.stage).label,
        "parties": parties,
        "entries": shown.lines(entries[::-1]),
    }


@never_cache
@require_safe
def looks_in_need(request: HttpRequest) -> HttpResponse:
    """The page at `/disputes/looks`: every look in need, the newest first; for the auditor and the lead himself."""
    officer(request, LEAD | {"auditor"}, page=OPENING)
    rows = list(BreakGlass.objects.select_related("case").order_by("-opened_at")[:LISTED])
    names = names_of(row.account for row in rows)
    context = {"rows": [(row, names.get(row.account, "")) for row in rows], "listed": LISTED}
    return render(request, "disputes/looks.html", context)


def _lead(request: HttpRequest) -> PostHolder:
    return officer(request, LEAD, page=OPENING)


def _dispute(number: str) -> "Case":
    case = visible_cases(GLASS).filter(procedure=PROCEDURE, number=number).defer("search").first()
    if case is None:
        raise NoSuchCase(number=number[:40])
    return case
