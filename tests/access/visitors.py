"""Who comes to the addresses: nobody, a resident, and every account of the demo."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client

from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account, ApiToken
from shiyu.city.people import issue_token
from tests.addresses import Address
from tests.api.made_files import picture
from tests.api.people import bearing, report
from tests.api.story import RIGHT_UNIT

NOBODY, RESIDENT = "nobody", "resident"
STAFF = (
    "agent", "dispatcher", "reviewer", "callback", "supervisor", "arbiter", "auditor", "security", "system",
    "clerk-cgj", "clerk-zjj", "head-cgj", "portal-client",
)  # fmt: skip
"""Accounts of the demo, each role once; `clerk-cgj` is of the unit that handles the request, `clerk-zjj` of another."""
VISITORS = (NOBODY, RESIDENT, *STAFF)
PROGRAMS = ("api/", "open311/", "^open311/")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One request, sent to a unit, with a picture; and a token and a session for each who comes with one."""

    number: str
    code: str
    party: int
    file: str
    tokens: dict[str, str]
    sessions: dict[str, str]
    token_id: int  # of the agent's own

    @classmethod
    def made(cls) -> "Scene":
        """Inside a test's transaction."""
        load_demo_people(settings.SHIYU_CITY, password="not used here")
        tokens = {name: issue_token(Account.objects.get(username=name), "test")[1] for name in STAFF}
        door = bearing(tokens["portal-client"])
        sent = door.client.post("/api/v1/files", {"file": picture()}, headers=door.headers).json()["reference"]
        made = report(door, files=[sent]).json()
        bearing(tokens["dispatcher"]).move(made["number"], "dispatch", lead=RIGHT_UNIT)
        party = bearing(tokens["dispatcher"]).get(f"/cases/{made['number']}").json()["parties"][0]["id"]
        code = made["query_code"]
        return cls(number=made["number"], code=code, party=party, file=sent, tokens=tokens, sessions=sessions(code),
                   token_id=ApiToken.objects.get(account__username="agent").pk)  # fmt: skip

    def client(self, visitor: str, address: Address) -> Client:
        """How this visitor comes: to the doors of programs with a token, to pages with a session."""
        if visitor == NOBODY:
            return self._plain({})
        for_program = address.route.startswith(PROGRAMS)
        if for_program and visitor == RESIDENT:
            return self._plain({"X-Query-Code": self.code})
        if for_program:
            return self._plain({"Authorization": f"Bearer {self.tokens[visitor]}"})
        client = self._plain({})
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        return client

    def _plain(self, headers: dict[str, str]) -> Client:
        return Client(raise_request_exception=False, headers={**headers, "Idempotency-Key": "access"})


def sessions(code: str) -> dict[str, str]:
    """The cookies of the resident with this query code and of each account, as their logins left them."""
    clients = {visitor: Client() for visitor in (RESIDENT, *STAFF)}
    assert clients[RESIDENT].post("/my/code", {"query_code": code}).status_code == 302
    for name in STAFF:
        clients[name].force_login(Account.objects.get(username=name))
    return {visitor: client.cookies[settings.SESSION_COOKIE_NAME].value for visitor, client in clients.items()}


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside leaves nothing, so that every visitor finds the same scene."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(client: Client, verb: str, path: str, *, body: Any, scene: Scene) -> Any:
    """One request; JSON where `body` is a mapping or a program asks, else a form."""
    if verb in {"GET", "HEAD", "OPTIONS"}:
        return client.generic(verb, path)
    if isinstance(body, list) or (body is None and not path.startswith("/api/")):
        content = urlencode(body or [])
        return client.generic(verb, path, data=content, content_type="application/x-www-form-urlencoded")
    sent = json.dumps(body or {}).replace("$number", scene.number).replace('"$party"', str(scene.party))
    return client.generic(verb, path, data=sent, content_type="application/json")
