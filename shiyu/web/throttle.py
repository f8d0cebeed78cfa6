"""How often an address may guess wrong, or send without a name, before it must wait. Counted in the database, so that
every process counts alike.
"""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from shiyu.base.clock import now
from shiyu.base.crypto import blind_index
from shiyu.web.models import Tries
from shiyu.web.refusals import TooManyTries

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` within `window`; afterwards the address waits until the window is over."""

    kind: str
    most: int
    window: timedelta


QUERY_CODE = Allowance("query_code", 10, timedelta(minutes=10))
FACTOR = Allowance("factor", 10, timedelta(minutes=15))
LOGIN = Allowance("login", 30, timedelta(minutes=10))
# A telephone network puts many people behind one address, so these are wider.
REPORT = Allowance("report", 60, timedelta(minutes=10))
PHONE_CODE = Allowance("phone_code", 20, timedelta(minutes=10))
KEEPING = Allowance("keeping", 20, timedelta(minutes=10))
HINTS = Allowance("hints", 240, timedelta(minutes=10))
UPLOAD = Allowance("upload", 60, timedelta(minutes=10))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind our own proxy the address that the proxy saw. IPv6 counts by its /64."""
    given: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (told := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        given = told.rpartition(",")[2].strip()
    try:
        found = ip_address(given)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return found.exploded[:19]
    return str(getattr(found, "ipv4_mapped", None) or found)


def refuse_exhausted(request: HttpRequest, allowance: Allowance, *, of: str = "") -> None:
    """Raises `TooManyTries` where the address, or what `of` names instead, has used up its allowance."""
    moment = now()
    row = Tries.objects.filter(kind=allowance.kind, address=_hashed(request, of)).first()
    if row is not None and row.count >= allowance.most and moment < row.began + allowance.window:
        raise TooManyTries(seconds=max(1, int((row.began + allowance.window - moment).total_seconds())))


def count_try(request: HttpRequest, allowance: Allowance, *, of: str = "") -> None:
    """Counts one try of the address, or of what `of` names; the window begins anew when the last one is over."""
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO web_tries AS t (kind, address, count, began) VALUES (%(kind)s, %(address)s, 1, %(now)s) "
            "ON CONFLICT (kind, address) DO UPDATE SET "
            "count = CASE WHEN t.began < %(oldest)s THEN 1 ELSE t.count + 1 END, "
            "began = CASE WHEN t.began < %(oldest)s THEN %(now)s ELSE t.began END",
            {
                "kind": allowance.kind,
                "address": _hashed(request, of),
                "now": moment,
                "oldest": moment - allowance.window,
            },
        )


def forget_old() -> int:
    """Deletes the rows that no longer count; answers how many."""
    return Tries.objects.filter(began__lt=now() - KEPT).delete()[0]


def _hashed(request: HttpRequest, of: str) -> bytes:
    return blind_index(of or address_of(request), purpose="counted" if of else "address")
