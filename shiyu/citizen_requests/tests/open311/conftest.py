"""An Open311 client as an app has one: a key, and forms."""

from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from shiyu.citizen_requests.tests.conftest import Story
from tests.api.people import token_for

ROOT = "/open311/v2/"
LAMP = {
    "service_code": "010204",
    "lat": "35.4907",
    "long": "112.8523",
    "address_string": "泽州路123号3单元",
    "description": "路灯不亮，请打13800001234找王小二",
    "first_name": "小二",
    "last_name": "王",
    "phone": "13800001234",
    "email": "wang@example.cn",
}
"""A report with the reporter's own data in it, also where it should not stand."""
OUTSIDE = {"lat": "39.9", "long": "116.4"}


@dataclass
class App:
    """An app that talks to the door."""

    key: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(ROOT + path, query)

    def post(self, path: str = "requests.json", *, headers: dict[str, str] | None = None, **form: Any) -> Any:
        sent = {"api_key": self.key, **LAMP, **form}
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.client.post(ROOT + path, kept, headers=headers or {})

    def send(self, **form: Any) -> str:
        """Reports and answers the number."""
        answer = self.post(**form)
        assert answer.status_code in {200, 201}, answer.content.decode()
        number: str = answer.json()[0]["service_request_id"]
        return number

    def seen(self, number: str, **query: Any) -> dict[str, Any]:
        """One request as it is shown."""
        answer = self.get(f"requests/{number}.json", **query)
        assert answer.status_code == 200, answer.content.decode()
        (found,) = answer.json()
        return dict(found)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def key(people: Any) -> str:
    """The key of a client; it is Monday morning."""
    return token_for("api_client")


@pytest.fixture
def app(key: str) -> App:
    return App(key)


@pytest.fixture
def follow(people: Any) -> Any:
    """A reported request as a story that officers take further."""

    def following(number: str) -> Story:
        from shiyu.cases.door import Made

        return Story(people, Made(number=number, case_id=0, stage="received", entry_count=1))

    return following


def said(answer: Any) -> tuple[int, str]:
    """Status and first error of an answer, whatever its format; the two numbers agree."""
    if "json" in answer.headers["Content-Type"]:
        (error,) = answer.json()
        code, words = error["code"], error["description"]
    else:
        tree = ET.fromstring(answer.content)
        assert tree.tag == "errors"
        code, words = int(tree.findtext("error/code") or 0), tree.findtext("error/description") or ""
    assert code == answer.status_code
    return code, words
