"""起草提案 in four steps: write it; see what was proposed before; invite co-signers; look it over and submit.

The first two keep what was typed in the session; then the engine keeps it as a draft, which may wait for weeks.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor, Newcomer
from shiyu.cases.door import make_move, open_case
from shiyu.cases.errors import BadFact, Stale
from shiyu.proposals.models import Submitter
from shiyu.proposals.portal import draft as drafts
from shiyu.proposals.portal.acting import reader_for
from shiyu.proposals.portal.attached import text_files
from shiyu.proposals.portal.attaching import MOST_FILES, taken
from shiyu.proposals.portal.draft import Draft
from shiyu.proposals.portal.member import most_characters, session_now, submitters_of, why_not_now
from shiyu.proposals.portal.similar import own_cases, similar_earlier
from shiyu.proposals.portal.text import text_of
from shiyu.proposals.register import contact_of
from shiyu.proposals.vocabulary import SUBMITTER_KINDS, THEMES
from shiyu.web.browsing import parties_of, party_of, resident_of
from shiyu.web.choices import unit_boxes
from shiyu.web.forms import fresh_key
from shiyu.web.kept import given_back, takes_back
from shiyu.web.reader import Reader
from shiyu.web.shown_moves import refusal_of
from shiyu.web.typed import count_sent
from shiyu.web.uploads import said_together

View = Callable[..., HttpResponse]
DRAFTING = Newcomer(role="submitter")
"""Who drafts is no party yet; his telephone was proved by the code he logged in with."""
STEPS = (
    ("write", Words("写提案", "Write")), ("similar", Words("看相近", "Compare")),
    ("sign", Words("请联名", "Co-signers")), ("submit", Words("提交", "Submit")),
)  # fmt: skip
GONE = Words(
    "这份内容已不在此浏览器中（超过12小时，或已存为草稿），请看“我的提案”，或重新填写。",
    "What you typed is no longer in this browser (after 12 hours, or it is a draft already); see “My proposals”.",
)
FOUND = Words("浏览器中途断开过，您前面填写的内容已找回。", "This browser had lost its place; what you typed is back.")
CAME_BACK = Words("您刚才写的内容已找回，还没有保存。", "This is what you wrote before; it was not saved yet.")
SAVED = Words(
    "已存为草稿，件号 {number}；随时可回来接着写。", "Saved as a draft, number {number}; go on whenever you like."
)
MOVED_ON = Words(
    "此件刚有新的进展，您刚才的操作还没有生效，写的都还在；请看过现在的情况再办一次。",
    "It has just moved on, so this was not done yet and what you wrote is kept; look at it as it is now, then go on.",
)
REVISED = Words("已保存修改。", "Your changes are saved.")


def page(view: View) -> View:
    """A page of these steps: never cached, read and sent."""
    wrapped: View = never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))
    return wrapped


@takes_back
@page
def new(request: HttpRequest) -> HttpResponse:
    """The page `/proposals/new`: what is proposed, one matter a proposal."""
    who = submitters_of(request)
    so_far = drafts.draft_of(request)
    refused = _refused(request, who, drafts.said(request.POST, so_far) if request.method == "POST" else so_far)
    if refused is not None:
        return refused
    if request.method != "POST":
        before = given_back(request)
        if before is not None:
            return _write(request, drafts.said(before, so_far), {"form": CAME_BACK}, who=who, status=200)
        return _write(request, so_far, {}, who=who)
    typed, wrong_files = _with_files(request, drafts.said(request.POST, so_far), actor=DRAFTING)
    errors = drafts.errors_of(typed) | _wrong_name(typed, who) | wrong_files
    drafts.keep(request, typed)
    if errors:
        return _write(request, typed, errors, who=who)
    return redirect("proposal_new" if request.POST.get("remove") else "proposal_new_similar")


@page
def compare(request: HttpRequest) -> HttpResponse:
    """The page `/proposals/new/similar`: what was proposed before and answered; which units; whether to publish."""
    who = submitters_of(request)
    draft = _so_far(request)
    refused = _refused(request, who, draft)
    if refused is not None:
        return refused
    if not draft.said or _wrong_name(draft, who):
        messages.warning(request, str(GONE))
        return redirect("proposal_new")
    if request.method != "POST":
        return _compare(request, draft, {})
    typed = drafts.wished(request.POST, draft)
    drafts.keep(request, typed)
    if request.POST.get("do") == "back":
        return redirect("proposal_new")
    return _open(request, typed, submitter=_named(typed, who))


def _open(request: HttpRequest, draft: Draft, *, submitter: Submitter) -> HttpResponse:
    """Through the engine's one door. His telephone was proved by the code he logged in with."""
    facts = draft.facts() | {"contact": contact_of(submitter)}
    try:
        made = open_case("proposal", "draft", actor=DRAFTING, key=f"member:{draft.key}", facts=facts)
    except BadFact as error:
        return _compare(request, draft, {str(error.facts["field"]): error.facts["reason"]}, status=error.http_status)
    except ShiyuError as error:
        return _compare(request, draft, {"form": error.words}, status=error.http_status)
    drafts.forget(request)
    messages.success(request, str(SAVED.fill(number=made.number)))
    return redirect("proposal_invite", number=made.number)


@takes_back
@page
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """The page `/proposals/mine/<number>/edit`: the text while it is a draft or was returned."""
    actor = party_of(request, number)
    reader = reader_for(actor)
    # What the submitter typed too late is shown again instead: it stands nowhere else.
    his_own = request.method == "POST" and actor.role == "submitter"
    if not his_own and (response := closed(reader, "revise", request)) is not None:
        return response
    if request.method != "POST":
        kept, before = drafts.of_text(text_of(reader.case)), given_back(request)
        typed = drafts.wished(before, drafts.said(before, kept)) if before is not None else kept
        told = {"form": CAME_BACK} if before is not None else {}
        return _edit(request, reader, typed, errors=told, status=200)
    typed = drafts.wished(request.POST, drafts.said(request.POST, Draft(key=_key_of(request))))
    typed = replace(typed, files=tuple((one, "") for one in request.POST.getlist("files-stored")))
    already = len(text_files(reader.case))
    typed, wrong_files = _with_files(request, typed, actor=actor, already=already)
    errors = drafts.errors_of(typed) | wrong_files
    if not errors:
        errors = dict(moved(request, reader, "revise", **typed.facts()))
    if errors:
        return _edit(request, reader, typed, errors=errors, status=422)
    messages.success(request, str(REVISED))
    return redirect("proposal_mine", number=reader.case.number)


def _with_files(
    request: HttpRequest, draft: Draft, *, actor: Actor, already: int = 0
) -> tuple[Draft, dict[str, Words]]:
    """The draft with the files that just came, and why some were not taken; the others are kept."""
    held = [reference for reference, _ in draft.files]
    files, faults = taken(request, held, actor=actor, key=draft.key, already=already)
    return replace(draft, files=files), {"files": said_together(faults)} if faults else {}


def _key_of(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64] or fresh_key()


def closed(reader: Reader, name: str, request: HttpRequest) -> HttpResponse | None:
    """Back to the proposal, saying why, where this move is not open to him."""
    found = reader.procedure.move(name)
    why = refusal_of(found, reader=reader) if found is not None else None
    if why is None:
        return None
    messages.warning(request, str(why.words))
    return redirect("proposal_mine", number=reader.case.number)


def moved(request: HttpRequest, reader: Reader, name: str, **facts: Any) -> Mapping[str, Words]:
    """Makes a move; answers what is wrong, by field, or nothing."""
    expects = count_sent(request.POST.get("expects", ""))
    key = _key_of(request)
    try:
        make_move(reader.case.number, name, actor=reader.actor, key=key, expects=expects, **facts)
    except BadFact as error:
        return {str(error.facts["field"]): error.facts["reason"]}
    except Stale:
        reader.case.refresh_from_db()
        return {"form": MOVED_ON}
    except ShiyuError as error:
        return {"form": error.words}
    return {}


def steps(current: int) -> list[dict[str, Any]]:
    """The four steps with the one that is done now."""
    return [{"label": label, "past": n < current, "now": n == current} for n, (_, label) in enumerate(STEPS)]


def _refused(request: HttpRequest, who: list[Submitter], draft: Draft) -> HttpResponse | None:
    """Plain words for whoever is not in the register, or whose kind does not propose now; what he wrote is kept."""
    session = session_now()
    why = [why_not_now(one, session=session) for one in who]
    if who and not all(why):
        return None
    resident = resident_of(request)
    if who and draft.said:
        drafts.keep(request, draft)
    context = {
        "kept": draft if who and draft.said else None,
        "shown": resident.shown if resident else "", "by_phone": bool(resident and resident.phone),
        "why": why[0] if who else None, "session": session,
    }  # fmt: skip
    return render(request, "proposals/not_now.html", context, status=403)


def _wrong_name(draft: Draft, who: list[Submitter]) -> dict[str, Words]:
    """Who shares a telephone with a body says in whose name; a sector waits for the plenary."""
    if len(who) > 1 and draft.submitter not in {one.number for one in who}:
        return {"submitter": Words("请选择以谁的名义提出", "Say in whose name it is proposed")}
    why = why_not_now(_named(draft, who), session=session_now())
    return {"submitter": why} if why else {}


def _named(draft: Draft, who: list[Submitter]) -> Submitter:
    return next((one for one in who if one.number == draft.submitter), who[0])


def _so_far(request: HttpRequest) -> Draft:
    draft = drafts.draft_of(request)
    again = None if draft.said else drafts.brought_back(request)
    if again is None:
        return draft
    drafts.keep(request, again)
    messages.info(request, str(FOUND))
    return again


def _write(
    request: HttpRequest, draft: Draft, errors: Mapping[str, Words], *, who: list[Submitter], status: int = 422
) -> HttpResponse:
    session = session_now()
    context = {
        "draft": draft, "errors": errors, "who": who, "kinds": SUBMITTER_KINDS, "themes": THEMES,
        "session": session, "most": most_characters(), "steps": steps(0), "most_files": MOST_FILES,
    }  # fmt: skip
    return render(request, "proposals/write.html", context, status=status if errors else 200)


def _compare(request: HttpRequest, draft: Draft, errors: Mapping[str, Words], *, status: int = 422) -> HttpResponse:
    own = own_cases(parties_of(request))
    context = {
        "draft": draft, "errors": errors, "similar": similar_earlier(draft.title, draft.detail, own=own),
        "units": unit_boxes(), "so_far": drafts.sealed(draft), "steps": steps(1),
    }  # fmt: skip
    return render(request, "proposals/compare.html", context, status=status if errors else 200)


def _edit(
    request: HttpRequest, reader: Reader, draft: Draft, *, errors: Mapping[str, Words], status: int
) -> HttpResponse:
    context = {
        "number": reader.case.number, "draft": replace(draft, key=fresh_key()), "errors": errors, "themes": THEMES,
        "most": most_characters(), "units": unit_boxes(), "expects": reader.case.entry_count, "steps": steps(0),
        "attached": text_files(reader.case), "most_files": MOST_FILES,
    }  # fmt: skip
    return render(request, "proposals/edit.html", context, status=status)
