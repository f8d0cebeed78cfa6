"""Two mediators convene in one room at one moment, with real commits: one has it, the other is told who does."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.conf import settings

from shiyu.base.clock import standing_at
from shiyu.cases.door import open_case
from shiyu.cases.errors import BadFact
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.disputes.models import Session
from shiyu.disputes.tests.conftest import MATTER, MONDAY, People, Story

pytestmark = pytest.mark.usefixtures("committed")
TIMES = ("09:30", "10:15")  # ninety minutes each: they meet


def mediated(people: People, nth: int) -> Story:
    """A dispute of sides of its own that is being mediated."""
    sides = {"contact": {"name": "骆青禾", "phone": f"1390000811{nth}"},
             "respondent": {"name": "远山商行", "phone": f"1390000822{nth}"}}  # fmt: skip
    opened = open_case("dispute", "register", actor=people("dispute-window"), key=f"r{nth}", facts=MATTER | sides)
    return Story(people, opened).to("mediating")


def test_one_has_the_room_and_the_other_is_told() -> None:
    with standing_at(MONDAY):
        load_demo_people(settings.SHIYU_CITY, password="not used here")
        people = People()
        stories = [mediated(people, nth) for nth in range(len(TIMES))]
    barrier = Barrier(len(stories))

    def convening(story: Story, when: str) -> Callable[[], str]:
        def run() -> str:
            barrier.wait()
            with standing_at(MONDAY):
                try:
                    story.do("convene", "mediator", on="2026-03-05", room="two", when=when, lasts=90)
                except BadFact as refused:
                    return str(refused.facts["reason"].zh)
            return story.number

        return run

    came = all_at_once([convening(story, when) for story, when in zip(stories, TIMES, strict=True)])
    winner = Session.objects.select_related("case").get().case.number
    loser = next(one for one in came if one != winner)
    assert winner in came
    assert winner in loser  # the sentence names who has it
    assert verify_all() == ()
