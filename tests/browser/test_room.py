"""The room of a dispute in a browser: who sees what, what is asked before a private word, what comes by itself."""

import json
from io import StringIO

import pytest
from playwright.sync_api import expect

from shiyu.cases.contact import open_contact
from shiyu.cases.models import Party
from shiyu.disputes.models import RoomMessage
from shiyu.disputes.talks import read_talks
from shiyu.disputes.talks_loading import load_talks
from shiyu.disputes.tests.test_talks import OURS
from tests.browser.sessions import as_resident
from tests.browser.visiting import Visits

COMES_WITHIN = 20_000  # milliseconds: the page asks every eight seconds
A, B = "room-applicant", "room-respondent"


@pytest.fixture
def number(visit: Visits) -> str:
    """A labour dispute under mediation, in which something was said; its two sides can log in."""
    with visit.site.database():
        (talk,) = read_talks(StringIO(json.dumps(OURS[1], ensure_ascii=False)))
        load_talks([talk], place="140502004000")
        first = RoomMessage.objects.select_related("case").get(request_key__endswith=f"talk-{talk.key}-line-0")
        found: str = first.case.number
        for name, role in ((A, "applicant"), (B, "respondent")):
            party = Party.objects.get(case__number=found, role=role)
            visit.site.cookies[name] = as_resident(open_contact(party)["code"])
    return found


def test_a_private_word_is_asked_about_and_reaches_one_side_only(visit: Visits, number: str) -> None:
    applicant = visit(f"/disputes/mine/{number}/room", username=A)
    respondent = visit(f"/disputes/mine/{number}/room", username=B)
    mediator = visit(f"/disputes/{number}/room", username="mediator")
    mediator.get_by_label("仅申请人与调解员").check()
    box = mediator.get_by_label("内容")
    box.fill("对方最多能让到多少，只问您。")
    box.press("Control+Enter")
    expect(mediator.get_by_role("dialog")).to_contain_text("仅申请人与调解员")
    mediator.get_by_role("dialog").get_by_role("button", name="发送").click()
    expect(mediator.get_by_role("log")).to_contain_text("只问您")
    expect(applicant.get_by_role("log")).to_contain_text("只问您", timeout=COMES_WITHIN)  # by itself
    respondent.reload()
    expect(respondent.get_by_role("log")).not_to_contain_text("只问您")


def test_an_offer_is_accepted_and_both_see_it(visit: Visits, number: str) -> None:
    applicant = visit(f"/disputes/mine/{number}/room", username=A)
    applicant.get_by_label("调解方案").check()
    applicant.get_by_label("内容").fill("月底前付清一万二。")
    applicant.get_by_label("内容").press("Control+Enter")
    expect(applicant.get_by_role("log")).to_contain_text("待答复")
    respondent = visit(f"/disputes/mine/{number}/room", username=B)
    respondent.get_by_role("button", name="接受方案").click()
    respondent.get_by_role("dialog").get_by_role("button", name="接受方案").click()
    expect(respondent.get_by_role("log")).to_contain_text("被申请人接受了方案")
    expect(applicant.get_by_role("log")).to_contain_text("各方接受", timeout=COMES_WITHIN)


def test_what_was_not_sent_is_kept(visit: Visits, number: str) -> None:
    page = visit(f"/disputes/mine/{number}/room", username=A)
    page.get_by_label("内容").fill("还没想好怎么说")
    page.get_by_role("heading", name="调解室").click()
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已保存")
    page.reload()
    expect(page.get_by_label("内容")).to_have_value("还没想好怎么说")


def test_it_works_without_scripts(visit: Visits, number: str) -> None:
    page = visit(f"/disputes/mine/{number}/room", username=A, scripts=False)
    page.get_by_label("内容").fill("没有脚本也能说")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("log")).to_contain_text("没有脚本也能说")
