"""The form of a call: what was typed, what is wrong with it, and how it is carried out. Nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import RadioSelect, Select, TextInput
from django.http import QueryDict
from django.utils.safestring import SafeString

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.door import Made, make_move, open_case
from shiyu.cases.errors import KeyReused
from shiyu.citizen_requests.desk.found import fill_place
from shiyu.citizen_requests.desk.keys import ACCESS_KEYS
from shiyu.citizen_requests.desk.places import division_code, division_words
from shiyu.citizen_requests.desk.windows import Window
from shiyu.citizen_requests.knowledge import in_force
from shiyu.citizen_requests.vocabulary import CHANNELS, EDITION, KNOWLEDGE
from shiyu.web.choices import place_lines
from shiyu.web.forms import MoveForm, fresh_key, key_in

SENT_BEFORE = Words(
    "这张表单刚才已经登记过一件，内容与现在不同。如需再登记一件，请再次提交；否则请点“新来电”。",
    "This form has taken in a case already, with other words. Send it again to take in another, or begin a new call.",
)
NO_SUCH_WAY = Words("请选择如何处理这个来电。", "Choose what to do with this call.")
BY_HAND = ("phone", "counter", "letter", "portal")
"""Channels by which a person reaches an officer."""
DIVISION = "place-division"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One control as the page draws it; `options` where it is a choice of buttons."""

    id: str
    html: SafeString
    access_key: str
    options: tuple[tuple[SafeString, str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Intake:
    """One call at a window. `faults` by the name of the fact; `said` stands above the form."""

    window: Window
    data: QueryDict
    key: str
    faults: dict[str, list[Words]] = field(default_factory=dict)
    said: list[Words] = field(default_factory=list)
    status: int = 200

    def typed(self, name: str) -> str:
        """One line that was typed."""
        return self.data.get(name, "").strip()

    def open_way(self) -> str:
        """The way whose fields stand open: the one that was tried, or whose fields hold something."""
        if self.faults and (tried := self.typed("do")):
            return tried
        for way, names in (("answer", ("answer",)), ("hand_over", ("service", "taken_by")), ("refuse", ("refusal",))):
            if any(map(self.typed, names)):
                return way
        return ""

    def parts(self) -> dict[str, Drawn]:
        """The controls by name; `-` is `_`, since a template cannot say the other."""
        shown = self.data.copy()
        shown[DIVISION] = division_words(self.typed(DIVISION))
        form = MoveForm(self.window.everything(), data=shown)
        form.fields[DIVISION].widget = TextInput(
            {"class": "form-control", "autocomplete": "off", "list": "offered-places", "maxlength": 60}
        )
        channel = [(code, str(CHANNELS[code])) for code in BY_HAND]
        form.fields["channel"].widget = Select({"class": "form-select"}, choices=channel)
        drawn = {}
        for name in form.fields:
            need = name.partition("-")[0]
            attrs: dict[str, str | bool] = {"accesskey": ACCESS_KEYS[name]} if name in ACCESS_KEYS else {}
            if need in self.faults:
                attrs |= {"aria-invalid": "true", "aria-describedby": f"error-{need}"}
            bound = form[name]
            radio = isinstance(bound.field.widget, RadioSelect)
            options = _buttons(bound, key=ACCESS_KEYS.get(name, "")) if radio else ()
            drawn[name.replace("-", "_")] = Drawn(
                id=bound.id_for_label, html=bound.as_widget(attrs=attrs), access_key=ACCESS_KEYS.get(name, "").upper(),
                options=options,
            )  # fmt: skip
        return drawn

    def offered(self) -> list[SafeString]:
        """The lists of suggestions its fields point at."""
        return [place_lines()[0].html, *MoveForm(self.window.everything()).offered()]


def begin(window: Window, *, typed: QueryDict | None = None) -> Intake:
    """A call that has just come in, or one whose form was typed before its login ended."""
    data = typed.copy() if typed is not None else QueryDict(mutable=True)
    data.setdefault("channel", window.channel)
    if window.procedure == "enterprise_request":
        data.setdefault("contact-organisation", "on")
    return Intake(window=window, data=data, key=fresh_key())


def receive(window: Window, posted: QueryDict) -> Intake:
    """A form that was sent; nothing is carried out yet."""
    data = posted.copy()
    data[DIVISION] = division_code(data.get(DIVISION, ""))
    if taken := data.get("take_category", ""):
        data["category"] = taken
    if data.get("take_place"):
        fill_place(data)
    if (known := in_force(data.get("take_answer", ""))) is not None:
        data["answer"] = known.answer
        data[KNOWLEDGE.name], data[EDITION.name] = str(known.number), str(known.version)
        data["outcome"] = data.get("outcome") or "resolved"
    if not data.get(KNOWLEDGE.name):  # unticked: the answer is the agent's own
        data[EDITION.name] = ""
    return Intake(window=window, data=data, key=key_in(posted))


def _buttons(bound: Any, *, key: str) -> tuple[tuple[SafeString, str, str], ...]:
    """A choice of buttons; a key leads to the first, and arrows from there."""
    subwidgets = list(bound.subwidgets)
    if key and subwidgets:
        subwidgets[0].data["attrs"] = {**subwidgets[0].data["attrs"], "accesskey": key}
    return tuple((w.tag(), w.id_for_label, str(w.choice_label)) for w in subwidgets)


def carry_out(intake: Intake, way: str, *, actor: PostHolder) -> Made | None:
    """Takes the call in; None where the form is shown again with what is wrong."""
    road = intake.window.road(way)
    if not road:
        _refused(intake, NO_SUCH_WAY)
        return None
    asked = [_facts(intake, move) for move in road]
    if intake.faults:
        intake.status = 422
        return None
    try:
        made = open_case(intake.window.procedure, road[0].name, actor=actor, key=intake.key, facts=asked[0])
        for step, (move, facts) in enumerate(zip(road[1:], asked[1:], strict=True)):
            ended = make_move(made.number, move.name, actor=actor, key=f"{intake.key}:{step}", **facts)
            made = Made(
                number=made.number, case_id=made.case_id, stage=ended.stage, entry_count=ended.entry_count,
                replayed=made.replayed, query_code=made.query_code,
            )  # fmt: skip
    except ShiyuError as error:
        _not_made(intake, error)
        return None
    return made


def _facts(intake: Intake, move: Any) -> Mapping[str, Any]:
    """The facts of one move as typed; what is wrong with them goes beside their fields."""
    form = MoveForm(move, data=intake.data)
    form.is_valid()
    for name, faults in form.faults.items():
        intake.faults.setdefault(name, []).extend(fault for fault in faults if fault not in intake.faults.get(name, []))
    return form.facts


def _refused(intake: Intake, words: Words, *, status: int = 422) -> None:
    intake.said.append(words)
    intake.status = status


def _not_made(intake: Intake, error: ShiyuError) -> None:
    if isinstance(error, KeyReused):
        intake.key = fresh_key()
        _refused(intake, SENT_BEFORE, status=409)
        return
    reason = error.facts.get("reason")
    named = str(error.facts.get("field", ""))
    if named and any(need.name == named for need in intake.window.everything().needs):
        intake.faults.setdefault(named, []).append(reason if isinstance(reason, Words) else error.words)
        intake.status = error.http_status
        return
    _refused(intake, error.words, status=error.http_status)
