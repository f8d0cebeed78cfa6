"""Requests as people live them, each at a browser of his own: who reports reads every step in everyday words."""

import pytest
from playwright.sync_api import Page, expect

from shiyu.cases.models import Notice, Party
from tests.api.people import Api
from tests.api.people import report as by_api
from tests.api.story import STORY
from tests.browser.hands import BY, People, report, standing
from tests.browser.visiting import Visits

DETAIL = "泽州路与红星街口三盏路灯一周不亮，晚上看不清路。"
ADDRESS = "泽州路与红星街口"
# What the resident reads at each stage; the sentence of a stage between offices names none of them.
AT_WORK = "{unit}正在办理。"
READS = {
    "to_dispatch": "正在另行安排承办单位。",
    "to_sign": "已派给{unit}，等它签收。",
    "handling": AT_WORK,
    "extension_asked": AT_WORK,
    "return_asked": "12345热线正在核定由哪个单位承办。",
    "arbitration": "正在会商裁定由哪个单位承办。",
    "review": "{unit}已拟出答复，正在审核，通过后发给您。",
    "call_back": "已答复，请您评价。",
    "rework": "{unit}正在重新办理。",
}
CLOSED = "您的件已办结，结果：解决。"


def reported(people: People, *, photo: bool = False) -> tuple[str, Page]:
    """The number, and the resident's page of his case, reached from the receipt."""
    resident = people.at("", "/")
    number, _ = report(resident, DETAIL, phone="13800001234", address=ADDRESS, photo=photo)
    resident.get_by_role("button", name="看进度").click()
    resident.wait_for_url(f"**/my/cases/{number}")
    return number, resident


def satisfied(resident: Page) -> None:
    """The resident judges the answer."""
    resident.get_by_role("button", name="满意", exact=True).click()
    resident.get_by_text("您的评价已记下").wait_for()


def test_a_request_from_report_to_closed(visit: Visits) -> None:
    people = People(visit)
    number, resident = reported(people)
    people.move("dispatcher", number, "dispatch", {"lead": "cgj"})
    people.move("clerk-cgj", number, "sign", {})
    people.move("clerk-cgj", number, "first_contact", {"note": "已与诉求人通话"})
    people.move("clerk-cgj", number, "answer", {"answer": "三盏路灯均已更换。", "outcome": "resolved"})
    people.move("reviewer", number, "pass_review", {})
    assert standing(resident) == READS["call_back"]
    assert "三盏路灯均已更换。" in resident.locator(".answer").inner_text()
    satisfied(resident)
    assert standing(resident) == CLOSED


def in_a_batch(people: People, number: str, unit: str) -> None:
    """The dispatcher ticks the request among all cases and dispatches it from the page of a batch."""
    page = people.at("dispatcher", f"/cases?q={number}")
    page.locator(f'input[type="checkbox"][value="{number}"]').check()
    page.locator('.list-foot button, form[action="/cases/batch"] button').first.click()
    page.get_by_role("button", name="派单", exact=True).click()
    page.fill('[name="lead"]', unit)
    page.get_by_role("button", name="确认").click()
    expect(page.locator('tr[data-done="yes"]')).to_have_count(1)


@pytest.mark.story
def test_a_request_that_was_returned_arbitrated_extended_and_done_again(visit: Visits) -> None:
    people = People(visit)
    number, resident = reported(people, photo=True)
    seen = people.at("agent", f"/cases/{number}")
    assert "三盏路灯一周不亮" in seen.locator("main").inner_text()
    assert ".jpg" in seen.locator("main").inner_text()
    unit = ""
    for place, (who, move, facts, stage) in enumerate(STORY[:-1]):
        unit = people.unit(facts["lead"]) if "lead" in facts else unit
        if place:
            people.move(BY[who], number, move, facts)
        else:
            in_a_batch(people, number, facts["lead"])
        reads = standing(resident)
        assert reads == READS[stage].format(unit=unit), (move, reads)
    satisfied(resident)
    assert standing(resident) == CLOSED
    road = resident.locator(".history").inner_text()
    assert not any(words in road for words in ("三定方案", "请先行核实", "等待灯具到货"))
    assert resident.locator(".answer").count() == 2


@pytest.mark.story
def test_one_answer_to_all_callers_of_a_mass_event(visit: Visits) -> None:
    people = People(visit)
    with visit.site.database():
        number = by_api(Api(), category="010204", title="红星街片区停水", detail="红星街片区从早上起停水。").json()[
            "number"
        ]
    people.move("dispatcher", number, "declare_event", {"event_title": "红星街片区停水", "known": "主管爆裂，正在抢修"})
    callers = [people.at(name, "/") for name in ("", "resident")]
    for place, page in enumerate(callers):
        joined, _ = report(
            page,
            "红星街片区从早上起停水，家里没有水用。",
            phone=f"1390000100{place}",
            address="红星街1号院",
            join=number,
        )
        assert joined != number
        page.get_by_role("button", name="看进度").click()
        page.wait_for_url(f"**/my/cases/{number}")
    people.move("dispatcher", number, "dispatch", {"lead": "zjj"})
    people.move("clerk-zjj", number, "sign", {})
    people.move("clerk-zjj", number, "first_contact", {"note": "已向诉求人通报"})
    people.move("clerk-zjj", number, "answer", {"answer": "主管已修复，恢复供水。", "outcome": "resolved"})
    people.move("reviewer", number, "pass_review", {})
    for page in callers:
        assert standing(page) == READS["call_back"]
        assert "主管已修复，恢复供水。" in page.locator(".answer").inner_text()
    with visit.site.database():
        asked = Notice.objects.filter(case__number=number, template="request_answered").count()
        assert asked == Party.objects.filter(case__number=number).count() == 3
    event = people.at("dispatcher", f"/events/{number}")
    assert "3" in event.locator(".kpis").inner_text()
    for page in callers:
        standing(page)  # who judged meanwhile moved the case on: an older page would say so and ask to look again
        satisfied(page)
    assert "2" in people.at("dispatcher", f"/events/{number}").locator(".kpis").inner_text()
