"""Who came by his number, and a firm with its case: found, moved by the right procedure, not lost by a correction."""

from collections.abc import Callable

import pytest
from django.conf import settings

from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.cases.known import phone_index
from shiyu.citizen_requests.procedure import ENTERPRISE_REQUEST
from shiyu.citizen_requests.tests.conftest import MONDAY, People, Story
from shiyu.citizen_requests.tests.portal.conftest import Browser
from shiyu.citizen_requests.tests.portal.test_mine import OWN, move
from shiyu.citizen_requests.tests.test_enterprises import SAID as OF_A_FIRM
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]


def known_by(browser: Browser, phone: str) -> None:
    """Somebody who proved that this number is his."""
    session = browser.client.session
    moment = MONDAY.isoformat()
    session.update({RESIDENT: {"phone": phone_index(phone).hex(), "shown": ""}, BEGAN: moment, SEEN: moment})
    session.save()
    browser.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""


def test_who_came_by_his_old_number_keeps_the_case_he_corrects(browser: Browser, report: Report) -> None:
    story, other, number = report(), report(), "13800007777"
    known_by(browser, "0356-0000001")
    browser.get(f"/my/cases/{story.number}")
    page = move(browser, "correct_contact", **{**OWN, "contact-phone": number})
    assert (browser.status, browser.address) == (200, f"/my/cases/{story.number}")
    assert number in page
    listed = browser.get("/my/cases")
    assert listed.count(f'href="/my/cases/{story.number}"') == listed.count(f'href="/my/cases/{other.number}"') == 1
    known_by(browser, "0356-0000001")  # another login by the old number finds it no more
    assert story.number not in browser.get("/my/cases")


def test_a_firm_moves_its_case_by_the_procedure_of_that_case(browser: Browser, people: People) -> None:
    made = open_case("enterprise_request", "report", actor=Newcomer(role="caller"), key="k", facts=OF_A_FIRM)
    browser.enter(made.query_code, made.number)
    assert "已催办" in move(browser, "urge", note="请尽快")
    browser.get(f"/my/cases/{made.number}")
    move(browser, "inform_callers")  # a move of citizen requests alone
    assert browser.status == 404
    assert ENTERPRISE_REQUEST.label.zh in browser.text
