"""A form on its way: drawn, sent, refused with everything kept, or carried out by the door."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, QueryDict

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import Actor
from shiyu.cases.attachments import Waiting
from shiyu.cases.contact_view import PartyView
from shiyu.cases.door import Made, MoveRequest, Refused, make_moves
from shiyu.cases.effects import RecordVerdict
from shiyu.cases.errors import AnswerReplaced, KeyReused, Stale
from shiyu.cases.procedure import Move, NeedKind
from shiyu.web.drafts import CAME_BACK
from shiyu.web.form_parts import Setting
from shiyu.web.forms import MORE, STORED, FormOfMove, MoveForm, answer_in, expects_in, fresh_key, key_in
from shiyu.web.naming import named
from shiyu.web.uploads import take_files

SENT_BEFORE = Words(
    "这张表单刚才已经提交过一次，内容不同。请先看最新办理记录；如仍要办理，再次提交即可。",
    "This form was sent already, with other words. Look at the latest entries; send it again if it is still needed.",
)


@dataclass(slots=True, kw_only=True)
class Filling:
    """One form with its keys and what stands above it."""

    form: MoveForm
    key: str
    expects: int | None
    of_answer: int | None = None
    status: int = 200
    said: list[Words] = field(default_factory=list)
    stale: bool = False


def begin(
    move: Move, *, extra: FormOfMove, parties: Sequence[PartyView], case: Any, expects: int | None,
    typed: QueryDict | None = None, came_back: Words = CAME_BACK,
) -> Filling:  # fmt: skip
    """A form shown for the first time, or again with what was `typed` before: `came_back` says why it is here."""
    if typed is not None:
        # Its own key and entry count: what was carried out, and what happened meanwhile, is found when it is sent.
        form = MoveForm(move, data=typed, setting=Setting(parties=parties), extra=extra)
        return Filling(
            form=form, key=key_in(typed), expects=expects_in(typed), of_answer=answer_in(typed), said=[came_back]
        )
    initial = extra.initial(case) if extra.initial else {}
    form = MoveForm(move, setting=Setting(parties=parties), extra=extra, initial=initial)
    judged = case.round if judges(move) and case is not None else None
    return Filling(form=form, key=fresh_key(), expects=expects, of_answer=judged)


def judges(move: Move) -> bool:
    """Whether a move judges an answer: then only another answer changes what it was decided on, not who else spoke."""
    return any(isinstance(effect, RecordVerdict) for effect in move.effects)


def receive(
    request: HttpRequest, move: Move, *, actor: Actor, extra: FormOfMove, parties: Sequence[PartyView]
) -> Filling:
    """A form that was sent: its files stored, its fields read, nothing carried out yet."""
    key = key_in(request.POST)
    files: dict[str, Sequence[Waiting]] = {}
    faults: dict[str, Sequence[Words]] = {}
    for need in move.needs:
        if need.kind == NeedKind.FILES:
            held = request.POST.getlist(f"{need.name}-{STORED}")
            taken = take_files(request, new=need.name, held=held, actor=actor, key=key)
            files[need.name], faults[need.name] = taken.files, taken.faults
    form = MoveForm(move, data=request.POST, files=files, setting=Setting(parties=parties), extra=extra)
    for name, sentences in faults.items():
        form.note(name, sentences)
    return Filling(form=form, key=key, expects=expects_in(request.POST), of_answer=answer_in(request.POST))


def carry_out(
    filling: Filling, request: HttpRequest, *, actor: Actor, number: str | None = None, procedure: str = ""
) -> Made | None:
    """Asks the door; None where the form has to be shown again, with what is wrong beside its fields."""
    if request.POST.get(MORE):
        return None
    if not filling.form.is_valid():
        filling.status = 422
        return None
    asked = MoveRequest(
        actor=actor, move=filling.form.move.name, facts=filling.form.facts, key=filling.key, number=number,
        procedure=procedure, expects=None if filling.of_answer is not None else filling.expects,
        of_answer=filling.of_answer,
    )  # fmt: skip
    try:
        outcome = make_moves([asked])[0]
    except DatabaseError as error:
        outcome = Refused(named(error, request=request))
    if isinstance(outcome, Made):
        return outcome
    _refuse(filling, outcome.error)
    return None


def _refuse(filling: Filling, error: ShiyuError) -> None:
    filling.status = error.http_status
    if isinstance(error, KeyReused):
        filling.key, filling.stale, filling.status = fresh_key(), True, 409
        filling.said.append(SENT_BEFORE)
    elif isinstance(error, Stale):
        filling.stale = True
    elif isinstance(error, AnswerReplaced):
        filling.of_answer = error.facts["count"]  # the form is drawn beside the new answer: sent again, it judges that
        filling.said.append(error.words)
    elif not filling.form.refuse(error):
        filling.said.append(error.words)
