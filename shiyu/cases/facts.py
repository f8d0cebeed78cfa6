"""What was typed into a move, checked against its needs: typed, cleaned, and split by where it may be kept.

Codes, dates and numbers go into the history's facts, free words into its erasable text, contacts into the encrypted
party. Unknown facts are refused, never dropped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, cast
from uuid import UUID

from shiyu.base.errors import BadInput
from shiyu.base.identity import is_credit_code
from shiyu.base.phones import spelt
from shiyu.base.text import clean, clean_line
from shiyu.base.words import Words
from shiyu.cases.errors import BadFact, UnknownFacts
from shiyu.cases.procedure import Move, Need, NeedKind
from shiyu.city.directory import Directory, directory
from shiyu.city.facts import CategoryFact, UnitFact
from shiyu.city.places import OutsideCity

MAX_UNITS = 50
MAX_FILES = 20
MAX_PROMISES = 100
CONTACT_FIELDS = {
    "name": 60, "phone": 30, "address": 200, "id_number": 30, "email": 120, "credit_code": 18, "contact_person": 60,
}  # fmt: skip
CONTACT_FLAGS = ("organisation", "anonymous")
CASE_NUMBER = re.compile("[0-9A-Za-z-]{1,40}")
"""What can be the number of a case in any system."""
LARGEST_ID = 2**63
MISSING = Words("必须填写", "is required")
NO_CREDIT_CODE = Words("统一社会信用代码应为18位，校验未通过，请核对后重填",
                       "a unified social credit code has 18 characters, one a check; compare it again")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the matter is: a division in force today, and if known the address and position (WGS-84 degrees)."""

    division_id: int
    code: str
    address: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person's or organisation's own data, to be encrypted; `dropped` are the fields that were given as null."""

    fields: Mapping[str, str]
    dropped: frozenset[str] = frozenset()
    organisation: bool = False
    anonymous: bool = False


@dataclass(slots=True, kw_only=True)
class Facts:
    """The checked facts of one move."""

    given: dict[str, Any] = field(default_factory=dict)  # for effects: typed values by need name
    codes: dict[str, Any] = field(default_factory=dict)  # for the history's facts
    texts: dict[str, str] = field(default_factory=dict)  # for the erasable text
    sent: Mapping[str, Any] = field(default_factory=dict)  # as they came, to be handed on to another case

    def text(self, name: str) -> str:
        """A free text, or empty."""
        return self.texts.get(name, "")

    def get(self, name: str) -> Any:
        """A typed value, or None where it was not given."""
        return self.given.get(name) if name else None


def check_facts(move: Move, sent: Mapping[str, Any]) -> Facts:
    """The facts a move needs, from what was sent.

    Raises `UnknownFacts` for what the move does not ask for and `BadFact` naming the first field that is missing or
    wrong.
    """
    unknown = sent.keys() - {need.name for need in move.needs}
    if unknown:
        raise UnknownFacts(move=move.label, fields="、".join(sorted(map(str, unknown)))[:200])
    facts = Facts(sent=sent)
    for need in move.needs:
        value = sent.get(need.name)
        if value is None or value in ("", [], {}):
            if not need.optional:
                raise BadFact(field=need.name, label=need.label, reason=MISSING)
            continue
        _READERS[need.kind](need, value, facts)
    return facts


def _bad(need: Need, zh: str, en: str) -> BadFact:
    return BadFact(field=need.name, label=need.label, reason=Words(zh, en))


def _string(need: Need, value: Any) -> str:
    if not isinstance(value, str):
        raise _bad(need, "应为文字", "must be text")
    return value


def _cleaned(need: Need, cleaner: Callable[[], str], **of: str) -> str:
    """What the cleaner leaves; `of` names the part that is wrong, where a fact has several."""
    try:
        return cleaner()
    except BadInput as error:
        raise BadFact(field=need.name, label=need.label, reason=error.words, **of) from error


def _read_text(need: Need, value: Any, facts: Facts) -> None:
    raw = _string(need, value)
    words = _cleaned(need, lambda: clean(raw, limit=need.maximum)).strip()
    if not words and not need.optional:
        raise BadFact(field=need.name, label=need.label, reason=MISSING)
    facts.texts[need.name] = facts.given[need.name] = words


def _read_code(need: Need, value: Any, facts: Facts) -> None:
    if not isinstance(value, str) or value not in need.choices:
        allowed = "、".join(need.choices)
        raise _bad(need, f"应为其中之一：{allowed}", f"must be one of: {allowed}")
    facts.codes[need.name] = facts.given[need.name] = value


def _unit(need: Need, code: Any) -> UnitFact:
    unit = directory().units.find(_string(need, code))
    if unit is None:
        raise _bad(need, f"没有单位“{code[:40]}”或已撤销", f"there is no unit “{code[:40]}” in force")
    return unit


def _read_unit(need: Need, value: Any, facts: Facts) -> None:
    unit = _unit(need, value)
    facts.given[need.name], facts.codes[need.name] = unit, unit.code


def _listed(need: Need, value: Any, *, most: int) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise _bad(need, f"应为列表，最多 {most} 项", f"must be a list of at most {most}")
    return value


def _read_units(need: Need, value: Any, facts: Facts) -> None:
    units = [_unit(need, code) for code in dict.fromkeys(map(str, _listed(need, value, most=MAX_UNITS)))]
    facts.given[need.name], facts.codes[need.name] = units, [unit.code for unit in units]


def _read_category(need: Need, value: Any, facts: Facts) -> None:
    category: CategoryFact | None = directory().categories.find(_string(need, value))
    if category is None:
        raise _bad(need, f"没有类别“{str(value)[:40]}”", f"there is no category “{str(value)[:40]}”")
    facts.given[need.name], facts.codes[need.name] = category, category.code


def _read_place(need: Need, value: Any, facts: Facts) -> None:
    sent = {"division": value} if isinstance(value, str) else value
    if not isinstance(sent, Mapping) or sent.keys() - {"division", "address", "lon", "lat"}:
        raise _bad(
            need,
            "应为区划代码，或 division、address、lon、lat",
            "must be a division code, or division, address, lon, lat",
        )
    city = directory()
    lon, lat, county = _position(need, sent, city)
    named = sent.get("division")
    code = (county or city.code) if named in (None, "") else _string(need, named)
    division = city.divisions.find(code)
    if division is None:
        raise _bad(need, f"没有区划“{code[:20]}”", f"there is no division “{code[:20]}”")
    raw_address = _string(need, sent.get("address") or "")
    address = _cleaned(need, lambda: clean_line(raw_address, limit=200))
    facts.given[need.name] = Place(division_id=division.id, code=division.code, address=address, lon=lon, lat=lat)
    facts.codes[need.name] = division.code
    if address or lon is not None:
        # An address or a position may tell where somebody lives, so it is kept erasable.
        facts.texts[need.name] = f"{address} ({lon}, {lat})" if lon is not None else address


def _position(need: Need, sent: Mapping[str, Any], city: Directory) -> tuple[float | None, float | None, str]:
    """The position, and the county it lies in: the place itself where no division is named."""
    lon, lat = sent.get("lon"), sent.get("lat")
    if lon is None and lat is None:
        return None, None, ""
    # Compared before it is made a float: JSON may hold whole numbers that no float can.
    if not all(isinstance(x, int | float) and not isinstance(x, bool) and -180 <= x <= 180 for x in (lon, lat)):
        raise _bad(need, "位置应为经度和纬度", "a position is lon and lat in degrees")
    lon, lat = float(cast("float", lon)), float(cast("float", lat))
    try:
        county = city.county_at(lon, lat)
    except OutsideCity as error:
        raise BadFact(field=need.name, label=need.label, reason=error.words) from error
    return lon, lat, county.code


def _read_date(need: Need, value: Any, facts: Facts) -> None:
    try:
        day = date.fromisoformat(_string(need, value))
    except ValueError:
        raise _bad(need, "日期应写作 2026-11-23", "a date is written 2026-11-23") from None
    facts.given[need.name], facts.codes[need.name] = day, day.isoformat()


def _read_number(need: Need, value: Any, facts: Facts) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not need.minimum <= value <= need.maximum:
        raise _bad(
            need,
            f"应为 {need.minimum} 到 {need.maximum} 的整数",
            f"must be a whole number, {need.minimum} to {need.maximum}",
        )
    facts.given[need.name] = facts.codes[need.name] = value


def _read_case(need: Need, value: Any, facts: Facts) -> None:
    # Whether the actor may see that case is checked by the door, which loads and locks it.
    if not CASE_NUMBER.fullmatch(_string(need, value)):
        raise _bad(need, "没有这一件", "there is no such case")
    facts.given[need.name] = facts.codes[need.name] = value


def _read_party(need: Need, value: Any, facts: Facts) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < LARGEST_ID:
        raise _bad(need, "应为当事人编号", "must be the id of a party")
    facts.given[need.name] = facts.codes[need.name] = value


def _read_contact(need: Need, value: Any, facts: Facts) -> None:
    if not isinstance(value, Mapping) or value.keys() - CONTACT_FIELDS.keys() - {*CONTACT_FLAGS}:
        allowed = ", ".join(CONTACT_FIELDS)
        raise _bad(need, f"只能有：{allowed}", f"may hold only: {allowed}")
    for flag in CONTACT_FLAGS:
        if not isinstance(value.get(flag, False), bool):
            raise _bad(need, f"{flag} 应为是或否", f"{flag} must be true or false")
    fields = {}
    for name, limit in CONTACT_FIELDS.items():
        raw = _string(need, value.get(name) or "")
        if words := _cleaned(need, partial(clean_line, raw, limit=limit), part=name).strip():
            fields[name] = words
    if "phone" in fields:
        fields["phone"] = _cleaned(need, lambda: spelt(fields["phone"]), part="phone")
    if "credit_code" in fields and not is_credit_code(fields["credit_code"].upper()):
        raise BadFact(field=need.name, part="credit_code", label=need.label, reason=NO_CREDIT_CODE)
    facts.given[need.name] = Contact(
        fields=fields, organisation=value.get("organisation", False), anonymous=value.get("anonymous", False),
        dropped=frozenset(name for name in CONTACT_FIELDS if name in value and value[name] is None),
    )  # fmt: skip


def _read_files(need: Need, value: Any, facts: Facts) -> None:
    try:
        references = [UUID(str(item)) for item in _listed(need, value, most=MAX_FILES)]
    except ValueError:
        raise _bad(need, "附件编号不对", "not a file reference") from None
    facts.given[need.name], facts.codes[need.name] = references, [str(ref) for ref in references]


def _read_promises(need: Need, value: Any, facts: Facts) -> None:
    promises = []
    for item in _listed(need, value, most=MAX_PROMISES):
        if not isinstance(item, Mapping) or item.keys() != {"text", "due", "unit"}:
            raise _bad(need, "每项承诺要有 text、due、unit", "each promise has text, due, unit")
        inner = Facts()
        _read_text(replace(need, optional=False), item["text"], inner)
        _read_date(need, item["due"], inner)
        day = inner.given[need.name]
        promises.append({"text": inner.texts[need.name], "due": day, "unit": _unit(need, item["unit"])})
    facts.given[need.name] = promises
    facts.codes[need.name] = [{"due": p["due"].isoformat(), "unit": p["unit"].code} for p in promises]
    facts.texts[need.name] = "\n".join(p["text"] for p in promises)


def _read_flag(need: Need, value: Any, facts: Facts) -> None:
    if not isinstance(value, bool):
        raise _bad(need, "应为是或否", "must be true or false")
    facts.given[need.name] = facts.codes[need.name] = value


_READERS: dict[NeedKind, Callable[[Need, Any, Facts], None]] = {
    NeedKind.TEXT: _read_text,
    NeedKind.CODE: _read_code,
    NeedKind.UNIT: _read_unit,
    NeedKind.UNITS: _read_units,
    NeedKind.CATEGORY: _read_category,
    NeedKind.PLACE: _read_place,
    NeedKind.DATE: _read_date,
    NeedKind.NUMBER: _read_number,
    NeedKind.CASE: _read_case,
    NeedKind.PARTY: _read_party,
    NeedKind.CONTACT: _read_contact,
    NeedKind.FILES: _read_files,
    NeedKind.PROMISES: _read_promises,
    NeedKind.FLAG: _read_flag,
}
