"""The pages of the centre: who opens them, what stands there, and that nobody's name or words do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from shiyu.base.clock import standing_at
from shiyu.disputes.counting import keep_board
from shiyu.disputes.models import Training
from shiyu.disputes.tests.conftest import ANNA, BERND, MATTER, MONDAY, People, Story
from shiyu.disputes.tests.test_break_glass import browser

pytestmark = pytest.mark.django_db
PAGES = {"/disputes/board": 6, "/disputes/mediators": 6, "/disputes/looks": 3}
"""Questions of each page, whatever the number of disputes."""


@pytest.mark.parametrize("path", ["/disputes/board", "/disputes/mediators"])
@pytest.mark.parametrize(
    ("login", "status"),
    [("dispute-lead", 200), ("leader", 200), ("dispute-window", 403), ("mediator", 403), ("auditor", 403)],
)
def test_the_centre_is_for_those_who_lead_it(people: People, path: str, login: str, status: int) -> None:
    assert browser(login).get(path).status_code == status


def test_the_board_names_nobody(story: Story) -> None:
    story.to("mediating")
    story.do("assess_danger", "mediator", danger="violence", seen="情绪激动，已劝解。")
    story.do("convene", "mediator", on="2026-03-02", when="下午三点", where="东沟村委会")
    keep_board()
    shown = browser("dispute-lead").get("/disputes/board").content.decode()
    assert shown.count(f">{story.number}<") == 1  # among today's sessions
    assert f">{story.number} ·" in shown  # and among the dangers; neither leads to the case
    assert "可能激化为暴力" in shown
    assert f"/cases/{story.number}" not in shown
    for words in ("骆青禾", "远山餐饮店", ANNA, BERND, MATTER["happened"], "情绪激动", "东沟村委会"):
        assert str(words) not in shown


def test_the_allowance_of_a_month_is_reckoned_and_exported(story: Story, people: People) -> None:
    with standing_at(MONDAY + timedelta(days=5)):
        story.to("closed")
        client = browser("dispute-lead")
        shown = client.get("/disputes/mediators?month=2026-03").content.decode()
        assert "闻人静" in shown
        for month, count in (("2026-03", "1"), ("2026-02", "0")):
            sheet = client.get(f"/disputes/mediators?month={month}&format=xlsx")
            assert sheet.headers["X-Shiyu-Count"] == count
            assert sheet.getvalue().startswith(b"PK")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, 1), ({"hours": "0"}, 0), ({"hours": "x"}, 0), ({"on": "2030-01-01"}, 0), ({"on": ""}, 0),
        ({"subject": ""}, 0), ({"mediator": "clerk-zjj"}, 0),
    ],
)  # fmt: skip
def test_training_is_noted_by_the_lead(people: People, typed: dict[str, str], kept: int) -> None:
    form = {"mediator": "mediator", "on": "2026-03-01", "hours": "8", "subject": "调解技能"} | typed
    for _ in range(2):  # sent twice it is one
        assert browser("dispute-lead").post("/disputes/mediators/training", form).status_code == 302
    assert Training.objects.count() == kept
    assert browser("leader").post("/disputes/mediators/training", form).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_three_costs_what_one_does(
    another: Callable[[str], Story], path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser("dispute-lead")
    for number in range(3):
        story = another("mediating")
        story.do("assess_danger", "mediator", danger="violence", seen="情绪激动。")
        story.do("convene", "mediator", on="2026-03-02", room="two", when=f"{14 + number}:00", lasts=60)
        keep_board()
        if number != 1:
            client.get(path)
            with django_assert_num_queries(PAGES[path]):
                assert client.get(path).status_code == 200
