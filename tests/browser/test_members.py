"""A member on a telephone: drafts, invites, the other confirms, it is submitted; with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from shiyu.cases.actors import CLOCK_TICK
from shiyu.cases.gate import visible_cases
from tests.browser.visiting import PHONE, Visits


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_drafts_invites_and_submits_once_the_other_confirmed(visit: Visits, scripts: bool) -> None:
    title = f"关于护学岗的建议{'一' if scripts else '二'}"
    page = visit("/proposals/mine", username="member", width=PHONE, scripts=scripts)
    number = drafted(page, title=title, scripts=scripts)
    invited(page)
    other = visit("/proposals/mine", username="invited", width=PHONE, scripts=scripts)
    other.get_by_role("link", name=title).click()
    expect(other.locator("body")).to_contain_text("增设护学岗")
    other.get_by_role("button", name="确认联名").click()
    expect(other.locator(".signers")).to_contain_text("已确认联名")
    page.locator(".form-ways .btn-primary").click()
    page.wait_for_url("**/submit")
    page.locator('[name="one_matter"]').check()
    page.locator(".form-ways .btn-primary").click()
    page.wait_for_url(f"**/proposals/mine/{number}")
    expect(page.locator(".standing")).to_have_text("已提交，市政协提案委正在审查。")
    with visit.site.database():
        case = visible_cases(CLOCK_TICK).get(number=number)
        assert (case.stage, case.title) == ("submitted", title)


def drafted(page: Page, *, title: str, scripts: bool) -> str:
    """From the list to the kept draft; answers its number."""
    page.locator(".title-row .btn-primary").click()
    page.fill("#title", title)
    page.fill("#detail", "上下学时段 车流集中。")
    page.fill("#suggestions", "一、增设护学岗。")
    if scripts:
        expect(page.locator("[data-count]")).to_have_text("18")  # blanks are none
    page.locator(".form-ways .btn-primary").click()
    page.wait_for_url("**/proposals/new/similar")
    page.locator('[name="units"][value="jyj"]').check()
    page.locator('[name="do"][value="next"]').click()
    page.wait_for_url("**/co-signers")
    return page.url.split("/")[-2]


def invited(page: Page) -> None:
    """Somebody is found by name and invited."""
    page.fill("#q", "白")
    page.locator("form.one-line .btn").click()
    page.get_by_role("button", name="邀请白景行").click()
    expect(page.locator(".signers .waiting")).to_have_text("已邀请，等待本人确认")
