"""Requests feed topics: once each, whoever works and when it is killed; one alarm; one press joins all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Case, Notice, Party
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests import topics
from shiyu.citizen_requests.desk.topics_declared import declare, joinable
from shiyu.citizen_requests.marks import is_event
from shiyu.citizen_requests.tests.conftest import MONDAY, People, Story
from shiyu.triage.models import SignCount, Topic, TopicMessage, TopicStream
from shiyu.triage.topics import keeping

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
PLACE = {"division": "140502001000"}
BURST = {"title": "槐荫花园一带停暖", "detail": "槐荫花园的供热主管爆裂，暖气全凉了，家里有老人。", "place": PLACE}
SAID = {"event_title": "槐荫花园片区停暖", "known": "供热主管爆裂，正在抢修。", "expected_end": "2026-03-03"}


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    keeping.forget_memory()


@pytest.fixture
def burst(report: Report) -> Callable[..., list[Story]]:
    """So many callers of one matter, each with a telephone of his own unless told otherwise."""

    def make(times: int, *, phone: str = "", since: int = 0) -> list[Story]:
        numbers = [phone or f"0356-10000{n:02}" for n in range(since, since + times)]
        return [report(**BURST, contact={"name": "张某", "phone": number}) for number in numbers]

    return make


def hottest() -> Topic:
    found = Topic.objects.order_by("-rank").first()
    assert found is not None
    return found


def alarms() -> int:
    return Notice.objects.filter(template=topics.ALARM).count()


def test_what_comes_in_is_placed_once(burst: Any, report: Report) -> None:
    burst(3)
    report()
    assert [topics.catch_up(), topics.catch_up()] == [4, 0]
    burst(1, since=3)
    assert topics.catch_up() == 1
    assert (hottest().messages, hottest().counted) == (4, 4)
    assert TopicMessage.objects.count() == 5


def test_a_restart_goes_on_where_it_was(burst: Any) -> None:
    burst(3)
    topics.catch_up()
    keeping.forget_memory()
    burst(2, since=3)
    topics.catch_up()
    assert (Topic.objects.count(), hottest().counted) == (1, 5)
    assert hottest().heat == pytest.approx(5.0)


def test_who_calls_again_is_counted_once_and_not_kept(burst: Any) -> None:
    burst(6, phone="0356-2222222")
    topics.catch_up()
    assert (hottest().messages, hottest().counted, hottest().heat) == (6, 1, 1.0)
    assert alarms() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'triage_topic%'")
        assert not {"party_id", "phone_index", "account_id"} & {name for (name,) in cursor.fetchall()}


def test_a_batch_killed_in_the_middle_leaves_nothing(burst: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    burst(3)
    with monkeypatch.context() as killed:
        killed.setattr(keeping, "_write_counts", lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            topics.catch_up()
    assert (Topic.objects.count(), TopicMessage.objects.count(), SignCount.objects.count()) == (0, 0, 0)
    assert topics.catch_up() == 3
    assert hottest().counted == 3


def test_another_worker_wrote_meanwhile(burst: Any) -> None:
    """Memory of an older edition is not trusted."""
    burst(2)
    topics.catch_up()
    stale = dict(keeping._shelf.held)
    burst(2, since=2)
    keeping.forget_memory()
    topics.catch_up()
    keeping._shelf.held.update(stale)
    burst(1, since=4)
    topics.catch_up()
    assert (Topic.objects.count(), hottest().counted) == (1, 5)


def test_one_that_was_committed_late_is_found(burst: Any) -> None:
    burst(3)
    topics.catch_up()
    TopicMessage.objects.order_by("ref").first().delete()  # type: ignore[union-attr]  # as if it had not been there
    assert topics.catch_up() == 1


@pytest.mark.parametrize("facts", [{"type": "tipoff"}, {}])
def test_tipoffs_are_not_read(report: Report, facts: dict[str, Any]) -> None:
    report(**BURST, **facts)
    assert topics.catch_up() == (0 if facts else 1)


def test_what_is_old_is_passed_over(burst: Any) -> None:
    burst(2)
    with standing_at(MONDAY + topics.WINDOW + timedelta(days=1)):
        assert topics.catch_up() == 0
    assert TopicStream.objects.get().cursor >= Case.objects.latest("pk").pk


def test_the_alarm_is_told_once(burst: Any) -> None:
    burst(4)
    topics.catch_up()
    assert alarms() == 0
    for since in (4, 9):
        burst(5, since=since)
        topics.catch_up()
    assert alarms() == 1
    notice = Notice.objects.get(template=topics.ALARM)
    assert (notice.role, notice.party_id, notice.case.title) == ("dispatcher", None, BURST["title"])
    assert (hottest().alarms, hottest().alarmed) == (1, True)


def test_one_press_makes_an_event_of_all(burst: Any, people: People) -> None:
    stories = burst(6)
    stories[0].to("closed")
    topics.catch_up()
    dispatcher = people("dispatcher")
    done = declare(hottest().pk, SAID, actor=dispatcher, key="k")
    event = Case.objects.get(number=done.number)
    assert (done.joined, done.refused, done.by_another) == (4, [], False)
    assert is_event(event)
    assert event.title == SAID["event_title"]
    assert Party.objects.filter(case=event, role="caller").count() == 5
    assert Case.objects.filter(stage="merged").count() == 4
    assert hottest().declared == event.number
    assert joinable(hottest(), actor=dispatcher) == 0
    assert list(verify_all()) == []


def test_the_second_dispatcher_joins_what_came_since(burst: Any, people: People) -> None:
    burst(4)
    topics.catch_up()
    first = declare(hottest().pk, SAID, actor=people("dispatcher"), key="a")
    burst(2, since=4)
    topics.catch_up()
    second = declare(hottest().pk, SAID | {"event_title": "另一个名称"}, actor=people("dispatcher"), key="b")
    assert (second.number, second.joined, second.by_another) == (first.number, 2, True)
    assert Case.objects.filter(marks__contains=["event"]).count() == 1


@pytest.mark.parametrize(
    ("said", "who", "code"),
    [({}, "dispatcher", "bad_fact"), (SAID, "agent", "not_your_move"), (SAID, "clerk@cgj", "nothing_open")],
)
def test_a_refused_press_leaves_nothing_half_done(
    burst: Any, people: People, said: dict[str, str], who: str, code: str
) -> None:
    burst(4)
    topics.catch_up()
    with pytest.raises(ShiyuError) as refused:
        declare(hottest().pk, said, actor=people(who), key="k")
    assert refused.value.code == code
    assert not Case.objects.filter(stage="merged").exists()
    assert not Case.objects.exclude(marks=[]).exists()
    assert hottest().declared == ""


def test_a_topic_that_is_answered_cannot_be_declared(burst: Any, people: People) -> None:
    for story in burst(3):
        story.to("closed")
    topics.catch_up()
    with pytest.raises(ShiyuError) as refused:
        declare(hottest().pk, SAID, actor=people("dispatcher"), key="k")
    assert refused.value.code == "nothing_open"
