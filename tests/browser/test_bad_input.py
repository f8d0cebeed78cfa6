"""What people send that nobody asked for: each is told at its field, nothing typed is lost, and nothing breaks."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from tests.browser.hands import report
from tests.browser.visiting import PHONE, Visits

SAID = "凤鸣小区门前积水，下雨就过不去。"
NEXT = ".form-ways .btn-primary"
MEGABYTE = 1024 * 1024
SCRIPT = "<script>document.title='taken'</script>\u202e\u2066赵某"


def wrong(page: Page, field: str) -> str:
    """The sentence at a field, to which the field itself points."""
    control = page.locator(f"#{field}")
    assert control.get_attribute("aria-invalid") == "true"
    assert f"{field}-error" in (control.get_attribute("aria-describedby") or "").split()
    return page.locator(f"#{field}-error").inner_text()


def told(page: Page) -> int:
    """Sends the form and answers how it was answered."""
    with page.expect_navigation() as sent:
        page.locator(NEXT).click()
    return sent.value.status


def test_a_photo_of_forty_megabytes_and_a_program_by_another_name(visit: Visits, tmp_path: Path) -> None:
    huge = tmp_path / "全景.jpg"
    with huge.open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(40 * MEGABYTE)
    page = visit("/report", width=PHONE)
    page.fill("#detail", SAID)
    page.set_input_files("#files", huge)
    assert told(page) == 422
    assert "“全景.jpg”未接收：文件超过 20 MB" in wrong(page, "files")
    program = FilePayload(name="照片.jpg", mimeType="image/jpeg", buffer=b"MZ\x90\x00" + bytes(500))
    page.set_input_files("#files", program)
    assert told(page) == 422
    assert "“照片.jpg”未接收" in wrong(page, "files")
    assert page.locator("#detail").input_value() == SAID
    assert told(page) == 200
    assert page.url.endswith("/report/place")


@pytest.mark.parametrize(("field", "most"), [("detail", 20_000), ("title", 200)])
def test_ten_thousand_characters_pasted(visit: Visits, field: str, most: int) -> None:
    page = visit("/report", width=PHONE)
    page.fill("#detail", SAID)
    long = "长" * (most + 10_000)
    page.fill(f"#{field}", long)
    assert told(page) == 422
    assert f"最多 {most} 个字" in wrong(page, field)
    assert page.locator(f"#{field}").input_value() == long
    page.fill(f"#{field}", long[:most])
    assert told(page) == 200
    assert page.url.endswith("/report/place")


def test_script_and_turned_writing_in_a_name_are_text(visit: Visits) -> None:
    page = visit("/report", width=PHONE)
    page.fill("#detail", SAID)
    told(page)
    page.fill("#address", "凤鸣小区北门")
    told(page)
    page.fill("#phone", "1390000")
    page.fill("#name", "<" * 61)
    assert told(page) == 422
    assert "不像一个电话号码" in wrong(page, "phone")
    assert "最多 60 个字" in wrong(page, "name")
    page.fill("#phone", "13900006666")
    page.fill("#name", SCRIPT)
    assert told(page) == 200
    page.get_by_role("button", name="看进度").click()
    shown = page.locator("#mine + dl").inner_text()
    assert "<script>document.title='taken'</script>赵某" in shown
    assert page.title() != "taken"


def test_a_position_outside_the_city(visit: Visits) -> None:
    page = visit("/report", width=PHONE)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 39.9, "longitude": 116.4})
    page.fill("#detail", SAID)
    told(page)
    page.fill("#address", "凤鸣小区北门")
    page.locator("[data-use-position]").click()
    page.get_by_text("这个位置不在本市范围内，请移动图钉").wait_for()
    assert told(page) == 422
    assert "不在本市范围内" in page.locator("#position-error").inner_text()
    assert page.locator("#address").input_value() == "凤鸣小区北门"
    page.get_by_role("button", name="清除位置").click()
    assert told(page) == 200
    assert page.url.endswith("/report/contact")


def test_a_wrong_code_is_told_at_its_field_and_kept(visit: Visits) -> None:
    page = visit("/my", width=PHONE)
    page.fill("#query_code", "AAAA-BBBB-CCCC-D")
    with page.expect_navigation() as sent:
        page.locator('button[name="enter"]').click()
    assert sent.value.status == 422
    assert "没有这个查询码" in wrong(page, "query_code")
    assert page.locator("#query_code").input_value() == "AAAA-BBBB-CCCC-D"


def test_a_correction_that_is_no_number_is_told_and_kept(visit: Visits) -> None:
    page = visit("/", width=PHONE)
    report(page, SAID, phone="13900009999", address="凤鸣小区")
    page.get_by_role("button", name="看进度").click()
    page.locator("#move-correct_contact summary").click()
    page.fill("#contact-phone", "打我弟弟的电话")
    with page.expect_navigation() as sent:
        page.locator("#move-correct_contact form button").click()
    assert sent.value.status == 422
    assert "电话只能有数字" in wrong(page, "contact-phone")
    assert page.locator("#contact-phone").input_value() == "打我弟弟的电话"
