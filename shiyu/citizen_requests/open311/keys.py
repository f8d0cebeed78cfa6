"""The api_key: a token of a client account on a post with the role `api_client`; and how often it may send."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest

from shiyu.base.clock import now
from shiyu.base.crypto import blind_index
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import PostHolder
from shiyu.citizen_requests.open311.errors import BadKey, TooOften
from shiyu.city.models.people import AccountKind
from shiyu.city.people import BadToken, account_of_token
from shiyu.web.throttle import Allowance, count_try, refuse_exhausted

ROLE = "api_client"
GUESSES = Allowance("open311_guess", 30, timedelta(minutes=10))
"""Wrong keys of one address."""
REPORTS = Allowance("open311_post", 600, timedelta(minutes=10))
"""Reports of one key: an app carries many residents, a burst pipe brings them at once."""

_COUNT = """
INSERT INTO web_tries AS t (kind, address, count, began) VALUES (%(kind)s, %(key)s, 1, %(now)s)
ON CONFLICT (kind, address) DO UPDATE SET
  count = CASE WHEN t.began < %(oldest)s THEN 1 ELSE t.count + 1 END,
  began = CASE WHEN t.began < %(oldest)s THEN %(now)s ELSE t.began END
RETURNING count, began
"""


@dataclass(frozen=True, slots=True)
class Client:
    """An Open311 client: its account and the post it acts from."""

    account_id: int
    actor: PostHolder


def client_of(api_key: str | None, *, request: HttpRequest) -> Client:
    """The client with this key. Raises `BadKey`, and `TooManyTries` where an address goes on guessing."""
    if not api_key:
        raise BadKey
    refuse_exhausted(request, GUESSES)
    found = _known(api_key)
    if found is None:
        count_try(request, GUESSES)
        raise BadKey
    return found


def count_report(client: Client, *, allowance: Allowance = REPORTS) -> None:
    """Counts one report of the client. Raises `TooOften` beyond the allowance, which begins anew when it is over."""
    moment = now()
    values: dict[str, Any] = {
        "kind": allowance.kind,
        "key": blind_index(str(client.account_id), purpose="open311_client"),
        "now": moment,
        "oldest": moment - allowance.window,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        count, began = cursor.fetchone()
    if count > allowance.most:
        raise TooOften(seconds=max(1, int((began + allowance.window - moment).total_seconds())))


def _known(api_key: str) -> Client | None:
    try:
        account = account_of_token(api_key)
    except BadToken:
        return None
    if account.kind != AccountKind.CLIENT:
        return None
    actor = next((actor for actor in actors_of(account) if ROLE in actor.roles), None)
    return Client(account.pk, actor) if actor is not None else None
