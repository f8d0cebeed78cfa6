"""The demo's orders: told through the door, at every stage, the same twice."""

from datetime import date

import pytest
from django.conf import settings

from shiyu.base.errors import NoSuchThing
from shiyu.cases.models import Case, Entry
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.supervision.models import Order
from shiyu.supervision.procedure import SUPERVISION_ORDER
from shiyu.supervision.seed_orders import ORDERS
from shiyu.supervision.seeds import tell

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)


def test_there_is_an_order_at_every_stage_and_a_second_telling_changes_nothing() -> None:
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    told = tell("orders", until="", seed=7, last_day=LAST)
    assert told.orders == len(ORDERS)
    stages = set(Case.objects.values_list("stage", flat=True))
    # One is signed for within minutes in every story but the one that is late.
    assert stages == {stage.name for stage in SUPERVISION_ORDER.stages} - {"suspension_asked"}
    assert {"excellent", "passed", "failed"} <= set(Order.objects.values_list("grade", flat=True))
    assert Order.objects.filter(urged__gt=1).exists()
    entries = Entry.objects.count()
    tell("orders", until="", seed=7, last_day=LAST)
    assert (Entry.objects.count(), Order.objects.count()) == (entries, len(ORDERS))
    assert verify_all() == ()


def test_a_story_stops_where_it_is_told_to() -> None:
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    tell("orders", until="handling", seed=7, last_day=LAST)
    assert not Case.objects.filter(stage__in=("close_asked", "closed", "suspended")).exists()


def test_an_unknown_story_is_refused() -> None:
    with pytest.raises(NoSuchThing):
        tell("nothing", until="", seed=7, last_day=LAST)
