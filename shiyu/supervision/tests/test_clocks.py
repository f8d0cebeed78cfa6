"""Checkpoints by the clock: due when the rule says, red until reported, urged by themselves and again."""

from collections.abc import Callable
from datetime import date

import pytest

from shiyu.base.clock import city_day, standing_at
from shiyu.cases.errors import BadFact, GuardRefused, WrongStage
from shiyu.cases.models import Case, Clock, Entry, Notice
from shiyu.cases.tests.ticked import at
from shiyu.supervision.models import Node, Order
from shiyu.supervision.tests.conftest import JOINT, LEAD, NODES, Story, days
from shiyu.supervision.urging import urge_again
from shiyu.supervision.vocabulary import owes

pytestmark = pytest.mark.django_db
Make = Callable[..., Story]
CLERK, OFFICER, HEAD = f"clerk@{LEAD}", "supervision_officer", "supervision_lead"
DAY_1 = {"responsible": "局长负总责", "shared_out": "市政科承办"}
DAY_3 = {"measures": "已进场", "progress": "完成两成"}


def running(story: Story) -> dict[str, date]:
    """The running clocks of the lead unit and the case, and the last day of each."""
    clocks = Clock.objects.filter(case__number=story.number, state="running")
    # A limit in days ends with the midnight that follows its last day.
    return {clock.rule: city_day(clock.due_at - clock.due_at.resolution) for clock in clocks}


def kept(story: Story) -> Order:
    return Order.objects.get(case__number=story.number)


def case_of(story: Story) -> Case:
    return Case.objects.get(number=story.number)


def test_the_checkpoints_of_an_ordinary_order_run_from_the_day_of_assignment(order: Make) -> None:
    story = order().to("handling")
    assert running(story) == {
        "day_1": date(2026, 3, 3), "day_3": date(2026, 3, 5), "day_7": date(2026, 3, 9), "zero": date(2026, 3, 9),
    }  # fmt: skip


def test_a_complex_order_has_a_month(order: Make) -> None:
    story = order().to("handling", complexity="complex")
    assert running(story)["month_1"] == running(story)["zero"] == date(2026, 4, 2)


def test_the_day_the_order_names_is_its_limit(order: Make) -> None:
    assert running(order().to("handling", due_on="2026-06-30"))["zero"] == date(2026, 6, 30)


def test_a_report_stops_its_checkpoint_alone_and_is_made_once(order: Make) -> None:
    story = order().to("handling")
    story.do("report_day_1", CLERK, **DAY_1)
    assert "day_1" not in running(story)
    assert {"day_3", "day_7"} <= running(story).keys()
    assert owes("day_1") not in case_of(story).marks
    assert (kept(story).in_time, kept(story).late) == (1, 0)
    with pytest.raises(GuardRefused):
        story.do("report_day_1", CLERK, **DAY_1)


def test_a_missed_checkpoint_is_urged_at_once_and_stays_red_until_it_is_reported(order: Make) -> None:
    story = order().to("handling")
    with at(days(1)):
        assert kept(story).urged == 0
    with at(days(2)):
        assert kept(story).urged == 1
        told = Notice.objects.filter(case__number=story.number, template="supervision_urged")
        assert {(notice.unit_code, notice.role) for notice in told} == {(LEAD, "clerk"), (LEAD, "unit_head")}
        assert Clock.objects.get(case__number=story.number, rule="day_1").state == "running"
        story.do("report_day_1", CLERK, **DAY_1)
        assert Clock.objects.get(case__number=story.number, rule="day_1").met is False
        assert (kept(story).in_time, kept(story).late) == (0, 1)


def test_what_stays_late_is_urged_again_every_two_days_and_no_sooner(order: Make) -> None:
    story = order().to("handling")
    with at(days(2)):
        assert urge_again() == 0
    with standing_at(days(3.9)):
        assert urge_again() == 0
    with standing_at(days(4)):
        assert (urge_again(), urge_again()) == (1, 0)
        assert kept(story).urged == 2
        story.do("report_day_1", CLERK, **DAY_1)
        story.do("report_day_3", CLERK, **DAY_3)
    with standing_at(days(7)):
        assert urge_again() == 0


def test_lateness_goes_up_to_the_officer_and_then_to_his_lead(order: Make) -> None:
    story = order().to("handling")
    with at(days(9)):
        up = Notice.objects.filter(case__number=story.number, facts__rule="day_1", template__startswith="clock_esc")
        assert [(n.template, n.role) for n in up.order_by("pk")] == [
            ("clock_escalated", "supervision_officer"), ("clock_escalated_again", "supervision_lead"),
        ]  # fmt: skip


def test_what_is_complex_is_said_on_day_seven_and_then_has_a_month_from_assignment(order: Make) -> None:
    story = order().to("handling")
    with standing_at(days(6)):
        story.do("report_day_7", CLERK, why_complex="涉地下管线", nodes=NODES)
        assert running(story) == {
            "day_1": date(2026, 3, 3), "day_3": date(2026, 3, 5), "month_1": date(2026, 4, 2),
            "zero": date(2026, 4, 2), "node": date(2026, 3, 20),
        }  # fmt: skip
        assert kept(story).complexity == "complex"
        assert case_of(story).limit_class == "complex"


def test_a_day_that_was_ordered_outlives_a_declaration_of_complexity(order: Make) -> None:
    story = order().to("handling", due_on="2026-03-20")
    story.do("report_day_7", CLERK, why_complex="涉地下管线", nodes=NODES)
    assert running(story)["zero"] == date(2026, 3, 20)


def test_each_set_date_follows_the_one_before(order: Make) -> None:
    story = order().to("handling", nodes=NODES)
    assert running(story)["node"] == date(2026, 3, 20)
    story.do("report_node", CLERK, progress="已招标")
    assert running(story)["node"] == date(2026, 4, 30)
    story.do("report_node", CLERK, progress="已完工")
    assert "node" not in running(story)
    with pytest.raises(GuardRefused):
        story.do("report_node", CLERK, progress="再报")
    assert Node.objects.filter(case__number=story.number, reported_at=None).count() == 0


def test_after_a_month_a_plan_sets_new_dates_and_the_last_of_them_clears_the_order(order: Make) -> None:
    story = order().to("handling", complexity="complex", nodes=NODES[:1])
    later = [{"text": "分段完工", "due": "2026-07-31", "unit": LEAD}]
    story.do("report_month_1", CLERK, plan="分两段实施", nodes=later)
    assert running(story)["node"] == running(story)["zero"] == date(2026, 7, 31)
    assert [node.dropped_at is None for node in Node.objects.filter(case__number=story.number).order_by("seq")] == [
        False, True,
    ]  # fmt: skip


def test_a_set_date_in_the_past_is_refused(order: Make) -> None:
    story = order().to("handling")
    with pytest.raises(BadFact, match="节点"):
        story.do("report_day_7", CLERK, why_complex="管线", nodes=[{"text": "招标", "due": "2026-03-02", "unit": LEAD}])


def test_weekly_reports_run_in_their_months_and_then_end(order: Make) -> None:
    story = order().to("handling", weekly_from="2026-03-01", weekly_until="2026-03-14")
    assert running(story)["weekly"] == date(2026, 3, 9)
    with standing_at(days(7)):
        story.do("report_weekly", CLERK, progress="第一周")
        assert running(story)["weekly"] == date(2026, 3, 16)
    with standing_at(days(14)):
        story.do("report_weekly", CLERK, progress="第二周")
        assert "weekly" not in running(story)
        assert owes("weekly") not in case_of(story).marks


@pytest.mark.parametrize(("first", "last"), [("2026-03-01", None), (None, "2026-03-14"), ("2026-03-14", "2026-03-01")])
def test_half_a_span_of_weekly_reports_is_refused(order: Make, first: str | None, last: str | None) -> None:
    with pytest.raises(GuardRefused, match="周报"):
        order().to("to_approve", weekly_from=first, weekly_until=last)


def test_the_review_is_not_counted_against_the_unit(order: Make) -> None:
    story = order().to("close_asked")
    assert {clock.rule: clock.state for clock in Clock.objects.filter(case__number=story.number, stopped_at=None)} == {
        "zero": "paused", "review": "running",
    }  # fmt: skip
    with at(days(4)):
        story.do("send_back", HEAD, reason="未见效果")
        assert running(story) == {"zero": date(2026, 3, 12), "rework": date(2026, 3, 9)}
        assert owes("rework") in case_of(story).marks
        story.do("ask_close", CLERK, result="已整改")
        story.do("clear", HEAD, grade="passed", opinion="同意")
    assert kept(story).grade == case_of(story).outcome == "passed"


def test_an_extension_moves_what_the_matter_is_done_by_and_nothing_else(order: Make) -> None:
    story = order().to("handling")
    story.do("ask_extension", CLERK, until="2026-03-20", reason="雨雪")
    story.do("grant_extension", HEAD, until="2026-03-18")
    assert running(story) == {
        "day_1": date(2026, 3, 3), "day_3": date(2026, 3, 5), "day_7": date(2026, 3, 18), "zero": date(2026, 3, 18),
    }  # fmt: skip


@pytest.mark.parametrize("until", ["2026-03-02", "2026-04-02"])
def test_an_extension_ends_after_today_and_within_thirty_days(order: Make, until: str) -> None:
    story = order().to("handling")
    with pytest.raises(GuardRefused, match="延期"):
        story.do("ask_extension", CLERK, until=until, reason="雨雪")


def test_a_third_extension_is_refused(order: Make) -> None:
    story = order().to("handling")
    for _ in range(2):
        story.do("ask_extension", CLERK, until="2026-03-20", reason="雨雪")
        story.do("grant_extension", HEAD, until="2026-03-20")
    with pytest.raises(GuardRefused, match="次数"):
        story.do("ask_extension", CLERK, until="2026-03-25", reason="雨雪")


def test_a_suspended_order_stands_still_and_runs_on_by_itself(order: Make) -> None:
    story = order().to("handling")
    story.do("ask_suspension", CLERK, until="2026-03-12", reason="冻土")
    story.do("grant_suspension", HEAD, until="2026-03-12")
    assert running(story) == {"suspension": date(2026, 3, 12)}
    with at(days(8)):
        assert kept(story).urged == 0
    with at(days(11)):
        assert case_of(story).stage == "handling"
        assert running(story)["day_7"] == date(2026, 3, 19)  # ten whole days stood still


def test_recalled_to_be_drafted_anew_the_units_have_it_no_more(order: Make) -> None:
    story = order().to("handling", joint=[JOINT])
    story.do("recall", HEAD, reason="主办单位有误")
    assert {*running(story)} == {"draft"}
    assert case_of(story).marks == []
    with pytest.raises(WrongStage):
        story.do("urge", OFFICER)
    story.to("handling")
    assert "day_1" in running(story)


def test_urges_of_one_moment_are_all_in_the_history(order: Make) -> None:
    story = order().to("to_sign")
    with at(days(2)):  # signing and the first day have both passed
        urges = Entry.objects.filter(case__number=story.number, move="urge_late")
        assert (urges.count(), kept(story).urged) == (2, 2)
