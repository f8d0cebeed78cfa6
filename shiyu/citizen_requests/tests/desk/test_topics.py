"""The pages of rising topics: what they show, to whom, at how many questions; one press leads to the event."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shiyu.citizen_requests import topics
from shiyu.citizen_requests.tests.conftest import Story
from shiyu.citizen_requests.tests.test_topics import BURST, SAID
from shiyu.triage.models import Topic
from shiyu.triage.topics import keeping

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def topic(report: Callable[..., Story]) -> Callable[[int], Topic]:
    keeping.forget_memory()

    def make(callers: int, **facts: Any) -> Topic:
        for n in range(callers):
            report(**(BURST | facts), contact={"name": "王小明", "phone": f"0356-20000{n:02}"})
        topics.catch_up()
        return Topic.objects.latest("pk")

    return make


def text(answer: Any) -> str:
    shown: str = answer.content.decode()
    return shown


@pytest.mark.parametrize(("callers", "listed", "alarms"), [(2, False, False), (4, True, False), (7, True, True)])
def test_what_three_voices_say_is_listed(
    browser: Browser, topic: Any, callers: int, *, listed: bool, alarms: bool
) -> None:
    topic(callers)
    page = text(browser("dispatcher").get("/topics"))
    assert ('href="/topics/' in page) is listed
    assert ("预警</span>" in page) is alarms


def test_a_topic_shows_matters_and_no_person(browser: Browser, topic: Any) -> None:
    made = topic(6, title="槐荫花园停暖请拨13800138000")
    page = text(browser("dispatcher").get(f"/topics/{made.key}"))
    assert page.count('href="/cases/SQ') >= 6
    assert "13800138000" not in page
    assert "王小明" not in page
    assert "建议牵头单位" in page


@pytest.mark.parametrize(("role", "code"), [("dispatcher", 200), ("supervisor", 200), ("agent", 403), ("auditor", 403)])
def test_who_may_look(browser: Browser, topic: Any, role: str, code: int) -> None:
    made = topic(3)
    for address in ("/topics", f"/topics/{made.key}", f"/topics/{made.key}/cells"):
        assert browser(role).get(address).status_code == code


def test_one_press_leads_to_the_event(browser: Browser, topic: Any) -> None:
    made = topic(5)
    dispatcher = browser("dispatcher")
    for _ in range(2):  # pressed twice
        answer = dispatcher.post(f"/topics/{made.key}/declare", SAID | {"_key": "same"})
        assert (answer.status_code, answer["Location"][:10]) == (302, "/events/SQ")
    assert "已列为群体性事件" in text(dispatcher.get(f"/topics/{made.key}"))
    assert browser("supervisor").post(f"/topics/{made.key}/declare", SAID).status_code == 403


def test_as_many_questions_for_three_requests_as_for_thirty(browser: Browser, topic: Any, questions: Any) -> None:
    dispatcher = browser("dispatcher")
    made = topic(3)
    addresses = ("/topics", f"/topics/{made.key}")
    for address in addresses:
        dispatcher.get(address)
    few = [questions(lambda address=address: dispatcher.get(address)) for address in addresses]
    topic(27)
    many = [questions(lambda address=address: dispatcher.get(address)) for address in addresses]
    assert few == many
    assert few[0] <= 12
    assert few[1] <= 18
