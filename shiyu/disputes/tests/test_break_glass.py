"""应急查看: only the lead, only with a reason, only for a while, and everybody concerned hears of it."""

from datetime import timedelta

import pytest
from django.test import Client

from shiyu.base.clock import standing_at
from shiyu.cases.gate import visible_cases
from shiyu.cases.models import Access, Entry, Notice
from shiyu.city.models import Account
from shiyu.disputes.models import BreakGlass
from shiyu.disputes.tests.conftest import ANNA, MONDAY, People, Story

pytestmark = pytest.mark.django_db
REASON = "家属称当事人有轻生念头，需核实处置。"
SECRET = "背着对方说的底线是八千元"


def browser(login: str) -> Client:
    """A browser in which somebody has logged in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(username=login))
    return client


def asked(
    story: Story, *, login: str = "dispute-lead", reason: str = REASON, key: str = "k1"
) -> tuple[Client, int, str]:
    """Sends the form; the client, the status and where it leads."""
    client = browser(login)
    answer = client.post(f"/disputes/{story.number}/open-in-need", {"reason": reason, "_key": key})
    return client, answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def confidential(story: Story) -> Story:
    """A dispute under mediation in which one side has spoken alone."""
    story.to("mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk=SECRET)
    return story


def test_the_lead_does_not_see_it_otherwise(confidential: Story, people: People) -> None:
    assert not visible_cases(people("dispute-lead")).filter(number=confidential.number).exists()
    assert browser("dispute-lead").get(f"/cases/{confidential.number}").status_code == 404
    answer = browser("dispute-lead").get(f"/disputes/{confidential.number}/in-need")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/disputes/board")


def test_with_a_reason_it_is_open_for_a_quarter_of_an_hour(confidential: Story) -> None:
    client, status, to = asked(confidential)
    assert (status, to) == (302, f"/disputes/{confidential.number}/in-need")
    shown = client.get(to).content.decode()
    assert "骆青禾" in shown
    assert REASON in shown
    assert ANNA not in shown
    assert SECRET not in shown
    with standing_at(MONDAY + timedelta(minutes=15)):
        assert client.get(to).status_code == 302
    # Another account of the same role has given no reason.
    assert browser("leader").get(to).status_code == 403


def test_everybody_concerned_hears_of_it(confidential: Story, people: People) -> None:
    asked(confidential)
    entry = Entry.objects.filter(case__number=confidential.number).latest("seq")
    assert (entry.move, entry.audience) == ("opened_in_need", "staff")
    assert REASON in (entry.text.body or "")
    told = Notice.objects.filter(case__number=confidential.number, template="dispute_opened")
    assert {(one.unit_code, one.role) for one in told} == {("tw-laodong", "mediator"), ("", "auditor")}
    looks = Access.objects.filter(what="break_glass", case_id=confidential.case.pk)
    assert [look.actor["account"] for look in looks] == [people("dispute-lead").account_id]
    shown = browser("auditor").get("/disputes/looks").content.decode()
    assert REASON in shown
    assert confidential.number in shown


@pytest.mark.parametrize("reason", ["", "   ", "想看看"])
def test_without_a_reason_nothing_is_opened_or_noted(confidential: Story, reason: str) -> None:
    before = confidential.case.entry_count
    _, status, to = asked(confidential, reason=reason)
    assert (status, to) == (302, "/disputes/board")
    assert not BreakGlass.objects.exists()
    assert confidential.case.entry_count == before


def test_pressed_twice_it_is_one_look(confidential: Story) -> None:
    asked(confidential)
    asked(confidential)
    assert BreakGlass.objects.count() == 1
    assert Entry.objects.filter(case__number=confidential.number, move="opened_in_need").count() == 1


@pytest.mark.parametrize("login", ["dispute-window", "mediation-head", "mediator2", "leader", "supervisor", "auditor"])
def test_nobody_else_may(confidential: Story, login: str) -> None:
    _, status, _ = asked(confidential, login=login)
    assert status == 403
    assert not BreakGlass.objects.exists()


def test_what_is_no_dispute_is_not_there(people: People) -> None:
    client = browser("dispute-lead")
    answer = client.post("/disputes/SQ20260302000001/open-in-need", {"reason": REASON, "_key": "k1"})
    assert answer.status_code == 404
