"""我的件: where a case stands in everyday words, what was answered, who looked at it, what may be done now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.gate import Purpose, get_case, who_looked
from shiyu.citizen_requests import progress
from shiyu.citizen_requests.portal.move_forms import CONTACT_WORDS, Typed, forms_for, given_again, left_over
from shiyu.citizen_requests.portal.my_list import my_rows
from shiyu.citizen_requests.portal.next_steps import changes_of, rows_of, steps_of
from shiyu.citizen_requests.portal.timeline import timeline
from shiyu.city.directory import directory
from shiyu.web.browsing import parties_of, party_of, resident_of
from shiyu.web.casework.files import file_of_case
from shiyu.web.kept import given_back
from shiyu.web.reader import reader_of
from shiyu.web.resident_home import belongs_to, home_of_resident, homes_of
from shiyu.web.shown_case import show_case
from shiyu.web.shown_history import show_latest

MOST_LOOKS = MOST_ENTRIES = 200
LOOKED_AT = {
    "case": Words("看了这一件", "looked at the case"),
    "contact": Words("看了您的联系方式", "looked at your contact data"),
    "file": Words("看了附件", "opened a file"),
    "export": Words("导出了这一件", "exported the case"),
}
PURPOSES = {
    "handling": Words("办理", "handling"),
    "call_back": Words("回访", "calling back"),
    "supervision": Words("督办", "supervision"),
    "audit": Words("审计", "audit"),
    "export": Words("导出", "export"),
    "own_case": Words("本人查询", "looking at one's own case"),
}
YOU, ANOTHER_PARTY, PLATFORM = (
    Words("您本人", "You"),
    Words("其他诉求人", "Another caller"),
    Words("系统", "The platform"),
)


@never_cache
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """The page `/my/cases`: every request of whoever is known here, and the way to what he has in other systems."""
    parties, resident = parties_of(request), resident_of(request)
    homes = homes_of([party.number for party in parties], phone=resident.phone if resident else b"")
    others = [home for home in homes if home.cases != "my_cases"]
    return render(request, "citizen_requests/my_cases.html", {"rows": my_rows(parties), "others": others})


@never_cache
@require_safe
def my_case(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/my/cases/<number>`."""
    actor = party_of(request, number)
    if actor.number and actor.number != number:
        return redirect("my_case", number=actor.number)
    if not belongs_to(actor.number, cases="my_cases"):
        return redirect(home_of_resident(number=actor.number) or "my")
    before = given_back(request)  # a login that ended while somebody wrote
    return show_mine(request, number, actor, typed=given_again(before) if before is not None else None)


def show_mine(request: HttpRequest, number: str, actor: PartyActor, *, typed: Typed | None = None) -> HttpResponse:
    """The page of a case; with `typed` a move that was refused stays as it was written."""
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    reader = reader_of(case, actor=actor)
    shown, rows = show_case(reader), rows_of(case)
    history = show_latest(reader, most=MOST_ENTRIES)[0][::-1]
    forms = forms_for(_sensible(shown), typed=typed, own=_contact(shown["parties"]))
    return render(
        request,
        "citizen_requests/my_case.html",
        {
            "case": shown,
            "standing": progress.sentence(rows),
            "promise": progress.promise(rows),
            "changes": changes_of(rows, history),
            "at_it": progress.at_it(rows),
            "road": timeline(history),
            "steps": steps_of(rows),
            "forms": forms,
            "left": left_over(typed, forms),
            "typed": typed,
            "expects": case.entry_count,
            "own": _own(shown["parties"]),
        },
        status=typed.status if typed else 200,
    )


@never_cache
@require_safe
def looks(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/my/cases/<number>/looks`: who has looked at my case."""
    actor = party_of(request, number)
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    looked = who_looked(case)
    own = {"actor__kind": "party", "actor__party": actor.party_id}
    rows = [_look(access, actor) for access in looked.exclude(**own)[:MOST_LOOKS]]
    context = {"number": case.number, "rows": rows, "own": looked.filter(**own).count()}
    return render(request, "citizen_requests/looks.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file of my case, saved and never opened in the page."""
    actor = party_of(request, number)
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    return file_of_case(case, reference, actor=actor, purpose=Purpose.OWN_CASE)


def _sensible(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The open moves, without judging late what he has judged: the engine takes that only where he was silent."""
    silent = any(party["verdict"] == "no_feedback" for party in shown["parties"])
    return [move for move in shown["moves"]["open"] if silent or move["name"] != "judge_late"]


def _contact(parties: list[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = (parties[0]["contact"] or {}) if parties else {}
    return found


def _own(parties: list[dict[str, Any]]) -> list[tuple[Words, str]]:
    """One's own contact data in clear, labelled; empty for whoever left none."""
    fields = _contact(parties)
    return [(label, fields[name]) for name, label in CONTACT_WORDS.items() if fields.get(name)]


def _look(access: Any, actor: PartyActor) -> dict[str, Any]:
    return {
        "at": access.at,
        "who": _who(access.actor, actor),
        "what": LOOKED_AT.get(access.what, LOOKED_AT["case"]),
        "why": PURPOSES.get(access.purpose, Words(access.purpose, access.purpose)),
        "reason": str((access.detail or {}).get("reason", "")),
    }


def _who(by: dict[str, Any], actor: PartyActor) -> Words:
    """The office, never the person; a party hears that another party looked, not which."""
    if by.get("kind") == "party":
        return YOU if by.get("party") == actor.party_id else ANOTHER_PARTY
    unit = directory().unit(str(by.get("unit", "")))
    return unit.label if unit is not None else PLATFORM
