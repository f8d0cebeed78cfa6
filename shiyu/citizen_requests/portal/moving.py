"""A resident's moves, through the engine's one door: judge, supplement, urge, withdraw, take up again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import AlreadyDone, BadInput
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.door import make_move
from shiyu.cases.errors import BadFact, KeyReused, NoSuchCase, NoSuchMove, Stale
from shiyu.cases.gate import procedure_for, visible_cases
from shiyu.cases.procedure import STAY, Move, Need, NeedKind
from shiyu.citizen_requests.portal.mine import show_mine
from shiyu.citizen_requests.portal.move_forms import CONTACT_PARTS, Typed
from shiyu.web.browsing import keep_party, party_of
from shiyu.web.casework.filling import judges
from shiyu.web.kept import takes_back
from shiyu.web.resident_home import belongs_to
from shiyu.web.typed import count_sent
from shiyu.web.uploads import said_together, take_files

DONE = {
    "judge": Words("您的评价已记下，谢谢。", "Your verdict is noted; thank you."),
    "supplement": Words("补充已送到承办单位。", "What you added went to the office."),
    "urge": Words("已催办。", "The office was urged."),
    "withdraw": Words("已撤回。", "It is withdrawn."),
    "correct_contact": Words("已更正，原来的信息已删除。", "Corrected; what was kept before is erased."),
    "reopen": Words("已要求重新办理。", "It will be taken up again."),
}
MOVED_ON = Words(
    "这一件刚有新的进展，请看过上面的内容再提交；您写的都还在。",
    "The case has just moved on. Look at it above, then send again; what you wrote is kept.",
)


@takes_back  # the page of the case shows its forms again
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move_mine(request: HttpRequest, number: str, move: str) -> HttpResponse:
    """POST to `/my/cases/<number>/moves/<move>`; whoever reloads comes back to the case."""
    if request.method != "POST":
        return redirect("my_case", number=number)
    actor = party_of(request, number)
    if not belongs_to(actor.number, cases="my_cases"):
        raise NoSuchCase(number=number[:40])
    # To make a move is no look: the list of who looked stays what it was.
    procedure = procedure_for(visible_cases(actor).only("procedure", "procedure_version").get(pk=actor.case_id))
    known = procedure.move(move)
    if known is None:
        raise NoSuchMove(procedure=procedure.label, move=move[:60])
    return _make(request, number, known, actor=actor)


def _make(request: HttpRequest, number: str, move: Move, *, actor: PartyActor) -> HttpResponse:
    key = request.POST.get("key", "")
    taken = take_files(request, new="files", held=request.POST.getlist("held"), actor=actor, key=key)
    typed = Typed(
        move=move.name, values=_values(request, move),
        errors={"files": said_together(taken.faults)} if taken.faults else {}, key=key,
        files=[(str(one.reference), one.name) for one in taken.files],
    )  # fmt: skip
    if taken.faults:
        return show_mine(request, number, actor, typed=typed)
    facts = {need.name: fact for need in move.needs if (fact := _fact(need, typed)) not in (None, "", [])}
    expects, of_answer = _seen(request, move)
    try:
        made = make_move(number, move.name, actor=actor, key=typed.key, expects=expects, of_answer=of_answer, **facts)
    except (AlreadyDone, BadInput, KeyReused) as error:
        return show_mine(request, number, actor, typed=_refused(typed, error))
    if any(need.kind == NeedKind.CONTACT for need in move.needs):
        keep_party(request, actor)  # he came by his old number; the case does not go from under his hands
    messages.success(request, str(DONE.get(move.name, move.label)))
    return redirect("my_case", number=made.number)


def _values(request: HttpRequest, move: Move) -> dict[str, str]:
    """What was typed, field by field; of contact data part by part."""
    parts = [f"{need.name}-{part}" for need in move.needs if need.kind == NeedKind.CONTACT for part in CONTACT_PARTS]
    return {name: request.POST.get(name, "") for name in (*(need.name for need in move.needs), *parts)}


def _refused(typed: Typed, error: AlreadyDone | BadInput | KeyReused) -> Typed:
    """What was typed with the reason beside its field; a page that was behind is told so, and gets a new key."""
    named = str(error.facts["field"]) if isinstance(error, BadFact) else "form"
    if isinstance(error, BadFact) and f"{named}-{error.facts.get('part')}" in typed.values:
        named = f"{named}-{error.facts['part']}"
    words = (
        MOVED_ON
        if isinstance(error, Stale | KeyReused)
        else error.facts["reason"]
        if isinstance(error, BadFact)
        else error.words
    )
    return Typed(
        move=typed.move, values=typed.values, errors={named: words}, files=typed.files,
        key="" if isinstance(error, KeyReused) else typed.key, status=error.http_status,
    )  # fmt: skip


def _fact(need: Need, typed: Typed) -> Any:
    given = typed.values.get(need.name, "").strip()
    match need.kind:
        case NeedKind.FILES:
            return [reference for reference, _ in typed.files]
        case NeedKind.FLAG:
            return given == "yes" if given in {"yes", "no"} else None
        case NeedKind.TEXT | NeedKind.CODE:
            return given
        case NeedKind.CONTACT:  # a line left empty goes
            return {part: typed.values[f"{need.name}-{part}"].strip() or None for part in CONTACT_PARTS}
        case _:
            return None


def _seen(request: HttpRequest, move: Move) -> tuple[int | None, int | None]:
    """What the resident decided on: of a verdict the answer he read, of what only adds to the case nothing.

    Others judge and add at the same moment; only what ends the case or takes it up again hangs on all he saw.
    """
    if judges(move):
        return None, count_sent(request.POST.get("of_answer", ""))
    return (None if move.end == STAY else count_sent(request.POST.get("expects", ""))), None
