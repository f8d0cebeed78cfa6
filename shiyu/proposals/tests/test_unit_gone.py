"""The lead unit is abolished mid-way: what it had is listed, and goes to its successor or to another unit."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.errors import BadFact
from shiyu.cases.handing import open_shares, orphans, succeed
from shiyu.cases.models import Assignment
from shiyu.city import directory as directories
from shiyu.city.models import Unit
from shiyu.city.models.dated import span
from shiyu.proposals.queries import with_gone_units
from shiyu.proposals.tests.conftest import ANSWER_A, ANSWER_B, GOOD, JOINT, LEAD, OTHER, Story, later

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
GONE = date(2026, 4, 1)


@pytest.fixture
def abolished(people: object) -> Iterator[None]:
    """Housing is abolished on the first of April."""
    Unit.objects.filter(code=LEAD).update(validity=span(None, GONE))
    directories.forget()
    yield
    directories.forget()


def test_before_its_last_day_nothing_changes(propose: Propose, abolished: None) -> None:
    story = propose().to("handling")
    assert list(with_gone_units(story.people("government_assigner"))) == []
    assert orphans() == []


def test_it_is_listed_and_another_unit_gets_it(propose: Propose, abolished: None) -> None:
    """The engine lists the unit and its cases; the assigner recalls it and assigns it anew, with new limits."""
    story = propose().to("handling", joint=True)
    with standing_at(later(days=60)):
        assert [(one.unit.code, one.count) for one in orphans()] == [(LEAD, 1)]
        assert [row.number for row in open_shares(orphans()[0].unit)] == [story.number]
        assert [case.number for case in with_gone_units(story.people("government_assigner"))] == [story.number]
        story.do("recall_government", "government_assigner", reason="机构改革")
        with pytest.raises(BadFact):
            story.do("assign_government", "government_assigner", lead=LEAD)
        assert story.do("assign_government", "government_assigner", lead=OTHER) == "to_sign"
        assert list(with_gone_units(story.people("government_assigner"))) == []
        assert story.do("sign", f"clerk@{OTHER}") == "handling"
        story.do("contact_log", f"clerk@{OTHER}", way="visit", note="面商")
        assert story.do("draft_answer", f"clerk@{OTHER}", **ANSWER_A) == "to_review"
    states = Assignment.objects.filter(case__number=story.number).order_by("pk").values_list("unit_code", "state")
    assert list(states) == [(LEAD, "withdrawn"), (JOINT, "withdrawn"), (OTHER, "signed")]


def test_its_successor_takes_it_as_it_stands(propose: Propose, abolished: None) -> None:
    """The same limits run on: a reorganisation is no extension."""
    story = propose().to("handling")
    due = story.case().due_at
    with standing_at(later(days=60)):
        old = orphans()[0].unit
        new = directories.directory().units.find(OTHER)
        assert new is not None
        assert succeed([story.number], actor=story.people("government_assigner"), old=old, new=new) == (
            [story.number], [],
        )  # fmt: skip
        assert story.case().due_at == due
        story.do("contact_log", f"clerk@{OTHER}", way="visit", note="面商")
        assert story.do("draft_answer", f"clerk@{OTHER}", **ANSWER_A) == "to_review"


def test_a_tracked_proposal_goes_on_too(propose: Propose, abolished: None) -> None:
    promise = {**ANSWER_B["promises"][0], "unit": OTHER}
    story = propose().to("answered", answer={**ANSWER_B, "promises": [promise]})
    story.do("judge", "submitter", **GOOD)
    with standing_at(later(days=60)):
        moved = story.do("reassign_tracking_government", "government_assigner", lead=OTHER, reason="机构改革")
        assert moved == "tracking"
        assert story.do("supplementary_answer", f"clerk@{OTHER}", answer="已开工。", reply_class="B") == "tracking"
