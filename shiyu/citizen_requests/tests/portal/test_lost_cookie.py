"""A browser that lost its cookie between the steps of a report: it goes on, or is told why not and what was kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shiyu.base.tests.made_files import picture
from shiyu.cases.models import Case
from shiyu.citizen_requests.tests.portal.conftest import SAID, Browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", ["place", "contact"])
def test_whose_cookie_is_gone_goes_on_with_what_the_form_brings_back(browser: Browser, step: str) -> None:
    browser.say(files=SimpleUploadedFile("灯.jpg", picture(), "image/jpeg"))
    if step == "contact":
        browser.place()
    key, so_far = browser.hidden("key"), browser.hidden("_so_far")
    browser.client.cookies.clear()
    if step == "place":
        browser.place(_so_far=so_far)
        assert "您前面填写的内容都已找回" in browser.text
        assert SAID["detail"] in browser.text
        key = browser.hidden("key")
    browser.sign(key=key, _so_far=so_far)
    number, _ = browser.receipt()
    case = Case.objects.get(number=number)
    assert (case.address, case.attachments.count()) == ("东街12号院门口", 1)
    browser.place(_so_far=so_far)  # from the page of before: it was sent
    assert browser.address == "/report/place"
    assert "已经提交" in browser.text


@pytest.mark.parametrize("place", [{}, {"lon": "abc"}, {"street": "9" * 12}])
def test_a_step_that_brings_nothing_back_says_so_and_keeps_its_own(browser: Browser, place: dict[str, str]) -> None:
    page = browser.place(_so_far="x" * 40, **place)
    assert browser.status == 409
    assert "已不在此浏览器中" in page
    browser.say()
    assert browser.status == 200
    assert ("东街12号院门口" in browser.text) is (not place)
