"""What is read off a request besides its body: key, expected state, purpose."""

import re

from django.http import HttpRequest

from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.gate import Purpose
from shiyu.web.refusals import KeyMissing, bad_value

_ETAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def key_of(request: HttpRequest) -> str:
    """The idempotency key. Raises `KeyMissing`."""
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if not key.strip():
        raise KeyMissing(field="Idempotency-Key", reason="")
    return key.strip()


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
