"""What was typed when the login had ended comes back after it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory

from shiyu.base.clock import now, standing_at
from shiyu.web.kept import COOKIE, forget_kept, given_back
from shiyu.web.models import Kept
from shiyu.web.throttle import KEEPING
from tests.login.people import browser, log_in, officer

pytestmark = pytest.mark.django_db
TYPED = {"answer": "已派人修复，路灯亮了。", "tick": ["a", "b"], "reason_code": "7", "csrfmiddlewaretoken": "x"}


def sent(client: Client, **more: Any) -> str:
    """The address led to after login."""
    answer = client.post(
        "/account/tokens/revoke", {**TYPED, **more}, headers={"Referer": "http://testserver/account?x=1"}
    )
    assert answer.status_code == 302
    where = urlsplit(answer.headers["Location"])
    assert where.path == "/login"
    return parse_qs(where.query)["next"][0]


def back(client: Client, address: str) -> Any:
    request = RequestFactory().get(address)
    request.session = client.session
    request.COOKIES.update({name: cookie.value for name, cookie in client.cookies.items()})
    return given_back(request)


def test_it_comes_back_after_login_to_the_page_of_the_form() -> None:
    officer()
    client = Client()
    address = sent(client, password="geheim", code="123456")
    assert address.startswith("/account?x=1&kept=")
    assert log_in(client, then=address).headers["Location"] == address
    typed = back(client, address)
    assert dict(typed.lists()) == {"answer": [TYPED["answer"]], "tick": ["a", "b"], "reason_code": ["7"]}


def test_it_is_stored_sealed() -> None:
    sent(Client())
    row = Kept.objects.get()
    assert "路灯".encode() not in bytes(row.sealed)


def test_another_browser_does_not_read_it() -> None:
    client, other = Client(), Client()
    address = sent(client)
    other.cookies[COOKIE] = "guessed"
    assert back(other, address) is None
    assert back(client, address + "x") is None
    assert back(client, address) is not None


def test_another_person_at_the_same_desk_does_not_read_it() -> None:
    officer()
    officer("other", role="reviewer")
    client = browser()
    with standing_at(now() + timedelta(minutes=31)):
        address = sent(client)
        log_in(client, "other")
        assert back(client, address) is None
        client.post("/logout")
        log_in(client, "officer")
        assert back(client, address) is not None


def test_it_is_forgotten_after_an_hour() -> None:
    client = Client()
    address = sent(client)
    with standing_at(now() + timedelta(minutes=61)):
        assert back(client, address) is None
        assert forget_kept() == 1


def test_too_much_is_not_kept_and_nobody_fills_the_table() -> None:
    assert "kept" not in sent(Client(), answer="x" * 300_000)
    client = Client()
    for _ in range(KEEPING.most + 3):
        sent(client)
    assert Kept.objects.count() == KEEPING.most


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_back_stays_here(where: str) -> None:
    assert sent(Client(), _shown_at=where).startswith("/account?x=1")
