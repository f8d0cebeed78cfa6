"""Second factors: codes of an app, recovery codes, passkeys that no browser made."""

import re
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.login.people import PASSWORD, browser, code_at, is_in, log_in, officer, with_totp

pytestmark = pytest.mark.django_db


def test_a_code_is_asked_for_and_opens_once() -> None:
    with_totp(officer())
    client, code = Client(), code_at(time.time())
    log_in(client)
    assert not is_in(client)
    assert "验证码不正确" in client.post("/login/second", {"code": "000000"}).content.decode()
    assert client.post("/login/second", {"code": code}).status_code == 302
    assert is_in(client)
    other = Client()
    log_in(other)
    cache.clear()  # as in another process
    assert "验证码不正确" in other.post("/login/second", {"code": code}).content.decode()


def test_codes_cannot_be_guessed_by_logging_in_again() -> None:
    with_totp(officer())
    client = Client()
    for _ in range(10):
        log_in(client)
        client.post("/login/second", {"code": "000000"})
    log_in(client)
    assert "秒后再试" in client.post("/login/second", {"code": code_at(time.time())}).content.decode()
    assert not is_in(client)


def test_setting_up_codes_by_hand() -> None:
    officer()
    client = browser()
    client.post("/login/again?next=/account/totp", {"password": PASSWORD, "next": "/account/totp"})
    page = client.get("/account/totp").content.decode()
    found = re.search(r"<code data-secret>(\w+)</code>", page)
    assert found is not None
    assert 'src="data:image/svg+xml' in page
    answer = client.post("/account/totp", {"code": code_at(time.time(), found[1])})
    assert answer.headers["Location"] == "/account/recovery"
    codes = re.findall(r"<li><code>(\w+)</code>", client.get("/account/recovery").content.decode())
    assert len(codes) == 10
    assert re.findall(r"<li><code>", client.get("/account/recovery").content.decode()) == []
    other = Client()
    log_in(other)
    assert other.post("/login/second", {"code": codes[0]}).status_code == 302
    assert is_in(other)


def test_the_last_factor_stays_where_one_is_required(settings: Any) -> None:
    settings.SHIYU_SECOND_FACTOR = "required"
    with_totp(officer())
    client = Client()
    log_in(client)
    client.post("/login/second", {"code": code_at(time.time())})
    client.post("/login/again?next=/", {"password": PASSWORD})
    assert "必须保留" in client.get("/account/totp/off").content.decode()


BAD_KEYS = [
    "",
    "{",
    "null",
    "[]",
    "7",
    '"x"',
    "{}",
    '{"id": "x"}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
]


@pytest.mark.parametrize("credential", BAD_KEYS)
def test_a_bad_passkey_is_refused_with_a_page(credential: str) -> None:
    officer()
    client = browser()
    client.post("/login/again?next=/", {"password": PASSWORD})
    assert "data-options" in client.get("/account/passkeys/add").content.decode()
    assert client.post("/account/passkeys/add", {"name": "k", "credential": credential}).status_code == 200
    stranger = Client()
    options = stranger.get("/login/passkey", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "testserver"
    assert stranger.post("/login/passkey", {"credential": credential}).headers["Location"] == "/login"
    assert not is_in(stranger)
