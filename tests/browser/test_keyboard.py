"""Days of the hotline's officers by keyboard alone: no click, and few keys besides the words; and a browser that dies.

`Typist` counts: what is typed as text is free, every other key is counted.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response, expect

from shiyu.cases.models import Case, Entry
from tests.api.people import Api
from tests.api.people import report as by_api
from tests.browser.site import Site
from tests.browser.visiting import Visits

TITLE, DETAIL = "凤台西街窨井盖破损", "凤台西街与白水街口有一个窨井盖破了，夜里很危险。"
MOST_KEYS = 15
"""Besides the words: at a key a second, well under the twenty seconds a call may cost."""
RING = """() => {
    const [one, at] = [document.activeElement, document.activeElement.getBoundingClientRect()];
    const seen = at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth;
    const style = getComputedStyle(one);
    return [seen, style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
"""Whether what has the focus is in sight, and the ring around it."""


@dataclass
class Typist:
    """Two hands on a keyboard."""

    page: Page
    keys: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            if key.startswith("Alt+"):
                self._access(key.removeprefix("Alt+"))
            else:
                self.page.keyboard.press(key)
            self.keys += 1

    def _access(self, letter: str) -> None:
        """Alt and a letter as a keyboard sends it: a browser looks for access keys at the character itself."""
        devtools = self.page.context.new_cdp_session(self.page)
        for kind in ("rawKeyDown", "char", "keyUp"):
            devtools.send(
                "Input.dispatchKeyEvent",
                {
                    "type": kind, "modifiers": 1, "key": letter, "unmodifiedText": letter,
                    "text": letter if kind == "char" else "", "windowsVirtualKeyCode": ord(letter.upper()),
                },
            )  # fmt: skip
        devtools.detach()

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def go(self, selector: str, *, most: int = 40) -> None:
        """Tab until the focus is there: nobody may be kept from it."""
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    def enter(self, selector: str, *, most: int = 40) -> None:
        """Goes there, sees where the focus is, and presses it."""
        self.go(selector, most=most)
        assert self.page.evaluate(RING) == [True, "solid", 3], selector
        self.press("Enter")


def has_kept(answer: Response, words: str) -> bool:
    """Whether it is the answer to a saving of a draft with these words."""
    sent = answer.request.post_data_buffer
    return answer.url.endswith("/drafts") and sent is not None and words.encode() in sent


def stage(site: Site, number: str) -> str:
    with site.database():
        return Case.objects.get(number=number).stage


def waiting(site: Site, count: int, **facts: str) -> list[str]:
    """So many like requests that wait to be dispatched."""
    with site.database():
        return [by_api(Api(), **facts).json()["number"] for _ in range(count)]


def at_unit(site: Site, *moves: tuple[str, str, dict[str, Any]]) -> str:
    """A request of the test's own at zjj, and what was done to it since."""
    number = waiting(site, 1)[0]
    with site.database():
        for who, move, facts in (("dispatcher", "dispatch", {"lead": "zjj"}), ("clerk-zjj", "sign", {}), *moves):
            assert site.api(who).move(number, move, **facts).status_code == 200
    return number


def test_an_agent_takes_a_call_in_few_keys(visit: Visits) -> None:
    page = visit("/agent", username="agent")
    hands = Typist(page)
    expect(page.locator("[name=contact-phone]")).to_be_focused()
    hands.type("13800001234")
    page.locator("#earlier .plain-list li").first.wait_for()  # at once: nothing was left or pressed
    hands.press("Tab")
    hands.type("安女士")
    hands.press("Alt+y", "ArrowRight", "Alt+t")
    expect(page.locator("[name=type]:checked")).to_have_value("help")
    hands.type(TITLE)
    hands.press("Tab")
    hands.type(DETAIL)
    page.locator("#similar .card").first.wait_for()
    hands.press("Alt+a")
    hands.type("东街")
    hands.press("Tab", "Tab")
    hands.type("凤台西街与白水街口")
    hands.press("Alt+s")
    page.locator(".code-big").first.wait_for()
    assert hands.keys <= MOST_KEYS
    with visit.site.database():
        case = Case.objects.get(number=page.locator(".code-big").first.inner_text())
    assert (case.title, case.kind, case.place_code) == (TITLE, "help", "140502001000")
    hands.press("Alt+x")
    expect(page.locator("[name=contact-phone]")).to_be_focused()
    expect(page.locator("main")).not_to_contain_text(TITLE)  # what was saved is no draft


def written_and_approved(visit: Visits, *, question: str, answer: str) -> None:
    """An official answer that one officer writes and another approves, by keyboard."""
    supervisor = visit("/knowledge/new", username="supervisor")
    writer = Typist(supervisor)
    for name, words in {"question": question, "answer": answer, "unit": "市城市管理局"}.items():
        writer.go(f"[name={name}]")
        writer.type(words)
    writer.go("main .btn-primary")
    writer.press("Enter")
    supervisor.get_by_role("heading", name=question).first.wait_for()
    reviewer = visit(urlsplit(supervisor.url).path, username="reviewer")
    second = Typist(reviewer)
    second.go("button[name=do][value=approve]", most=60)
    second.press("Enter")
    reviewer.locator(".stage", has_text="有效").wait_for()


def test_an_agent_answers_at_once_from_the_knowledge_base(visit: Visits) -> None:
    written_and_approved(visit, question="共享单车乱停放怎么处理", answer="请说明位置，企业两小时内到场规整。")
    page = visit("/agent", username="agent")
    hands = Typist(page)
    hands.type("13800001235")
    hands.press("Alt+t")
    hands.type("共享单车乱停放没人管")
    hands.press("Tab")
    hands.type("小区门口全是共享单车。")
    page.locator("button[name=take_answer]").first.wait_for()
    hands.press("Alt+k")
    expect(page.locator("[name=answer]")).to_be_focused()
    expect(page.locator("[name=answer]")).to_have_value("请说明位置，企业两小时内到场规整。")
    hands.press("Alt+s")
    page.locator(".code-big").first.wait_for()
    assert hands.keys <= MOST_KEYS
    number = page.locator(".code-big").first.inner_text()
    assert stage(visit.site, number) == "answered_directly"
    with visit.site.database():
        facts = Entry.objects.get(case__number=number, move="answer_directly").facts
    assert facts["knowledge_edition"] == 1


def test_the_keys_are_listed_at_a_question_mark(visit: Visits) -> None:
    page = visit("/agent", username="agent2")
    sheet = page.locator("details[data-keys] .sheet")
    hands = Typist(page)
    hands.press("?")
    expect(page.locator("[name=contact-phone]")).to_have_value("?")  # in a field it is a character
    hands.press("Alt+/")
    expect(sheet).to_be_visible()
    for key in page.locator("details[data-keys] dt").all_inner_texts():
        assert page.locator(f"[accesskey={key.lower()}]").count() <= 1, key
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_browser_that_dies_takes_no_draft_with_it(visit: Visits) -> None:
    page = visit("/agent", username="agent2")
    with page.expect_response(lambda answer: has_kept(answer, "凤鸣小区")) as kept:
        page.fill("[name=title]", "停电两小时")
        page.fill("[name=contact-phone]", "13800009999")
        page.fill("[name=detail]", "凤鸣小区三号楼停电。")
        page.keyboard.press("Tab")
    assert kept.value.ok
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash", timeout=2_000)  # it dies without a word: no event of leaving reaches the page
    page.close()
    again = visit("/agent", username="agent2")
    offer = again.locator(".drafts")
    expect(offer).to_contain_text("停电两小时")
    expect(offer).not_to_contain_text("13800009999")
    Typist(again).press("Alt+r")
    expect(again.locator("[name=detail]")).to_have_value("凤鸣小区三号楼停电。")
    expect(again.locator("[name=contact-phone]")).to_have_value("13800009999")
    Typist(again).press("Alt+s")
    again.locator(".code-big").first.wait_for()
    again.goto("/agent")
    expect(again.locator("main")).not_to_contain_text("停电两小时")


def test_a_dispatcher_sends_twenty_like_requests_in_six_clicks(visit: Visits) -> None:
    waiting(visit.site, 20, title="健身器材损坏", category="010209")
    page = visit("/work", username="dispatcher")
    clicks = 0
    for press in (
        page.locator(".menu a[href='/dispatch']"), page.locator("button[name=group][value='category:010209']"),
        page.locator("button[name=do][value=dispatch]"),
    ):  # fmt: skip
        press.click()
        clicks += 1
    expect(page.locator("h1")).to_contain_text("已派出 20 件")
    assert clicks <= 6


def test_a_dispatcher_by_keyboard(visit: Visits) -> None:
    numbers = waiting(visit.site, 2, title="公园座椅损坏", category="010207")
    page = visit("/dispatch", username="dispatcher")
    hands = Typist(page)
    hands.press("j")
    while page.evaluate("document.activeElement.value") not in numbers:
        hands.press("j")
    hands.press("x")
    while page.evaluate("document.activeElement.value") not in numbers or page.evaluate(
        "document.activeElement.checked"
    ):
        hands.press("j")
    hands.press("x", "Alt+s")
    page.get_by_role("heading", name="将派出 2 件").wait_for()
    hands.press("Alt+s")
    page.get_by_role("heading", name="已派出 2 件").wait_for()
    assert {stage(visit.site, number) for number in numbers} == {"to_sign"}


def test_a_clerk_answers_in_four_clicks_from_his_work(visit: Visits) -> None:
    number = at_unit(visit.site, ("clerk-zjj", "first_contact", {"note": "已与诉求人通话"}))
    page = visit("/work?tab=to_do", username="clerk-zjj")
    steps = (
        page.locator(f"a[href='/cases/{number}']").first, page.locator(f"a[href='/cases/{number}/moves/answer']").first,
        page.locator("[name=outcome][value=resolved]"), page.locator("form.card .card-footer .btn-primary"),
    )  # fmt: skip
    for place, step in enumerate(steps):
        if place == 2:
            page.fill("[name=answer]", "井盖已更换。")  # typing is not clicking
        step.click()
    page.wait_for_url(f"**/cases/{number}")
    assert stage(visit.site, number) == "review"


def test_a_clerk_by_keyboard(visit: Visits) -> None:
    number = at_unit(visit.site, ("clerk-zjj", "first_contact", {"note": "已与诉求人通话"}))
    page = visit(f"/cases/{number}", username="clerk-zjj")
    hands = Typist(page)
    hands.go(f"a[href='/cases/{number}/moves/answer']", most=60)
    hands.press("Enter")
    page.wait_for_url("**/moves/answer")
    hands.go("[name=answer]")
    hands.type("井盖已更换，路面已平整。")
    hands.go("[name=outcome]")
    hands.press("Space")
    hands.go("form.card .card-footer .btn-primary")
    hands.press("Enter")
    page.wait_for_url(f"**/cases/{number}")
    assert stage(visit.site, number) == "review"


def test_a_call_back_officer_by_keyboard(visit: Visits) -> None:
    number = at_unit(
        visit.site, ("clerk-zjj", "first_contact", {"note": "已通话"}),
        ("clerk-zjj", "answer", {"answer": "已更换。", "outcome": "resolved"}), ("reviewer", "pass_review", {}),
    )  # fmt: skip
    page = visit(f"/callbacks/{number}", username="callback")
    hands = Typist(page)
    hands.go("[name=verdict]")
    hands.press("Space")
    hands.go("[name=solved]")
    hands.press("Space")
    hands.go("[name=comment]")
    hands.type("水压仍然偏低")
    hands.press("Alt+p")
    page.locator("dl.facts[role=status]").wait_for()
    expect(page.locator("[name=comment]").first).to_have_value("水压仍然偏低")  # looking up the number loses nothing
    hands.press("Alt+s")
    page.wait_for_url("**/callbacks")
    with visit.site.database():
        assert Entry.objects.filter(case__number=number, move="call_back").count() == 1
