"""重点提案: the chairpersons' choice opens a supervision order with its leader and its weeks; both know each other."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.door import Made
from shiyu.cases.errors import BadFact
from shiyu.cases.models import Case, EntryText, Link, Party
from shiyu.proposals.models import Proposal
from shiyu.proposals.moves_key import weeks_of
from shiyu.proposals.tests.conftest import Story

pytestmark = pytest.mark.django_db
Propose = Callable[..., Story]
KEY = {"leading_post": "zfb-leader-works", "supervising_post": "zxb-leader", "weekly_from": 7, "weekly_to": 9}


def order_of(story: Story) -> Case:
    return Case.objects.get(procedure="supervision_order", links_in__source=story.case())


def test_a_key_proposal_comes_under_supervision(propose: Propose) -> None:
    story = propose(title="关于停车的建议（电话13800000001）").to("handling")
    assert story.do("choose_key", "cppcc_leader", **KEY) == "handling"
    order = order_of(story)
    kept: Any = order.supervision_order
    assert order.stage == "proposed"
    assert (kept.source, kept.leader_post) == ("referral", "zfb-leader-works")
    assert (kept.weekly_from, kept.weekly_until) == (date(2026, 7, 1), date(2026, 9, 30))
    assert Link.objects.get(source=story.case(), target=order).kind == "referred_to"
    assert not Party.objects.filter(case=order).exists()
    assert "13800000001" not in order.title
    assert "重点提案" in (EntryText.objects.get(entry__case=order).body or "")


def test_chosen_again_with_another_leader_it_stays_one_order(propose: Propose) -> None:
    story = propose().to("handling")
    story.do("choose_key", "cppcc_leader", **KEY)
    story.do("choose_key", "cppcc_leader", **{**KEY, "leading_post": "zfb-leader"})
    assert Case.objects.filter(procedure="supervision_order").count() == 1
    assert story.row().leading_post == "zfb-leader"


def test_a_refused_choice_opens_nothing(propose: Propose) -> None:
    story = propose().to("handling")
    with pytest.raises(BadFact):
        story.do("choose_key", "cppcc_leader", **{**KEY, "leading_post": "zjj-head"})
    assert not Case.objects.filter(procedure="supervision_order").exists()


def test_without_weeks_the_order_has_none(propose: Propose) -> None:
    story = propose().to("handling")
    story.do("choose_key", "cppcc_leader", leading_post="zfb-leader", supervising_post="zxb-leader")
    assert order_of(story).supervision_order.weekly_from is None


def test_what_the_order_names_stands_until_it_is_named_anew(propose: Propose) -> None:
    story = propose().to("handling")
    story.do("choose_key", "cppcc_leader", **KEY)
    opened = order_of(story)
    made = Made(number=opened.number, case_id=opened.pk, stage=opened.stage, entry_count=opened.entry_count)
    order = Story(story.people, made)
    plan = {"requirement": "按季推进", "lead": "zjj", "complexity": "complex"}
    order.do("ask_approval", "supervision_officer@dcs", **plan)
    kept: Any = Case.objects.get(number=order.number).supervision_order
    assert (kept.leader_post, kept.weekly_until) == ("zfb-leader-works", date(2026, 9, 30))


@pytest.mark.parametrize(
    ("first", "last", "on", "weeks"),
    [
        (7, 9, date(2026, 3, 2), (date(2026, 7, 1), date(2026, 9, 30))),
        (7, 9, date(2026, 9, 30), (date(2026, 7, 1), date(2026, 9, 30))),
        (7, 9, date(2026, 10, 1), (date(2027, 7, 1), date(2027, 9, 30))),
        (11, 2, date(2026, 10, 1), (date(2026, 11, 1), date(2027, 2, 28))),
        (11, 2, date(2027, 12, 1), (date(2027, 11, 1), date(2028, 2, 29))),
        (None, None, date(2026, 3, 2), None),
    ],
)
def test_the_months_named_are_the_next_that_end(
    first: int | None, last: int | None, on: date, weeks: tuple[date, date] | None
) -> None:
    assert weeks_of(Proposal(weekly_from=first, weekly_to=last), on=on) == weeks


def test_months_gone_by_are_those_of_next_year(propose: Propose) -> None:
    story = propose().to("handling")
    with standing_at(datetime(2026, 10, 8, 2, 0, tzinfo=UTC)):
        story.do("choose_key", "cppcc_leader", **KEY)
    assert order_of(story).supervision_order.weekly_from == date(2027, 7, 1)
