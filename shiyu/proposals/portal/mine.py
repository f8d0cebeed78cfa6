"""我的提案: all of them, and one: its text, who signs, where it stands, the answer, the promises, what may be done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.errors import NoSuchCase
from shiyu.cases.gate import Purpose, get_case, who_looked
from shiyu.city.directory import directory
from shiyu.documents.panel import panel_of
from shiyu.proposals.portal import progress
from shiyu.proposals.portal.member import submitters_of
from shiyu.proposals.portal.my_list import asked_of, file_number, my_promises, my_rows, promises_of
from shiyu.proposals.portal.offered import offered
from shiyu.proposals.portal.text import Text, class_meaning, signers_of, text_of
from shiyu.proposals.portal.timeline import contacts, steps_of, supplements, timeline
from shiyu.proposals.vocabulary import THEMES
from shiyu.web.browsing import parties_of, party_of, resident_of
from shiyu.web.casework.files import file_of_case
from shiyu.web.casework.filling import Filling
from shiyu.web.casework.saying import LOOKS, PURPOSES
from shiyu.web.reader import Reader, reader_of
from shiyu.web.resident_home import belongs_to, home_of_resident, homes_of
from shiyu.web.shown_case import show_case
from shiyu.web.shown_history import show_latest

MOST = 200
HOME = "proposals_mine"
GONE_ROLE = "left"
NOT_HIS = Words(
    "您不在提案 {number} 的提案者之中：邀请已被取消，或您已谢绝、撤回联名。刚才没有办任何事，提案没有变化。",
    "You are not among those who propose {number}: the invitation was dropped, or you declined or withdrew. Nothing "
    "was done just now and the proposal is as it was.",
)
YOU, ANOTHER, PLATFORM = (
    Words("您本人", "You"),
    Words("其他提案者", "Another who proposed it"),
    Words("系统", "The platform"),
)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The page `/proposals/mine`."""
    parties, resident = parties_of(request), resident_of(request)
    homes = homes_of([party.number for party in parties], phone=resident.phone if resident else b"")
    context = {
        "rows": my_rows(parties), "promises": my_promises(parties), "submitters": submitters_of(request),
        "others": [home for home in homes if home.cases != HOME],
    }  # fmt: skip
    return render(request, "proposals/mine.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/mine/<number>`, of a proposal or of one promise."""
    actor = party_of(request, number)
    if actor.role == GONE_ROLE:
        return gone(request, actor)
    if actor.number and actor.number != number:
        return redirect("proposal_mine", number=actor.number)
    if not belongs_to(actor.number, cases=HOME):
        return redirect(home_of_resident(number=actor.number) or "my")
    return show_one(request, actor)


def gone(request: HttpRequest, actor: PartyActor) -> HttpResponse:
    """To his list, said plainly: he was invited and is not any more, or left; what he does not sign is not his."""
    messages.warning(request, str(NOT_HIS.fill(number=actor.number)))
    return redirect(HOME)


def show_one(request: HttpRequest, actor: PartyActor, *, filling: Filling | None = None) -> HttpResponse:
    """The page of a proposal; with `filling` the opinion form stays as it was typed."""
    reader = reader_of(get_case(actor.number, actor=actor, purpose=Purpose.OWN_CASE), actor=actor)
    if reader.procedure.name == "proposal_promise":
        return _promise(request, reader)
    shown = show_case(reader)
    rows, me = progress.rows_of(reader.case), shown["parties"][0]
    history = show_latest(reader, most=MOST)[0][::-1]
    given = offered(reader, shown, me=me, filling=filling)
    text = text_of(reader.case)
    context = {
        "case": shown, "text": text, "theme": THEMES.get(reader.case.proposal.theme),
        "file_number": file_number(reader.case), "signers": signers_of(reader.case, you=actor.party_id),
        "role": actor.role, "own": me["contact"],
        "asked": asked_of(reader.case, role=actor.role, verdict=me["verdict"] or ""),
        "standing": progress.sentence(rows), "turn": progress.turn(rows), "promise": progress.promise(rows),
        "road": timeline(history), "steps": steps_of(rows), "contacts": contacts(history),
        "answers": [_with_meaning(answer, reader) for answer in shown["answers"]],
        "supplements": supplements(history), "promises": promises_of(reader.case),
        "now_class": _class_now(reader), "papers": panel_of(reader), "files": _other_files(shown, text), **given,
    }  # fmt: skip
    return render(request, "proposals/one.html", context, status=filling.status if filling else 200)


@never_cache
@require_safe
def looks(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/mine/<number>/looks`: who has looked at it, by office and purpose."""
    actor = own_party(request, number)
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    own = {"actor__kind": "party", "actor__party": actor.party_id}
    looked = who_looked(case)
    rows = [
        {"at": look.at, "who": _who(look.actor, actor), "what": LOOKS.get(look.what), "why": PURPOSES.get(look.purpose)}
        for look in looked.exclude(**own)[:MOST]
    ]
    context = {"number": case.number, "rows": rows, "own": looked.filter(**own).count()}
    return render(request, "proposals/looks.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, number: str, reference: UUID) -> HttpResponseBase:
    """A file of a proposal, saved and never opened in the page."""
    actor = own_party(request, number)
    case = get_case(number, actor=actor, purpose=Purpose.OWN_CASE)
    return file_of_case(case, reference, actor=actor, purpose=Purpose.OWN_CASE)


def own_party(request: HttpRequest, number: str) -> PartyActor:
    """He as a party of a proposal or a promise. Raises `NoSuchCase` for what is not his, or not shown here."""
    actor = party_of(request, number)
    if not belongs_to(actor.number, cases=HOME):
        raise NoSuchCase(number=number[:40])
    return actor


def _promise(request: HttpRequest, reader: Reader) -> HttpResponse:
    """One promise: what, by whom, until when, and what was reported of it."""
    shown, rows = show_case(reader), progress.rows_of(reader.case)
    of = reader.case.links_out.select_related("target").first()
    known = {party.number for party in parties_of(request)}
    context: dict[str, Any] = {
        "case": shown, "unit": rows.unit, "state": progress.promise_state(rows),
        "road": timeline(show_latest(reader, most=MOST)[0][::-1]),
        "of": of.target.number if of is not None and of.target.number in known else "",
    }  # fmt: skip
    return render(request, "proposals/promise.html", context)


def _other_files(shown: Mapping[str, Any], text: Text) -> list[Any]:
    """The files that did not come with the text, beside which those stand."""
    beside = {str(file.reference) for file in text.files}
    return [file for file in shown["files"] if file["reference"] not in beside]


def _with_meaning(answer: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    outcome = answer["outcome"]
    meaning = class_meaning(outcome["code"], rule_set_id=reader.case.rule_set_id) if outcome else None
    return {**answer, "meaning": meaning}


def _class_now(reader: Reader) -> dict[str, Any] | None:
    """The class as it is now, where it is no longer that of the last answer."""
    letter = reader.case.proposal.reply_class
    last = reader.case.replies.exclude(given_at=None).order_by("-pk").values_list("outcome", flat=True).first()
    if not letter or letter == last:
        return None
    return {
        "label": reader.procedure.outcomes[letter],
        "meaning": class_meaning(letter, rule_set_id=reader.case.rule_set_id),
    }


def _who(by: dict[str, Any], actor: PartyActor) -> Words:
    """The office, never the person; another party is not named."""
    if by.get("kind") == "party":
        return YOU if by.get("party") == actor.party_id else ANOTHER
    unit = directory().unit(str(by.get("unit", "")))
    return unit.label if unit is not None else PLATFORM
