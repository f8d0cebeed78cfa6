"""Links as they are sent, codes as they are typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shiyu.cases.known import phone_index
from shiyu.disputes.agreements import links
from shiyu.disputes.tests.conftest import ANNA, BERND, Story, dispute, people
from shiyu.web.login.phone import opened, send_code
from shiyu.web.models import PhoneCode

__all__ = ["dispute", "people"]
PHONES = {"a": ANNA, "b": BERND}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[str, str]]]:
    """What was sent to each number: template and code."""
    told: dict[str, list[tuple[str, str]]] = {}

    def tell(phone: str, *, template: str, message: int, code: str) -> None:
        told.setdefault(phone, []).append((template, code))

    monkeypatch.setattr(links, "tell_number", tell)
    monkeypatch.setattr("shiyu.web.login.phone.tell_number", tell)
    return told


@pytest.fixture
def signing(dispute: Callable[..., Story], sent: dict[str, list[tuple[str, str]]]) -> "Callable[..., Signing]":
    """A dispute whose draft waits for signatures, with the links sent."""

    def make(**facts: Any) -> Signing:
        story = dispute(until="mediating")
        story.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="双方各述事实。")
        story.do("draft_agreement", "mediator", **(TERMS | facts))
        links.send_links()
        return Signing(story, sent)

    return make


TERMS = {
    "facts_found": "双方对欠付两个月工资无异议，由用人单位负责。",
    "content": "分两次支付一万二千元。",
    "manner": "银行转账。",
    "due": "2026-03-20",
    "items": "被申请人；支付第一笔；6000；2026-03-10\n被申请人；支付第二笔；6000.50；2026-03-20",
}


class Signing:
    """The parties before their links."""

    def __init__(self, story: Story, sent: dict[str, list[tuple[str, str]]]) -> None:
        self.story, self.sent, self.client = story, sent, Client()

    def address(self, who: str, *, nth: int = -1) -> str:
        """The address of the link that was sent to a side."""
        tokens = [code for template, code in self.sent[PHONES[who]] if template == "dispute_signing_link"]
        return f"/disputes/sign/{tokens[nth]}"

    def code(self, who: str) -> str:
        """Asks for a code by the page, as the job sends it."""
        answer = self.client.post(self.address(who), {"do": "code"})
        assert answer.status_code == 302
        row = PhoneCode.objects.filter(phone=phone_index(PHONES[who])).latest("pk")
        send_code(row.pk)
        row.refresh_from_db()
        assert row.state == PhoneCode.State.SENT
        return opened(row)["code"]

    def sign(self, who: str) -> Any:
        """Asks for a code and signs with it."""
        return self.client.post(self.address(who), {"do": "sign", "code": self.code(who)})
