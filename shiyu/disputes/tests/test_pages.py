"""The pages: what window, head, mediator and parties are shown, what they are not, and what each page costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import now
from shiyu.cases.door import open_case
from shiyu.cases.models import Case, Party
from shiyu.city.models import Account
from shiyu.disputes.tests.conftest import ANNA, MATTER, Story
from shiyu.web.browsing import RESIDENT
from shiyu.web.login.sitting import BEGAN, SEEN

Make = Callable[..., Story]
Open = Callable[[str], Client]


@pytest.fixture
def visit(people: Any) -> Open:
    """A browser in which this account of the demo has logged in."""

    def make(login: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=login))
        return client

    return make


def said(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def as_party(story: Story, role: str) -> Client:
    """A browser in which this party has given its query code."""
    party = Party.objects.get(pk=story.party(role).party_id)
    client = Client()
    session = client.session
    session[RESIDENT] = {"party": party.pk}
    session[BEGAN] = session[SEEN] = now().isoformat()
    session.save()
    return client


def test_the_window_registers_and_is_advised(dispute: Make, visit: Open) -> None:
    story = dispute()
    window = visit("dispute-window")
    page = said(window.get(f"/cases/{story.number}"))
    assert "研判建议" in page
    assert page.index("劳动争议调委会") < page.index("综合纠纷调委会")
    form = said(window.get(f"/cases/{story.number}/moves/triage"))
    assert '<option value="tw-laodong" selected>劳动争议调委会</option>' in form
    assert "tw-laodong 劳动争议" not in form, "the unit's name, not its code beside it"


def test_the_list_holds_what_each_may_read(dispute: Make, visit: Open) -> None:
    new, named = dispute(), dispute(until="mediating", respondent={"name": "另一家", "phone": "13900007031"})
    shown = {login: said(visit(login).get("/disputes")) for login in ("dispute-window", "mediator", "mediator2")}
    assert [new.number in page for page in shown.values()] == [True, False, False]
    assert [named.number in page for page in shown.values()] == [False, True, False]


@pytest.mark.parametrize("login", ["dispute-lead", "clerk-zjj", "supervisor"])
def test_the_list_is_not_for_others(visit: Open, login: str) -> None:
    assert visit(login).get("/disputes").status_code == 403


def test_a_head_sees_whom_he_can_name(dispute: Make, visit: Open) -> None:
    story = dispute(until="to_appoint")
    story.do("pick_mediator", "b", mediator="mediator2")
    page = said(visit("mediation-head").get(f"/cases/{story.number}"))
    assert "池砚秋" in page
    assert "1位当事人选择" in page


def test_the_mediator_sees_what_each_agreed_to(dispute: Make, visit: Open) -> None:
    story = dispute(until="asking")
    story.do("agree", "a")
    page = said(visit("mediator").get(f"/cases/{story.number}"))
    assert "同意调解" in page
    assert "未表态" in page
    assert ANNA not in page, "masked by default"


def test_a_page_of_staff_costs_so_much(
    dispute: Make, visit: Open, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = dispute(until="mediating")
    mediator = visit("mediator")
    for address, cost in {"/disputes": 7, f"/cases/{story.number}": 26}.items():
        mediator.get(address)
        with django_assert_num_queries(cost):
            said(mediator.get(address))


def test_a_party_reads_its_own_page_and_agrees(dispute: Make) -> None:
    story = dispute(until="asking")
    browser = as_party(story, "respondent")
    page = said(browser.get(f"/disputes/mine/{story.number}"))
    assert "请表态是否同意调解" in page
    for word in (MATTER["happened"], "骆青禾", ANNA):
        assert str(word) not in page
    form = browser.get(f"/disputes/mine/{story.number}/moves/agree")
    key = str(form.content.decode()).split('name="_key" value="')[1].split('"')[0]
    assert browser.post(f"/disputes/mine/{story.number}/moves/agree", {"_key": key}).status_code == 302
    assert Party.objects.get(pk=story.party("respondent").party_id).stance == "agrees"
    assert "/moves/agree" not in said(browser.get(f"/disputes/mine/{story.number}")), "said once"


def test_a_party_reads_its_rights_before_it_signs_them(dispute: Make) -> None:
    story = dispute(until="asking")
    page = said(as_party(story, "applicant").get(f"/disputes/mine/{story.number}/moves/told_rights"))
    assert "拒绝调解或者要求终止调解" in page


def test_a_party_does_not_read_anothers_dispute(dispute: Make) -> None:
    mine, other = dispute(), dispute(contact={"name": "别人", "phone": "13900007041"}, respondent=None)
    assert as_party(mine, "applicant").get(f"/disputes/mine/{other.number}").status_code in {302, 404}


def test_a_private_talk_stands_on_the_page_of_its_side_alone(dispute: Make) -> None:
    story = dispute(until="mediating")
    story.do("private_talk", "mediator", side=story.party("applicant").party_id, talk="底线是一万")
    pages = [said(as_party(story, role).get(f"/disputes/mine/{story.number}")) for role in ("applicant", "respondent")]
    assert ["底线是一万" in page for page in pages] == [True, False]


def test_a_clerk_refers_from_the_page_and_sees_what_came_of_it(visit: Open, people: Any) -> None:
    report = {"channel": "phone", "title": "欠薪", "detail": "老板欠薪", "contact": {"name": "骆青禾", "phone": ANNA}}
    number = open_case("citizen_request", "report", actor=people("agent"), key="r", facts=report).number
    dispatcher = visit("dispatcher")
    assert "转矛盾纠纷调解" in said(dispatcher.get(f"/cases/{number}"))
    answer = dispatcher.post(f"/disputes/refer/{number}", {"reason": "双方愿意调解", "_key": "k"})
    assert answer.status_code == 302
    dispute = Case.objects.get(procedure="dispute")
    page = said(dispatcher.get(f"/cases/{number}"))
    assert dispute.number in page
    assert "待研判" in page
    assert dispatcher.get(f"/cases/{dispute.number}").status_code == 404
