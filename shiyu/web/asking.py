"""What is read off a request besides its body: key, expected state, purpose."""

import hashlib
import re
from datetime import date

from django.http import HttpRequest

from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.gate import Purpose
from shiyu.web.refusals import KeyMissing, bad_value
from shiyu.web.typed import typed_day

_LONGEST_KEPT = 60
_LARGEST_ID = 2**62
_ETAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def key_of(request: HttpRequest) -> str:
    """The idempotency key. Raises `KeyMissing`."""
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if not key.strip():
        raise KeyMissing(field="Idempotency-Key", reason="")
    return key.strip()


def kept_key(request: HttpRequest) -> str:
    """The idempotency key as it is kept beside what was made: apart from those of pages, a long one as its hash."""
    key = key_of(request)
    if len(key) > _LONGEST_KEPT or not (key.isascii() and key.isprintable()):
        key = hashlib.blake2b(key.encode(errors="replace"), digest_size=24).hexdigest()
    return f"api:{key}"


def day_of(given: str, field: str) -> date:
    """A day of the body. Raises `BadValue`."""
    day = typed_day(given)
    if day is None:
        raise bad_value(field, zh="应写作 YYYY-MM-DD", en="is written YYYY-MM-DD")
    return day


def row_id(given: int) -> int:
    """The id of the address; one that no row can have is that of none."""
    return given if 0 < given < _LARGEST_ID else 0


def expected(request: HttpRequest, given: int | None) -> int | None:
    """The entry count the asker saw: `expects` of the body or If-Match (the ETag of the case)."""
    header: str = request.META.get("HTTP_IF_MATCH", "").strip()
    if header in {"", "*"}:
        return given
    match = _ETAG.fullmatch(header)
    if match is None or (given is not None and given != int(match[1])):
        raise bad_value(
            "If-Match", zh="应为此件的 ETag，且与 expects 一致", en="is the ETag of the case, and agrees with expects"
        )
    return int(match[1])


def purpose_of(given: str, *, actor: PostHolder | PartyActor) -> Purpose:
    """Why the asker looks: a party at its own case, an officer for what he says, for handling if he says nothing."""
    if isinstance(actor, PartyActor):
        return Purpose.OWN_CASE
    try:
        found = Purpose(given or Purpose.HANDLING)
    except ValueError:
        found = Purpose.OWN_CASE
    if found is Purpose.OWN_CASE:
        allowed = "、".join(purpose for purpose in Purpose if purpose is not Purpose.OWN_CASE)
        raise bad_value("purpose", zh=f"应为其中之一：{allowed}", en=f"must be one of: {allowed}")
    return found
