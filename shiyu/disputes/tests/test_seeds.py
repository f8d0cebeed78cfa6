"""The demo's disputes: told through the door, at every stage, the same twice."""

from datetime import date

import pytest
from django.conf import settings

from shiyu.base.errors import NoSuchThing
from shiyu.cases.models import Case, Entry
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.disputes.procedure import DISPUTE
from shiyu.disputes.seed_disputes import DISPUTES
from shiyu.disputes.seeds import tell

pytestmark = pytest.mark.django_db
LAST = date(2026, 4, 1)


def test_there_is_a_dispute_at_every_stage_and_a_second_telling_changes_nothing() -> None:
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    told = tell("disputes", until="", seed=7, last_day=LAST)
    assert told.disputes == len(DISPUTES)
    stages = set(Case.objects.values_list("stage", flat=True))
    assert stages == {stage.name for stage in DISPUTE.stages}
    assert Case.objects.filter(marks__contains=["look_alike"]).count() == 1
    entries = Entry.objects.count()
    tell("disputes", until="", seed=7, last_day=LAST)
    assert (Entry.objects.count(), Case.objects.count()) == (entries, len(DISPUTES))
    assert verify_all() == ()


def test_a_story_stops_where_it_is_told_to() -> None:
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    tell("disputes", until="mediating", seed=7, last_day=LAST)
    assert not Case.objects.filter(stage__in=("signing", "performing", "following", "closed")).exists()


def test_an_unknown_story_is_refused() -> None:
    with pytest.raises(NoSuchThing):
        tell("nothing", until="", seed=7, last_day=LAST)
