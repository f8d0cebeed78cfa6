"""提示: three at the first visit of a role's page, put away once for the account and for ever."""

import pytest
from django.test import Client

from shiyu.web import hints
from shiyu.web.models import HintsSeen
from shiyu.web.tests.officers import browser
from tests.api.people import make_account, post_with

pytestmark = pytest.mark.django_db
PAGES = {
    "work": ("clerk", "zjj", "/work"),
    "agent": ("agent", None, "/agent"),
    "dispatch": ("dispatcher", None, "/dispatch"),
    "callbacks": ("callback_officer", None, "/callbacks"),
    "overview": ("supervisor", None, "/overview"),
    "approvals": ("supervisor", None, "/approvals"),
    "events": ("dispatcher", None, "/events"),
    "routing_quality": ("supervisor", None, "/quality"),
    "supervision": ("supervision_officer", None, "/supervision"),
    "disputes": ("dispute_window", None, "/disputes"),
}


def shown(client: Client, path: str) -> int:
    """How many hints a page shows."""
    page = client.get(path).content.decode()
    _, found, rest = page.partition('<aside class="card hints"')
    return rest.partition("</aside>")[0].count("<li>") if found else 0


@pytest.mark.parametrize("page", PAGES)
def test_three_are_shown_until_they_are_put_away(page: str) -> None:
    role, unit, path = PAGES[page]
    client = browser(role, unit=unit)
    assert shown(client, path) == 3
    for _ in range(2):
        answer = client.post("/hints", {"page": page, "next": path})
        assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert shown(client, path) == 0
    assert HintsSeen.objects.count() == 1
    colleague = Client()
    colleague.force_login(make_account("colleague", post_with(role, unit=unit)))
    assert shown(colleague, path) == 3


def test_every_role_page_with_hints_is_tried() -> None:
    assert set(hints._HINTS) == set(PAGES)


@pytest.mark.parametrize(("page", "back", "to"), [("nothing", "/cases", "/cases"), ("work", "//evil.example", "/work")])
def test_what_no_page_sends_does_nothing(page: str, back: str, to: str) -> None:
    answer = browser("dispatcher").post("/hints", {"page": page, "next": back})
    assert answer.headers["Location"] == to
    assert HintsSeen.objects.filter(page="nothing").count() == 0
