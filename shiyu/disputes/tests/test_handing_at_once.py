"""Two clerks acknowledge one hand-over at one moment, with real commits: one receipt, the other is told."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.conf import settings

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.door import open_case
from shiyu.cases.models import Notice
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.disputes.handing import acknowledge
from shiyu.disputes.models import HandOver
from shiyu.disputes.tests.conftest import MATTER, MONDAY, People, Story

pytestmark = pytest.mark.usefixtures("committed")
COURT = "clerk-140502fy"


def test_two_clerks_acknowledge_once() -> None:
    with standing_at(MONDAY):
        load_demo_people(settings.SHIYU_CITY, password="not used here")
        people = People()
        opened = open_case("dispute", "register", actor=people("dispute-window"), key="r", facts=MATTER)
        story = Story(people, opened)
        story.do("refer_on", "dispute-window", to="court", unit="140502fy", reason="双方要求起诉")
        clerk = people(COURT)
    barrier = Barrier(2)

    def acknowledging() -> Callable[[], str]:
        def run() -> str:
            barrier.wait()
            with standing_at(MONDAY):
                try:
                    acknowledge(story.number, actor=clerk)
                except ShiyuError as refused:
                    return refused.code
            return "received"

        return run

    assert sorted(all_at_once([acknowledging(), acknowledging()])) == ["received", "received_already"]
    assert HandOver.objects.exclude(received_at=None).count() == 1
    assert story.case.entries.filter(move="note_receipt").count() == 1
    told = Notice.objects.filter(case=story.case, template="dispute_received_there", party__role="applicant")
    assert told.count() == 1
    assert verify_all() == ()
