"""批量办理: one move for many cases. First what it would do, case by case; then once, and what came of it line by line.

The key of the form and the number of the case make the key of each request, so a form sent twice moves each case once.
The cases are those ticked, or everything a list shows as filtered (`whole_list`): that is always a background task.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shiyu.base.errors import BadInput, ShiyuError
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, Outcome, Refused, make_moves
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.permission import visible
from shiyu.cases.procedure import STAY, Move
from shiyu.cases.state import CaseState, read_states
from shiyu.web.background.batches import DIRECT, order_batch, requests_for
from shiyu.web.browsing import staff_of
from shiyu.web.forms import KEY, MoveForm, key_in
from shiyu.web.kept import given_back
from shiyu.web.listing import case_address
from shiyu.web.refusals import bad_value
from shiyu.web.shown_moves import why_closed
from shiyu.web.typed import count_sent
from shiyu.web.work.batch_fields import for_many, form_for_many, move_for_many
from shiyu.web.work.whole_list import Whole, whole_list

MOST = 200
LONGEST_KEY = 60
"""With the number of a case behind it, it is still a key the engine takes."""
CHANGED_SINCE = Words("此件在您查看之后已有变动", "the case has moved on since you looked")
NOT_HERE = Words("此环节不能办这一步", "this step is not open at the present stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case of the batch: what the move would do, or did, or why not."""

    number: str
    title: str
    stage: Words
    then: Words | None
    why: Words | None
    entries: int
    done: bool = False

    @property
    def address(self) -> str:
        """The page of the case."""
        return case_address(self.number)


@dataclass(frozen=True, slots=True)
class Choice:
    """A move that can be chosen, and for how many of the cases it is open."""

    name: str
    label: Words
    open: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """The page at `/cases/batch`: choose a move, see what it will do, confirm, read what came of it."""
    actor = staff_of(request)
    kept = given_back(request)  # what was typed before a login that ended; it names the cases too
    given = request.POST if request.method == "POST" else kept or request.GET
    whole = whole_list(given, actor)
    numbers = whole.first if whole else [number for number in dict.fromkeys(given.getlist("n")) if _is_number(number)]
    states = _states(numbers, actor)
    about = _about(given, states, whole)
    choices = _choices(states, actor)
    name = given.get("move", "")
    if request.method == "POST":
        return _make(request, actor, about=about, move=move_for_many(name, [state.procedure for state in states]))
    if not any(choice.name == name for choice in choices):
        return render(request, "web/work/batch_choose.html", about | {"choices": choices})
    move = move_for_many(name, [state.procedure for state in states])
    form = form_for_many(move, states, typed=kept)
    return _preview(request, actor, about=about, form=form, typed=kept or QueryDict())


def _is_number(given: str) -> bool:
    return CASE_NUMBER.fullmatch(given) is not None


def _states(numbers: Sequence[str], actor: PostHolder) -> list[CaseState]:
    """The chosen cases that the reader may see, in the order chosen."""
    if len(numbers) > MOST:
        raise bad_value("n", zh=f"一次最多办理 {MOST} 件，请分批", en=f"at most {MOST} cases at once; go in parts")
    found = read_states(numbers)
    return [found[number] for number in numbers if number in found and visible(actor, found[number])]


def _choices(states: Sequence[CaseState], actor: PostHolder) -> list[Choice]:
    """Moves open to the reader in at least one of the cases; those open in most come first."""
    counts: dict[str, tuple[Words, int]] = {}
    for state in states:
        for move in state.procedure.open_at(state.case.stage):
            if for_many(move) and why_closed(move, actor=actor, state=state) is None:
                counts[move.name] = (move.label, counts.get(move.name, (move.label, 0))[1] + 1)
    found = [Choice(name, label, number) for name, (label, number) in counts.items()]
    return sorted(found, key=lambda choice: -choice.open)


def _line(state: CaseState, move: Move, actor: PostHolder) -> Line:
    own = state.procedure.move(move.name)
    here = own is not None and own in state.procedure.open_at(state.case.stage)
    why = why_closed(own, actor=actor, state=state) if own is not None and here else NOT_HERE
    then = _ends(own, state) if own is not None and why is None else None
    return _plain_line(state, then=then, why=why)


def _plain_line(state: CaseState, *, then: Words | None = None, why: Words | None = None, done: bool = False) -> Line:
    return Line(
        number=state.case.number, title=redact(state.case.title), entries=state.case.entry_count, then=then, why=why,
        stage=state.procedure.stage(state.case.stage).label, done=done,
    )  # fmt: skip


def _ends(move: Move, state: CaseState) -> Words:
    """Where the move may lead."""
    names = [state.case.stage if name == STAY else name for name in move.ends()]
    labels = [state.procedure.stage(name).label for name in dict.fromkeys(names)]
    return Words(" / ".join(label.zh for label in labels), " / ".join(label.en for label in labels))


def _preview(
    request: HttpRequest, actor: PostHolder, *, about: dict[str, Any], form: MoveForm, typed: QueryDict,
    said: Sequence[Words] = (),
) -> HttpResponse:  # fmt: skip
    """The form above the cases; with what is wrong beside its fields where it was sent."""
    lines = [_line(state, form.move, actor) for state in about["states"]]
    expects = _expects(typed)
    faulty = bool(said or form.faults)
    shown = {
        "move": form.move, "form": form, "faulty": faulty, "said": said,
        # What was seen when the form was first drawn stays: a case that moved since is told of, not moved.
        "lines": [(line, expects.get(line.number, line.entries)) for line in lines],
        "open": sum(line.why is None for line in lines), "key": key_in(typed),
    }  # fmt: skip
    return render(request, "web/work/batch_confirm.html", about | shown, status=422 if faulty else 200)


def _make(request: HttpRequest, actor: PostHolder, *, about: dict[str, Any], move: Move) -> HttpResponse:
    """Carries it out, once, or hands it over; what is wrong in every case goes back to the form."""
    typed, states, whole = request.POST, about["states"], about["whole"]
    if not 0 < len(typed.get(KEY, "")) <= LONGEST_KEY:
        raise bad_value(KEY, zh="表单不完整，请从清单重新选择", en="the form is incomplete; choose from the list again")
    form = form_for_many(move, states, typed=typed)
    if not form.is_valid():
        return _preview(request, actor, about=about, form=form, typed=typed)
    expects, key = _expects(typed), key_in(typed)
    numbers = [(state.case.number, expects.get(state.case.number)) for state in states]
    if whole is not None or len(states) > DIRECT:
        cases = whole.cases if whole is not None else numbers
        task = order_batch(move, actor=actor, facts=form.facts, cases=cases, key=key)
        return redirect("task", reference=task.reference)
    requests = requests_for(numbers, actor=actor, move=move.name, facts=form.facts, key=key)
    outcomes = make_moves(requests) if requests else []
    if wrong := _wrong_in_all(outcomes):
        said = [error.words for error in wrong if not form.refuse(error)]
        return _preview(request, actor, about=about, form=form, typed=typed, said=said)
    return _result(request, about, move=move, outcomes=outcomes)


def _result(request: HttpRequest, about: dict[str, Any], *, move: Move, outcomes: Sequence[Outcome]) -> HttpResponse:
    """Line by line what came of it."""
    states = about["states"]
    after = read_states([state.case.number for state in states])
    lines = [
        _came_of(after.get(state.case.number, state), outcome) for state, outcome in zip(states, outcomes, strict=True)
    ]
    shown = {"move": move, "lines": lines, "done": sum(line.done for line in lines)}
    return render(request, "web/work/batch_result.html", about | shown)


def _came_of(state: CaseState, outcome: Outcome) -> Line:
    if isinstance(outcome, Made):
        return _plain_line(state, then=state.procedure.stage(outcome.stage).label, done=True)
    return _plain_line(state, why=outcome.error.words)


def _wrong_in_all(outcomes: Sequence[Outcome]) -> list[ShiyuError]:
    """What is to be corrected, once each, where nothing was done and every case was refused for its facts."""
    refused = [outcome.error for outcome in outcomes if isinstance(outcome, Refused)]
    if len(refused) < len(outcomes) or not all(isinstance(error, BadInput) for error in refused):
        return []
    return list({str(error.facts.get("field", "")): error for error in refused}.values())


def _expects(given: QueryDict) -> dict[str, int]:
    """The entry count at which each case was shown, from the form."""
    pairs = (value.rpartition(":") for value in given.getlist("e"))
    return {number: seen for number, _, count in pairs if (seen := count_sent(count)) is not None}


def _about(given: QueryDict, states: Sequence[CaseState], whole: Whole | None) -> dict[str, Any]:
    back = given.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return {
        "back": back if safe else reverse("work"), "states": states, "whole": whole,
        "count": len(whole.cases) if whole else len(states),
    }  # fmt: skip
