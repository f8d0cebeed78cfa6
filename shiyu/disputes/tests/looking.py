"""Everybody who might look at a dispute, and everything that each of them is answered: pages, API, exports, search."""

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from typing_extensions import override

from shiyu.base.clock import now
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Party
from shiyu.city.models import Account
from shiyu.city.people import issue_token
from shiyu.disputes.tests.plots import Told
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

STAFF = (
    "dispute-window", "dispute-lead", "mediation-head", "mediation-head-wuye", "mediator", "mediator2", "mediator-wuye",
    "auditor", "security", "supervisor", "dispatcher",
)  # fmt: skip
CASE_OF_STAFF = (
    "/disputes/{n}/room", "/disputes/{n}/room?before={m}", "/disputes/{n}/room/new?after=0",
    "/disputes/{n}/room/new?after={m}", "/cases/{n}", "/cases?number={n}", "/cases/{n}/moves/private_talk", "/work",
    "/messages", "/cases/export?format=csv", "/cases/export?format=xlsx", "/outbox",
    "/disputes", "/disputes?tab=all", "/papers",
)  # fmt: skip
CASE_OF_PARTY = (
    "/disputes/mine/{n}/room", "/disputes/mine/{n}/room?before={m}", "/disputes/mine/{n}/room/new?after=0",
    "/disputes/mine/{n}/room/new?after={m}", "/disputes/{n}/room", "/disputes/mine", "/disputes/mine/{n}", "/my/cases",
    "/my/cases/{n}", "/my",
)  # fmt: skip
OF_PROGRAMS = (
    "/disputes/{n}/room", "/disputes/{n}/room?before={m}", "/disputes/{n}/room?after={m}", "/cases/{n}",
    "/cases/{n}/history", "/cases/{n}/notices", "/cases/{n}/accesses", "/cases", "/messages", "/outbox",
    "/cases/export?format=xlsx",
)  # fmt: skip
Ask = Callable[[str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Somebody with a browser and a program. `mine` leads his addresses of the room."""

    name: str
    page: Ask
    api: Ask
    mine: str

    def paths(self) -> tuple[str, ...]:
        """The pages he opens."""
        return CASE_OF_PARTY if self.mine else CASE_OF_STAFF

    def room(self, told: Told) -> str:
        """What the page of the room and its API say to him, together."""
        number = told.story.number
        return text_of(self.page(f"/disputes/{self.mine}{number}/room")) + text_of(self.api(f"/disputes/{number}/room"))

    def answers(self, told: Told) -> Iterator[tuple[str, str]]:
        """Every answer he gets, by address."""
        number, message = told.story.number, told.messages[len(told.messages) // 2]
        for ask, paths in ((self.page, self.paths()), (self.api, OF_PROGRAMS)):
            for path in paths:
                filled = path.format(n=number, m=message)
                yield f"{'api ' if paths is OF_PROGRAMS else ''}{filled}", text_of(ask(filled))

    def opens(self, told: Told, reference: Any) -> set[int]:
        """With what a file of the room is answered, on the page and to a program."""
        number = told.story.number
        return {
            self.page(f"/disputes/{self.mine}{number}/room/files/{reference}").status_code,
            self.api(f"/disputes/{number}/room/files/{reference}").status_code,
        }


def onlookers(told: Told, strangers: Told) -> list[Onlooker]:
    """The officers, the parties by place, two of another dispute, and nobody."""
    people = [_officer(login) for login in STAFF]
    for name, other in (("p", told), ("stranger", strangers)):
        people += [_resident(f"{name}{place}", party.party_id) for place, party in enumerate(other.parties)]
    return [*people, _made("nobody", Client(), {}, mine="mine/")]


def _officer(login: str) -> Onlooker:
    account = Account.objects.get(username=login)
    browser = Client(raise_request_exception=False)
    browser.force_login(account)
    return _made(login, browser, {"Authorization": f"Bearer {issue_token(account, 'leak')[1]}"}, mine="")


def _resident(name: str, party_id: int) -> Onlooker:
    browser = Client(raise_request_exception=False)
    session = browser.session
    session[RESIDENT] = {"party": party_id, "phone": ""}
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.save()
    code = open_contact(Party.objects.get(pk=party_id))["code"]
    return _made(name, browser, {"X-Query-Code": code}, mine="mine/")


def _made(name: str, browser: Client, headers: dict[str, str], *, mine: str) -> Onlooker:
    program = Client(raise_request_exception=False)
    return Onlooker(
        name=name, mine=mine, page=browser.get, api=lambda path: program.get(f"/api/v1{path}", headers=headers)
    )


def text_of(response: Any) -> str:
    """The answer as text: a workbook unpacked, where it leads to as well."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return f"{response.get('Location', '')} {content.decode(errors='replace')}"


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.db"):  # the questions themselves, which no deployment logs
            self.lines.append(f"{record.getMessage()} {record.__dict__.get('args')}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is logged meanwhile, at its most talkative."""
    heard, root = _Heard(), logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        yield heard.lines
    finally:
        root.setLevel(level)
        root.removeHandler(heard)


def tables_with(words: list[str], *, but: frozenset[str]) -> list[str]:
    """Tables, beside those named, that hold one of the words in clear."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall() if name not in but]
        found = []
        for table in tables:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM {table} t WHERE t::text LIKE ANY(%s))", [[f"%{word}%" for word in words]]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found
