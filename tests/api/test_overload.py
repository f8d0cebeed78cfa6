"""More requests than a process can answer, and a database with no connection left: told so at once, and over soon.

Here whoever waits for a lock or for his turn waits for a minute: what is refused is refused for the queue, also where a
loaded machine takes longer over the other requests than the city's five seconds.
"""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx
import psycopg
import pytest

from tests.api.people import token_for
from tests.api.server import ANSWERS_WITHIN, running_server

pytestmark = pytest.mark.usefixtures("committed")
SMALL = {"SHIYU_WEB_WORKERS": "1", "SHIYU_WEB_THREADS": "1", "SHIYU_WEB_WAITING": "2"}
STUCK = 3  # the one that is worked on and the two that wait
CASES = "/api/v1/cases"


@contextmanager
def everything_stands_still(environment: dict[str, str]) -> Iterator[None]:
    """Nobody reads a case inside the block; shorter than the minute a request waits for a lock (`patient`)."""
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as held:
        held.execute("LOCK TABLE cases_case IN ACCESS EXCLUSIVE MODE")
        yield
        held.rollback()


def patient(environment: dict[str, str]) -> dict[str, str]:
    """The same database, for a process that waits for a lock for a minute."""
    options = quote("-c jit=off -c lock_timeout=60s")
    return {**environment, "DATABASE_URL": f"{environment['DATABASE_URL']}&options={options}"}


def asking(address: str, **headers: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers=headers, timeout=ANSWERS_WITHIN, trust_env=False)


def retry_after(answer: httpx.Response) -> int:
    assert answer.status_code == 503, answer.text
    return int(answer.headers["Retry-After"])


def test_who_comes_beyond_the_queue_is_told_at_once_and_the_others_are_served(
    database_environment: dict[str, str],
) -> None:
    officer = {"Authorization": f"Bearer {token_for('dispatcher')}"}
    with (
        running_server({**patient(database_environment), **SMALL, "SHIYU_WEB_WAIT_SECONDS": "60"}) as address,
        asking(address, **officer) as client,
        ThreadPoolExecutor(12) as crowd,
    ):
        assert client.get(CASES).status_code == 200
        with everything_stands_still(database_environment):
            sent = {crowd.submit(client.get, CASES) for _ in range(12)}
            refused: set[Any] = set()
            while len(refused) < len(sent) - STUCK:
                refused |= wait(sent - refused, return_when=FIRST_COMPLETED).done
            assert all(1 <= retry_after(one.result()) <= 60 for one in refused)
            assert {one.result().json()["code"] for one in refused} == {"overloaded"}
            each_door_says_it_in_its_own_form(client)
        assert [one.result().status_code for one in sent - refused] == [200] * STUCK
        for path in (CASES, "/", "/open311/v2/services.json"):
            assert client.get(path).status_code == 200


def each_door_says_it_in_its_own_form(client: httpx.Client) -> None:
    api = client.get(CASES, headers={"Accept-Encoding": "identity"})
    assert api.headers["Content-Type"] == "application/problem+json"
    assert int(api.headers["Content-Length"]) == len(api.content)
    assert api.json()["sentence"].keys() == {"zh", "en"}
    page = client.post("/language", data={"language": "en"})
    assert 1 <= retry_after(page) <= 60
    assert page.headers["Content-Security-Policy"]
    assert all(
        words in page.text for words in ("同时访问的人太多", "Too many came at once", "go back and send it again")
    )
    standard = client.get("/open311/v2/services.json")
    assert 1 <= retry_after(standard) <= 60
    assert standard.json()[0]["code"] == 503
    for probe in ("/healthz", "/readyz", "/metrics"):
        assert client.get(probe).status_code == 200, probe
    assert "shiyu_requests_shed_total" in client.get("/metrics").text


def test_a_database_without_a_free_connection_is_told_too(database_environment: dict[str, str]) -> None:
    officer = {"Authorization": f"Bearer {token_for('dispatcher')}"}
    narrow = {**SMALL, "SHIYU_WEB_THREADS": "4", "SHIYU_DB_POOL": "1", "SHIYU_WEB_WAIT_SECONDS": "1"}
    with (
        running_server({**patient(database_environment), **narrow}) as address,
        asking(address, **officer) as client,
        ThreadPoolExecutor(3) as crowd,
    ):
        assert client.get(CASES).status_code == 200
        with everything_stands_still(database_environment):
            sent = {crowd.submit(client.get, CASES) for _ in range(3)}
            refused: set[Any] = set()
            while len(refused) < 2:
                refused |= wait(sent - refused, return_when=FIRST_COMPLETED).done
            assert all(retry_after(one.result()) and one.result().json()["code"] == "busy" for one in refused)
        assert [one.result().status_code for one in sent - refused] == [200]
        assert client.get(CASES).status_code == 200
