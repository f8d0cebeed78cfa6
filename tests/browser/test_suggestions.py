"""What the agent's screen suggests while a call is typed, taken by the keys that stand beside it."""

from playwright.sync_api import expect

from tests.browser.test_keyboard import Typist
from tests.browser.visiting import Visits


def test_an_agent_takes_the_suggested_category_and_the_place_found_by_their_keys(visit: Visits) -> None:
    page = visit("/agent", username="agent")
    hands = Typist(page)
    expect(page.locator("[name=contact-phone]")).to_be_focused()
    hands.press("Alt+t")
    hands.type("自来水浑浊")
    hands.press("Tab")
    hands.type("城区东街街道新建西街12号的自来水发黄，家里有婴儿。")
    suggested = page.locator("button[name=take_category]").first
    expect(suggested).to_have_attribute("value", "010216")
    expect(page.locator("[name=category]")).to_have_value("")  # nothing is filled in by itself
    hands.press("Alt+g")
    expect(page.locator("[name=category]")).to_have_value("010216 自来水供应")
    expect(page.locator("button[name=take_category]")).to_have_count(0)
    hands.press("Alt+v")
    expect(page.locator("[name=place-address]")).to_have_value("新建西街12号")
    expect(page.locator("[name=place-division]")).not_to_have_value("")
