"""People in front of a browser, and the codes of their telephones."""

import base64
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from shiyu.city.models import Account
from tests.api.people import make_account, post_with

PASSWORD = "ein-langer-Satz-7"
SECRET = base64.b32encode(struct.pack(">20B", *range(20))).decode()


def officer(username: str = "officer", *, role: str = "dispatcher", **fields: Any) -> Account:
    account = make_account(username, post_with(role), password=PASSWORD)
    if fields:
        Account.objects.filter(pk=account.pk).update(**fields)
        account.refresh_from_db()
    return account


def with_totp(account: Account) -> Account:
    Authenticator.objects.create(user=account, type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    return account


def code_at(moment: float, secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(moment) // 30)))


def log_in(client: Client, username: str = "officer", password: str = PASSWORD, *, then: str = "") -> Any:
    return client.post("/login", {"login": username, "password": password, "next": then})


def browser(username: str = "officer") -> Client:
    client = Client()
    assert log_in(client, username).status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Whether staff is logged in."""
    return "_auth_user_id" in client.session
