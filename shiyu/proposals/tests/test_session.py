"""The made session of 443, taken over and handled to the end: the published totals come out by counting."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db.models import F

from shiyu.base.clock import standing_at
from shiyu.base.shares import Share
from shiyu.cases.models import Case, Clock, Entry
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.proposals import seeds
from shiyu.proposals.counting import Row, divided, units_of
from shiyu.proposals.figures import BY_NAME
from shiyu.proposals.models import Proposal, Session
from shiyu.proposals.reading import rows_of_session
from shiyu.proposals.register import current_session
from shiyu.proposals.seed_inventing import invent
from shiyu.proposals.seed_session import tell_session

TODAY = date(2026, 11, 28)


def shown(name: str, rows: list[Row]) -> object:
    return BY_NAME[name].count(rows)


@pytest.mark.story
@pytest.mark.django_db
def test_the_session_runs_to_the_end_and_its_totals_are_those_of_the_report() -> None:
    """七届五次 (handbook 0): 410 of 443, A 335, B 44, C 31; the Party side 26 with 23 and 3; seven others."""
    with standing_at(datetime(2026, 11, 28, 4, tzinfo=UTC)):
        told = tell_session(until="", seed=7, last_day=TODAY)
        rows = rows_of_session(Session.objects.get())
        sides = divided(rows, "channel")
        assert told.proposals == shown("filed", rows) == 443
        assert {side: len(part) for side, part in sides.items()} == {"government": 410, "party": 26, "other": 7}
        assert Share(len(sides["government"]), len(rows)).percent == Decimal("92.6")
        assert [shown(f"class_{letter}", sides["government"]) for letter in "abc"] == [
            Share(335, 410), Share(44, 410), Share(31, 410),
        ]  # fmt: skip
        assert [shown(f"class_{letter}", sides["party"]) for letter in "abc"] == [
            Share(23, 26), Share(3, 26), Share(0, 26),
        ]  # fmt: skip
        assert shown("answered_rate", rows) == Share(443, 443)
        assert shown("on_time_rate", rows) == Share(441, 443)  # two were answered after their limit
        assert shown("consulted_rate", rows) == Share(443, 443)
        assert (shown("key", rows), shown("returns", rows)) == (10, 11)
        promising = [one for one in invent(seed=7, opened=date(2026, 3, 2)) if one.reply_class == "B"]
        again = sum(one.serial % 50 == 0 for one in promising)  # answered twice, promised twice
        assert (len(promising), shown("promises", rows)) == (47, 47 + again)
        assert shown("dissatisfied", rows) == 8  # each number that divides by fifty
        assert len(units_of(sides["government"])) >= 60
        assert len(units_of(sides["party"])) == 17
        assert Counter(Case.objects.filter(procedure="proposal").values_list("stage", flat=True)) == {
            "closed": 396, "tracking": 47,
        }  # fmt: skip
        orders = Case.objects.filter(procedure="supervision_order")
        assert Counter(orders.values_list("stage", flat=True)) == {"closed": 10}
        assert set(orders.values_list("outcome", flat=True)) == {"excellent", "good", "passed"}
        assert not Clock.objects.filter(case__in=orders, stopped_at__gt=F("due_at")).exists()  # every report in time
        assert Entry.objects.filter(case__in=orders, move="report_weekly").count() == 10 * 7
        assert verify_all() == ()
        twice = tell_session(until="", seed=7, last_day=TODAY)
    assert (twice.moves, Proposal.objects.count()) == (0, 443)


@pytest.mark.django_db
def test_the_session_is_the_same_twice_and_holds_the_twenty_facts() -> None:
    made = invent(seed=7, opened=date(2026, 3, 2))
    assert made == invent(seed=7, opened=date(2026, 3, 2))
    assert made != invent(seed=8, opened=date(2026, 3, 2))
    assert len({one.title for one in made}) == len(made) == 443
    facts = [one for one in made if one.is_fact]
    assert len(facts) == 20
    assert Counter(one.channel for one in facts) == {"government": 13, "party": 7}
    elevators = next(one for one in facts if "电梯" in one.title)
    assert (elevators.lead, elevators.joint, elevators.reply_class) == ("zjj", ("zrzyj", "scjgj"), "A")
    assert [one.serial for one in made] == [*range(1, 444)]


@pytest.mark.django_db
def test_it_stands_beside_a_session_of_the_citys_own() -> None:
    """The members of the demo have a session of that code: theirs goes on, the made one is told a year before."""
    with standing_at(datetime(2026, 11, 28, 4, tzinfo=UTC)):
        load_demo_people(settings.SHIYU_CITY, password="beside-each-other")
        seeds.tell("members", until="", seed=7, last_day=TODAY)
        own = current_session()
        told = seeds.tell("session", until="to_sign", seed=7, last_day=TODAY)
        assert current_session() == own
    assert told.proposals == Proposal.objects.filter(session__code="7-5-443").count() == 443
    assert Proposal.objects.filter(session__code="7-5").count() == 4
