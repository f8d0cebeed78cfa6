"""What a POST of a service request says, read and checked into the facts of a report."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict

from shiyu.base.errors import BadInput
from shiyu.base.text import clean, clean_line
from shiyu.base.words import Words
from shiyu.citizen_requests.open311.errors import BadParameter, NotAForm, bad
from shiyu.citizen_requests.open311.services import DANGER, TYPE, Service
from shiyu.citizen_requests.open311.telling import REFERENCE, Told, detail_of
from shiyu.citizen_requests.open311.terms import Attribute, Datatype
from shiyu.web.refusals import BadForm, TooLarge

LONGEST = 4_000
"""Characters of a description, by GeoReport v2."""
LONGEST_URL = 500
LONGEST_ANSWER = 500
TITLE_LENGTH = 40
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_OVERHEAD = 64 * 1024  # what a form adds around its file
_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_.-]{1,60})\](?:\[\d*\])?")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that were sent, by name; `media` says whether a file came with them."""

    fields: QueryDict
    media: bool

    def get(self, name: str) -> str:
        """The last value of a field, without outer blanks."""
        return (self.fields.get(name) or "").strip()


def read_form(request: HttpRequest) -> Form:
    """The form of a request. Raises `NotAForm`, `BadForm`, `TooLarge`."""
    kind = (request.content_type or "").lower()
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if kind not in {URLENCODED, MULTIPART} or charset not in {"utf-8", "utf8"}:
        raise NotAForm
    if kind == MULTIPART:
        _refuse_too_large(request)
        return Form(request.POST, media=bool(request.FILES))
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError:
        raise NotAForm from None
    return Form(request.POST, media=False)


def facts_of(form: Form, service: Service) -> dict[str, Any]:
    """The facts of a report, files left out. Raises `BadParameter`; what the engine checks itself is left to it."""
    place = _place(form)
    answers = _answers(form, service)
    description = _text(form, "description", limit=LONGEST)
    where = place.get("address") or form.get("address_id")
    title = clean_line(description, limit=LONGEST)[:TITLE_LENGTH] or where
    told = Told(description or f"{service.name.zh} {where}".strip(), _media_url(form))
    facts: dict[str, Any] = {
        "title": f"{service.name.zh}：{title}" if title else service.name.zh,
        "detail": detail_of(told, answers=_as_lines(service, answers)),
        "category": service.code,
        "place": place,
        "contact": _contact(form),
        "channel": "api",
        "reference": REFERENCE,
    }
    if TYPE.code in answers:
        facts["type"] = answers[TYPE.code][0]
    if answers.get(DANGER.code) == ["yes"]:
        facts["urgent"] = True
    return facts


def _text(form: Form, name: str, *, limit: int) -> str:
    try:
        return clean(form.get(name), limit=limit, field=Words(name, name))
    except BadInput as error:
        raise BadParameter(field=name, reason=error.words) from error


def _place(form: Form) -> dict[str, Any]:
    place: dict[str, Any] = {}
    lat, long = form.get("lat"), form.get("long")
    if bool(lat) != bool(long):
        raise bad("lat, long", zh="须一并给出", en="both are needed")
    if lat:
        place |= {"lat": _degrees("lat", lat, most=90), "lon": _degrees("long", long, most=180)}
    if address := _text(form, "address_string", limit=200):
        place["address"] = address
    if division := form.get("address_id"):
        place["division"] = division[:40]
    if not place:
        raise bad(
            "lat, long", zh="须给出 lat 和 long、address_string、address_id 之一",
            en="give lat and long, or address_string, or address_id",
        )  # fmt: skip
    return place


def _degrees(name: str, given: str, *, most: int) -> float:
    try:
        degrees = float(given)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:  # NaN neither
        raise bad(name, zh=f"应为 -{most} 到 {most} 的度数（WGS-84）", en=f"is degrees from -{most} to {most} (WGS-84)")
    return degrees


def _media_url(form: Form) -> str:
    given = _text(form, "media_url", limit=LONGEST_URL)
    try:
        parts = urlsplit(given)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", given)
        right = whole or not given
    except ValueError:
        right = False
    if not right:
        raise bad("media_url", zh="应为 http 或 https 地址", en="is an http or https address")
    return given


def _contact(form: Form) -> dict[str, Any]:
    first, last = form.get("first_name"), form.get("last_name")
    name = f"{last}{first}" if _HAN.search(first + last) else f"{first} {last}".strip()
    given = {"name": name, "phone": form.get("phone"), "email": form.get("email")}
    return {field: value for field, value in given.items() if value} or {"anonymous": True}


def _answers(form: Form, service: Service) -> dict[str, list[str]]:
    """The answers to the service's questions, by code; one not asked is refused rather than dropped."""
    asked = {attribute.code: attribute for attribute in service.attributes}
    given: dict[str, list[str]] = {}
    for field in form.fields:
        if not field.startswith("attribute"):
            continue
        match = _ATTRIBUTE.fullmatch(field)
        if match is None or match[1] not in asked:
            raise bad(field[:60], zh="此服务没有这一属性", en="this service does not ask for it")
        values = [value.strip() for value in form.fields.getlist(field) if value.strip()]
        given.setdefault(match[1], []).extend(values)
    for attribute in asked.values():
        _check(attribute, given.get(attribute.code, []))
    return {code: values for code, values in given.items() if values}


def _check(attribute: Attribute, values: list[str]) -> None:
    field = f"attribute[{attribute.code}]"
    if attribute.required and not values:
        raise bad(field, zh="必须填写", en="is required")
    if len(values) > 1 and attribute.datatype is not Datatype.MULTIPLE:
        raise bad(field, zh="只能有一个值", en="takes one value")
    for value in values:
        if len(value) > LONGEST_ANSWER:
            raise bad(field, zh=f"最多 {LONGEST_ANSWER} 个字", en=f"takes at most {LONGEST_ANSWER} characters")
        if not _fits(attribute, value):
            allowed = "、".join(attribute.values) or attribute.datatype.value
            raise bad(field, zh=f"应为：{allowed}", en=f"must be: {allowed}")


def _fits(attribute: Attribute, value: str) -> bool:
    match attribute.datatype:
        case Datatype.SINGLE | Datatype.MULTIPLE:
            return value in attribute.values
        case Datatype.NUMBER:
            return re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,9})?", value, re.ASCII) is not None
        case Datatype.DATETIME:
            return _is_moment(value)
        case _:
            return True


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _as_lines(service: Service, answers: Mapping[str, list[str]]) -> dict[str, str]:
    """The answers as one line each; type and danger are facts of their own."""
    asked = {attribute.code: attribute for attribute in service.attributes}
    return {
        asked[code].label.zh: "、".join(
            asked[code].values[value].zh if asked[code].values else _line(code, value) for value in values
        )
        for code, values in answers.items()
        if code not in {TYPE.code, DANGER.code}
    }


def _line(code: str, value: str) -> str:
    try:
        return clean_line(value, limit=LONGEST_ANSWER)
    except BadInput as error:
        raise BadParameter(field=f"attribute[{code}]", reason=error.words) from error


def _refuse_too_large(request: HttpRequest) -> None:
    """Before a byte of the body is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadForm from None
    if length > settings.SHIYU_UPLOAD_MIB * 1024 * 1024 + _OVERHEAD:
        raise TooLarge(limit=f"{settings.SHIYU_UPLOAD_MIB} MB")
