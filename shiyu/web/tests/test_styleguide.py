"""The styleguide shows every part in its states; a form that a script sends is told where to go."""

import re

import pytest
from django.test import Client

from shiyu.web.tests.officers import browser, reported

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_is_there_in_all_its_states(language: str) -> None:
    page = browser("dispatcher").get("/styleguide", headers={"accept-language": language}).content.decode()
    for part in (
        'data-lamp="green"', 'data-lamp="yellow"', 'data-lamp="red"', 'data-lamp="grey"', 'class="stage" data-end',
        'data-state="past"', 'data-state="now"', 'data-state="ahead"', 'class="road-side"', 'class="history"',
        'class="share" data-over', "disabled aria-describedby", "aria-invalid", "data-upload", "<progress",
        'type="search"', 'class="tabs"', 'class="empty-list"', "alert-success", "alert-warning", "data-toast=",
        'class="card hints"', "<dialog", "data-confirm=", 'class="demo-banner"', 'class="paper"', 'id="map"',
        'id="chart"',
    ):  # fmt: skip
        assert part in page, part
    assert "style=" not in page.replace("stylesheet", "")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_a_script_is_told_where_to_go_and_a_browser_is_led() -> None:
    number = reported()[0]
    dispatcher = browser("dispatcher")
    path = f"/cases/{number}/moves/urge"
    told = dispatcher.post(path, {"note": "请尽快", "_key": "1"}, headers={"x-sent-by": "script"})
    assert (told.status_code, told.headers["X-Goes-To"], told.content) == (204, f"/cases/{number}", b"")
    assert "“催办”已办理" in dispatcher.get(f"/cases/{number}").content.decode()  # said to the page, not to the script
    led = dispatcher.post(path, {"note": "请尽快", "_key": "2"})
    assert (led.status_code, led.headers["Location"]) == (302, f"/cases/{number}")


def test_a_script_that_sent_something_wrong_gets_the_form_again() -> None:
    number = reported()[0]
    answer = browser("dispatcher").post(f"/cases/{number}/moves/refuse", {}, headers={"x-sent-by": "script"})
    assert answer.status_code == 422
    assert b"<main" in answer.content


def test_large_type_is_one_press_away_on_public_pages() -> None:
    resident = Client()
    for path in ("/", "/report", "/my", "/public", "/procedures", "/login"):
        page = resident.get(path).content.decode()
        assert 'name="size" value="large"' in page, path
        assert 'class="size-at-hand"' in page, path
    resident.post("/size", {"size": "large", "next": "/report"})
    assert 'data-size="large"' in resident.get("/report").content.decode()
