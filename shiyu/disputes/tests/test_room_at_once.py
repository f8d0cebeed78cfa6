"""Several who write at one moment, with real commits, and one who is killed while he writes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from shiyu.base.clock import standing_at
from shiyu.cases.door import open_case
from shiyu.cases.tests.crowd import all_at_once
from shiyu.city.demo import load_demo_people
from shiyu.disputes.models import RoomMessage, RoomText
from shiyu.disputes.room.door import Written, post_message
from shiyu.disputes.tests.conftest import MATTER, MONDAY, People, Story

pytestmark = pytest.mark.usefixtures("committed")
KILLED_WHILE_WRITING = """
import os, signal, sys, django
django.setup()
from shiyu.cases.actors import PartyActor
from shiyu.disputes.models import RoomText
from shiyu.disputes.room.door import Written, post_message
RoomText.objects.create = lambda **_: os.kill(os.getpid(), signal.SIGKILL)  # between the message and its words
number, case, party = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
actor = PartyActor(party_id=party, case_id=case, role="applicant", number=number)
post_message(number, Written(audience="all", text="写到一半"), actor=actor, key="killed")
"""


@pytest.fixture
def story() -> Iterator[Story]:
    """A dispute under mediation, committed."""
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    people = People()
    with standing_at(MONDAY):
        opened = open_case("dispute", "register", actor=people("dispute-window"), key="once", facts=MATTER)
        yield Story(people, opened).to("mediating")


def test_two_at_once_get_numbers_of_their_own(story: Story) -> None:
    a, b = story.party("applicant"), story.party("respondent")
    jobs = [
        lambda who=who, n=n: post_message(story.number, Written(audience="all", text="话"), actor=who, key=f"k{n}").seq
        for n in range(4)
        for who in (a, b)
    ]
    assert sorted(all_at_once(jobs)) == [*range(1, 9)]


def test_one_request_sent_four_times_at_once_is_one_message(story: Story) -> None:
    a, once = story.party("applicant"), Written(audience="all", text="一次")
    jobs = [lambda: post_message(story.number, once, actor=a, key="same").message_id for _ in range(4)]
    assert len(set(all_at_once(jobs))) == 1
    assert RoomMessage.objects.count() == RoomText.objects.count() == 1


def test_who_is_killed_while_writing_leaves_nothing_half(story: Story, database_environment: dict[str, str]) -> None:
    a = story.party("applicant")
    command = [sys.executable, "-c", KILLED_WHILE_WRITING, story.number, str(a.case_id), str(a.party_id)]
    done = subprocess.run(command, env=os.environ | database_environment, check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()[-500:]
    assert (RoomMessage.objects.count(), RoomText.objects.count()) == (0, 0)
    again = post_message(story.number, Written(audience="all", text="写到一半"), actor=a, key="killed")
    assert (again.seq, again.replayed) == (1, False)
