"""A browser without scripts, and the road through the three steps; it is Monday morning in the loaded city."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from shiyu.base.clock import standing_at
from shiyu.citizen_requests.tests.conftest import MONDAY

SAID = {"detail": "东街路口三盏路灯不亮，连续三晚。老人出行不便。", "type": "complaint"}
PLACED = {"street": "140502001000", "address": "东街12号院门口", "category": "010204", "do": "next"}
SIGNED = {"phone": "138 0000 0001", "name": "赵某", "do": "send"}


class Browser:
    """Sends forms as a browser without scripts does: with the hidden fields of the page it has before it."""

    def __init__(self) -> None:
        self.client = Client()
        self.page: Any = HttpResponse()

    def get(self, address: str) -> str:
        """Opens a page and answers its text."""
        self.page = self.client.get(address, follow=True)
        return self.text

    def post(self, address: str, fields: dict[str, Any]) -> str:
        """Sends a form and follows where it leads."""
        self.page = self.client.post(address, fields, follow=True)
        return self.text

    @property
    def text(self) -> str:
        """The page as it reads."""
        return unescape(self.page.content.decode())

    @property
    def status(self) -> int:
        """How the last page was answered."""
        return int(self.page.status_code)

    @property
    def address(self) -> str:
        """Where the last page stands."""
        return str(self.page.request["PATH_INFO"])

    def hidden(self, name: str) -> str:
        """A hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page.content.decode())
        return found[1] if found else ""

    def say(self, **other: Any) -> str:
        """The first step."""
        return self.post("/report", {**SAID, **other})

    def place(self, **other: Any) -> str:
        """The second step."""
        return self.post("/report/place", {**PLACED, **other})

    def sign(self, **other: Any) -> str:
        """The last step."""
        key = self.hidden("key") or "none"
        return self.post("/report/contact", {"key": key, **SIGNED, **other})

    def report(self, **said: Any) -> tuple[str, str]:
        """The whole road; answers number and query code of the receipt."""
        self.say(**said)
        self.place()
        self.sign()
        return self.receipt()

    def receipt(self) -> tuple[str, str]:
        """Number and query code as the receipt shows them."""
        number = re.search(r"SQ\d{14}", self.text)
        assert number is not None
        return number[0], self.hidden("query_code")

    def enter(self, code: str, number: str) -> str:
        """Comes in by query code, to the case."""
        return self.post("/my/code", {"query_code": code, "next": f"/my/cases/{number}"})


@pytest.fixture
def browser(db: None) -> Iterator[Browser]:
    """A resident's telephone."""
    cache.clear()
    with standing_at(MONDAY):
        yield Browser()
