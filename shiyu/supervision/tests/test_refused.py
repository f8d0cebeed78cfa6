"""What never enters, and what one person never does alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shiyu.cases.actors import PostHolder
from shiyu.cases.door import make_move, open_case
from shiyu.cases.errors import BadFact, GuardRefused
from shiyu.cases.models import Case, Entry, EntryText
from shiyu.supervision.errors import Classified
from shiyu.supervision.models import Order
from shiyu.supervision.rules import marked_word
from shiyu.supervision.tests.conftest import JOINT, LEAD, PROPOSAL, People, Story

pytestmark = pytest.mark.django_db
Make = Callable[..., Story]


@pytest.mark.parametrize(
    "facts",
    [
        {"classified": "yes"}, {"title": "绝密：某工程"}, {"detail": "见机密文件三号"}, {"basis": "秘密 ★ 5年"},
        {"detail": "密级：\n秘密"}, {"detail": "属 国家 秘密"},
    ],
)  # fmt: skip
def test_what_is_classified_is_refused_with_the_legal_way_and_leaves_nothing(
    people: People, facts: dict[str, Any]
) -> None:
    actor = people("supervision_officer")
    with pytest.raises(Classified, match="保守国家秘密法"):
        open_case("supervision_order", "propose", actor=actor, key="1", facts=PROPOSAL | facts)
    assert not any(model.objects.exists() for model in (Case, Order, Entry, EntryText))
    made = open_case("supervision_order", "propose", actor=actor, key="1", facts=PROPOSAL)  # nor is its key used up
    assert made.stage == "proposed"


def test_no_report_carries_classified_words_in(order: Make) -> None:
    story = order().to("handling")
    before = Case.objects.get(number=story.number).entry_count
    with pytest.raises(Classified):
        story.do("note_progress", f"clerk@{LEAD}", note="附件为机密件")
    assert Case.objects.get(number=story.number).entry_count == before


@pytest.mark.parametrize("words", ["保密工作", "秘密接线", "机要室", ""])
def test_words_that_mark_nothing_pass(words: str) -> None:
    assert marked_word([words], ["绝密", "机密", "秘密★"]) == ""


def both(people: People) -> PostHolder:
    """One person who holds both posts of the supervision office."""
    return replace(people("supervision_officer"), roles=frozenset({"supervision_officer", "supervision_lead"}))


def test_whoever_asked_for_approval_neither_approves_nor_clears(order: Make, people: People) -> None:
    story = order().to("to_approve")
    with pytest.raises(GuardRefused, match="另一人"):
        story.do("approve", both(people))
    story.to("close_asked")
    with pytest.raises(GuardRefused, match="另一人"):
        story.do("clear", both(people), grade="excellent", opinion="同意")
    stand_in = replace(people("supervision_lead"), account_id=77, bound=frozenset({both(people).account_id}))
    with pytest.raises(GuardRefused, match="另一人"):
        story.do("clear", stand_in, grade="excellent", opinion="同意")
    story.to("closed")


@pytest.mark.parametrize("leader", ["张三", "zjj-head"])
def test_a_leader_is_a_post_of_a_leader(order: Make, leader: str) -> None:
    with pytest.raises(BadFact, match="包联"):
        order().to("to_approve", leader=leader)


def test_the_leader_is_named_by_code_or_title(order: Make) -> None:
    for leader in ("zfb-leader-works", "副市长（城建交通）"):
        story = order().to("to_approve", leader=leader)
        assert Order.objects.get(case__number=story.number).leader_post == "zfb-leader-works"


def test_a_unit_that_is_no_more_is_not_given_an_order(order: Make) -> None:
    story = order().to("to_approve")
    Order.objects.filter(case__number=story.number).update(planned_joint=["no-such-unit"])
    with pytest.raises(GuardRefused, match="单位已不存在"):
        story.do("approve", "supervision_lead")


def test_the_lead_unit_is_not_its_own_joint_unit(order: Make) -> None:
    story = order().to("handling", joint=[LEAD, JOINT])
    assert Order.objects.get(case__number=story.number).planned_joint == [JOINT]


def test_of_two_officers_at_once_the_second_is_told(order: Make, people: People) -> None:
    story = order().to("close_asked")
    seen = Case.objects.get(number=story.number).entry_count
    head = people("supervision_lead")
    make_move(story.number, "clear", actor=head, key="a", expects=seen, grade="good", opinion="同意")
    with pytest.raises(Exception, match="“退回补办”现在不能办"):
        make_move(story.number, "send_back", actor=people("supervision_officer"), key="b", expects=seen, reason="不行")
