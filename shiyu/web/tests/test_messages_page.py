"""消息: tabs, paging within a tab, and marking everything as read."""

import re
from typing import Any

import pytest
from django.test import Client

from shiyu.cases.models import Notice
from shiyu.web.tests.officers import browser, reported
from tests.pages.people import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    """Of a unit that was told of three dispatches, and once of a limit."""
    numbers, dispatcher = reported(3), api("dispatcher")
    for number in numbers:
        assert dispatcher.move(number, "dispatch", lead="zjj").status_code == 200
    told = Notice.objects.filter(template="request_dispatched").latest("pk")
    told.pk, told.template = None, "clock_warned"
    told.save()
    return browser("clerk", unit="zjj")


def shown(clerk: Client, **query: Any) -> tuple[int, str]:
    page = clerk.get("/messages", query).content.decode()
    return len(
        re.findall(r'class="list-group-item" data-unread|class="list-group-item">\s*<p class="head">', page)
    ), page


@pytest.mark.parametrize(
    ("show", "before", "after"), [("", 4, 4), ("unread", 4, 0), ("limit", 1, 1), ("step", 3, 3), ("nonsense", 4, 4)]
)
def test_tabs_before_and_after_all_is_read(clerk: Client, show: str, before: int, after: int) -> None:
    count, _ = shown(clerk, show=show)
    newest = Notice.objects.filter(party=None).latest("pk").pk
    assert clerk.post("/messages", {"upto": str(newest)}).status_code == 302
    assert (count, shown(clerk, show=show)[0]) == (before, after)
    assert "bg-red text-white count" not in clerk.get("/work").content.decode()


def test_the_tab_is_kept_when_paging(clerk: Client) -> None:
    told = Notice.objects.filter(template="clock_warned").latest("pk")
    count, page = shown(clerk, show="step", before=told.pk)
    assert (count, "show=step" in page) == (3, True)


def test_by_the_api(clerk: Client) -> None:
    reader = api("clerk", unit="zjj")
    kinds = [len(reader.get("/messages", kind=kind).json()["messages"]) for kind in ("limit", "step")]
    assert kinds == [1, 3]
    assert reader.post("/messages/read", {"upto": 2**50}).json() == {"read_up_to": 2**50}
    assert reader.get("/messages", unread=True).json()["messages"] == []
    assert reader.get("/messages", kind="other").status_code == 422
