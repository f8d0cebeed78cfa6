"""Browsers for tests: one logged in for a role of the pack, and a request they work on."""

import re
from typing import Any

from django.test import Client

from shiyu.city.models import Account
from shiyu.city.people import issue_token
from tests.api.people import Api, bearing, make_account, post_with, report

CONTACT = {"name": "欧阳示例", "phone": "13900009876", "address": "示范小区9号楼", "email": "canary@mail.example"}
CANARY = ("欧阳示例", "13900009876", "示范小区9号楼", "canary@mail.example")


def account(role: str, *, unit: str | None = None) -> Account:
    """The account of this role, the same one whenever asked for."""
    name = f"page-{role}-{unit or 'any'}"
    return Account.objects.filter(username=name).first() or make_account(name, post_with(role, unit=unit))


def browser(role: str, *, unit: str | None = None, **headers: str) -> Client:
    """A browser in which that account has logged in."""
    client = Client(headers=headers)
    client.force_login(account(role, unit=unit))
    return client


def api(role: str, *, unit: str | None = None) -> Api:
    """The same account as a program, for what happens outside the browser."""
    return bearing(issue_token(account(role, unit=unit), "test")[1])


def reported(**facts: Any) -> str:
    """The number of a request an agent has taken in."""
    number: str = report(api("agent"), **{"contact": CONTACT, **facts}).json()["number"]
    return number


def handled() -> str:
    """A request at its unit, signed for."""
    number = reported()
    assert api("dispatcher").move(number, "dispatch", lead="zjj").status_code == 200
    assert api("clerk", unit="zjj").move(number, "sign").status_code == 200
    return number


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def send(client: Client, path: str, data: dict[str, Any] | None = None, **kept: str) -> Any:
    """Opens the form at `path` and sends it; `kept` overrides its hidden fields."""
    page = client.get(path).content.decode()
    keys = {"_key": hidden(page, "_key")}
    if 'name="_expects"' in page:
        keys["_expects"] = hidden(page, "_expects")
    return client.post(path, {**keys, **kept, **(data or {})})
