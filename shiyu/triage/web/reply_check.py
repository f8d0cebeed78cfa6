"""答复检查: beside the form that writes an answer, beside the moves that judge it, on the page of the case.

A system registers once, in its `ready`: which moves write an answer, under which need, and which moves judge it. It
advises; no move looks at it, and what is typed stays where it is typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shiyu.base.words import Words
from shiyu.triage.replies.checking import NAMED, Check, Finding, check_reply
from shiyu.triage.replies.marks import Mark
from shiyu.triage.web.answered import newest_answer, other_answers, question_of, unit_that_answers
from shiyu.triage.web.learnt import background_of
from shiyu.web.forms import MoveForm, form_of, register_form
from shiyu.web.panels import ShownPanel, register_panel
from shiyu.web.reader import Reader
from shiyu.web.shown_moves import refusal_of

TEMPLATE, LONGEST_SHOWN = "triage/reply_check.html", 90
OF_MESSAGE, OF_ANSWER = Words("来件", "Message"), Words("答复", "Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answers of one procedure: `writes` are moves with the need that holds the words, `judges` moves on them."""

    writes: Mapping[str, str]
    judges: tuple[str, ...]


_CHECKED: dict[str, Checked] = {}


def register_reply_check(procedure: str, *, writes: Mapping[str, str], judges: tuple[str, ...] = ()) -> None:
    """Called in the `ready` of a system's app, after its forms: what they say stays."""
    _CHECKED[procedure] = Checked(writes=dict(writes), judges=judges)
    for move, need in writes.items():
        _add(procedure, move, _beside_writing(move, need))
    for move in judges:
        _add(procedure, move, _beside_judging)
    if judges:
        register_panel(procedure, TEMPLATE, on_case, order=15)


def need_checked(procedure: str, move: str) -> str | None:
    """The need of a move that holds an answer to check; None where it writes none."""
    checked = _CHECKED.get(procedure)
    return checked.writes.get(move) if checked is not None else None


def _add(procedure: str, move: str, alongside: Callable[[Reader, MoveForm], ShownPanel | None]) -> None:
    register_form(procedure, move, replace(form_of(procedure, move), alongside=alongside))


def _beside_writing(move: str, need: str) -> Callable[[Reader, MoveForm], ShownPanel | None]:
    def alongside(reader: Reader, form: MoveForm) -> ShownPanel:
        typed = form.data.get(need, "") if form.is_bound else str(form.initial.get(need, "") or "")
        live = {"field": f"id_{need}", "need": need, "move": move, "number": reader.case.number}
        return ShownPanel(TEMPLATE, {"live": live, **shown(reader, typed)})

    return alongside


def _beside_judging(reader: Reader, _form: MoveForm) -> ShownPanel | None:
    said = newest_answer(reader)
    return ShownPanel(TEMPLATE, shown(reader, said)) if said else None


def on_case(reader: Reader) -> Mapping[str, Any] | None:
    """The panel of the case for whoever may judge its answer now; nobody else is asked to look at it."""
    checked = _CHECKED.get(reader.procedure.name)
    moves = [reader.procedure.move(name) for name in checked.judges] if checked else []
    if not any(move is not None and refusal_of(move, reader=reader) is None for move in moves):
        return None
    said = newest_answer(reader)
    return shown(reader, said) if said else None


def shown(reader: Reader, answer: str) -> dict[str, Any]:
    """The check of an answer as its template takes it; nothing is asked of the database before something is typed."""
    if not answer.strip():
        return {"check": None}
    others = other_answers(reader, unit_code=unit_that_answers(reader))
    background = background_of(reader.case.procedure)
    return shown_check(check_reply(question_of(reader), answer, others=others, background=background))


def shown_check(check: Check) -> dict[str, Any]:
    """A check as its template takes it."""
    return {
        "check": check,
        "bears": [(NAMED[mark], _short(check.bears[mark].text)) for mark in Mark if mark in check.bears],
        "findings": [_line(finding) for finding in check.findings],
        "percent": round(check.template * 100),
    }


def _line(finding: Finding) -> dict[str, Any]:
    where = OF_MESSAGE if finding.kind == "point" else OF_ANSWER
    said = _short(finding.span.text) if finding.span else ""
    return {"words": finding.words, "where": where, "said": said, "kind": finding.kind.value}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
