"""纳入督查 as an officer does it: two clicks from an overdue case to its order, with scripts and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from shiyu.base.clock import now, standing_at
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from tests.browser.visiting import EN, PHONE, Visits

FACTS = {"title": "人行道塌陷", "detail": "塌陷一周无人修。", "contact": {"name": "安某", "phone": "0356-0000009"}}


def overdue_request(visit: Visits, key: str) -> str:
    """A request nobody dispatched for a month."""
    with visit.site.database(), standing_at(now() - timedelta(days=30)):
        return open_case("citizen_request", "report", actor=Newcomer(role="caller"), key=key, facts=FACTS).number


def two_clicks(page: Page) -> str:
    """Puts the case under supervision; answers the number of the order as the page says it."""
    panel = page.locator("section", has=page.locator("#supervised"))
    panel.locator("summary").click()
    panel.get_by_role("button").click()
    expect(panel.locator("details")).to_have_count(0)
    number = panel.locator(".number").inner_text()
    assert number.startswith("DC")
    return number


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clicks_from_an_overdue_case_to_its_order(visit: Visits, *, scripts: bool) -> None:
    case = overdue_request(visit, f"two-clicks-{scripts}")
    order = two_clicks(visit(f"/cases/{case}", username="supervisor", scripts=scripts))
    officer = visit("/supervision/orders", username="supervision")
    officer.get_by_role("link", name="人行道塌陷").first.click()
    expect(officer.get_by_role("heading", name="13710")).to_be_visible()
    officer.goto(f"/cases/{order}")
    expect(officer.get_by_role("heading", level=1)).to_contain_text("人行道塌陷")
    assert "安某" not in officer.content()


def test_the_same_on_a_telephone_in_english(visit: Visits) -> None:
    case = overdue_request(visit, "two-clicks-phone")
    page = visit(f"/cases/{case}", username="supervisor", language=EN, width=PHONE)
    assert page.locator("#supervision-reason").input_value() == "The case is overdue."
    two_clicks(page)
    expect(page.get_by_text("Under supervision: ")).to_be_visible()


def test_what_is_said_to_be_classified_is_not_taken(visit: Visits) -> None:
    page = visit("/open/supervision_order/propose", username="supervision")
    page.get_by_label("是", exact=True).check()
    page.get_by_label("督查事项").fill("某事项")
    page.get_by_label("会议议定事项").check()
    page.get_by_label("依据（会议、批示、文号）").fill("会议")
    page.get_by_label("督查内容").fill("内容")
    page.get_by_role("button", name="拟立项").click()
    expect(page.get_by_text("保守国家秘密法").first).to_be_visible()
    assert page.url.endswith("/open/supervision_order/propose")
