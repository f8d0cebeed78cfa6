"""A resident's guided start by keyboard alone, from the first page to the application; nothing is kept on the way."""

from playwright.sync_api import Page, expect

from shiyu.cases.models import Case
from tests.browser.test_keyboard import Typist
from tests.browser.visiting import PHONE, Visits, sideways

ANSWERS = ("no", "home", "property", "service")
TYPED = {
    "happened": "电梯停了半年，物业说没有钱修。", "claims": "修好电梯。", "contact-name": "安某",
    "contact-phone": "13800001177", "respondent-name": "某物业公司",
}  # fmt: skip


def answer(hands: Typist, code: str) -> None:
    """Presses the answer of this code."""
    hands.enter(f"a.doorway[href$='{code}']", most=60)


def asked(page: Page, question: str) -> None:
    """Waits until the question stands there."""
    expect(page.locator("h1")).to_have_text(question)


def apply_for_it(hands: Typist) -> str:
    """Fills in the form that is open, by keyboard, and answers the number of the case."""
    page = hands.page
    hands.go("[name=place-division]", most=60)
    page.locator("[name=place-division]").select_option("140502004000")
    for name, words in TYPED.items():
        hands.go(f"[name={name}]")
        hands.type(words)
    hands.go("main form .btn-primary")
    hands.press("Enter")
    page.locator(".receipt .code-big").wait_for()
    return page.locator(".receipt .number").inner_text()


def test_a_resident_is_led_to_the_application_by_keyboard_alone(visit: Visits) -> None:
    page = visit("/", width=PHONE)
    hands = Typist(page)
    hands.enter("main a[href='/disputes/start']", most=60)
    for place, code in enumerate(ANSWERS, 1):
        expect(page.locator(".guide-progress")).to_contain_text(f"第{place}问")
        answer(hands, code)
    asked(page, "哪天知道权益受损、知道是谁的？")
    page.go_back()  # the browser's own way back keeps what was answered before
    asked(page, "物业的什么事？")
    answer(hands, "service")
    asked(page, "哪天知道权益受损、知道是谁的？")
    hands.go("main #day", most=60)
    page.locator("#day").fill("2025-01-02")
    hands.go("main form .btn-primary")
    hands.press("Enter")
    asked(page, "想怎么解决？")
    answer(hands, "talk")
    asked(page, "申请人民调解")
    expect(page.locator("#periods + p")).to_contain_text("2028-01-03")  # the 2nd is a Sunday
    assert sideways(page) == 0
    assert [one for one in page.context.cookies() if one.get("name") == "sessionid"] == []
    hands.enter("main a[href='/disputes/apply?kind=property']", most=60)
    expect(page.locator("[name=kind]")).to_have_value("property")
    number = apply_for_it(hands)
    with visit.site.database():
        case = Case.objects.get(number=number)
        assert (case.kind, case.stage) == ("property", "registered")


def test_the_guide_works_without_scripts_and_danger_is_one_press_away(visit: Visits) -> None:
    page = visit("/disputes/start", width=PHONE, scripts=False)
    page.locator("a.doorway[href$='home']").click()
    expect(page.locator("h1")).to_contain_text("110")
    expect(page.locator("main a[href='tel:110']").first).to_be_visible()
    page.locator(".guide-talk summary").click()
    expect(page.locator(".guide-talk a[href='tel:12348']")).to_be_visible()
