"""Officers in front of a browser, and requests for them to work on."""

from typing import Any

from django.test import Client

from shiyu.web.login import sitting  # noqa: F401 -- notes when a session began, from its import on
from tests.api.people import Api, make_account, post_with, report

CALLER = Api()


def browser(role: str, *, unit: str | None = None) -> Client:
    client = Client()
    client.force_login(make_account(f"page-{role}-{unit}", post_with(role, unit=unit)))
    return client


def reported(count: int = 1, **facts: Any) -> list[str]:
    return [report(CALLER, **facts).json()["number"] for _ in range(count)]
