"""A request as the world may see it: state in plain words, place without the house, no person."""

import re
from collections.abc import Callable
from typing import Any

from shiyu.base.masking import folded, mask_name, redact
from shiyu.base.words import Words
from shiyu.cases.registry import procedure_of
from shiyu.citizen_requests.open311.published import Row
from shiyu.citizen_requests.open311.services import service_name
from shiyu.citizen_requests.open311.telling import Told, told_in
from shiyu.citizen_requests.open311.terms import Terms
from shiyu.city.directory import Directory
from shiyu.city.facts import DivisionFact

PLACES = 3
"""Decimals of a published position: about a hundred metres, a street and not a home."""
SHOWN_LEVELS = frozenset({"city", "county", "township"})

_BEFORE_WORK = Words("已受理，正在确定承办单位", "Received; the unit in charge is being found")
_AT_WORK = Words("办理中", "Being handled")
_ANSWERED = Words("已答复，待评价", "Answered; the reporter's verdict is awaited")
NOTES = {
    "received": _BEFORE_WORK,
    "to_dispatch": _BEFORE_WORK,
    "to_sign": Words("已派单，待承办单位签收", "Dispatched; the unit has yet to sign for it"),
    "return_asked": _BEFORE_WORK,
    "arbitration": _BEFORE_WORK,
    "handling": _AT_WORK,
    "extension_asked": _AT_WORK,
    "deferral_asked": _AT_WORK,
    "deferred": Words("经批准缓办，到期继续办理", "Deferred until a day, then taken up again"),
    "handed_over": Words("已移交紧急服务", "Handed to an emergency service"),
    "review": _AT_WORK,
    "rework": Words("重新办理中", "Being handled anew"),
    "to_final_answer": _AT_WORK,
    "suspended": Words("列为长期事项，到期继续办理", "A long-running matter; it will be taken up again"),
    "call_back": _ANSWERED,
    "awaiting_verdict": _ANSWERED,
    "closed": Words("已办结", "Closed"),
    "answered_directly": Words("已直接答复", "Answered directly"),
    "merged": Words("与同一事项合并办理", "A duplicate; handled with another request about the same"),
    "not_accepted": Words("不属受理范围，已告知诉求人", "Not accepted; the reporter was told why"),
    "withdrawn": Words("诉求人已撤回", "Withdrawn by the reporter"),
}
"""What is said of each stage; disputes between units are not the public's affair."""
SAID = NOTES.keys() - {"return_asked", "arbitration", "extension_asked", "deferral_asked", "review", "to_final_answer"}
"""The stages that are named in public; any other is “handling”."""

# A number that leads to one door, and all behind it; a number that belongs to a road stays.
_HOUSE = re.compile(
    r"[A-Za-z#]?[0-9一二三四五六七八九十百零〇]+[0-9A-Za-z-]*\s*(?:号|弄|幢|栋|座|单元|室|户|楼|层|#)"
    r"(?!线|公路|路|街).*",
    re.DOTALL,
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9])#?[0-9][0-9A-Za-z-]*(?![0-9A-Za-z-]|\s*(?:国道|省道|县道|线|路|街|公里|米))")
_LOOSE_ENDS = " ,，、;；-—#"


def shown(row: Row, *, offer: Terms, city: Directory, picture_url: Callable[[str, str], str]) -> dict[str, Any]:
    """One request in the fields of GeoReport v2; where the row is `own`, as the client sent it."""
    case, category = row.case, city.categories.get_by_id(row.case.category_id or 0)
    told = told_in(row.detail) if row.through_here else Told("")
    unit = city.unit(row.unit_code) if row.unit_code else None
    place = public_place(case.division_id, city)
    media = _media(row, told, offer=offer, picture_url=picture_url)
    return {
        "service_request_id": case.number,
        "status": "open" if case.is_open else "closed",
        "status_notes": notes_of(row),
        "service_name": service_name(category, city),
        "service_code": category.code,
        "description": told.description if row.own else public_description(told, row, offer),
        "agency_responsible": unit.label if unit else None,
        "service_notice": None,
        "requested_datetime": case.opened_at,
        "updated_datetime": case.closed_at or case.changed_at,
        "expected_datetime": row.due_at,
        "address": case.address if row.own else public_address(case.address, place=place, city=city),
        "address_id": place.code if place else None,
        "zipcode": None,
        "lat": _degrees(case.lat, row),
        "long": _degrees(case.lon, row),
        "media_url": media[0] if media else None,
    }


def extension(row: Row, *, offer: Terms, picture_url: Callable[[str, str], str]) -> dict[str, Any]:
    """What an answer with `extensions=true` says besides."""
    told = told_in(row.detail) if row.through_here else Told("")
    return {
        "detailed_status": row.case.stage if row.case.stage in SAID else "handling",
        "outcome": row.case.outcome or None,
        "duplicate_of": row.merged_into or None,
        "type": row.kind or None,
        "media_urls": _media(row, told, offer=offer, picture_url=picture_url),
    }


def public_address(address: str, *, place: DivisionFact | None, city: Directory) -> str:
    """Street and quarter without house, building and flat, after the division it lies in."""
    kept = _NUMBER.sub("", _HOUSE.sub("", redact(folded(address)))).strip(_LOOSE_ENDS)
    names = [found.name for code in place.path if (found := city.division(code)) is not None] if place else []
    before = "".join(name for name in names if name not in kept)
    return f"{before}{kept}" if kept else before


def notes_of(row: Row) -> Words:
    """Where a request stands, as the public is told."""
    said = NOTES.get(row.case.stage, _AT_WORK)
    outcome = procedure_of(row.case.procedure, row.case.procedure_version).outcomes.get(row.case.outcome)
    if row.case.stage in {"closed", "answered_directly"} and outcome is not None:
        return Words(f"{said.zh}：{outcome.zh}", f"{said.en}: {outcome.en}")
    if row.merged_into:
        return Words(f"{said.zh}（{row.merged_into}）", f"{said.en} ({row.merged_into})")
    return said


def public_description(told: Told, row: Row, offer: Terms) -> str:
    """The reporter's words where the city publishes them: numbers masked, his own name and address taken out."""
    if "description" not in offer.publish:
        return ""
    words = told.description
    for name in sorted(row.names, key=len, reverse=True):
        if len(name) > 1:
            words = words.replace(name, mask_name(name))
    return redact(words)


def _media(row: Row, told: Told, *, offer: Terms, picture_url: Callable[[str, str], str]) -> list[str]:
    """Addresses of pictures: our own without position first, then the one the reporter named."""
    ours = [picture_url(row.case.number, picture) for picture in row.pictures] if row.through_here else []
    shown_ones = ours if row.own or "photos" in offer.publish else []
    return [*shown_ones, *([told.media_url] if told.media_url and (row.own or "media_url" in offer.publish) else [])]


def public_place(division_id: int | None, city: Directory) -> DivisionFact | None:
    """The township a division lies in, or what stands above townships."""
    if division_id is None:
        return None
    path = [city.division(code) for code in city.divisions.get_by_id(division_id).path]
    return next((found for found in reversed(path) if found is not None and found.level in SHOWN_LEVELS), None)


def _degrees(value: float | None, row: Row) -> float | None:
    return value if value is None or row.own else round(value, PLACES)
