"""What the centre counts: the funnel, the rates, what rises, what is too few to show, what a mediator is allowed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at, today
from shiyu.base.figures import By, Scope, all_figures, figure
from shiyu.disputes import rules_counting as rules
from shiyu.disputes.counting import count_board, counted_board, keep_board
from shiyu.disputes.models import CountedBoard, Passage
from shiyu.disputes.tests.conftest import MONDAY, People, Story

pytestmark = pytest.mark.django_db
SCHEME = {
    "written": 200, "oral": 100, "not_settled": 50, "heavy": 150, "confirmed": 100, "many_parties": 5,
    "large_amount": 100_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (200, 200)],
)  # fmt: skip
def test_one_to_four_are_not_shown(count: int, told: int | None) -> None:
    assert rules.shown(count) == told


@pytest.mark.parametrize(
    ("recent", "usual", "rising"),
    [(4, 0, False), (5, 0, True), (5, 2, True), (6, 4, False), (8, 4, False), (9, 4, True), (120, 100, False),
     (121, 100, True)],
)  # fmt: skip
def test_a_kind_rises_beyond_chance_alone(recent: int, usual: float, rising: bool) -> None:
    assert rules.rises(recent, usual=usual) is rising


@pytest.mark.parametrize(
    ("facts", "yuan"),
    [
        ({"settled": False}, 50),
        ({"settled": False, "parties": 9, "amount": 900_000}, 50),
        ({"settled": True, "oral": True}, 100),
        ({"settled": True}, 200),
        ({"settled": True, "confirmed": True}, 300),
        ({"settled": True, "parties": 5}, 350),
        ({"settled": True, "amount": 100_000}, 350),
        ({"settled": True, "parties": 5, "amount": 100_000, "confirmed": True}, 450),
        ({"settled": True, "parties": 4, "amount": 99_999}, 200),
    ],
)
def test_the_scheme_gives_for_each_case(facts: dict[str, Any], yuan: int) -> None:
    assert rules.allowance(rules.Ended(**facts), SCHEME) == yuan


def test_a_settled_dispute_leaves_its_layer_settled(story: Story) -> None:
    story.to("mediating")
    assert passages(story) == [("trade", "tw-laodong", "")]
    with standing_at(MONDAY + timedelta(days=5)):
        story.to("closed")
    assert passages(story) == [("trade", "tw-laodong", "settled")]
    assert count_board()["funnel"]["trade"] == {"entered": 1, "settled": 1, "passed_on": 0, "still": 0, "otherwise": 0}


def test_each_layer_passes_on_what_it_does_not_end(story: Story, people: People) -> None:
    story.to("to_appoint")
    story.do("pass_on", "mediation-head", body="tw-zonghe", reason="涉及多类纠纷，由综合调委会调解更合适。")
    assert passages(story) == [("trade", "tw-laodong", "passed_on"), ("department", "tw-zonghe", "")]
    funnel = count_board()["funnel"]
    assert [(layer, row["entered"], row["passed_on"], row["still"]) for layer, row in funnel.items()] == [
        ("trade", 1, 1, 0), ("department", 1, 0, 1),
    ]  # fmt: skip


def test_a_refusal_is_neither_settled_nor_passed_on(story: Story) -> None:
    story.to("asking")
    story.do("refuse", "b", reason="不愿调解")
    story.do("tell_ways", "mediator", way="labour_arbitration", reason="对方不同意调解，可申请劳动仲裁。")
    assert passages(story) == [("trade", "tw-laodong", "ended")]
    assert count_board()["funnel"]["trade"]["otherwise"] == 1


def test_a_board_counts_open_ones_by_stage_body_and_mediator(story: Story, people: People) -> None:
    story.to("mediating")
    counted = count_board()
    assert counted["stages"] == {"mediating": [1, 0]}
    assert counted["bodies"] == [["tw-laodong", 1, 0]]
    assert counted["load"] == [[people("mediator").account_id, 1, 0]]
    with standing_at(MONDAY + timedelta(days=40)):
        assert count_board()["stages"] == {"mediating": [1, 1]}


def test_the_rates_know_of_how_many(story: Story) -> None:
    with standing_at(MONDAY + timedelta(days=5)):
        story.to("closed")
        assert count_board()["rates"] == {"success": [1, 1], "performance": [1, 1], "confirmation": [0, 0]}


def test_a_board_is_counted_again_only_when_it_is_old(people: People) -> None:
    first = counted_board()
    assert counted_board().counted_at == first.counted_at
    with standing_at(MONDAY + timedelta(minutes=21)):
        assert counted_board().counted_at > first.counted_at
        keep_board()
    assert CountedBoard.objects.count() == 1


def test_the_counting_asks_the_same_whatever_there_is(
    story: Story, another: Callable[[str], Story], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        count_board()
    another("mediating")
    another("to_appoint")
    with django_assert_num_queries(6):
        count_board()


@pytest.mark.parametrize("by", [By.WHOLE, By.UNIT, By.TYPE, By.PLACE])
def test_figures_of_fewer_than_five_are_withheld(story: Story, by: By) -> None:
    with standing_at(MONDAY + timedelta(days=5)):
        story.to("closed")
        scope = Scope(start=today() - timedelta(days=30), end=today())
        for one in [one for one in all_figures() if one.name.startswith("disputes_")]:
            assert one.split is not None
            assert {*one.split(scope, by).values()} <= {None, 0}, one.name


def test_five_are_counted(another: Callable[[str], Story]) -> None:
    for _ in range(5):
        another("to_appoint")
    scope = Scope(start=today(), end=today())
    with standing_at(MONDAY + timedelta(hours=1)):
        count_five(scope)


def count_five(scope: Scope) -> None:
    """Each way of dividing them finds all five."""
    for by, key in ((By.WHOLE, ""), (By.UNIT, "tw-laodong"), (By.TYPE, "labour"), (By.PLACE, "140502000000")):
        split = figure("disputes_registered").split
        assert split is not None
        assert split(scope, by) == {key: 5}
    assert figure("disputes_open").compute(scope) == 5


def passages(story: Story) -> list[tuple[str, str, str]]:
    """Layer, body and how it was left, in order."""
    rows = Passage.objects.filter(case__number=story.number).order_by("pk")
    return [*rows.values_list("layer", "body_code", "left_by")]
