"""Each step's fields, read off the form and checked by the engine's own rules; a fault is said beside its field."""

import re
from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from shiyu.base import phones
from shiyu.base.words import Words
from shiyu.cases.errors import BadFact, UnknownFacts
from shiyu.cases.facts import check_facts
from shiyu.cases.registry import newest
from shiyu.citizen_requests.portal.draft import Draft

PROCEDURE, REPORT = "citizen_request", "report"
LONGEST, LEAST_DIGITS = 20_000, 7
"""Characters of a report; digits of a number without its area code. Shorter ones are desks, not residents."""
Errors = Mapping[str, Words]

_DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,20})?")
STEP_OF = {"title": "report", "detail": "report", "type": "report", "files": "report",
           "place": "report_place", "category": "report_place"}  # fmt: skip
"""Where a fact is typed; contact is on the last page."""

SAY_IT = Words("请写下您要反映的事。", "Please say what it is about.")
PHONE_OR_ANONYMOUS = Words(
    "请留一个电话，或勾选“不留电话”。", "Please leave a telephone number, or tick “no telephone”."
)
BAD_PHONE = Words(
    "这不像一个电话号码：手机11位，固定电话写作0356-2030000。",
    "This does not look like a telephone number: 11 digits, or 0356-2030000 for a landline.",
)
BAD_POSITION = Words(
    "经纬度读不懂，应写成 112.851 和 35.491 的样子；也可清空，改写地址。",
    "The degrees cannot be read; write them like 112.851 and 35.491, or empty them and write the address.",
)


def said(posted: QueryDict, draft: Draft) -> Draft:
    """The draft with what the first step typed."""
    join = _typed(posted, "join")[:40] if "join" in posted else draft.join
    return replace(
        draft,
        detail=_typed(posted, "detail"),
        title=_typed(posted, "title"),
        type=_typed(posted, "type")[:40],
        join=join,
        offered=_typed(posted, "offered")[:6] if "offered" in posted else draft.offered,
    )


def placed(posted: QueryDict, draft: Draft) -> Draft:
    """The draft with what the second step typed."""
    dropped = bool(posted.get("no_position"))
    street, village = _typed(posted, "street")[:20], _typed(posted, "village")[:20]
    return replace(
        draft, street=street, village=village if village.startswith(street[:9]) and street else "",
        address=_typed(posted, "address"), category=_typed(posted, "category")[:40],
        lon="" if dropped else _typed(posted, "lon")[:30], lat="" if dropped else _typed(posted, "lat")[:30],
        join=_typed(posted, "join")[:40],
    )  # fmt: skip


def signed(posted: QueryDict, draft: Draft) -> Draft:
    """The draft with what the last step typed."""
    return replace(
        draft, name=_typed(posted, "name"), phone=_typed(posted, "phone"), anonymous=bool(posted.get("anonymous"))
    )


def errors_of_saying(draft: Draft) -> dict[str, Words]:
    """What is wrong with the first step."""
    if not draft.detail.strip():
        return {"detail": SAY_IT}
    return _engine_errors(replace(draft, street="", village="", address="", lon="", lat="", category=None, files=()))


def errors_of_placing(draft: Draft) -> dict[str, Words]:
    """What is wrong with the second step."""
    given = [degrees for degrees in (draft.lon, draft.lat) if degrees]
    if given and not (len(given) == 2 and all(_DEGREES.fullmatch(degrees) for degrees in given)):
        return {"position": BAD_POSITION}
    found = _engine_errors(replace(draft, anonymous=True))
    if "place" in found and given and not _engine_errors(replace(draft, anonymous=True, lon="", lat="")):
        return {"position": found["place"]}
    return found


def errors_of_signing(draft: Draft) -> dict[str, Words]:
    """What is wrong with the last step, and with all before it."""
    wrong: dict[str, Words] = {}
    if not draft.anonymous and not spelt(draft.phone):
        wrong = {"phone": BAD_PHONE if draft.phone else PHONE_OR_ANONYMOUS}
    found = _engine_errors(replace(draft, phone="") if wrong else draft)
    return {("name" if field == "contact" else field): words for field, words in found.items()} | wrong


def spelt(phone: str) -> str:
    """A number as it is kept, at which somebody can be called back; empty where it is none."""
    try:
        found = phones.spelt(phone)
    except phones.NotATelephone:
        return ""
    # No number but a mobile one begins with 1: one that is not whole was cut off.
    cut_off = found.startswith("1") and not phones.mobile(found)
    return found if sum(sign.isdigit() for sign in found) >= LEAST_DIGITS and not cut_off else ""


def _engine_errors(draft: Draft) -> dict[str, Words]:
    """The first fact the engine would not take, by its field."""
    move = newest(PROCEDURE).move(REPORT)
    facts = draft.facts()
    facts.setdefault("contact", {"anonymous": True})
    try:
        check_facts(move, facts)  # type: ignore[arg-type]
    except BadFact as error:
        field, reason = str(error.facts["field"]), error.facts["reason"]
        return {"detail" if field == "title" and not draft.title else field: reason}
    except UnknownFacts as error:
        return {"detail": error.words}
    return {}


def _typed(posted: QueryDict, name: str) -> str:
    return (posted.get(name) or "").strip()
