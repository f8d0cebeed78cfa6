"""请联名、提交: co-signers from the register by name, and the last look before it is submitted."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shiyu.base.words import Words
from shiyu.proposals.portal.acting import reader_for
from shiyu.proposals.portal.member import length_of, most_characters
from shiyu.proposals.portal.similar import own_cases, similar_earlier
from shiyu.proposals.portal.text import signers_of, text_of
from shiyu.proposals.portal.writing import closed, moved, page, steps
from shiyu.proposals.register import in_force
from shiyu.proposals.vocabulary import SUBMITTER_KINDS, THEMES
from shiyu.web.browsing import parties_of, party_of
from shiyu.web.forms import fresh_key
from shiyu.web.reader import Reader
from shiyu.web.typed import whole_number

if TYPE_CHECKING:
    from shiyu.proposals.models import Submitter

MOST_FOUND, LONGEST = 20, 40
INVITED = Words("已邀请，等待本人确认。", "Invited; to be confirmed by whoever was invited.")
DROPPED = Words("已取消邀请。", "The invitation is dropped.")
SUBMITTED = Words("已提交，提案委开始审查。", "Submitted; the committee begins its review.")


@page
def invite(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/mine/<number>/co-signers`."""
    reader = reader_for(party_of(request, number))
    if request.method != "POST":
        return closed(reader, "invite", request) or _invite(request, reader, {})
    if request.POST.get("do") == "drop":
        party = whole_number(request.POST.get("party", ""))
        note = request.POST.get("note", "").strip()
        errors = moved(request, reader, "drop_invited", party=party, note=note)
        said = DROPPED
    else:
        errors = moved(request, reader, "invite", in_register=whole_number(request.POST.get("in_register", "")))
        said = INVITED
    if errors:
        told = {"form": next(iter(errors.values()))}
        return closed(reader, "invite", request) or _invite(request, reader, told)
    messages.success(request, str(said))
    return redirect("proposal_invite", number=reader.case.number)


@page
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/mine/<number>/submit`: all of it once more, then it goes to the committee."""
    reader = reader_for(party_of(request, number))
    if request.method != "POST":
        return closed(reader, "submit", request) or _submit(request, reader, {})
    # Pressed twice it is submitted once: the door knows the key, whatever stage the proposal has reached meanwhile.
    errors = moved(request, reader, "submit", one_matter=request.POST.get("one_matter") == "yes")
    if errors:
        return closed(reader, "submit", request) or _submit(request, reader, dict(errors))
    messages.success(request, str(SUBMITTED))
    return redirect("proposal_mine", number=reader.case.number)


def found_by(name: str) -> "list[Submitter]":
    """Those of the register whose name or sector holds these words, as everybody in it may know them."""
    asked = name.strip()[:LONGEST]
    if not asked:
        return []
    return list(in_force().filter(Q(name__icontains=asked) | Q(sector__icontains=asked)).order_by("name")[:MOST_FOUND])


def _invite(request: HttpRequest, reader: Reader, errors: dict[str, Words]) -> HttpResponse:
    asked = request.GET.get("q", "") or request.POST.get("q", "")
    signers = signers_of(reader.case, you=reader.party_id)
    names = {one.name for one in signers if one.role != "left"}
    found = [(one, SUBMITTER_KINDS[one.kind], one.name in names) for one in found_by(asked)]
    context = _around(reader) | {
        "errors": errors, "q": asked, "found": found, "signers": signers, "steps": steps(2),
        "note": request.POST.get("note", ""), "of_party": whole_number(request.POST.get("party", "")),
        "most_found": MOST_FOUND, "full": len(found) == MOST_FOUND,
    }  # fmt: skip
    return render(request, "proposals/invite.html", context, status=422 if errors else 200)


def _submit(request: HttpRequest, reader: Reader, errors: dict[str, Words]) -> HttpResponse:
    text, signers = text_of(reader.case), signers_of(reader.case, you=reader.party_id)
    own = [key for key in own_cases(parties_of(request)) if key != reader.case.pk]
    context = _around(reader) | {
        "errors": errors, "text": text, "signers": signers, "theme": THEMES.get(text.theme),
        "waiting": [one for one in signers if one.role == "invited"], "most": most_characters(),
        "length": length_of(text.detail, text.suggestions), "steps": steps(3),
        "similar": similar_earlier(text.title, text.detail, own=own),
    }  # fmt: skip
    return render(request, "proposals/submit.html", context, status=422 if errors else 200)


def _around(reader: Reader) -> dict[str, Any]:
    case = reader.case
    return {"number": case.number, "title": case.title, "key": fresh_key(), "expects": case.entry_count}
