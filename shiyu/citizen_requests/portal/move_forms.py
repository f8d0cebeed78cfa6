"""The moves a resident may make now, as small forms made from what the procedure asks; and what was typed into one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from shiyu.base.words import Words

SHOWN_KINDS = frozenset({"text", "code", "flag", "files", "contact"})
"""Kinds of facts a resident is asked for here; a move that must know others is not offered."""
LEADS = {
    "judge": Words("您对答复满意吗", "Are you satisfied with the answer"),
    "supplement": Words("补充情况或照片", "Tell more, or add photos"),
    "urge": Words("催一催", "Urge the office"),
    "withdraw": Words("撤回这一件", "Withdraw the case"),
    "reopen": Words("问题没有解决，要求重新办理", "It is not solved: ask for it to be taken up again"),
    "correct_contact": Words("更正我的信息", "Correct my data"),
}
BUTTONS = {
    "supplement": Words("提交补充", "Send"),
    "urge": Words("催办", "Urge"),
    "withdraw": Words("确认撤回", "Withdraw"),
    "reopen": Words("要求重新办理", "Take it up again"),
    "correct_contact": Words("保存更正", "Save"),
}
CAME_BACK = Words(
    "您刚才写的内容已找回，还没有提交；附件请重新选择。",
    "This is what you wrote before; it was not sent yet. Please choose files again.",
)
CONTACT_WORDS = {
    "name": Words("称呼", "Name"),
    "phone": Words("电话", "Telephone"),
    "address": Words("住址", "Address"),
    "id_number": Words("证件号", "Identity number"),
    "email": Words("邮箱", "E-mail"),
}
CONTACT_PARTS = {"name": "text", "phone": "tel", "address": "text", "email": "email"}
"""What a resident may correct about himself, and how each is typed."""
HIDDEN = frozenset({"_move", "key", "expects", "of_answer", "held", "held_name"})
"""Fields of a form that nobody types."""
ORDER = ("judge", "reopen", "supplement", "urge", "withdraw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A move that was refused: what was typed, why, and the key it was sent under."""

    move: str
    values: Mapping[str, str]
    errors: Mapping[str, Words]
    key: str
    status: int = 422
    files: Sequence[tuple[str, str]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of a form."""

    name: str
    kind: str
    label: Words
    optional: bool
    choices: Mapping[str, Words]
    value: str
    error: Words | None
    parts: Sequence["Part"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of contact data, as it is kept or as it was just typed."""

    name: str
    label: Words
    type: str
    value: str
    error: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """One move as a form."""

    name: str
    lead: Words
    button: Words
    key: str
    fields: Sequence[Asked]
    opened: bool
    general: Words | None
    files: Sequence[tuple[str, str]]

    @property
    def grades(self) -> Asked | None:
        """The verdict, which is given by pressing its button."""
        return next((one for one in self.fields if one.name == "verdict"), None)


@dataclass(frozen=True, slots=True)
class Left:
    """Why a move was not made, and the words that were written for it."""

    why: Words
    words: Sequence[str]


def given_again(data: QueryDict) -> Typed | None:
    """A form that could not be sent, as it was written before a login; None where it says not which it is."""
    move = data.get("_move", "")
    if not move:
        return None
    values = {name: data.get(name, "") for name in data if name not in HIDDEN}
    return Typed(move=move, values=values, errors={"form": CAME_BACK}, key=data.get("key", ""), status=200)


def forms_for(moves: Sequence[Mapping[str, Any]], *, typed: Typed | None, own: Mapping[str, str]) -> list[MoveForm]:
    """The forms of the open moves, the likeliest first; `own` are the contact data as they are kept."""
    forms = [_form(move, typed=typed, own=own) for move in moves if _askable(move)]
    return sorted(forms, key=lambda form: ORDER.index(form.name) if form.name in ORDER else len(ORDER))


def left_over(typed: Typed | None, forms: Sequence[MoveForm]) -> Left | None:
    """What was typed into a move that is not open any more; None where its own form shows it."""
    if typed is None or any(form.name == typed.move for form in forms):
        return None
    words = [value for name, value in typed.values.items() if name != "verdict" and value.strip()]
    return Left(why=next(iter(typed.errors.values())), words=words)


def _askable(move: Mapping[str, Any]) -> bool:
    return all(need["kind"] in SHOWN_KINDS or need["optional"] for need in move["needs"])


def _form(move: Mapping[str, Any], *, typed: Typed | None, own: Mapping[str, str]) -> MoveForm:
    name = str(move["name"])
    mine = typed if typed is not None and typed.move == name else None
    return MoveForm(
        name=name, lead=LEADS.get(name, move["label"]), button=BUTTONS.get(name, move["label"]),
        key=(mine.key if mine else "") or secrets.token_urlsafe(18),
        fields=[_asked(need, mine, own=own) for need in move["needs"] if need["kind"] in SHOWN_KINDS],
        opened=mine is not None or name == "judge", general=mine.errors.get("form") if mine else None,
        files=mine.files if mine else (),
    )  # fmt: skip


def _asked(need: Mapping[str, Any], mine: Typed | None, *, own: Mapping[str, str]) -> Asked:
    name = str(need["name"])
    return Asked(
        name=name, kind=str(need["kind"]), label=need["label"], optional=bool(need["optional"]),
        choices=need.get("choices", {}), value=mine.values.get(name, "") if mine else "",
        error=mine.errors.get(name) if mine else None, parts=_parts(need, mine, own),
    )  # fmt: skip


def _parts(need: Mapping[str, Any], mine: Typed | None, own: Mapping[str, str]) -> list[Part]:
    name = str(need["name"])
    if need["kind"] != "contact":
        return []
    kept = mine.values if mine else {f"{name}-{part}": value for part, value in own.items()}
    return [
        Part(
            name=f"{name}-{part}", label=CONTACT_WORDS[part], type=kind, value=kept.get(f"{name}-{part}", ""),
            error=mine.errors.get(f"{name}-{part}") if mine else None,
        )
        for part, kind in CONTACT_PARTS.items()
    ]  # fmt: skip
