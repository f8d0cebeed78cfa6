"""The form of a move, made from what the move needs, and what a person typed as the facts the door takes.

The fields are Django's; what is right and wrong is asked of the engine's own check, need by need, so that every field
gets its own sentence. A system says in its `ready` what its form shows beyond that: `register_form`.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.safestring import SafeString
from typing_extensions import override

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.attachments import Waiting
from shiyu.cases.errors import BadFact
from shiyu.cases.facts import MAX_FILES, check_facts
from shiyu.cases.procedure import Move, Need, NeedKind
from shiyu.city.phrases import phrases_for
from shiyu.web.form_parts import GROUPED, LINE, ROWS, WAYS, Part, Setting, Typed, chosen_of, part_name
from shiyu.web.panels import ShownPanel
from shiyu.web.typed import count_sent, whole_number

KEY, EXPECTS, ANSWER, MORE, COUNT = "_key", "_expects", "_of_answer", "_more", "_rows"
STORED = "stored"
LONGEST_KEY = 64
FILES_TAKEN = Words(
    "照片、PDF、Word、Excel、录音、视频；每个不超过 {limit} MB，最多 {most} 个。",
    "Photos, PDF, Word, Excel, sound, video; at most {limit} MB each, {most} in all.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfMove:
    """What a system adds to the form of a move.

    `hints` by need; `initial` is what the fields begin with, from the case (None where one is opened); `hidden` needs
    are not asked of a person; `choices` offers the values of a text that the city keeps as data; `template` draws the
    fields instead of the common one. `beside` is what stands next to the form in place of the plain sheet of an
    answer: the paper the move will issue. It is given the reader and the form, and may be asked for again with what
    was typed so far. `alongside` stands there as well: it looks at what is typed and advises.
    """

    hints: Mapping[str, Words] = field(default_factory=dict)
    initial: Callable[[Any], Mapping[str, Any]] | None = None
    hidden: frozenset[str] = frozenset()
    choices: Mapping[str, Callable[[], Sequence[tuple[str, Words]]]] = field(default_factory=dict)
    template: str = "web/form/fields.html"
    beside: "Callable[[Any, MoveForm], ShownPanel | None] | None" = None
    alongside: "Callable[[Any, MoveForm], ShownPanel | None] | None" = None


_FORMS: dict[tuple[str, str], FormOfMove] = {}
_PLAIN = FormOfMove()


def register_form(procedure: str, move: str, form: FormOfMove) -> None:
    """Called in the `ready` of a system's app."""
    _FORMS[procedure, move] = form


def form_of(procedure: str, move: str) -> FormOfMove:
    """What a system said of the form of a move."""
    return _FORMS.get((procedure, move), _PLAIN)


def fresh_key() -> str:
    """A request key for a form that is shown for the first time."""
    return secrets.token_urlsafe(16)


def key_in(data: QueryDict) -> str:
    """The request key a form brings back; a new one where it brings none that can be one."""
    given = data.get(KEY, "")
    usable = 0 < len(given) <= LONGEST_KEY and given.isascii() and given.isprintable()
    return given if usable else fresh_key()


def expects_in(data: QueryDict) -> int | None:
    """The entry count the form was drawn at."""
    return count_sent(data.get(EXPECTS, ""))


def answer_in(data: QueryDict) -> int | None:
    """The answer that whoever judges had before him; None where the form judges nothing."""
    return count_sent(data.get(ANSWER, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One control as drawn."""

    id: str
    label: Words | None
    hint: Words | None
    html: SafeString
    options: Sequence[tuple[SafeString, str, str]]  # control, id, label
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One need as drawn: its controls under its label, its hint, what is wrong with it."""

    name: str
    kind: str
    label: Words
    optional: bool
    grouped: bool
    hint: Words | None
    errors: Sequence[Words]
    parts: Sequence[ShownPart]
    phrases: Sequence[str]
    scene: str  # the move, where free words may be written; the phrases kept for it are offered
    files: Sequence[Waiting]
    rows: int

    @property
    def error_id(self) -> str:
        """Where its errors stand, for the controls to point at."""
        return f"error-{self.name}"


class MoveForm(forms.Form):
    """The fields of one move. `facts` and `faults` stand after `is_valid()`."""

    def __init__(
        self, move: Move, *, data: QueryDict | None = None, files: Mapping[str, Sequence[Waiting]] | None = None,
        setting: Setting | None = None, extra: FormOfMove = _PLAIN, initial: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(initial or {}), use_required_attribute=False)
        self.move, self.extra = move, extra
        self.needs = [need for need in move.needs if need.name not in extra.hidden]
        self.setting = _with_rows(setting or Setting(), self.needs, data)
        self.uploads = dict(files or {})
        self.facts: dict[str, Any] = {}
        self.faults: dict[str, list[Words]] = {}
        self._parts: dict[str, Sequence[Part]] = {}
        for need in self.needs:
            self._parts[need.name] = self._parts_of(need)
            for part in self._parts[need.name]:
                self.fields[part_name(need, part.suffix)] = forms.Field(required=False, widget=part.widget)

    def _parts_of(self, need: Need) -> Sequence[Part]:
        offered = self.extra.choices.get(need.name)
        return WAYS[need.kind].parts(need, self.setting) if offered is None else chosen_of(offered())

    @override
    def clean(self) -> dict[str, Any]:
        """Reads every need and lets the engine judge it."""
        for need in self.needs:
            value = self._value(need)
            try:
                check_facts(replace(self.move, needs=(need,)), {need.name: value})
            except BadFact as error:
                self.refuse(error)
            if value is not None and value not in ("", [], {}):
                self.facts[need.name] = value
        return self.cleaned_data

    @override
    def is_valid(self) -> bool:
        return super().is_valid() and not self.faults

    def refuse(self, error: ShiyuError) -> bool:
        """Puts an error beside the field it names; False where it names none of this form."""
        named = error.facts.get("field")
        if not any(need.name == named for need in self.needs):
            return False
        reason = error.facts.get("reason")
        self.faults.setdefault(str(named), []).append(reason if isinstance(reason, Words) else error.words)
        return True

    def note(self, name: str, faults: Sequence[Words]) -> None:
        """Sentences beside a field that were found before the form was read: files that were not taken."""
        if faults:
            self.faults.setdefault(name, []).extend(faults)

    def _value(self, need: Need) -> Any:
        if need.kind == NeedKind.FILES:
            return [str(file.reference) for file in self.uploads.get(need.name, ())]
        data: Any = self.data
        typed = Typed(
            one=lambda suffix: str(data.get(part_name(need, suffix), "")),
            many=lambda suffix: data.getlist(part_name(need, suffix)),
        )
        return WAYS[need.kind].read(need, typed)

    def blocks(self) -> list[Block]:
        """The needs as the template draws them."""
        return [self._block(need) for need in self.needs]

    def offered(self) -> list[SafeString]:
        """The lists of suggestions the fields point at, each once."""
        offers = [WAYS[need.kind].offered for need in self.needs if need.name not in self.extra.choices]
        return list(dict.fromkeys(offer() for offer in offers if offer is not None))

    def _block(self, need: Need) -> Block:
        parts = self._parts[need.name]
        wrong = need.name in self.faults
        described = [f"error-{need.name}"] * wrong + [f"hint-{need.name}"]
        shown = [self._shown(need, part, described=" ".join(described), wrong=wrong) for part in parts]
        hint = self.extra.hints.get(need.name) or next((part.hint for part in parts if not part.suffix), None)
        return Block(
            name=need.name, kind=need.kind.value, label=need.label, optional=need.optional,
            grouped=need.kind in GROUPED or any(part.choosing for part in parts), hint=hint or _limit(need),
            errors=self.faults.get(need.name, ()), parts=shown, files=self.uploads.get(need.name, ()),
            phrases=phrases_for(self.move.label.zh) if _is_long(need) else (),
            scene=self.move.label.zh if _is_long(need) else "",
            rows=self.setting.rows.get(need.name, ROWS),
        )  # fmt: skip

    def _shown(self, need: Need, part: Part, *, described: str, wrong: bool) -> ShownPart:
        bound = self[part_name(need, part.suffix)]
        attrs: dict[str, str | bool] = {"aria-describedby": described, **({"aria-invalid": "true"} if wrong else {})}
        options = [
            (widget.tag(), widget.id_for_label, str(widget.choice_label)) for widget in bound.subwidgets
        ] if part.choosing else []  # fmt: skip
        html = SafeString("") if part.choosing else bound.as_widget(attrs=attrs)
        return ShownPart(
            id=bound.id_for_label, label=part.label, hint=part.hint if part.suffix else None, html=html,
            options=options, ticked=isinstance(part.widget, forms.CheckboxInput),
        )  # fmt: skip


def _is_long(need: Need) -> bool:
    return need.kind == NeedKind.TEXT and need.maximum > LINE


def _limit(need: Need) -> Words | None:
    if _is_long(need):
        return Words(f"最多 {need.maximum} 字", f"At most {need.maximum} characters")
    if need.kind == NeedKind.FILES:
        return FILES_TAKEN.fill(most=MAX_FILES, limit=settings.SHIYU_UPLOAD_MIB)
    if need.kind == NeedKind.NUMBER:
        return Words(f"{need.minimum} 到 {need.maximum}", f"{need.minimum} to {need.maximum}")
    return None


def _with_rows(setting: Setting, needs: Sequence[Need], data: QueryDict | None) -> Setting:
    """As many rows as the form had, and three more where they were asked for."""
    if data is None:
        return setting
    rows = dict(setting.rows)
    for need in needs:
        if need.kind == NeedKind.PROMISES:
            given = whole_number(data.get(f"{need.name}-{COUNT}", ""), digits=3)
            count = ROWS if given is None else given
            rows[need.name] = count + (ROWS if data.get(MORE) == need.name else 0)
    return replace(setting, rows=rows)
