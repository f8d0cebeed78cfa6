"""Officers with a browser: one for each role, logged in on the first post that carries it."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import shiyu.web.login.sitting  # noqa: F401 -- hears of logins; else it is loaded by the first request, after the first login
from shiyu.city.models import Account
from tests.api.people import make_account, post_with


@pytest.fixture(autouse=True)
def _nothing_reckoned_before() -> None:
    cache.clear()


@pytest.fixture
def browser(db: None) -> Callable[..., Client]:
    """`browser("agent")`: a logged-in browser; the same account whenever asked for the same name."""

    def opened(role: str, *, unit: str | None = None, name: str = "") -> Client:
        username = name or f"browser-{role}-{unit or 'any'}"
        found = Account.objects.filter(username=username).first()
        client = Client()
        client.force_login(found or make_account(username, post_with(role, unit=unit)))
        return client

    return opened


@pytest.fixture
def questions(db: None) -> Callable[[Callable[[], object]], int]:
    """How many questions some work asks; whether the city has a new edition is asked once a second, so not counted."""

    def counted(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            work()
        return sum("city_edition" not in query["sql"] for query in asked.captured_queries)

    return counted
