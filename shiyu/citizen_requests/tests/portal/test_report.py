"""Reporting without scripts: what is wrong is said, what was typed stays, and one report is one case."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shiyu.base.tests.made_files import picture
from shiyu.cases.models import Attachment, Case, Party
from shiyu.citizen_requests.tests.portal.conftest import SAID, Browser
from shiyu.web.throttle import HINTS, REPORT

pytestmark = pytest.mark.django_db


def test_three_steps_end_with_a_receipt(browser: Browser) -> None:
    assert "定地点" in browser.say(files=SimpleUploadedFile("灯.jpg", picture(), "image/jpeg"))
    assert browser.address == "/report/place"
    browser.place()
    assert browser.address == "/report/contact"
    assert "个人信息保护法第十七条" in browser.text
    page = browser.sign()
    number, code = browser.receipt()
    assert browser.address == f"/report/receipt/{number}"
    assert code in page
    assert "派给负责的单位" in page
    assert "派单后5个工作日内" in page
    case = Case.objects.get(number=number)
    assert (case.title, case.channel) == ("东街路口三盏路灯不亮，连续三晚", "portal")
    assert (case.place_code, case.address) == ("140502001000", "东街12号院门口")
    assert Attachment.objects.get(case=case).name == "灯.jpg"


@pytest.mark.parametrize(
    ("typed", "sentence", "kept"),
    [
        ({"detail": ""}, "请写下您要反映的事", ""),
        ({"detail": " \u202e\u200f "}, "必须填写", ""),
        ({"detail": "长" * 20_001}, "最多 20000 个字", "长" * 20_001),
        ({"title": "题" * 201}, "最多 200 个字", "题" * 201),
        ({"type": "nothing"}, "应为其中之一", SAID["detail"]),
        ({"detail": "半个字\x00符"}, "无法识别", "半个字"),
    ],
    ids=["empty", "invisible", "too long", "title", "type", "NUL"],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Browser, typed: dict[str, str], sentence: str, kept: str
) -> None:
    page = browser.say(**typed)
    assert browser.status == 422
    assert browser.address == "/report"
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert kept in page


def test_a_script_is_shown_as_text_and_turned_writing_is_put_right(browser: Browser) -> None:
    browser.say(detail="<script>alert(1)</script>\u202e路灯坏了")
    browser.place()
    assert b"<script>alert" not in browser.page.content
    browser.sign()
    number, code = browser.receipt()
    browser.enter(code, number)
    assert b"<script>alert" not in browser.page.content
    assert Case.objects.get(number=number).title == "<script>alert(1)</script>路灯坏了"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"lon": "116.4", "lat": "39.9"}, "不在本市范围内"),
        ({"lon": "abc", "lat": "1"}, "经纬度读不懂"),
        ({"lon": "112.8", "lat": ""}, "经纬度读不懂"),
        ({"street": "999999999999"}, "没有区划"),
        ({"category": "nothing"}, "没有类别"),
        ({"address": "远" * 201}, "最多 200 个字"),
    ],
)
def test_a_place_that_is_none_is_said(browser: Browser, typed: dict[str, str], sentence: str) -> None:
    browser.say()
    page = browser.place(**{"address": "东街邮局旁", **typed})
    assert (browser.status, browser.address) == (422, "/report/place")
    assert sentence in page
    assert typed.get("address", "东街邮局旁") in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "12345"}, "不像一个电话号码"),
        ({"phone": "1380000000"}, "不像一个电话号码"),
        ({"phone": ""}, "请留一个电话"),
        ({"phone": "1" * 200}, "不像一个电话号码"),
        ({"name": "名" * 61}, "最多 60 个字"),
    ],
)
def test_a_number_that_is_none_is_said(browser: Browser, typed: dict[str, str], sentence: str) -> None:
    browser.say()
    browser.place()
    page = browser.sign(**typed)
    assert (browser.status, browser.address) == (422, "/report/contact")
    assert sentence in page
    assert all(value in page for value in typed.values())
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("照片.jpg", b"MZ\x90\x00" + b"\0" * 500, "“照片.jpg”未接收"),
        ("空.jpg", b"", "附件是空文件"),
        ("大.jpg", b"\xff\xd8\xff" + b"\0" * (21 * 1024 * 1024), "超过 20 MB"),
    ],
    ids=["exe", "empty", "21 MB"],
)
def test_a_file_that_is_not_taken_leaves_the_text(browser: Browser, name: str, content: bytes, sentence: str) -> None:
    page = browser.say(files=SimpleUploadedFile(name, content))
    assert browser.status == 422
    assert sentence in page
    assert SAID["detail"] in page
    assert not Attachment.objects.exists()
    assert SAID["detail"] in browser.get("/report")


def test_a_photo_of_six_megabytes_is_taken_and_can_be_taken_back(browser: Browser) -> None:
    plain, remark = picture(), b"\xff\xfe\xff\xff" + b"x" * 65_533
    large = plain[:2] + remark * 100 + plain[2:]
    browser.say(files=SimpleUploadedFile("大图.jpg", large, "image/jpeg"))
    assert "大图.jpg" in browser.get("/report")
    reference = str(Attachment.objects.get().reference)
    assert "大图.jpg" not in browser.post("/report", {**SAID, "remove": reference})


def test_back_and_forth_and_a_reload_keep_everything(browser: Browser) -> None:
    browser.say(title="灯不亮")
    browser.place(do="stay")
    assert "东街12号院门口" in browser.text
    browser.place(do="back")
    assert "灯不亮" in browser.text
    assert SAID["detail"] in browser.text
    browser.say(title="灯不亮了")
    assert "东街12号院门口" in browser.text
    browser.place()
    browser.sign(do="back")
    assert browser.address == "/report/place"
    browser.place()
    assert "138 0000 0001" in browser.get("/report/contact")
    assert "灯不亮了" in browser.text
    assert "detail=" not in browser.page.request["QUERY_STRING"]


def test_steps_are_not_skipped(browser: Browser) -> None:
    browser.get("/report/place")
    assert browser.address == "/report"
    assert "已不在此浏览器中" in browser.get("/report/contact")
    assert browser.address == "/report"
    assert "已不在此浏览器中" in browser.post("/report/contact", {"phone": "13800000001", "do": "send", "key": "x"})


def test_the_same_form_five_times_is_one_case_and_one_receipt(browser: Browser) -> None:
    browser.say()
    browser.place()
    key = browser.hidden("key")
    seen = set()
    for _ in range(5):
        browser.sign(key=key)
        seen.add(browser.receipt())
    assert len(seen) == 1
    assert Case.objects.count() == 1
    number, _ = seen.pop()
    assert "/my/code" in _path(Browser(), f"/report/receipt/{number}")


def _path(other: Browser, address: str) -> str:
    other.get(address)
    return other.address


def test_an_answer_lost_on_the_way_is_the_same_receipt(browser: Browser) -> None:
    browser.say()
    browser.place()
    key, held = browser.hidden("key"), dict(browser.client.session)
    browser.sign(key=key)
    first = browser.receipt()
    session = browser.client.session
    session.clear()
    session.update(held)
    session.save()
    browser.sign(key=key)
    assert browser.receipt() == first


def test_without_a_number_the_query_code_leads_back(browser: Browser) -> None:
    browser.say()
    browser.place()
    browser.sign(phone="", name="", anonymous="1")
    number, code = browser.receipt()
    assert Party.objects.get().anonymous
    assert "您没有留姓名和电话" in browser.enter(code, number)
    assert browser.address == f"/my/cases/{number}"


def test_a_tip_off_is_explained(browser: Browser) -> None:
    browser.say(type="tipoff")
    browser.place()
    assert "承办单位看不到您的姓名和电话" in browser.text


@pytest.mark.parametrize(
    ("detail", "sentence", "chosen"),
    [
        ("小区门口路灯不亮，路灯坏了三天，路灯没人修", "初步判断：文中有“不亮、路灯”", False),
        ("希望加强园林绿化环卫", "看起来像“园林绿化环卫”", True),
        ("你好", "", False),
    ],
)
def test_the_words_suggest_what_it_is_with_the_reason(
    browser: Browser, detail: str, sentence: str, *, chosen: bool
) -> None:
    page = browser.say(detail=detail)
    assert sentence in page
    assert ("看起来像" in page or "初步判断" in page) is bool(sentence)
    assert ('value="010201" selected' in page) is chosen


def test_a_receipt_is_kept_as_text(browser: Browser) -> None:
    number, code = browser.report()
    file = browser.client.get(f"/report/receipt/{number}/text")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{number}.txt"'
    written = file.content.decode("utf-8-sig")
    assert number in written
    assert code in written
    assert "派单后5个工作日内" in written
    other = Browser()
    other.get(f"/report/receipt/{number}/text")
    assert other.address == "/my/code"


def test_while_typing_the_page_says_what_it_seems_to_be_and_who_reported_the_same(browser: Browser) -> None:
    number, _ = browser.report()
    other = Browser()
    other.get("/report")
    part = other.post("/report/hints", {"detail": "东街路口三盏路灯不亮，没人修"})
    assert "初步判断：文中有“不亮、路灯”" in part
    assert f'name="join" value="{number}"' in part
    assert "<html" not in part
    assert other.post("/report/hints", {"detail": ""}).strip() == ""
    assert f'name="join" value="{number}"' not in other.post(
        "/report/hints", {"detail": SAID["detail"], "type": "tipoff"}
    )
    assert "contact" in _path_of(other, join=number)
    other.sign(phone="13900002222")
    assert "您已加入这一件" in other.text
    assert Case.objects.get(number=other.receipt()[0]).stage == "merged"


def _path_of(browser: Browser, **said: str) -> str:
    browser.say(**said)
    return browser.address


def test_one_address_asks_for_so_many_hints(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shiyu.citizen_requests.portal.report.HINTS", replace(HINTS, most=2))
    seen = [browser.client.post("/report/hints", {"detail": "路灯"}).status_code for _ in range(3)]
    assert seen == [200, 200, 429]


def test_one_address_sends_so_many_and_loses_nothing(browser: Browser) -> None:
    for _ in range(REPORT.most):
        browser.client.post("/report/contact", _sent(browser))
    browser.say()
    browser.place()
    page = browser.sign()
    assert browser.status == 429
    assert browser.page.headers["Retry-After"]
    assert "138" in page
    assert SAID["detail"] in browser.get("/report")


def _sent(browser: Browser) -> dict[str, Any]:
    browser.say()
    browser.place()
    return {"key": browser.hidden("key"), "phone": "13800000001", "do": "send"}
