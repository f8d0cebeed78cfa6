"""A resident's report on a telephone: three screens, few taps, helped while typing; and the whole story by keyboard."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import FilePayload, Page, expect

from shiyu.cases.models import Case
from tests.api.made_files import picture
from tests.api.people import Api
from tests.api.people import report as by_api
from tests.browser.test_keyboard import Typist
from tests.browser.visiting import PHONE, Visits

MOST_SCREENS, MOST_TAPS = 3, 9
TYPED = "书院街与前西街口的窨井盖松了，车一过就响。"


def photo() -> FilePayload:
    return FilePayload(name="现场.jpg", mimeType="image/jpeg", buffer=picture().read())


@dataclass
class Finger:
    """One finger on a telephone: each tap counts, words are free, and every page that was shown is kept."""

    page: Page
    taps: int = 0
    screens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", lambda frame: self._shown(frame.url))

    def _shown(self, address: str) -> None:
        if address not in self.screens:
            self.screens.append(address)

    def tap(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.taps += 1

    def write(self, selector: str, words: str) -> None:
        self.tap(selector)
        self.page.keyboard.insert_text(words)

    def choose(self, selector: str, *files: FilePayload) -> None:
        """Two taps: the field, and the picture in what the telephone opens."""
        self.page.set_input_files(selector, list(files))
        self.taps += 2


def test_a_report_with_a_photo_costs_three_screens_and_nine_taps(visit: Visits) -> None:
    finger = Finger(visit("/", width=PHONE))
    finger.tap(".doorway-main")
    finger.write("#detail", TYPED)
    finger.choose("#files", photo())
    finger.tap(".form-ways .btn-primary")
    finger.write("#address", "书院街与前西街口")
    finger.tap(".form-ways .btn-primary")
    finger.write("#phone", "13900003333")
    finger.tap(".form-ways .btn-primary")
    number = finger.page.locator(".receipt .number").inner_text()
    assert finger.screens.pop().endswith(f"/report/receipt/{number}")
    assert len(finger.screens) <= MOST_SCREENS, finger.screens
    assert finger.taps <= MOST_TAPS
    with visit.site.database():
        assert Case.objects.get(number=number).attachments.count() == 1


def degrees(page: Page) -> tuple[float, float]:
    return float(page.input_value("#picked-lon")), float(page.input_value("#picked-lat"))


def test_the_pin_is_dropped_and_moved_by_keyboard_and_stays_in_the_city(visit: Visits) -> None:
    page = visit("/report", width=PHONE)
    page.fill("#detail", TYPED)
    page.locator(".form-ways .btn-primary").click()
    page.locator(".map-fold summary").press("Enter")
    page.locator(".map-area").first.wait_for(state="attached")
    state = page.locator("[data-state]")
    page.locator("[data-map]").press("Enter")
    expect(state).to_contain_text("已标出位置")
    lon, lat = degrees(page)
    pin = page.locator(".map-pin")
    pin.press("ArrowRight")
    assert degrees(page)[0] > lon
    pin.press("ArrowUp")
    assert degrees(page)[1] > lat
    assert page.url.endswith("/report/place")  # Enter did not send the form
    page.fill("#picked-lon", "116.4")
    page.fill("#picked-lat", "39.9")
    page.locator("#picked-lat").blur()
    expect(state).to_contain_text("不在本市范围内")
    page.locator(".form-ways .btn-primary").click()
    expect(page.locator("#position-error")).to_contain_text("不在本市范围内")
    page.locator("[data-clear-position]").click()
    page.locator(".form-ways .btn-primary").click()
    page.wait_for_url("**/report/contact")


def test_who_reports_the_same_is_asked_to_join_while_he_types(visit: Visits) -> None:
    with visit.site.database():
        number = by_api(Api(), category="010204", title="前西街口电线杆倾斜", detail="前西街口电线杆倾斜很久了").json()[
            "number"
        ]
    finger = Finger(visit("/report", width=PHONE))
    finger.write("#detail", "前西街口电线杆倾斜，怕倒")
    choice = f'[name="join"][value="{number}"]'
    finger.page.locator(choice).wait_for()
    finger.tap(choice)
    finger.tap(".form-ways .btn-primary")
    finger.write("#phone", "13900004444")
    finger.tap(".form-ways .btn-primary")
    expect(finger.page.locator(".receipt")).to_contain_text("您已加入这一件")


def test_the_receipt_is_saved_as_a_picture_and_as_text(visit: Visits) -> None:
    page = visit(f"/report/receipt/{visit.site.receipt}", username="reporter", width=PHONE)
    for button, name in (("存为图片", ".png"), ("存为文本", ".txt")):
        with page.expect_download() as saved:
            page.locator(".form-ways").get_by_text(button).click()
        assert saved.value.suggested_filename == visit.site.receipt + name


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_reports_and_judges_by_keyboard_alone(visit: Visits, scripts: bool) -> None:
    page = visit("/", scripts=scripts)
    hands = Typist(page)
    for selector, words in (
        (".doorway-main", ""), ("#detail", TYPED), (".form-ways .btn-primary", ""), ("#address", "书院街9号"),
        (".form-ways .btn-primary", ""), ("#phone", f"1390000555{int(scripts)}"), (".form-ways .btn-primary", ""),
    ):  # fmt: skip
        hands.go(selector, most=80)
        if words:
            hands.type(words)
        else:
            with page.expect_navigation():
                hands.press("Enter")
    number = page.locator(".receipt .number").inner_text()
    hands.go("form .btn-primary", most=80)
    with page.expect_navigation():
        hands.press("Enter")
    assert page.url.endswith(f"/my/cases/{number}")
    answered(visit, number)
    page.reload()
    hands.go('[name="verdict"][value="satisfied"]', most=80)
    with page.expect_navigation():
        hands.press("Enter")
    expect(page.locator(".standing")).to_have_text("您的件已办结，结果：解决。")


def answered(visit: Visits, number: str) -> None:
    """Its unit answers it."""
    with visit.site.database():
        by = {name: visit.site.api(name) for name in ("dispatcher", "clerk-zjj", "reviewer")}
        by["dispatcher"].move(number, "dispatch", lead="zjj")
        by["clerk-zjj"].move(number, "sign")
        by["clerk-zjj"].move(number, "first_contact", note="已与诉求人通话")
        by["clerk-zjj"].move(number, "answer", answer="井盖已更换。", outcome="resolved")
        assert by["reviewer"].move(number, "pass_review").status_code == 200
