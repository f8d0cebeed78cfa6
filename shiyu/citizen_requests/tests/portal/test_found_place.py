"""The place in what a resident wrote: offered for empty fields, taken by one press, without scripts."""

import pytest

from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.django_db
NAMED = "城区东街街道新建西街12号门口的井盖丢了，有老人摔倒。"


def test_a_place_in_the_text_is_offered_and_taken_by_one_press(browser: Browser) -> None:
    shown = browser.say(detail=NAMED)
    assert "您写到的地点" in shown
    assert 'value="140502001000" selected' not in shown  # never by itself
    taken = browser.post("/report/place", {"do": "place_found"})
    assert 'value="140502001000" selected' in taken
    assert 'name="address" value="新建西街12号"' in taken
    assert "您写到的地点" not in taken


def test_what_was_filled_in_stands_beside_what_the_text_says(browser: Browser) -> None:
    browser.say(detail=NAMED)
    typed = {"street": "140502002000", "address": "自己写的地方", "do": "place_found"}
    taken = browser.post("/report/place", typed)
    assert 'value="140502002000" selected' in taken
    assert 'name="address" value="自己写的地方"' in taken


def test_a_text_that_names_no_place_offers_none(browser: Browser) -> None:
    assert "您写到的地点" not in browser.say(detail="手机话费多扣了，怎么办。")
