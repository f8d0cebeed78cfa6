"""A person nobody else is called walks a request's whole life; afterwards he is found only where he may be.

Through a real server at its most talkative, with everything it says kept, and every table read as text.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from shiyu.cases.outbox import drain
from shiyu.city.models import Account
from tests.api.people import token_for
from tests.api.server import ANSWERS_WITHIN, Asker, running_server
from tests.api.story import ACTORS, STORY

pytestmark = pytest.mark.usefixtures("committed")
NAME, PHONE, MAIL = "金丝雀", "19900004321", "canary@birds.example"
ID, HOUSE = "140502199001014327", "雀儿巷77号9单元"
CANARY = (NAME, PHONE, MAIL, ID, HOUSE)
WORDS = f"路灯不亮。我是{NAME}，身份证{ID}，请打{PHONE}，住{HOUSE}。"
FACTS = {
    "title": "路灯不亮",
    "detail": WORDS,
    "category": "010204",
    "contact": {"name": NAME, "phone": PHONE, "email": MAIL, "address": HOUSE},
    "place": {"division": "140502001000", "address": HOUSE},
}
MAY_HOLD = {"cases_entrytext": CANARY, "cases_case": (HOUSE, NAME, PHONE, ID)}
"""Where the words of a request stand until they are erased: themselves, the index by which those who see the case find
it, and the place of the matter."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the server said."""
    return tmp_path / "server.log"


def test_the_canary_is_heard_nowhere_else(database_environment: dict[str, str], log: Path) -> None:
    bearing = {who: token_of(who) for who in (*ACTORS, "clerk@jyj")}
    talkative = {**database_environment, "SHIYU_LOG_LEVEL": "debug", "SHIYU_LOG_FORMAT": "json"}
    with running_server(talkative, log=log) as address:
        staff = {who: Asker(address, Authorization=f"Bearer {token}") for who, token in bearing.items()}
        refused_on_the_way(staff["api_client"], address)
        number = a_whole_life(staff, address)
        assert heard(public_things(address, number)) == []
        assert heard(what_others_find(staff["clerk@jyj"], number)) == []
        assert heard(pages_of_others(address, session_of("clerk@jyj"), number)) == []
        assert PHONE not in staff["dispatcher"].get(f"/cases/{number}").text  # masked for who need not call
    drain()
    assert heard(sent_to_others()) == []
    assert heard(log.read_text(encoding="utf-8").splitlines()) == []
    assert heard_in_tables() == []


def token_of(who: str) -> str:
    role, _, unit = who.partition("@")
    return token_for(role, unit=unit or None)


def heard(said: list[str]) -> list[str]:
    """The lines that name the canary."""
    return [line[:300] for line in said if any(word in line for word in CANARY)]


def refused_on_the_way(asker: Asker, address: str) -> None:
    """What is refused is often what is logged."""
    wrong: tuple[dict[str, Any], ...] = (
        {**FACTS, "category": NAME},
        {**FACTS, "contact": {"name": NAME, "phone": PHONE, HOUSE: PHONE}},
        {**FACTS, NAME: PHONE},
        {**FACTS, "place": {"division": PHONE, "address": HOUSE}},
    )
    for place, facts in enumerate(wrong):
        answer = asker.post("/cases/citizen_request/report", {"facts": facts}, key=f"wrong-{place}")
        assert 400 <= answer.status_code < 500, (place, answer.status_code)
    for path in (f"/cases/{PHONE}", f"/cases?q={NAME}", f"/{PHONE}/{ID}"):
        assert asker.get(path).status_code < 500
    assert httpx.get(f"{address}/{PHONE}", timeout=ANSWERS_WITHIN, trust_env=False).status_code == 404


def a_whole_life(staff: dict[str, Asker], address: str) -> str:
    """The story of a request that was returned, appealed, extended, answered twice and judged."""
    opened = staff["api_client"].post("/cases/citizen_request/report", {"facts": FACTS}, key="life-0")
    assert opened.status_code == 201, opened.json()
    number = opened.json()["number"]
    caller = Asker(address, **{"X-Query-Code": opened.json()["query_code"]})
    for step, (who, move, facts, stage) in enumerate(STORY, 1):
        asker = caller if who == "party" else staff[who]
        made = asker.post(f"/cases/{number}/moves/{move}", {"facts": facts}, key=f"life-{step}")
        assert made.json().get("stage") == stage, (step, made.json())
    assert NAME in caller.get(f"/cases/{number}").text  # he himself reads his own words
    return str(number)


def public_things(address: str, number: str) -> list[str]:
    """What anybody may ask."""
    paths = (
        "/", "/public", f"/public/{number}",
        "/metrics", "/readyz", "/api/v1/openapi.json", "/open311/v2/requests.json", "/open311/v2/requests.xml",
        f"/open311/v2/requests/{number}.json", "/open311/v2/services.json", f"/api/v1/cases/{number}",
    )  # fmt: skip
    asked = [httpx.get(address + path, timeout=ANSWERS_WITHIN, trust_env=False) for path in paths]
    assert any(number in answer.text for answer in asked), (
        "the public list is to show the request, or nothing is proved"
    )
    return [answer.text for answer in asked]


def what_others_find(other: Asker, number: str) -> list[str]:
    """A clerk of a unit that has nothing to do with it: lists, search, the case, its history, exports."""
    paths = (
        "/cases", f"/cases?q={PHONE}", f"/cases?q={NAME}", f"/cases?number={number}", f"/cases/{number}",
        f"/cases/{number}/history", f"/cases/{number}/notices", "/outbox", "/cases/export?format=csv", "/figures",
    )  # fmt: skip
    return [other.get(path).text for path in paths]


def session_of(who: str) -> str:
    """The cookie of the account's session, as a login leaves it."""
    role, _, unit = who.partition("@")
    client = Client()
    client.force_login(Account.objects.get(username=f"test-{role}-{unit or 'any'}"))
    value: str = client.cookies[settings.SESSION_COOKIE_NAME].value
    return value


def pages_of_others(address: str, session: str, number: str) -> list[str]:
    """The same clerk in front of a browser."""
    paths = (
        "/work", "/work?tab=done", "/cases", f"/cases?q={PHONE}", f"/cases?q={number}", f"/cases/{number}",
        f"/cases/{number}/moves/answer", f"/cases/batch?n={number}&move=sign", "/messages", "/cases/export", "/",
    )  # fmt: skip
    cookies = {settings.SESSION_COOKIE_NAME: session}
    with httpx.Client(base_url=address, cookies=cookies, timeout=ANSWERS_WITHIN, trust_env=False) as browser:
        asked = {path: browser.get(path) for path in paths}
    assert asked["/work"].status_code == 200
    assert asked[f"/cases/{number}"].status_code == 404
    # A page of a search says again what was asked; what it found is told by the number.
    searched = asked.pop(f"/cases?q={PHONE}")
    assert number not in searched.text
    return [answer.text for answer in asked.values()]


def sent_to_others() -> list[str]:
    """What was sent to anybody but himself, whom it must reach."""
    lines = (settings.SHIYU_HOME / "outbox" / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    to_others = [line for line in lines if json.loads(line).get("to") not in {PHONE, MAIL}]
    assert 0 < len(to_others) < len(lines), "he and his officers are to be told, or nothing is proved"
    return to_others


def heard_in_tables() -> list[str]:
    """Tables that hold a word of the canary in clear and are not those that may."""
    return [
        f"{table}: {word}"
        for table in tables()
        for word in CANARY
        if word not in MAY_HOLD.get(table, ()) and _holds(table, word)
    ]


def tables() -> Iterator[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        yield from [name for (name,) in cursor.fetchall()]


def _holds(table: str, word: str) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} t WHERE t::text LIKE %s)", [f"%{word}%"])
        row = cursor.fetchone()
    return bool(row and row[0])
