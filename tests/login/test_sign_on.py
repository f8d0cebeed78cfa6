"""Single sign-on against an invented provider: it opens accounts that exist, and makes none."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from shiyu.city.models import Account
from tests.login.people import officer, with_totp

pytestmark = pytest.mark.django_db
ISSUER = "https://sso.example"
KEY = "k" * 40


class Provider:
    """Answers the calls a client of OpenID Connect makes behind the browser."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []

    def answer(self, method: str, url: str, **_: Any) -> Any:
        path = urlsplit(url).path
        self.asked.append(path)
        return Answer(
            {
                "/.well-known/openid-configuration": {
                    "issuer": ISSUER,
                    "authorization_endpoint": f"{ISSUER}/authorize",
                    "token_endpoint": f"{ISSUER}/token",
                    "userinfo_endpoint": f"{ISSUER}/userinfo",
                    "jwks_uri": f"{ISSUER}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
                "/token": {"access_token": "a", "token_type": "Bearer", "id_token": self._token()},
                "/userinfo": self.claims,
            }[path]
        )

    def _token(self) -> str:
        moment = int(time.time())
        told = {"iss": ISSUER, "aud": "shiyu", "iat": moment, "exp": moment + 60, **self.claims}
        return jwt.encode(told, KEY, algorithm="HS256")


class Answer:
    def __init__(self, content: Any) -> None:
        self.content, self.status_code = content, 200
        self.headers = {"content-type": "application/json"}
        self.ok, self.text = True, ""

    def json(self) -> Any:
        return self.content

    def raise_for_status(self) -> None:
        pass


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider()
    settings.SHIYU_OIDC_ISSUER = ISSUER
    app = {
        "provider_id": "sso", "name": "市统一认证", "client_id": "shiyu", "secret": "geheim-geheim",
        "settings": {"server_url": ISSUER, "oauth_pkce_enabled": True},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    monkeypatch.setattr("requests.sessions.Session.request", lambda self, method, url, **more: made.answer(method, url))
    return made


def signed_on(provider: Provider, *, state: str | None = None, **claims: Any) -> tuple[Client, Any]:
    provider.claims = {"sub": "4711", **claims}
    client = Client()
    there = client.get("/login/sso?next=/account")
    assert there.status_code == 302
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    assert there.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert asked["redirect_uri"] == ["http://testserver/login/sso/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    answer = client.get("/login/sso/callback", {"code": "c", "state": state or asked["state"][0]})
    return client, answer


def test_it_opens_the_account_its_claim_names_and_stays_with_the_person(provider: Provider) -> None:
    account = officer()
    client, answer = signed_on(provider, preferred_username="officer")
    assert answer.headers["Location"] == "/account"
    assert client.session["_auth_user_id"] == str(account.pk)
    Account.objects.filter(pk=account.pk).update(username="renamed")
    officer()  # somebody else takes the old name
    client, _ = signed_on(provider, preferred_username="officer")
    assert client.session["_auth_user_id"] == str(account.pk)


CLAIMS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"preferred_username": "nobody"}, {}),
    ({}, {}),
    ({"preferred_username": ""}, {}),
    ({"email": "officer@example.org", "email_verified": True}, {}),
    ({"preferred_username": "officer"}, {"is_active": False}),
    ({"preferred_username": "officer"}, {"kind": "client"}),
]


@pytest.mark.parametrize(("claims", "fields"), CLAIMS)
def test_it_opens_nothing_else_and_makes_nothing(
    provider: Provider, claims: dict[str, Any], fields: dict[str, Any]
) -> None:
    officer(**fields)
    before = Account.objects.count()
    client, answer = signed_on(provider, **claims)
    assert answer.headers["Location"] == "/login"
    assert "没有与此身份对应的账号" in client.get("/login").content.decode()
    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == before


def test_a_second_factor_is_still_asked_for(provider: Provider) -> None:
    with_totp(officer())
    client, answer = signed_on(provider, preferred_username="officer")
    assert answer.headers["Location"] == "/login/second"
    assert "_auth_user_id" not in client.session


def test_an_answer_nobody_asked_for_opens_nothing(provider: Provider) -> None:
    officer()
    client, answer = signed_on(provider, state="forged", preferred_username="officer")
    assert answer.headers["Location"] == "/login"
    assert "_auth_user_id" not in client.session


def test_it_is_offered_only_where_it_is_set(settings: Any) -> None:
    assert "/login/sso" not in Client().get("/login").content.decode()
    assert Client().get("/login/sso").status_code == 404
    settings.SHIYU_OIDC_ISSUER = ISSUER
    assert "/login/sso" in Client().get("/login").content.decode()
