"""Each kind of fact as the fields a person types it into, and what was typed back as the fact the door takes.

Nothing is judged here: what cannot be read as its kind goes to the engine's own check as it was typed, which says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    RadioSelect,
    Select,
    Textarea,
    TextInput,
    Widget,
)
from django.utils.safestring import SafeString

from shiyu.base.words import Words
from shiyu.cases.contact_view import PartyView
from shiyu.cases.facts import CONTACT_FIELDS, MAX_PROMISES
from shiyu.cases.procedure import Need, NeedKind
from shiyu.web import choices

LINE, FEW = 200, 6
"""A text of at most so many characters is one line; a code with at most so many choices is shown as buttons."""
ROWS = 3
EMPTY = Words("（不选）", "(none)")
YES_NO = (("yes", Words("是", "Yes")), ("no", Words("否", "No")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One control of a fact: its name is that of the need, with `suffix` behind where a need has several."""

    suffix: str = ""
    label: Words | None = None
    widget: Widget
    hint: Words | None = None
    choosing: bool = False  # several controls of one name: radio buttons, boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into the parts of one need."""

    one: Callable[[str], str]
    many: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the fields of a form depend on besides the move: the parties of the case, the rows asked for."""

    parties: Sequence[PartyView] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind is typed: its parts, how it is read, and the list of suggestions its fields point at."""

    parts: Callable[[Need, Setting], Sequence[Part]]
    read: Callable[[Need, Typed], Any]
    offered: Callable[[], SafeString] | None = None


def part_name(need: Need, suffix: str) -> str:
    """The name of a control in the form."""
    return f"{need.name}-{suffix}" if suffix else need.name


def _attrs(**attrs: Any) -> dict[str, Any]:
    return {"class": "form-control", "autocomplete": "off", **attrs}


def _text(need: Need, _setting: Setting) -> Sequence[Part]:
    if need.maximum <= LINE:
        return (Part(widget=TextInput(_attrs(maxlength=need.maximum))),)
    return (Part(widget=Textarea(_attrs(maxlength=need.maximum, rows=5))),)


def _read_line(_need: Need, typed: Typed) -> Any:
    return typed.one("").strip()


def _code(need: Need, _setting: Setting) -> Sequence[Part]:
    shown = [(code, str(words)) for code, words in need.choices.items()]
    if len(shown) <= FEW:
        return (Part(widget=RadioSelect(choices=shown), choosing=True),)
    return (Part(widget=Select({"class": "form-select"}, choices=[("", str(EMPTY)), *shown])),)


def chosen_of(offered: Sequence[tuple[str, Words]]) -> Sequence[Part]:
    """A list to choose one of, or nothing."""
    choices = [("", str(EMPTY)), *((value, str(words)) for value, words in offered)]
    return (Part(widget=Select({"class": "form-select"}, choices=choices)),)


def _suggested(name: str, hint: Words) -> Callable[[Need, Setting], Sequence[Part]]:
    return lambda _need, _setting: (Part(widget=TextInput(_attrs(list=f"offered-{name}", maxlength=120)), hint=hint),)


def _units(_need: Need, _setting: Setting) -> Sequence[Part]:
    return (Part(widget=CheckboxSelectMultiple(choices=choices.unit_boxes()), choosing=True),)


def _place(_need: Need, _setting: Setting) -> Sequence[Part]:
    places = [("", str(EMPTY)), *choices.places()]
    degrees = _attrs(maxlength=20, inputmode="decimal")
    return (
        Part(suffix="division", label=Words("县（市、区）、街道（乡镇）", "County, street or township"),
             widget=Select({"class": "form-select"}, choices=places)),
        Part(suffix="village", label=Words("社区（村）", "Community or village"),
             widget=TextInput(_attrs(maxlength=60)),
             hint=Words("名称或12位区划代码，可不填", "Its name or code; may stay empty")),
        Part(suffix="address", label=Words("详细地址", "Address"), widget=TextInput(_attrs(maxlength=200))),
        Part(suffix="lon", label=Words("经度", "Longitude"), widget=TextInput(degrees)),
        Part(suffix="lat", label=Words("纬度", "Latitude"), widget=TextInput(degrees)),
    )  # fmt: skip


def _read_place(_need: Need, typed: Typed) -> Any:
    division = typed.one("division").strip()
    village = choices.village_of(typed.one("village"), within=division)
    found: dict[str, Any] = {"division": village or division, "address": typed.one("address")}
    for axis in ("lon", "lat"):
        if given := typed.one(axis).strip():
            found[axis] = _decimal(given)
    return found if any(value not in ("", None) for value in found.values()) else None


def _decimal(given: str) -> float | str:
    try:
        return float(given)
    except ValueError:
        return given


def _read_number(_need: Need, typed: Typed) -> Any:
    given = typed.one("").strip()
    whole = given.removeprefix("-")
    return int(given) if whole.isascii() and whole.isdigit() and len(whole) < 20 else given


def _party(_need: Need, setting: Setting) -> Sequence[Part]:
    shown = [(str(view.party_id), _party_words(view)) for view in setting.parties]
    return (Part(widget=Select({"class": "form-select"}, choices=[("", str(EMPTY)), *shown])),)


def _party_words(view: PartyView) -> str:
    named = " ".join(view.fields.get(name, "") for name in ("name", "phone")).strip()
    return f"{view.label} {named or view.party_id}"


CONTACT_WORDS = {
    "name": Words("姓名（名称）", "Name"),
    "phone": Words("电话", "Telephone"),
    "address": Words("住址", "Address"),
    "id_number": Words("证件号码", "Identity number"),
    "email": Words("电子邮箱", "E-mail"),
    "credit_code": Words("统一社会信用代码", "Credit code of the organisation"),
    "contact_person": Words("联系人", "Contact person"),
}
CONTACT_FLAGS = {
    "organisation": Words("这是单位", "This is an organisation"),
    "anonymous": Words("匿名：不让承办单位知道是谁", "Anonymous: the handling unit is not told who it is"),
}


def _contact(need: Need, _setting: Setting) -> Sequence[Part]:
    lines = [
        Part(suffix=name, label=CONTACT_WORDS.get(name, Words(name, name)), widget=TextInput(_attrs(maxlength=limit)))
        for name, limit in CONTACT_FIELDS.items()
    ]
    flags = [
        Part(suffix=name, label=label, widget=CheckboxInput({"class": "form-check-input"}))
        for name, label in CONTACT_FLAGS.items()
        if not (need.named and name == "anonymous")
    ]
    return (*lines, *flags)


def _read_contact(need: Need, typed: Typed) -> Any:
    fields: dict[str, Any] = {name: typed.one(name) for name in CONTACT_FIELDS if typed.one(name).strip()}
    flags = {name: True for name in CONTACT_FLAGS if typed.one(name)}
    # Who leaves nothing is taken at his word: a contact without a field is no mistake where the rule allows it.
    return {**fields, **flags} or (None if need.optional or need.named else {"anonymous": True})


def _promises(need: Need, setting: Setting) -> Sequence[Part]:
    rows = min(MAX_PROMISES, setting.rows.get(need.name, ROWS))
    parts: list[Part] = []
    for row in range(rows):
        parts += [
            Part(suffix=f"{row}-text", label=Words(f"{need.label.zh}{row + 1}", f"{need.label.en} {row + 1}"),
                 widget=TextInput(_attrs(maxlength=need.maximum))),
            Part(suffix=f"{row}-due", label=Words("完成日期", "Due"), widget=DateInput(_attrs(type="date"))),
            Part(suffix=f"{row}-unit", label=Words("责任单位", "Unit"),
                 widget=TextInput(_attrs(list="offered-units", maxlength=120))),
        ]  # fmt: skip
    return parts


def _read_promises(_need: Need, typed: Typed) -> Any:
    rows = []
    for row in range(MAX_PROMISES):
        text, due, unit = (typed.one(f"{row}-{name}").strip() for name in ("text", "due", "unit"))
        if text or due or unit:
            rows.append({"text": text, "due": due, "unit": choices.units().code_of(unit)})
    return rows


def _flag(_need: Need, _setting: Setting) -> Sequence[Part]:
    return (Part(widget=RadioSelect(choices=[(code, str(words)) for code, words in YES_NO]), choosing=True),)


def _read_flag(_need: Need, typed: Typed) -> Any:
    given = typed.one("")
    return {"yes": True, "no": False}.get(given, given)


def _files(_need: Need, _setting: Setting) -> Sequence[Part]:
    return ()  # drawn by the template: stored files with their boxes, and the field for new ones


WAYS: Mapping[NeedKind, Way] = {
    NeedKind.TEXT: Way(_text, lambda _need, typed: typed.one("")),
    NeedKind.CODE: Way(_code, _read_line),
    NeedKind.UNIT: Way(
        _suggested("units", Words("输入单位名称，从列表中选择", "Type the name and choose from the list")),
        lambda _need, typed: choices.units().code_of(typed.one("")),
        lambda: choices.units().html,
    ),
    NeedKind.UNITS: Way(_units, lambda _need, typed: list(typed.many(""))),
    NeedKind.CATEGORY: Way(
        _suggested("categories", Words("输入名称或代码，从列表中选择", "Type the name or code, choose from the list")),
        lambda _need, typed: choices.categories().code_of(typed.one("")),
        lambda: choices.categories().html,
    ),
    NeedKind.PLACE: Way(_place, _read_place),
    NeedKind.DATE: Way(lambda _need, _setting: (Part(widget=DateInput(_attrs(type="date"))),), _read_line),
    NeedKind.NUMBER: Way(
        lambda need, _setting: (
            Part(widget=TextInput(_attrs(type="number", min=need.minimum, max=min(need.maximum, 2**53)))),
        ),
        _read_number,
    ),
    NeedKind.CASE: Way(
        lambda _need, _setting: (
            Part(widget=TextInput(_attrs(maxlength=40)), hint=Words("完整件号", "The whole case number")),
        ),
        _read_line,
    ),
    NeedKind.PARTY: Way(_party, _read_number),
    NeedKind.CONTACT: Way(_contact, _read_contact),
    NeedKind.FILES: Way(_files, lambda _need, typed: list(typed.many(""))),
    NeedKind.PROMISES: Way(_promises, _read_promises, lambda: choices.units().html),
    NeedKind.FLAG: Way(_flag, _read_flag),
}
GROUPED = frozenset(
    {NeedKind.PLACE, NeedKind.CONTACT, NeedKind.PROMISES, NeedKind.FLAG, NeedKind.UNITS, NeedKind.FILES}
)
"""Kinds that are several controls under one heading."""
