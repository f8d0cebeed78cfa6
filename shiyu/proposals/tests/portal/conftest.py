"""A member's telephone without scripts; it is the first morning of the plenary."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from shiyu.base.clock import now
from shiyu.base.masking import mask_phone
from shiyu.cases.known import phone_index
from shiyu.proposals.tests.conftest import REGISTER, People
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

FIRST, SECOND, THIRD, SECTOR = (REGISTER[n][3] for n in (0, 1, 2, 4))
STRANGER = "13800000099"


class Phone:
    """Sends forms as a browser without scripts does: with the hidden fields of the page it has before it."""

    def __init__(self, number: str = "") -> None:
        self.client = Client()
        self.page: Any = HttpResponse()
        if number:
            self.known_by({"phone": phone_index(number).hex(), "shown": mask_phone(number)})

    def known_by(self, known: dict[str, Any]) -> None:
        """The session of somebody who typed his code."""
        session = self.client.session
        session[RESIDENT] = known
        session[BEGAN] = session[SEEN] = now().isoformat()
        session.save()

    def get(self, address: str) -> str:
        """Opens a page and answers its text."""
        self.page = self.client.get(address, follow=True)
        return self.text

    def send(self, address: str, **fields: Any) -> str:
        """Sends the form of the page before it and follows where it leads."""
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page.content.decode()))
        self.page = self.client.post(address, {**hidden, **fields}, follow=True)
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


@pytest.fixture
def phone(people: People) -> Callable[..., Phone]:
    """A telephone whose owner is known: `phone(FIRST)`; nobody's: `phone()`."""
    cache.clear()
    return Phone
