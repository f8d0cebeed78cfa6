"""A supervisor by keyboard alone: from a number of the overview to a case that is urged, and a decision."""

import pytest

from shiyu.cases.models import Entry
from tests.browser.test_keyboard import Typist, at_unit, stage
from tests.browser.visiting import DESK, PHONE, Visits


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_supervisor_by_keyboard(visit: Visits, width: int) -> None:
    number = at_unit(visit.site)
    page = visit("/overview", username="supervisor", width=width)
    hands = Typist(page)
    hands.enter(".kpi a.big-number")
    page.wait_for_url("**/cases?**")
    hands.enter(f"a[href='/cases/{number}']", most=200)
    page.wait_for_url(f"**/cases/{number}")
    hands.enter("details.rarely > summary", most=60)
    hands.enter(f"a[href='/cases/{number}/moves/urge']")
    page.wait_for_url("**/moves/urge")
    hands.go("[name=note]")
    hands.type("请今日内报告进展")
    hands.enter("form.card .card-footer .btn-primary")
    page.wait_for_url(f"**/cases/{number}")
    hands.enter(".menu a[href='/overview']")
    page.wait_for_url("**/overview")
    with visit.site.database():
        assert Entry.objects.filter(case__number=number, move="urge").count() == 1


def test_a_supervisor_decides_on_an_extension_by_keyboard(visit: Visits) -> None:
    number = at_unit(visit.site, ("clerk-zjj", "ask_extension", {"amount": 2, "reason": "等待配件"}))
    page = visit("/overview", username="supervisor")
    hands = Typist(page)
    hands.enter(".menu a[href='/approvals']")
    page.wait_for_url("**/approvals")
    hands.enter(f"a[href='/cases/{number}/moves/grant_extension']", most=80)
    page.wait_for_url("**/moves/grant_extension")
    hands.go("[name=amount]")
    hands.press("Control+a")
    hands.type("2")
    hands.enter("form.card .card-footer .btn-primary")
    page.wait_for_url(f"**/cases/{number}")
    assert stage(visit.site, number) == "handling"
