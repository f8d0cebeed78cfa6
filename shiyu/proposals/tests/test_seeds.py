"""The demo's proposals stand where a member has something to do; told twice they are the same."""

from datetime import date

import pytest
from django.conf import settings

from shiyu.base.clock import city_day, now
from shiyu.base.errors import NoSuchThing
from shiyu.cases.models import Case, Entry
from shiyu.city.demo import load_demo_people
from shiyu.proposals.register import of_phone
from shiyu.proposals.seed_members import DEMO_PHONES
from shiyu.proposals.seeds import tell

pytestmark = pytest.mark.django_db


def told(day: date) -> list[str]:
    tell("members", until="", seed=7, last_day=day)
    return list(Case.objects.filter(procedure="proposal").order_by("pk").values_list("stage", flat=True))


def test_the_story_stands_at_draft_invited_submitted_answered_and_closed() -> None:
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    day = city_day(now())
    assert told(day) == ["answered", "closed", "draft", "submitted"]
    draft = Case.objects.get(procedure="proposal", stage="draft")
    assert list(draft.parties.order_by("pk").values_list("role", flat=True)) == ["submitter", "invited"]
    entries = Entry.objects.count()
    assert told(day) == ["answered", "closed", "draft", "submitted"]
    assert Entry.objects.count() == entries
    promise = Case.objects.get(procedure="proposal_promise")
    assert promise.parties.count() == 2  # the submitter and the co-signer
    assert all(of_phone(phone) for phone, _ in DEMO_PHONES)


def test_an_unknown_story_is_refused() -> None:
    with pytest.raises(NoSuchThing):
        tell("quarter", until="", seed=7, last_day=date(2026, 3, 2))
