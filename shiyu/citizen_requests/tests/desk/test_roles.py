"""Every page of the officers as every role: who may, who is refused, who must log in first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from shiyu.city.directory import directory
from shiyu.web.menu import menu_for

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
ROLES = (
    "agent", "dispatcher", "clerk", "unit_head", "reviewer", "callback_officer", "supervisor", "arbiter", "auditor",
    "security_officer", "system_admin", "tipoff_keeper", "enterprise_desk",
)  # fmt: skip
PAGES: dict[str, set[str]] = {
    "/agent": {"agent"},
    "/enterprise": {"enterprise_desk"},
    "/dispatch": {"dispatcher", "enterprise_desk"},
    "/dispatch/{number}/similar": {"dispatcher"},
    "/events": {"dispatcher", "supervisor"},
    "/events/{number}": {"dispatcher", "supervisor"},
    "/overview": {"dispatcher", "supervisor", "arbiter", "auditor", "unit_head"},
    "/approvals": {"supervisor"},
    "/exclusions": {"supervisor", "arbiter"},
    "/callbacks": {"callback_officer"},
    "/callbacks/{number}": {"callback_officer"},
    "/tipoffs": {"tipoff_keeper"},
}
BY_POST = {
    "/agent/caller": {"agent", "enterprise_desk"}, "/agent/similar": {"agent", "enterprise_desk"},
    "/dispatch/merge": {"dispatcher", "enterprise_desk"},
}  # fmt: skip
NOT_THEIRS = {("/dispatch/{number}/similar", "enterprise_desk"): 404}
"""The page is theirs, this case is not: it looks as if it were not there."""


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_which_page(browser: Browser, report: Any, role: str) -> None:
    number = report().number
    client = browser(role)
    for page, allowed in PAGES.items():
        expected = NOT_THEIRS.get((page, role), 200 if role in allowed else 403)
        assert client.get(page.format(number=number)).status_code == expected, page
    for page, allowed in BY_POST.items():
        status = client.post(page).status_code
        assert status in {200, 302} if role in allowed else status == 403, page
        assert client.get(page).status_code == 405


def test_nobody_comes_in_without_a_login(report: Any) -> None:
    number = report().number
    for page in PAGES:
        assert Client().get(page.format(number=number)).status_code in {302, 401}
    for page in BY_POST:
        assert Client().post(page).status_code in {302, 401}


@pytest.mark.parametrize("page", ["/events/{}", "/callbacks/{}", "/dispatch/{}/similar"])
def test_a_case_that_is_not_there(browser: Browser, page: str) -> None:
    role = "callback_officer" if "callbacks" in page else "dispatcher"
    assert browser(role).get(page.format("SQ-none")).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_only_where_one_may_go(browser: Browser, people: Any, role: str) -> None:
    client = browser(role)
    assert directory().posts_with(role)
    for way in menu_for(people(role), path="/"):
        if way.address in PAGES:
            assert client.get(way.address).status_code == 200, way.address


@pytest.mark.parametrize(("role", "rare"), [("agent", set()), ("supervisor", {"知识库", "研判质量", "任务", "发件箱"})])
def test_rare_ways_stand_aside_only_where_the_menu_is_long(people: Any, role: str, rare: set[str]) -> None:
    assert {way.label.zh for way in menu_for(people(role), path="/") if way.rare} == rare


@pytest.mark.parametrize("page", [page for page in PAGES if "{" not in page])
def test_every_page_speaks_both_languages(browser: Browser, page: str) -> None:
    client = browser(min(PAGES[page] - {"unit_head"}))
    client.cookies["django_language"] = "en"
    with translation.override("zh-hans"):  # what the request sets is set back
        content = client.get(page).content.decode()
    assert '<html lang="en"' in content
    assert content.count("<h1") == 1
    assert "style=" not in content.replace("stylesheet", "")


def test_forms_are_protected(browser: Browser) -> None:
    agent = browser("agent")
    guarded = Client(enforce_csrf_checks=True, headers={})
    guarded.cookies = agent.cookies
    assert guarded.post("/agent", {"do": "report"}).status_code == 403
