"""Two workers and two dispatchers at the same moment, each with a connection of his own."""

from collections.abc import Callable

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.actors import Newcomer
from shiyu.cases.door import open_case
from shiyu.cases.models import Case
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests import topics
from shiyu.citizen_requests.desk.topics_declared import declare
from shiyu.citizen_requests.tests.conftest import MONDAY, People
from shiyu.citizen_requests.tests.test_topics import BURST, SAID
from shiyu.triage.models import Topic, TopicMessage
from shiyu.triage.topics import keeping

pytestmark = pytest.mark.usefixtures("committed")
CALLERS = 6


def test_nobody_is_counted_or_joined_twice() -> None:
    keeping.forget_memory()

    def work() -> int:
        with standing_at(MONDAY):
            return topics.catch_up()

    with standing_at(MONDAY):
        for n in range(CALLERS):
            facts = {**BURST, "contact": {"phone": f"0356-30000{n:02}"}}
            open_case("citizen_request", "report", actor=Newcomer(role="caller"), key=f"b{n}", facts=facts)
    done = all_at_once([work, work, work])
    work()
    assert sum(done) <= CALLERS
    assert TopicMessage.objects.count() == CALLERS
    topic = Topic.objects.get()
    assert topic.counted == CALLERS
    people = People()
    people("dispatcher")

    def press(key: str) -> Callable[[], str]:
        def pressed() -> str:
            with standing_at(MONDAY):
                return declare(topic.pk, SAID, actor=people("dispatcher"), key=key).number

        return pressed

    numbers = all_at_once([press("one"), press("two")])
    assert len(set(numbers)) == 1
    assert Case.objects.filter(marks__contains=["event"]).count() == 1
    assert Case.objects.filter(stage="merged").count() == CALLERS - 1
    assert list(verify_all()) == []
