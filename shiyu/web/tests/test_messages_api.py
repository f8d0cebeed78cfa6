"""Messages by API: what is newer than the last one read, and that reading never goes backwards."""

import pytest

from tests.api.people import Api
from tests.pages.people import api, reported

pytestmark = pytest.mark.django_db


def dispatched(unit: str) -> Api:
    number = reported()
    api("dispatcher").move(number, "dispatch", lead=unit)
    return api("clerk", unit=unit)


def test_a_clerk_reads_what_his_unit_was_told() -> None:
    clerk = dispatched("zjj")
    told = clerk.get("/messages").json()["messages"]
    assert [message["read"] for message in told] == [False]
    assert clerk.post("/messages/read", {"upto": told[0]["id"]}).json() == {"read_up_to": told[0]["id"]}
    assert clerk.post("/messages/read", {"upto": 1}).json() == {"read_up_to": told[0]["id"]}
    assert [message["read"] for message in clerk.get("/messages").json()["messages"]] == [True]


def test_another_unit_is_told_nothing() -> None:
    dispatched("zjj")
    assert api("clerk", unit="cgj").get("/messages").json() == {"messages": [], "next": None}
