"""The invented fortnight: every stage populated, the same twice, stopping where it is told to."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db.models import Count

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.models import Case, Clock, Entry
from shiyu.cases.verification import verify_all
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST
from shiyu.citizen_requests.seed_themes import SHOWN_UNIT
from shiyu.citizen_requests.seeds import Telling, tell
from shiyu.city.demo import load_demo_people

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 3, 20)
EVENING = datetime(2026, 3, 20, 21, tzinfo=ZoneInfo("Asia/Shanghai"))


def told(story: str, until: str = "", seed: int = 7, **more: Any) -> Telling:
    with standing_at(EVENING):
        return tell(story, until=until, seed=seed, last_day=LAST_DAY, **more)


@pytest.fixture
def people(db: None) -> None:
    load_demo_people(settings.SHIYU_CITY, password="only-for-tests-7")


def history() -> list[tuple[Any, ...]]:
    entries = Entry.objects.order_by("at", "case__title", "seq", "pk")
    return [(e.case.title, e.seq, e.at, e.move, e.to_stage) for e in entries.select_related("case")]


def lamps() -> tuple[int, int]:
    """How many open requests are late at the end of the story, and how many only nearly due."""
    clocks = Clock.objects.filter(case__closed_at=None, state=Clock.State.RUNNING)
    late = {clock.case_id for clock in clocks.filter(due_at__lte=EVENING)}
    near = {clock.case_id for clock in clocks.filter(due_at__gt=EVENING, warn_at__lte=EVENING)}
    return len(late), len(near - late)


@pytest.mark.usefixtures("people")
def test_told_twice_it_is_told_once() -> None:
    first = told("day")
    lines = history()
    assert told("day") == first
    assert history() == lines
    assert first.requests == Case.objects.count() == 20
    assert all(e.at <= EVENING for e in Entry.objects.all())


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("stage", ["received", "to_sign", "review"])
def test_it_stops_at_any_stage(stage: str) -> None:
    told("day", until=stage)
    ways_on = {"received": "dispatch", "to_sign": "sign", "review": "pass_review"}
    assert not Entry.objects.filter(move=ways_on[stage], from_stage=stage, case__stage=stage).exists()
    assert not Entry.objects.filter(from_stage=stage).exclude(to_stage=stage).exclude(move="withdraw").exists()


def test_without_people_it_says_who_is_missing() -> None:
    with pytest.raises(ShiyuError) as refused:
        told("day")
    assert refused.value.code == "nobody_to_act"


@pytest.mark.parametrize(("story", "until"), [("novel", ""), ("day", "nowhere")])
def test_an_unknown_story_or_stage(story: str, until: str) -> None:
    with pytest.raises(ShiyuError) as refused:
        told(story, until)
    assert refused.value.code == "not_found"


@pytest.mark.story
@pytest.mark.usefixtures("people")
def test_the_fortnight_populates_every_stage() -> None:
    assert told("fortnight").requests == 200
    standing = dict(Case.objects.values_list("stage").annotate(Count("id")).order_by())
    passed = set(Entry.objects.values_list("to_stage", flat=True))
    assert {stage.name for stage in CITIZEN_REQUEST.stages} - passed == set()
    assert {stage.name for stage in CITIZEN_REQUEST.stages} - {*standing} == set()
    made = set(Entry.objects.values_list("move", flat=True))
    assert {"clock.warned", "clock.overdue"} <= made
    assert list(verify_all()) == []
    late, near = lamps()
    assert 0 < late < Case.objects.filter(closed_at=None).count() / 5  # a city that works, with something to look at
    assert near > 0
    desk = Case.objects.filter(closed_at=None, assignments__unit_code=SHOWN_UNIT, stage__in=("to_sign", "handling"))
    assert desk.filter(stage="to_sign").count() >= 2
    assert 8 <= desk.count() <= 15  # what a visitor sees of the shown clerk: a day's work, and little of it late
    late_there = Clock.objects.filter(case__in=desk, state=Clock.State.RUNNING, due_at__lte=EVENING)
    assert 0 < late_there.values("case").distinct().count() <= 2
